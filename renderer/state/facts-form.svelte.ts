import type { MessageKey } from '../../electron/domain/messages'
import {
  countries,
  formatCycle,
  longestName,
  parseCycle,
  type Language,
  type PortfolioFacts,
} from '../../electron/domain/portfolio'

/** The facts while the country may still be open. */
export type FactsDraft = Omit<PortfolioFacts, 'country'> & { country: PortfolioFacts['country'] | '' }

export type FactField = 'school' | 'country' | 'cycle' | 'second'

/** The school's facts while they are being typed, and what is wrong with them. */
export class FactsForm {
  #school = $state.raw('')
  #country = $state.raw('')
  #language = $state.raw<Language>('en')
  #secondLanguage = $state.raw<Language | null | undefined>(undefined)
  #cycle = $state.raw('')
  #asked = $state.raw<readonly FactField[]>([])

  constructor(facts: FactsDraft) {
    this.#school = facts.school
    this.#country = facts.country
    this.#language = facts.language
    this.#secondLanguage = facts.secondLanguage
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

  /** Null for none; undefined where it is not asked for. */
  get secondLanguage(): Language | null | undefined {
    return this.#secondLanguage
  }
  set secondLanguage(language: Language | null | undefined) {
    this.#secondLanguage = language
  }

  get cycle(): string {
    return this.#cycle
  }
  set cycle(cycle: string) {
    this.#cycle = cycle
  }

  /** What is wrong with a field, once its form was sent; nobody is corrected while still typing for the first time. */
  wrong(field: FactField): MessageKey | null {
    return this.#asked.includes(field) ? this.#problem(field) : null
  }

  /** Checks fields; the first one that is wrong, or null. */
  check(fields: readonly FactField[]): FactField | null {
    this.#asked = [...this.#asked, ...fields]
    return fields.find((field) => this.#problem(field)) ?? null
  }

  /** The facts; null while something is wrong. */
  get facts(): PortfolioFacts | null {
    const cycle = parseCycle(this.#cycle)
    const country = countryOf(this.#country)
    if (!cycle || !country || this.#problem('school') || this.#problem('second')) return null
    const [language, secondLanguage] = [this.#language, this.#secondLanguage]
    return { school: this.#school.trim(), country, language, cycle, secondLanguage }
  }

  #problem(field: FactField): MessageKey | null {
    if (field === 'country') return countryOf(this.#country) ? null : 'facts.country.missing'
    if (field === 'second') return this.#language === this.#secondLanguage ? 'facts.second.same' : null
    if (field === 'cycle') return parseCycle(this.#cycle) ? null : 'facts.cycle.wrong'
    if (this.#school.trim() === '') return 'facts.school.missing'
    return this.#school.trim().length > longestName ? 'facts.school.long' : null
  }
}

/** A country of eTwinning by its code. */
export function countryOf(text: string): PortfolioFacts['country'] | undefined {
  return countries.find((code) => code === text)
}
