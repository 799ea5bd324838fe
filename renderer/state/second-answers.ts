import type { Autosave } from './autosave.svelte'
import type { Drafts } from './drafts'
import { SecondAnswerState } from './second-answer.svelte'

/** The answers of a screen in the second language, each made when it is first asked for. */
export class SecondAnswers {
  readonly #drafts: Drafts
  readonly #answers = new Map<string, SecondAnswerState>()

  constructor(drafts: Drafts) {
    this.#drafts = drafts
  }

  /** @param first the answer in the first language */
  of(strand: string, first: Autosave): SecondAnswerState {
    const known = this.#answers.get(strand)
    if (known) return known
    const second = new SecondAnswerState(strand, { first, drafts: this.#drafts })
    this.#answers.set(strand, second)
    return second
  }
}
