import { fold } from '../../electron/domain/fold'
import { countries, type Country } from '../../electron/domain/portfolio'
import { countryName } from './formats'
import { messages } from './messages.svelte'

/** The countries by their names, as the app's language sorts them. */
export function listCountries(): { value: Country; label: string }[] {
  const { compare } = new Intl.Collator(messages.locale)
  return countries
    .map((code) => ({ value: code, label: countryName(code) }))
    .sort((one, other) => compare(one.label, other.label))
}

/** Those of which the name has these words, however they are typed. */
export function withWords<Item extends { label: string }>(items: readonly Item[], words: string): Item[] {
  const folded = fold(words.trim())
  return items.filter(({ label }) => fold(label).includes(folded))
}
