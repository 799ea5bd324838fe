import type { Progress } from '../../electron/contract/table'
import type { CopiedOut, ExtraCopy } from '../../electron/domain/extra-copy'
import { Failure } from '../../electron/domain/failure'
import { askEngine, askMain } from '../api'
import { onChanged } from './changed'
import { collapsed } from './collapsed'
import type { Drafts } from './drafts'
import { asFailure } from './failures'
import { messages, say } from './messages.svelte'
import type { Notices } from './notices.svelte'

/** How far a copying is that the user asked for. */
type CopyRun = { progress: Progress; cancel: () => void }

/** The extra copy of the open portfolio. It goes on being made while the user is on another screen. */
export class ExtraCopyState {
  readonly #drafts: Drafts
  readonly #notices: Notices
  #copy = $state.raw<ExtraCopy | null>(null)
  #isNone = $state.raw(false)
  #run = $state.raw<CopyRun | null>(null)
  #made = $state.raw<CopiedOut | null>(null)

  readonly reload = collapsed(async () => {
    try {
      this.#copy = await askEngine('extraCopy', {})
      this.#isNone = this.#copy === null
    } catch {
      // No portfolio is open any more.
      this.#copy = null
      this.#isNone = false
    }
  })

  constructor(parts: { drafts: Drafts; notices: Notices }) {
    this.#drafts = parts.drafts
    this.#notices = parts.notices
  }

  start(): () => void {
    return onChanged(['backup'], () => void this.reload())
  }

  /** Null where none is made, or that is not known yet. */
  get copy(): ExtraCopy | null {
    return this.#copy
  }

  /** It was asked, and none is made. */
  get isNone(): boolean {
    return this.#isNone
  }

  /** Null while the user has asked for none. */
  get run(): CopyRun | null {
    return this.#run
  }

  /** What became of the last one that the user asked for. */
  get made(): CopiedOut | null {
    return this.#made
  }

  /** Why it could not be made by itself. */
  get failure(): Failure | null {
    const failure = this.#copy?.failure
    return failure ? new Failure(failure.code, failure.words) : null
  }

  /** Lets the user choose a folder, and makes the first copy there. */
  async choose(): Promise<void> {
    try {
      const place = await askMain('chooseExtraCopy', {})
      if (!place) return
      this.#made = null
      this.#copy = await askEngine('chooseExtraCopy', { place: place.grant })
    } catch (error) {
      this.#fail(error)
      return
    }
    await this.make()
  }

  async make(): Promise<void> {
    if (this.#run) return
    const controller = new AbortController()
    const onProgress = (progress: Progress): void => {
      this.#run = { progress, cancel: () => controller.abort() }
    }
    this.#made = null
    onProgress({ done: 0, total: 0 })
    try {
      if (!(await this.#drafts.save())) return
      const { signal } = controller
      this.#made = await askEngine('makeExtraCopy', {}, { onProgress, signal })
      this.#notices.show({ tone: 'good', text: say('extraCopy.made', { files: this.#made.files }) })
    } catch (error) {
      this.#fail(error)
    } finally {
      this.#run = null
      await this.reload()
    }
  }

  /** None is made any more. */
  async forgo(): Promise<void> {
    const folder = this.#copy?.folder ?? ''
    try {
      await askEngine('forgoExtraCopy', {})
      this.#made = null
      this.#notices.show({ tone: 'good', text: say('extraCopy.forgone', { folder }) })
    } catch (error) {
      this.#fail(error)
    }
    await this.reload()
  }

  /** The reminder comes again some days later. */
  async postpone(): Promise<void> {
    try {
      await askEngine('postponeExtraCopy', {})
    } catch (error) {
      this.#fail(error)
    }
    await this.reload()
  }

  /** Another portfolio is open. */
  reset(): void {
    this.#run?.cancel()
    this.#run = null
    this.#made = null
    this.#copy = null
    this.#isNone = false
  }

  #fail(error: unknown): void {
    const failure = asFailure(error)
    const isCancelled = failure.code === 'cancelled'
    const text = isCancelled ? say('extraCopy.cancelled') : messages.failure(failure)
    this.#notices.show({ tone: isCancelled ? 'good' : 'stop', text })
  }
}
