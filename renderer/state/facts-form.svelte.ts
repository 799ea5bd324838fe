import type { EngineRequests } from '../../electron/contract/engine'
import type { InputOf } from '../../electron/contract/table'
import type { MessageKey } from '../../electron/domain/messages'
import {
  countries,
  formatCycle,
  languages,
  longestName,
  nextCycle,
  parseCycle,
  type Language,
  type PortfolioFacts,
} from '../../electron/domain/portfolio'

export type FactField = 'school' | 'country' | 'cycle'

/** The school's facts while they are being typed, and what is wrong with them. */
export class FactsForm {
  #school = $state.raw('')
  #country = $state.raw('')
  #language = $state.raw<Language>('en')
  #cycle = $state.raw('')
  #asked = $state.raw<ReadonlySet<FactField>>(new Set())

  constructor(facts: PortfolioFacts) {
    this.#school = facts.school
    this.#country = facts.country
    this.#language = facts.language
    this.#cycle = formatCycle(facts.cycle)
  }

  get school(): string {
    return this.#school
  }
  set school(school: string) {
    this.#school = school
  }

  get country(): string {
    return this.#country
  }
  set country(country: string) {
    this.#country = country
  }

  get language(): Language {
    return this.#language
  }
  set language(language: Language) {
    this.#language = language
  }

  get cycle(): string {
    return this.#cycle
  }
  set cycle(cycle: string) {
    this.#cycle = cycle
  }

  /** What is wrong with a field, once its form was sent; nobody is corrected while still typing for the first time. */
  wrong(field: FactField): MessageKey | null {
    return this.#asked.has(field) ? this.#problem(field) : null
  }

  /** Checks fields; the first one that is wrong, or null. */
  check(fields: readonly FactField[]): FactField | null {
    this.#asked = new Set([...this.#asked, ...fields])
    return fields.find((field) => this.#problem(field)) ?? null
  }

  /** The facts; null while something is wrong. */
  get facts(): InputOf<EngineRequests['writePortfolio']> | null {
    const cycle = parseCycle(this.#cycle)
    const country = countries.find((code) => code === this.#country)
    if (!cycle || !country || this.#problem('school')) return null
    return { school: this.#school.trim(), country, language: this.#language, cycle }
  }

  #problem(field: FactField): MessageKey | null {
    if (field === 'country') return isCountry(this.#country) ? null : 'facts.country.missing'
    if (field === 'cycle') return parseCycle(this.#cycle) ? null : 'facts.cycle.wrong'
    if (this.#school.trim() === '') return 'facts.school.missing'
    return this.#school.trim().length > longestName ? 'facts.school.long' : null
  }
}

function isCountry(code: string): boolean {
  return (countries as readonly string[]).includes(code)
}

/** What can be guessed before anything was typed. `locales` are the user's languages, `bg-BG` or `bg`, best first. */
export function guessFacts(locales: readonly string[], today: Date): PortfolioFacts {
  const parsed = locales.flatMap((locale) => {
    try {
      return new Intl.Locale(locale)
    } catch {
      return []
    }
  })
  const language = languages.find((known) => parsed.some((locale) => locale.language === known)) ?? 'en'
  const regions = parsed.flatMap((locale) => locale.region ?? locale.maximize().region ?? [])
  // English says nothing about the country: its most likely one is not in eTwinning, and a wrong guess is worse than none.
  return { school: '', country: regions.find(isCountry) ?? '', language, cycle: nextCycle(today) }
}
