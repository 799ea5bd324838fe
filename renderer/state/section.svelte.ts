import type { SectionContents } from '../../electron/contract/engine'
import type { Failure } from '../../electron/domain/failure'
import type { SectionId } from '../../electron/domain/section'
import { askEngine } from '../api'
import type { Autosave } from './autosave.svelte'
import { onChanged } from './changed'
import { collapsed } from './collapsed'
import type { Drafts } from './drafts'
import { asFailure } from './failures'
import { PlanState } from './plan.svelte'
import type { SecondAnswerState } from './second-answer.svelte'
import { SecondAnswers } from './second-answers'

/** One section's screen: the answers, the evidence under each strand, and the plan. */
export class SectionState {
  readonly id: SectionId
  readonly plan: PlanState
  readonly #drafts: Drafts
  readonly #seconds: SecondAnswers
  #contents = $state.raw<SectionContents | null>(null)
  #failure = $state.raw<Failure | null>(null)

  constructor(id: SectionId, drafts: Drafts) {
    this.id = id
    this.#drafts = drafts
    this.#seconds = new SecondAnswers(drafts)
    this.plan = new PlanState(id, drafts)
  }

  readonly reload = collapsed(async () => {
    try {
      const contents = await askEngine('section', { section: this.id })
      for (const { strand, answer, second } of contents.strands) {
        this.answer(strand).load(answer)
        this.second(strand).load(second)
      }
      this.plan.load(contents.plan, contents.earlierPlan)
      this.#contents = contents
      this.#failure = null
    } catch (error) {
      this.#failure = asFailure(error)
    }
  })

  /** Reads it and follows the changes; returns a function that ends it and saves what was typed. */
  start(): () => void {
    void this.reload()
    const end = onChanged(['section', 'answer', 'plan', 'evidence', 'picture'], () => void this.reload())
    return () => {
      end()
      void this.#drafts.save()
    }
  }

  /** Null until it was read. */
  get contents(): SectionContents | null {
    return this.#contents
  }

  get failure(): Failure | null {
    return this.#failure
  }

  /** A strand's answer, which saves as one types. */
  answer(strand: string): Autosave {
    return this.#drafts.field(`answer:${strand}`, {
      write: (text, typing) => askEngine('writeAnswer', { strand, text, typing }),
    })
  }

  /** The same in the second language, whether or not the portfolio has one now. */
  second(strand: string): SecondAnswerState {
    return this.#seconds.of(strand, this.answer(strand))
  }
}
