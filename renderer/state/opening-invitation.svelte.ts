import type { PageFile } from '../../electron/contract/bridge'
import type { Invitation } from '../../electron/domain/contribution'
import type { Failure } from '../../electron/domain/failure'
import { askEngine } from '../api'
import type { Drafts } from './drafts'
import { asFailure } from './failures'

/** A file in which somebody asks for help: what is asked is shown, then a portfolio begins for it. */
export class OpeningInvitation {
  readonly #drafts: Drafts
  readonly #onOpened: () => Promise<void>
  #file: PageFile | null = null
  #invitation = $state.raw<Invitation | null>(null)
  #failure = $state.raw<Failure | null>(null)
  #isBeginning = $state.raw(false)

  constructor(parts: { drafts: Drafts; onOpened: () => Promise<void> }) {
    this.#drafts = parts.drafts
    this.#onOpened = parts.onOpened
  }

  /** Null while none is being opened. */
  get invitation(): Invitation | null {
    return this.#invitation
  }

  get failure(): Failure | null {
    return this.#failure
  }

  get isBeginning(): boolean {
    return this.#isBeginning
  }

  show(file: PageFile, invitation: Invitation): void {
    this.#file = file
    this.#failure = null
    this.#invitation = invitation
  }

  close(): void {
    if (!this.#isBeginning) this.#invitation = null
  }

  async begin(): Promise<void> {
    const file = this.#file
    if (!file || this.#isBeginning) return
    this.#isBeginning = true
    try {
      if (!(await this.#drafts.save())) return
      await askEngine('beginContribution', { files: [file], place: null })
      this.#invitation = null
      await this.#onOpened()
    } catch (error) {
      this.#failure = asFailure(error)
    } finally {
      this.#isBeginning = false
    }
  }
}
