import type { Grant } from '../../electron/contract/main'
import type { Progress } from '../../electron/contract/table'
import type { GuardedFile } from '../../electron/domain/export'
import type { Failure } from '../../electron/domain/failure'
import type { Submission } from '../../electron/domain/submission'
import { askEngine, askMain } from '../api'
import { today } from './days'
import type { Drafts } from './drafts'
import { asFailure } from './failures'
import { LeavingState } from './leaving.svelte'
import type { LightTable } from './light-table.svelte'
import type { Navigation } from './navigation.svelte'
import type { Notices } from './notices.svelte'
import type { PortfolioState } from './portfolio.svelte'

/** Where the PDF comes from: the one that was just saved, one made now, or one that the user chooses. */
export const pdfSources = ['saved', 'made', 'chosen'] as const
export type PdfSource = (typeof pdfSources)[number]

/** "This is what we handed in": what is said of it, and how far the keeping is. */
export class HandInState {
  /** What stays at home in a book that is made now: of all sections, whatever the Export screen has chosen. */
  readonly leaving: LeavingState
  readonly #drafts: Drafts
  readonly #exported: LeavingState
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
  /** The day that was put there without being asked. */
  #offered = ''
  name = $state('')
  note = $state('')

  /** @param parts `exported`: what was decided for the exports so far, and holds here, too */
  constructor(parts: {
    drafts: Drafts
    notices: Notices
    portfolio: PortfolioState
    navigation: Navigation
    lightTable: LightTable
    exported: LeavingState
    onKept: (submission: Submission) => void
  }) {
    const { drafts, exported, onKept } = parts
    this.leaving = new LeavingState({ ...parts, only: () => null })
    this.#drafts = drafts
    this.#exported = exported
    this.#onKept = onKept
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
    // What was typed before a look at the pictures, or before a key that was hit by mistake, is still there.
    // A day that nobody chose is today's, also when the app was open for a week.
    if (this.day === '' || this.day === this.#offered) this.day = this.#offered = today()
    this.#isOpen = true
    void this.#readLeaving()
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
    this.#forget()
    this.leaving.reset()
  }

  #forget(): void {
    this.name = ''
    this.note = ''
    this.day = ''
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

  /** Files that a book that is made now leaves out. */
  get staying(): GuardedFile[] {
    const heldBack = this.leaving.guarded?.heldBack ?? []
    return heldBack.filter((file) => this.leaving.reasonOf(file) === null)
  }

  /** True when all is said that must be, and somebody has looked at what goes along unsaid. */
  get isReady(): boolean {
    if (this.day === '') return false
    if (this.source === 'chosen') return this.#chosen !== null
    return this.source === 'saved' || (this.leaving.guarded !== null && this.leaving.hasLooked)
  }

  /** The reasons that were given for the label hold; those for everybody were given for another purpose. */
  get #goingKnowingly(): { knowingly: string[]; reasons: Record<string, string> } {
    const from = this.source === 'made' ? this.leaving : this.#exported
    const { purpose, knowingly, reasons } = from.order
    return purpose === 'label' ? { knowingly, reasons } : { knowingly: [], reasons: {} }
  }

  async #readLeaving(): Promise<void> {
    await this.leaving.reload()
    const { purpose, reasons } = this.#exported.order
    if (purpose !== 'label') return
    for (const file of this.leaving.guarded?.heldBack ?? []) {
      const reason = reasons[file.file]
      if (reason !== undefined) this.leaving.include(file, reason)
    }
    if (this.#exported.hasLooked && this.#exported.guarded) this.leaving.hasLooked = true
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
          ...this.#goingKnowingly,
        },
        { onProgress: running, signal: controller.signal },
      )
      this.#kept = this.#saved?.grant ?? null
      this.#isOpen = false
      this.#forget()
      this.#onKept(submission)
    } catch (error) {
      const failure = asFailure(error)
      this.#failure = failure.code === 'cancelled' ? null : failure
    } finally {
      this.#run = null
    }
  }
}
