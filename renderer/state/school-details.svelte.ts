import type { Failure } from '../../electron/domain/failure'
import type { PortfolioFacts } from '../../electron/domain/portfolio'
import { askEngine } from '../api'
import { FactsForm, type FactField } from './facts-form.svelte'
import { asFailure } from './failures'

/** The school's facts of a portfolio that is there. */
export class SchoolDetailsState {
  readonly form: FactsForm
  readonly #onSaved: () => void
  #failure = $state.raw<Failure | null>(null)

  constructor(facts: PortfolioFacts, onSaved: () => void) {
    this.form = new FactsForm(facts)
    this.#onSaved = onSaved
  }

  get failure(): Failure | null {
    return this.#failure
  }

  /** Saves. Returns the field that is still wrong. */
  async save(): Promise<FactField | null> {
    const wrong = this.form.check(['school', 'country', 'second', 'cycle'])
    const { facts } = this.form
    if (wrong || !facts) return wrong
    this.#failure = null
    try {
      await askEngine('writePortfolio', facts)
      this.#onSaved()
    } catch (error) {
      this.#failure = asFailure(error)
    }
    return null
  }
}
