import type { Grant } from '../../electron/contract/main'
import type { Progress } from '../../electron/contract/table'
import type { Failure } from '../../electron/domain/failure'
import type { Submission } from '../../electron/domain/submission'
import { askEngine, askMain } from '../api'
import { today } from './days'
import type { Drafts } from './drafts'
import { asFailure } from './failures'

/** Where the PDF comes from: the one that was just saved, one made now, or one that the user chooses. */
export const pdfSources = ['saved', 'made', 'chosen'] as const
export type PdfSource = (typeof pdfSources)[number]

/** "This is what we handed in": what is said of it, and how far the keeping is. */
export class HandInState {
  readonly #drafts: Drafts
  readonly #onKept: (submission: Submission) => void
  #isOpen = $state.raw(false)
  #saved = $state.raw<Grant | null>(null)
  #chosen = $state.raw<Grant | null>(null)
  #run = $state.raw<{ progress: Progress; cancel: () => void } | null>(null)
  #failure = $state.raw<Failure | null>(null)
  /** The grant of the saved PDF that was kept last: a second click on its button has nothing left to do. */
  #kept = $state.raw<string | null>(null)
  source = $state<PdfSource>('made')
  day = $state('')
  name = $state('')
  note = $state('')

  constructor(parts: { drafts: Drafts; onKept: (submission: Submission) => void }) {
    this.#drafts = parts.drafts
    this.#onKept = parts.onKept
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  /** The PDF that was just saved; null where none was. */
  get saved(): Grant | null {
    return this.#saved
  }

  /** The PDF that the user chose. */
  get chosen(): Grant | null {
    return this.#chosen
  }

  /** While it is being kept. */
  get run(): { progress: Progress; cancel: () => void } | null {
    return this.#run
  }

  get failure(): Failure | null {
    return this.#failure
  }

  isKept(grant: string): boolean {
    return this.#kept === grant
  }

  /** @param saved the PDF that was just saved: most likely the one that is handed in */
  open(saved: Grant | null = null): void {
    this.#saved = saved
    this.#chosen = null
    this.#failure = null
    this.source = saved ? 'saved' : 'made'
    this.day = today()
    this.name = ''
    this.note = ''
    this.#isOpen = true
  }

  /** Closes the dialog; while something is being kept, it stays until that is done or cancelled. */
  close(): void {
    if (!this.#run) this.#isOpen = false
  }

  /** Another portfolio is open. */
  reset(): void {
    this.#run?.cancel()
    this.#isOpen = false
    this.#kept = null
  }

  async choosePdf(): Promise<void> {
    try {
      const chosen = await askMain('choosePdf', {})
      if (!chosen) return
      this.#chosen = chosen
      this.source = 'chosen'
      this.#failure = null
    } catch (error) {
      this.#failure = asFailure(error)
    }
  }

  /** True when all is said that must be. */
  get isReady(): boolean {
    return this.day !== '' && (this.source !== 'chosen' || this.#chosen !== null)
  }

  async keep(): Promise<void> {
    if (this.#run || !this.isReady) return
    const controller = new AbortController()
    const running = (progress: Progress): void => {
      this.#run = { progress, cancel: () => controller.abort() }
    }
    running({ done: 0, total: 0 })
    this.#failure = null
    try {
      if (!(await this.#drafts.save())) return
      const pdf = { saved: this.#saved, made: null, chosen: this.#chosen }[this.source]
      const submission = await askEngine(
        'addSubmission',
        {
          handedInOn: this.day,
          name: this.name,
          note: this.note,
          ...(pdf ? { pdf: pdf.grant } : {}),
        },
        { onProgress: running, signal: controller.signal },
      )
      this.#kept = this.#saved?.grant ?? null
      this.#isOpen = false
      this.#onKept(submission)
    } catch (error) {
      const failure = asFailure(error)
      this.#failure = failure.code === 'cancelled' ? null : failure
    } finally {
      this.#run = null
    }
  }
}
