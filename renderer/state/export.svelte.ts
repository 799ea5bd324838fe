import type { OutputOf, Progress } from '../../electron/contract/table'
import type { EngineRequests } from '../../electron/contract/engine'
import type { Failure } from '../../electron/domain/failure'
import type { SectionId } from '../../electron/domain/section'
import { askEngine, askMain } from '../api'
import type { Drafts } from './drafts'
import { asFailure } from './failures'
import { messages, say } from './messages.svelte'
import type { Notices } from './notices.svelte'

export type ExportResult = OutputOf<EngineRequests['exportPortfolio']> & { grant: string }

/** How far it is: nothing yet, being made, made, or not. */
export type ExportRun =
  | { status: 'none' }
  | { status: 'running'; name: string; progress: Progress; cancel: () => void }
  | { status: 'done'; result: ExportResult }
  | { status: 'failed'; failure: Failure }

/** The PDF: what is asked for, and how far it is. It goes on while the user is on another screen. */
export class ExportState {
  readonly #drafts: Drafts
  readonly #notices: Notices
  #isDraft = $state.raw(false)
  #only = $state.raw<SectionId | null>(null)
  #run = $state.raw<ExportRun>({ status: 'none' })

  constructor(parts: { drafts: Drafts; notices: Notices }) {
    this.#drafts = parts.drafts
    this.#notices = parts.notices
  }

  get isDraft(): boolean {
    return this.#isDraft
  }
  set isDraft(isDraft: boolean) {
    this.#isDraft = isDraft
  }

  /** The one section that is printed; null for the whole portfolio. */
  get only(): SectionId | null {
    return this.#only
  }
  set only(only: SectionId | null) {
    this.#only = only
  }

  get run(): ExportRun {
    return this.#run
  }

  /** Asks for a place, then makes the PDF. */
  async save(suggestedName: string): Promise<void> {
    if (this.#run.status === 'running') return
    try {
      if (!(await this.#drafts.save())) return
      const chosen = await askMain('chooseOut', { suggestedName, kind: 'pdf' })
      if (chosen) await this.#make(chosen)
    } catch (error) {
      this.#run = { status: 'failed', failure: asFailure(error) }
    }
  }

  /** Saves the answers and plans as plain text: all, or those of the section that is chosen. */
  async saveAnswers(suggestedName: string): Promise<void> {
    try {
      if (!(await this.#drafts.save())) return
      const chosen = await askMain('chooseOut', { suggestedName, kind: 'txt' })
      if (!chosen) return
      const { name } = await askEngine('exportAnswers', { out: chosen.grant, only: this.#only })
      this.#notices.show({
        tone: 'good',
        text: say('export.done', { name }),
        action: { label: say('export.show'), run: () => void this.showInFolder(chosen.grant) },
      })
    } catch (error) {
      this.#notices.show({ tone: 'stop', text: messages.failure(asFailure(error)) })
    }
  }

  cancel(): void {
    if (this.#run.status === 'running') this.#run.cancel()
  }

  /** Another portfolio is open: what was made belongs to the one before. */
  reset(): void {
    this.cancel()
    this.#run = { status: 'none' }
    this.#only = null
  }

  showInFolder(grant: string): Promise<void> {
    return this.#ask(() => askMain('showFile', { grant }))
  }

  openFile(grant: string): Promise<void> {
    return this.#ask(() => askMain('openFile', { grant }))
  }

  async #make({ grant, name }: { grant: string; name: string }): Promise<void> {
    const controller = new AbortController()
    const running = (progress: Progress): void => {
      this.#run = { status: 'running', name, progress, cancel: () => controller.abort() }
    }
    running({ done: 0, total: 0 })
    try {
      const order = { out: grant, draft: this.#isDraft, only: this.#only }
      const result = await askEngine('exportPortfolio', order, {
        onProgress: running,
        signal: controller.signal,
      })
      this.#run = { status: 'done', result: { ...result, grant } }
      this.#notices.show({ tone: 'good', text: say('export.done', { name: result.name }) })
    } catch (error) {
      const failure = asFailure(error)
      this.#run = failure.code === 'cancelled' ? { status: 'none' } : { status: 'failed', failure }
      const isCancelled = failure.code === 'cancelled'
      const text = isCancelled ? say('export.cancelled') : messages.failure(failure)
      this.#notices.show({ tone: isCancelled ? 'good' : 'stop', text })
    }
  }

  async #ask(open: () => Promise<unknown>): Promise<void> {
    try {
      await open()
    } catch (error) {
      this.#notices.show({ tone: 'stop', text: messages.failure(asFailure(error)) })
    }
  }
}
