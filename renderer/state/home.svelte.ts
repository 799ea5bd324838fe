import type { RecentPortfolio } from '../../electron/contract/engine'
import type { Failure } from '../../electron/domain/failure'
import type { Progress } from '../../electron/contract/table'
import { askEngine, askMain } from '../api'
import { asFailure } from './failures'

/** The portfolios of this computer, and why one could not be opened. */
export class HomeState {
  readonly #onOpened: () => Promise<void>
  #recent = $state.raw<RecentPortfolio[] | null>(null)
  #failure = $state.raw<Failure | null>(null)
  #opening = $state.raw<string | null>(null)
  #making = $state.raw<Progress | null>(null)
  #maker: AbortController | null = null

  constructor(onOpened: () => Promise<void>) {
    this.#onOpened = onOpened
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

  /** Lets the user choose a folder, and opens it. */
  async choose(): Promise<boolean> {
    return this.#open(async () => {
      const chosen = await askMain('choosePortfolio', {})
      if (!chosen) return false
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

  async #open(open: () => Promise<boolean>): Promise<boolean> {
    this.#failure = null
    try {
      if (!(await open())) return false
      await this.#onOpened()
      return true
    } catch (error) {
      this.#failure = asFailure(error)
      await this.reload()
      return false
    }
  }
}
