import type { RecentPortfolio } from '../../electron/contract/engine'
import type { Grant } from '../../electron/contract/main'
import type { Failure } from '../../electron/domain/failure'
import { formatCycle, languageOf } from '../../electron/domain/portfolio'
import { askEngine, askMain } from '../api'
import { FactsForm, type FactField } from './facts-form.svelte'
import { asFailure } from './failures'
import { guessFactsHere } from './guess-facts'

export const steps = ['school', 'language', 'place'] as const
export type Step = (typeof steps)[number]

/** The older portfolio that a new cycle begins from: how requests name it, what the user knows it by, and when it was handed in. */
export type Renewed = {
  which: { recent: string } | { grant: string }
  school: string
  cycle: string
  handedInOn: string | null
}

const fieldsOf: Record<Step, FactField[]> = { school: ['school', 'country'], language: ['cycle'], place: [] }

/** The guided way to a new portfolio. */
export class NewPortfolioState {
  readonly form = new FactsForm(guessFactsHere())
  readonly #onMade: () => Promise<void>
  #guessed: FactsForm['language'] | null = this.form.language
  #index = $state.raw(0)
  #place = $state.raw<Grant | null>(null)
  #folder = $state.raw<string | null>(null)
  #failure = $state.raw<Failure | null>(null)
  #isMaking = $state.raw(false)
  #recent = $state.raw<RecentPortfolio[]>([])
  #renews = $state.raw<Renewed | null>(null)

  constructor(onMade: () => Promise<void>) {
    this.#onMade = onMade
  }

  get step(): Step {
    return steps[this.#index] ?? 'school'
  }

  /** Counted from 1. */
  get stepNumber(): number {
    return this.#index + 1
  }

  get isLast(): boolean {
    return this.#index === steps.length - 1
  }

  /** Where the portfolio will lie; null until it is known. */
  get folder(): string | null {
    return this.#folder
  }

  get failure(): Failure | null {
    return this.#failure
  }

  get isMaking(): boolean {
    return this.#isMaking
  }

  /** Portfolios of this computer from which a new cycle can begin. */
  get recent(): RecentPortfolio[] {
    return this.#recent
  }

  /** The older portfolio that was chosen; null for a first one. */
  get renews(): Renewed | null {
    return this.#renews
  }

  /** Reads which older portfolios there are. */
  async start(): Promise<void> {
    try {
      this.#recent = (await askEngine('listRecentPortfolios', {})).filter(({ isThere }) => isThere)
    } catch (error) {
      this.#failure = asFailure(error)
    }
  }

  /** Begins a new cycle from an older portfolio, whose facts fill the form; null begins a first one. */
  async renew(which: Renewed['which'] | null): Promise<void> {
    this.#failure = null
    if (which === null) {
      this.#renews = null
      return
    }
    try {
      const { facts, handedInOn } = await askEngine('peekPortfolio', which)
      this.form.school = facts.school
      this.form.country = facts.country
      this.form.language = facts.language
      this.#guessed = null
      this.form.cycle = formatCycle({ from: facts.cycle.to + 1, to: facts.cycle.to + 2 })
      this.#renews = { which, school: facts.school, cycle: formatCycle(facts.cycle), handedInOn }
    } catch (error) {
      this.#failure = asFailure(error)
    }
  }

  /** The same for a folder that is not in the list. */
  async renewOther(): Promise<void> {
    try {
      const chosen = await askMain('choosePortfolio', {})
      if (chosen) await this.renew({ grant: chosen.grant })
    } catch (error) {
      this.#failure = asFailure(error)
    }
  }

  back(): void {
    this.#failure = null
    this.#index = Math.max(0, this.#index - 1)
  }

  /** Goes on, or makes the portfolio. Returns the field that is still wrong. */
  async next(): Promise<FactField | null> {
    const wrong = this.form.check(fieldsOf[this.step])
    if (wrong) return wrong
    if (this.step === 'place') await this.#make()
    else await this.#goOn()
    return null
  }

  async choosePlace(): Promise<void> {
    try {
      this.#place = (await askMain('choosePlace', {})) ?? this.#place
      await this.#findPlace()
    } catch (error) {
      this.#failure = asFailure(error)
    }
  }

  async #goOn(): Promise<void> {
    if (this.step === 'school') this.#guessLanguage()
    this.#index += 1
    if (this.isLast) await this.#findPlace()
  }

  /** The country says more about the language than the computer does; what was chosen by hand stays. */
  #guessLanguage(): void {
    if (this.#guessed === null || this.form.language !== this.#guessed) return
    this.form.language = languageOf(this.form.country) ?? this.#guessed
    this.#guessed = this.form.language
  }

  async #findPlace(): Promise<void> {
    this.#failure = null
    try {
      const school = this.form.school.trim()
      const { folder } = await askEngine('findPlaceForPortfolio', {
        school,
        place: this.#place?.grant ?? null,
      })
      this.#folder = folder
    } catch (error) {
      this.#failure = asFailure(error)
    }
  }

  async #make(): Promise<void> {
    const { facts } = this.form
    if (!facts || this.#isMaking) return
    this.#isMaking = true
    this.#failure = null
    try {
      await askEngine('addPortfolio', {
        facts,
        place: this.#place?.grant ?? null,
        renews: this.#renews?.which ?? null,
      })
      await this.#onMade()
    } catch (error) {
      this.#failure = asFailure(error)
    } finally {
      this.#isMaking = false
    }
  }
}
