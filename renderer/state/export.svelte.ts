import type { Grant, OutKind } from '../../electron/contract/main'
import type { Progress } from '../../electron/contract/table'
import type { Departure } from '../../electron/domain/export'
import type { Failure } from '../../electron/domain/failure'
import type { SectionId } from '../../electron/domain/section'
import { askEngine, askMain } from '../api'
import type { Drafts } from './drafts'
import { asFailure } from './failures'
import { LeavingState } from './leaving.svelte'
import type { LightTable } from './light-table.svelte'
import { messages, say } from './messages.svelte'
import type { Navigation } from './navigation.svelte'
import type { Notices } from './notices.svelte'
import type { PortfolioState } from './portfolio.svelte'

/** What was saved: a book with pages, or a folder with files, some of which may have been missing. */
export type ExportResult = {
  name: string
  grant: string
  bytes: number
  pages: number | null
  files: number | null
  missing: string[]
  /** A whole book, and no draft. */
  isForHandingIn: boolean
  departure: Departure
  uncleaned?: UncleanedFiles
}

/** Files that tell more than they show, by name; whether they are in the folder all the same, which was of that section. */
export type UncleanedFiles = { names: string[]; areIn: boolean; only: SectionId | null }

/** How far it is: nothing yet, being made, made, or not. */
export type ExportRun =
  | { status: 'none' }
  | { status: 'running'; name: string; progress: Progress; cancel: () => void }
  | { status: 'done'; result: ExportResult }
  | { status: 'failed'; failure: Failure }

/** Makes what was chosen, into the place of that grant. */
type Make = (
  out: string,
  call: { onProgress: (progress: Progress) => void; signal: AbortSignal },
) => Promise<Omit<ExportResult, 'grant'>>

type Parts = {
  drafts: Drafts
  notices: Notices
  portfolio: PortfolioState
  navigation: Navigation
  lightTable: LightTable
}

/** The PDF: what is asked for, and how far it is. It goes on while the user is on another screen. */
export class ExportState {
  readonly leaving: LeavingState
  readonly #drafts: Drafts
  readonly #notices: Notices
  #isDraft = $state.raw(false)
  #only = $state.raw<SectionId | null>(null)
  #run = $state.raw<ExportRun>({ status: 'none' })

  constructor(parts: Parts) {
    this.#drafts = parts.drafts
    this.#notices = parts.notices
    this.leaving = new LeavingState({ ...parts, only: () => this.#only })
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
    void this.leaving.reload()
  }

  get run(): ExportRun {
    return this.#run
  }

  /** Asks for a place, then makes the PDF. */
  save(suggestedName: string): Promise<void> {
    return this.#save({ suggestedName, kind: 'pdf' }, async (out, call) => {
      const order = { out, draft: this.#isDraft, only: this.#only, ...this.leaving.order }
      const made = await askEngine('exportPortfolio', order, call)
      const { name, bytes, pages } = made
      const isForHandingIn = order.only === null && !order.draft
      return { name, bytes, pages, files: null, missing: [], departure: made, isForHandingIn }
    })
  }

  /** The same for a new folder with a PDF of each section. */
  saveSections(suggestedName: string): Promise<void> {
    return this.#save({ suggestedName, kind: 'folder' }, async (out, call) => {
      const order = { out, draft: this.#isDraft, ...this.leaving.order }
      const made = await askEngine('exportSections', order, call)
      const { name, bytes, files } = made
      return { name, bytes, pages: null, files, missing: [], departure: made, isForHandingIn: false }
    })
  }

  /** The same for a new folder with the files of the evidence; what cannot be cleaned only where it is wanted. */
  saveFolder(
    suggestedName: string,
    { withUncleaned = false, only = this.#only }: { withUncleaned?: boolean; only?: SectionId | null } = {},
  ): Promise<void> {
    return this.#save({ suggestedName, kind: 'folder' }, async (out, call) => {
      const order = { out, only, withUncleaned, ...this.leaving.order }
      const { uncleaned, ...made } = await askEngine('exportFolder', order, call)
      const { name, bytes, files, missing } = made
      return {
        name,
        bytes,
        pages: null,
        files,
        missing,
        uncleaned: { names: uncleaned, areIn: withUncleaned, only },
        departure: made,
        isForHandingIn: false,
      }
    })
  }

  /** Saves the answers and plans, all or those of the section that is chosen, as plain text or for Word. */
  async saveAnswers(suggestedName: string, kind: 'txt' | 'docx'): Promise<void> {
    try {
      if (!(await this.#drafts.save())) return
      const chosen = await askMain('chooseOut', { suggestedName, kind })
      if (!chosen) return
      const { name } = await askEngine('exportAnswers', {
        out: chosen.grant,
        only: this.#only,
        purpose: this.leaving.purpose,
      })
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
    this.leaving.reset()
  }

  showInFolder(grant: string): Promise<void> {
    return this.#ask(() => askMain('showFile', { grant }))
  }

  openFile(grant: string): Promise<void> {
    return this.#ask(() => askMain('openFile', { grant }))
  }

  async #save(where: { suggestedName: string; kind: OutKind }, make: Make): Promise<void> {
    if (this.#run.status === 'running') return
    try {
      if (!(await this.#drafts.save()) || !(await this.leaving.mayGo())) return
      const chosen = await askMain('chooseOut', where)
      if (chosen) await this.#make(chosen, make)
    } catch (error) {
      this.#run = { status: 'failed', failure: asFailure(error) }
    }
  }

  async #make({ grant, name }: Grant, make: Make): Promise<void> {
    const controller = new AbortController()
    const running = (progress: Progress): void => {
      this.#run = { status: 'running', name, progress, cancel: () => controller.abort() }
    }
    running({ done: 0, total: 0 })
    try {
      const result = await make(grant, { onProgress: running, signal: controller.signal })
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
