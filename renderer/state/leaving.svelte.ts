import type { EngineRequests } from '../../electron/contract/engine'
import type { OutputOf } from '../../electron/contract/table'
import type { ExportPurpose } from '../../electron/domain/consent'
import { mayGoKnowingly, type GuardedFile } from '../../electron/domain/export'
import type { SectionId } from '../../electron/domain/section'
import { askEngine } from '../api'
import { onChanged } from './changed'
import { collapsed } from './collapsed'
import { asFailure } from './failures'
import type { LightTable } from './light-table.svelte'
import { setOf } from './list-keys'
import { messages, say } from './messages.svelte'
import type { Navigation } from './navigation.svelte'
import type { Notices } from './notices.svelte'
import type { PortfolioState } from './portfolio.svelte'

type Guarded = OutputOf<EngineRequests['listGuarded']>
type Parts = {
  notices: Notices
  navigation: Navigation
  lightTable: LightTable
  portfolio: PortfolioState
  /** The one section that is to leave; null for all. */
  only: () => SectionId | null
}

const nothing: Guarded = { heldBack: [], unsaid: [] }

/**
 * What leaves in an export and what stays at home. What goes knowingly, and that somebody has looked, holds until the
 * portfolio is closed: it is decided anew, never kept.
 */
export class LeavingState {
  readonly #parts: Parts
  #purpose = $state.raw<ExportPurpose>('label')
  #guarded = $state.raw<Guarded | null>(null)
  #reasons = $state.raw<Readonly<Record<string, string>>>({})
  #looked = $state.raw<ReadonlySet<string>>(setOf([]))
  #answer = $state.raw<((mayGo: boolean) => void) | null>(null)

  constructor(parts: Parts) {
    this.#parts = parts
  }

  readonly reload = collapsed(async () => {
    try {
      await this.#read()
    } catch {
      // An export asks again, and says why it cannot be made.
      this.#guarded = null
    }
  })

  start(): () => void {
    void this.reload()
    return onChanged(['evidence', 'picture', 'section', 'book'], () => void this.reload())
  }

  get purpose(): ExportPurpose {
    return this.#purpose
  }
  /** What goes knowingly was decided for the other purpose. */
  set purpose(purpose: ExportPurpose) {
    this.#purpose = purpose
    this.#reasons = {}
    void this.reload()
  }

  /** Null until it was read. */
  get guarded(): Guarded | null {
    return this.#guarded
  }

  /** What an export is asked with. */
  get leave(): { purpose: ExportPurpose; knowingly: string[] } {
    return { purpose: this.#purpose, knowingly: Object.keys(this.#reasons) }
  }

  /** The same with the reasons, for its record. */
  get order(): { purpose: ExportPurpose; knowingly: string[]; reasons: Record<string, string> } {
    return { ...this.leave, reasons: { ...this.#reasons } }
  }

  /** Why a file goes along all the same; null while it is held back. */
  reasonOf({ file, status }: GuardedFile): string | null {
    return mayGoKnowingly(status) ? (this.#reasons[file] ?? null) : null
  }

  include({ file }: GuardedFile, reason: string): void {
    this.#reasons = { ...this.#reasons, [file]: reason }
  }

  leaveOut({ file }: GuardedFile): void {
    const others = Object.entries(this.#reasons).filter(([hash]) => hash !== file)
    this.#reasons = Object.fromEntries(others)
  }

  /** Whether somebody has looked through all of which nobody has said who can be seen. */
  get hasLooked(): boolean {
    return (this.#guarded ?? nothing).unsaid.every(({ file }) => this.#looked.has(file))
  }
  set hasLooked(hasLooked: boolean) {
    const { unsaid } = this.#guarded ?? nothing
    this.#looked = hasLooked ? setOf([...this.#looked, ...unsaid.map(({ file }) => file)]) : setOf([])
  }

  /** True while an export waits for somebody to look. */
  get isAsking(): boolean {
    return this.#answer !== null
  }

  /** The answer to that: they have looked and it may go, or not now. */
  answer(mayGo: boolean): void {
    const answer = this.#answer
    this.#answer = null
    if (mayGo) this.hasLooked = true
    answer?.(mayGo)
  }

  /** Whether an export may be made; asks while there are pictures that nobody has looked through. Throws a `Failure`. */
  async mayGo(): Promise<boolean> {
    await this.#read()
    if (this.hasLooked) return true
    return new Promise((resolve) => {
      this.#answer = resolve
    })
  }

  /** Shows photo after photo of which nobody has said who can be seen; what has no picture, among the evidence. */
  async look(): Promise<void> {
    const { unsaid } = this.#guarded ?? nothing
    this.answer(false)
    const pieces = setOf(unsaid.map(({ evidence }) => evidence))
    if (!(await this.#parts.lightTable.openUnsaid([...pieces]))) {
      this.#parts.navigation.go({ name: 'evidence', filter: { consent: 'unsaid' } })
    }
  }

  /** Says that the consent that holds a file back is held, for what this export is for. */
  async sayHeld({ file, subjects, isOwn }: GuardedFile): Promise<void> {
    const consent = { state: 'held', scope: this.#purpose } as const
    try {
      for (const { id } of subjects) await askEngine('writeSubject', { id, ...consent })
      if (isOwn) await askEngine('writeConsent', { files: [file], ...consent })
      const undo = { label: say('history.undoNow'), run: () => void this.#parts.portfolio.undo() }
      // Of several steps it would undo the last alone.
      const isOneStep = subjects.length + Number(isOwn) === 1
      this.#parts.notices.show({
        tone: 'good',
        text: say('guard.consent.done'),
        ...(isOneStep ? { isUndo: true, action: undo } : {}),
      })
    } catch (error) {
      this.#parts.notices.show({ tone: 'stop', text: messages.failure(asFailure(error)) })
    }
  }

  /** Another portfolio is open. */
  reset(): void {
    this.answer(false)
    this.#guarded = null
    this.#purpose = 'label'
    this.#reasons = {}
    this.#looked = setOf([])
  }

  async #read(): Promise<void> {
    this.#guarded = await askEngine('listGuarded', { purpose: this.#purpose, only: this.#parts.only() })
  }
}
