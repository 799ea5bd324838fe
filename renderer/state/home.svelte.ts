import type { RecentPortfolio } from '../../electron/contract/engine'
import type { Grant } from '../../electron/contract/main'
import { isArchiveName } from '../../electron/domain/archive'
import type { Failure } from '../../electron/domain/failure'
import type { Progress } from '../../electron/contract/table'
import { askEngine, askMain } from '../api'
import { asFailure } from './failures'
import { Rescue } from './rescue.svelte'

/** The portfolios of this computer, and why one could not be opened. */
export class HomeState {
  readonly #onOpened: () => Promise<void>
  readonly #onArchive: (archive: Grant) => Promise<void>
  #recent = $state.raw<RecentPortfolio[] | null>(null)
  #failure = $state.raw<Failure | null>(null)
  #opening = $state.raw<string | null>(null)
  #making = $state.raw<Progress | null>(null)
  #maker: AbortController | null = null

  /** What can be done about one that is damaged. */
  readonly rescue: Rescue

  constructor(on: { opened: () => Promise<void>; archive: (archive: Grant) => Promise<void> }) {
    this.#onOpened = on.opened
    this.#onArchive = on.archive
    this.rescue = new Rescue(on.opened)
  }

  /** Null until they were read. */
  get recent(): RecentPortfolio[] | null {
    return this.#recent
  }

  get failure(): Failure | null {
    return this.#failure
  }

  /** The recent portfolio that is being opened. */
  get opening(): string | null {
    return this.#opening
  }

  /** How far the sample has come while it is made. */
  get making(): Progress | null {
    return this.#making
  }

  /** Makes the sample, or opens the one that is there. */
  async openSample(): Promise<boolean> {
    const maker = new AbortController()
    this.#maker = maker
    this.#making = { done: 0, total: 0 }
    const onProgress = (progress: Progress): void => {
      this.#making = progress
    }
    const isOpen = await this.#open(async () => {
      try {
        await askEngine('addSample', {}, { onProgress, signal: maker.signal })
        return true
      } catch (error) {
        if (asFailure(error).code === 'cancelled') return false
        throw error
      } finally {
        this.#making = null
      }
    })
    return isOpen
  }

  cancelSample(): void {
    this.#maker?.abort()
  }

  async reload(): Promise<void> {
    try {
      this.#recent = await askEngine('listRecentPortfolios', {})
    } catch (error) {
      this.#failure = asFailure(error)
    }
  }

  /** Opens the one that was open last. Resolves to false when there is none, or when it cannot be opened. */
  async openLast(): Promise<boolean> {
    return this.#open(async () => (await askEngine('openLastPortfolio', {})) !== null)
  }

  async openRecent(recent: string): Promise<boolean> {
    this.#opening = recent
    const isOpen = await this.#open(async () => {
      await askEngine('openPortfolio', { recent })
      return true
    })
    this.#opening = null
    return isOpen
  }

  /** Lets the user choose a folder, and opens it. An archive that was chosen instead asks on its own. */
  async choose(): Promise<boolean> {
    return this.#open(async (note) => {
      const chosen = await askMain('choosePortfolio', {})
      if (!chosen) return false
      if (isArchiveName(chosen.name)) {
        await this.#onArchive(chosen)
        return false
      }
      note(chosen.grant)
      await askEngine('openPortfolio', { grant: chosen.grant })
      return true
    })
  }

  async remove(recent: string): Promise<void> {
    try {
      await askEngine('removeRecentPortfolio', { recent })
    } catch (error) {
      this.#failure = asFailure(error)
    }
    await this.reload()
  }

  async #open(open: (note: (grant: string) => void) => Promise<boolean>): Promise<boolean> {
    let grant: string | null = null
    this.#failure = null
    this.rescue.drop()
    try {
      const note = (chosen: string): void => {
        grant = chosen
      }
      if (!(await open(note))) return false
      await this.#onOpened()
      return true
    } catch (error) {
      this.#failure = asFailure(error)
      await this.reload()
      await this.#offerRescue(this.#failure, grant)
      return false
    }
  }

  async #offerRescue({ code, words }: Failure, grant: string | null): Promise<void> {
    if (code !== 'portfolio.damaged') return
    const { folder = '' } = words
    const recent = this.#recent?.find((each) => each.folder === folder)
    const which = grant === null ? recent && { recent: recent.id } : { grant }
    if (!which) return
    this.#failure = null
    await this.rescue.offer(which, String(folder))
  }
}
