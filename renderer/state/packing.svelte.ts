import type { PackedArchive } from '../../electron/domain/archive'
import { archiveEnding } from '../../electron/domain/archive'
import type { Progress } from '../../electron/contract/table'
import type { Failure } from '../../electron/domain/failure'
import { fileNameFor } from '../../electron/domain/folder-name'
import { formatCycle } from '../../electron/domain/portfolio'
import { askEngine, askMain } from '../api'
import type { Drafts } from './drafts'
import { asFailure } from './failures'
import { messages, say } from './messages.svelte'
import type { Notices } from './notices.svelte'
import type { PortfolioState } from './portfolio.svelte'

/** How far it is: nothing yet, being packed, packed, or not. */
export type PackRun =
  | { status: 'none' }
  | { status: 'running'; name: string; progress: Progress; cancel: () => void }
  | { status: 'done'; result: PackedArchive & { name: string; grant: string } }
  | { status: 'failed'; failure: Failure }

/** The whole portfolio in one file. It goes on while the user is on another screen. */
export class PackingState {
  readonly #drafts: Drafts
  readonly #notices: Notices
  readonly #portfolio: PortfolioState
  #isAsking = $state.raw(false)
  #size = $state.raw<{ bytes: number; files: number } | null>(null)
  #run = $state.raw<PackRun>({ status: 'none' })

  constructor(parts: { drafts: Drafts; notices: Notices; portfolio: PortfolioState }) {
    this.#drafts = parts.drafts
    this.#notices = parts.notices
    this.#portfolio = parts.portfolio
  }

  /** Whether it is being said what the file holds, before a place for it is chosen. */
  get isAsking(): boolean {
    return this.#isAsking
  }

  /** About how large it would be; null until that is known. */
  get size(): { bytes: number; files: number } | null {
    return this.#size
  }

  get run(): PackRun {
    return this.#run
  }

  async findSize(): Promise<void> {
    try {
      this.#size = await askEngine('archiveSize', {})
    } catch {
      // It is only said beforehand.
      this.#size = null
    }
  }

  ask(): void {
    if (this.#run.status === 'running') return
    this.#isAsking = true
    void this.findSize()
  }

  close(): void {
    this.#isAsking = false
  }

  /** Asks for a place, then packs. */
  async pack(): Promise<void> {
    const open = this.#portfolio.open
    if (!open || this.#run.status === 'running') return
    this.close()
    try {
      if (!(await this.#drafts.save())) return
      const { school, cycle } = open.portfolio
      const suggestedName = fileNameFor(`${school} ${formatCycle(cycle)}`, archiveEnding)
      const chosen = await askMain('chooseOut', { suggestedName, kind: 'zip' })
      if (chosen) await this.#pack(chosen)
    } catch (error) {
      this.#fail(asFailure(error))
    }
  }

  cancel(): void {
    if (this.#run.status === 'running') this.#run.cancel()
  }

  /** Another portfolio is open: what was packed belongs to the one before. */
  reset(): void {
    this.cancel()
    this.close()
    this.#size = null
    this.#run = { status: 'none' }
  }

  async showInFolder(grant: string): Promise<void> {
    try {
      await askMain('showFile', { grant })
    } catch (error) {
      this.#notices.show({ tone: 'stop', text: messages.failure(asFailure(error)) })
    }
  }

  async #pack({ grant, name }: { grant: string; name: string }): Promise<void> {
    const controller = new AbortController()
    const onProgress = (progress: Progress): void => {
      this.#run = { status: 'running', name, progress, cancel: () => controller.abort() }
    }
    onProgress({ done: 0, total: 0 })
    const { signal } = controller
    const packed = await askEngine('exportArchive', { out: grant }, { onProgress, signal })
    this.#run = { status: 'done', result: { ...packed, grant } }
    this.#notices.show({ tone: 'good', text: say('archive.done', { name }) })
  }

  #fail(failure: Failure): void {
    const isCancelled = failure.code === 'cancelled'
    this.#run = isCancelled ? { status: 'none' } : { status: 'failed', failure }
    const text = isCancelled ? say('archive.cancelled') : messages.failure(failure)
    this.#notices.show({ tone: isCancelled ? 'good' : 'stop', text })
  }
}
