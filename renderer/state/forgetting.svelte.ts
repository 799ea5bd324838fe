import type { SubjectOrFile } from '../../electron/contract/forget-requests'
import type { Subject } from '../../electron/domain/consent'
import type { Failure } from '../../electron/domain/failure'
import type { DueGroup, Forgotten, ForgettingPreview, Uses } from '../../electron/domain/forgetting'
import { askEngine, askMain } from '../api'
import { onChanged } from './changed'
import { collapsed } from './collapsed'
import type { Drafts } from './drafts'
import { asFailure } from './failures'
import { formatPeriod } from './formats'
import { messages, say } from './messages.svelte'
import type { Notices } from './notices.svelte'
import type { PortfolioState } from './portfolio.svelte'

/** Pictures by whose they are, and what they are called in a heading. */
export type Meant = { which: SubjectOrFile; name: string; subject: Pick<Subject, 'id' | 'kind'> | null }

/** Where pictures are used; `isWithdrawing` when consent is about to be noted as withdrawn. */
export type UsesView = Meant & { uses: Uses; isWithdrawing: boolean }

/** What is asked before anything is forgotten, and what came of it. */
export type ForgetView = {
  files: string[]
  subject: (Pick<Subject, 'id' | 'kind'> & { name: string }) | null
  preview: ForgettingPreview
  run: 'asked' | 'running' | Forgotten
  failure: Failure | null
}

type Parts = { drafts: Drafts; notices: Notices; portfolio: PortfolioState }

/** Where pictures went, consent that was withdrawn, pictures that are kept too long, and forgetting. */
export class Forgetting {
  readonly #parts: Parts
  #uses = $state.raw<UsesView | null>(null)
  #forget = $state.raw<ForgetView | null>(null)
  #due = $state.raw<DueGroup[]>([])
  #followers = 0

  readonly reload = collapsed(async () => {
    if (this.#followers === 0) return
    try {
      this.#due = await askEngine('listDue', {})
    } catch (error) {
      // The portfolio was closed meanwhile.
      if (asFailure(error).code !== 'portfolio.none') this.#fail(error)
    }
  })

  constructor(parts: Parts) {
    this.#parts = parts
  }

  start(): () => void {
    return onChanged(['evidence'], () => void this.reload())
  }

  /** Reads what is due, and follows the changes until the returned function is called. */
  follow(): () => void {
    this.#followers += 1
    void this.reload()
    return () => {
      this.#followers -= 1
    }
  }

  /** Pictures that were to be kept until a day that has passed. */
  get due(): DueGroup[] {
    return this.#due
  }

  get uses(): UsesView | null {
    return this.#uses
  }

  get forget(): ForgetView | null {
    return this.#forget
  }

  /** Closes what is open; work that has begun goes on to its end. */
  close(): void {
    this.#uses = null
    if (this.#forget?.run !== 'running') this.#forget = null
  }

  /** Shows where pictures are used, or asks whether their consent was withdrawn. */
  async showUses(meant: Meant, isWithdrawing: boolean): Promise<void> {
    await this.#do(async () => {
      this.#uses = { ...meant, uses: await askEngine('listUses', meant.which), isWithdrawing }
    })
  }

  async withdraw(): Promise<void> {
    const view = this.#uses
    if (!view) return
    await this.#do(async () => {
      const { files } = await askEngine('withdraw', view.which)
      this.#uses = null
      this.#undoable(say('withdraw.done', { count: files }))
    })
  }

  /** Asks before all pictures of a person or group, or one, are forgotten. */
  async askForget({ which, name, subject }: Meant): Promise<void> {
    await this.#do(async () => {
      const { files } = await askEngine('listUses', which)
      await this.#askForget(files, subject && { ...subject, name })
    })
  }

  /** The same for pictures that are due. */
  async askForgetDue({ files }: DueGroup): Promise<void> {
    await this.#do(() => this.#askForget(files, null))
  }

  async #askForget(files: string[], subject: ForgetView['subject']): Promise<void> {
    if (files.length === 0) return
    const preview = await askEngine('previewForgetting', { files })
    this.#uses = null
    this.#forget = { files, subject, preview, run: 'asked', failure: null }
  }

  /** Forgets what was asked; the person or group with it, where that is wanted. */
  async forgetNow(withSubject: boolean): Promise<void> {
    const view = this.#forget
    if (view?.run !== 'asked') return
    const { files, subject } = view
    this.#forget = { ...view, run: 'running', failure: null }
    try {
      const order = withSubject && subject ? { files, subject: subject.id } : { files }
      this.#forget = { ...view, run: await askEngine('forgetFiles', order) }
    } catch (error) {
      this.#forget = { ...view, failure: asFailure(error) }
    }
  }

  /** Lets what is due be kept until another day (`YYYY-MM-DD`). */
  async keepLonger({ subject, files }: DueGroup, until: string): Promise<void> {
    await this.#do(async () => {
      if (subject) await askEngine('writeSubject', { id: subject.id, keepUntil: until })
      else await askEngine('writeConsent', { files, keepUntil: until })
      this.#undoable(say('due.kept', { day: formatPeriod(until, '') }))
    })
  }

  /** Asks for a place, then prints the list of consents for the principal. */
  async saveList(): Promise<void> {
    await this.#do(async () => {
      const suggestedName = say('consentList.fileName')
      const chosen = await askMain('chooseOut', { suggestedName, kind: 'pdf' })
      if (!chosen) return
      const { name } = await askEngine('exportConsentList', { out: chosen.grant })
      this.#parts.notices.show({
        tone: 'good',
        text: say('export.done', { name }),
        action: { label: say('export.show'), run: () => void askMain('showFile', { grant: chosen.grant }) },
      })
    })
  }

  async #do(verb: () => Promise<unknown>): Promise<void> {
    try {
      if (await this.#parts.drafts.save()) await verb()
    } catch (error) {
      this.#fail(error)
    }
  }

  #undoable(text: string): void {
    const { notices, portfolio } = this.#parts
    notices.show({
      tone: 'good',
      text,
      action: { label: say('history.undoNow'), run: () => void portfolio.undo() },
      isUndo: true,
    })
  }

  #fail(error: unknown): void {
    this.#parts.notices.show({ tone: 'stop', text: messages.failure(asFailure(error)) })
  }
}
