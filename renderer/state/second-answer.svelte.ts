import type { Failure } from '../../electron/domain/failure'
import {
  answerStanding,
  changedSinceAgreed,
  type AnswerStanding,
  type SecondAnswer,
} from '../../electron/domain/two-languages'
import { askEngine } from '../api'
import type { Autosave } from './autosave.svelte'
import type { Drafts } from './drafts'
import { asFailure } from './failures'

/** One of the two texts that is not as it was when both said the same: before, and now. */
type Difference = { isFirst: boolean; before: string; now: string }

const nothing: SecondAnswer = { text: '', agreedFirst: '', agreedSecond: '' }

/** A strand's answer in the second language beside the first, and which of the two is behind while one types. */
export class SecondAnswerState {
  readonly strand: string
  readonly first: Autosave
  /** Saves as one types. */
  readonly field: Autosave
  readonly #drafts: Drafts
  #kept = $state.raw(nothing)
  #failure = $state.raw<Failure | null>(null)

  constructor(strand: string, { first, drafts }: { first: Autosave; drafts: Drafts }) {
    this.strand = strand
    this.first = first
    this.#drafts = drafts
    this.field = drafts.field(`second-answer:${strand}`, {
      write: (text, typing) => askEngine('writeSecondAnswer', { strand, text, typing }),
    })
  }

  /** Takes what was read from the portfolio. */
  load(kept: SecondAnswer | null): void {
    this.#kept = kept ?? nothing
    this.field.load(this.#kept.text)
  }

  get standing(): AnswerStanding {
    return answerStanding(this.first.text, this.#now)
  }

  /** What has changed since both said the same; none while nobody has said so. */
  get differences(): Difference[] {
    const { agreedFirst, agreedSecond } = this.#kept
    if (!['secondBehind', 'firstBehind', 'unsure'].includes(this.standing) || agreedFirst === '') return []
    const { isFirst, isSecond } = changedSinceAgreed(this.first.text, this.#now)
    return [
      ...(isFirst ? [{ isFirst: true, before: agreedFirst, now: this.first.text }] : []),
      ...(isSecond ? [{ isFirst: false, before: agreedSecond, now: this.field.text }] : []),
    ]
  }

  /** Why the last "both say the same" could not be kept. */
  get failure(): Failure | null {
    return this.#failure
  }

  /** Keeps both texts as saying the same, with what was typed last. */
  async agree(): Promise<void> {
    try {
      if (!(await this.#drafts.save())) return
      await askEngine('agreeAnswers', { strand: this.strand })
      this.#failure = null
    } catch (error) {
      this.#failure = asFailure(error)
    }
  }

  get #now(): SecondAnswer {
    return { ...this.#kept, text: this.field.text }
  }
}
