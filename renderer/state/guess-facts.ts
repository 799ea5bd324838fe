import { languages, nextCycle } from '../../electron/domain/portfolio'
import { countryOf, type FactsDraft } from './facts-form.svelte'

/** What can be guessed before anything was typed. `locales` are the user's languages, `bg-BG` or `bg`, best first. */
export function guessFacts(locales: readonly string[], today: Date): FactsDraft {
  const parsed = locales.flatMap((locale) => {
    try {
      return new Intl.Locale(locale)
    } catch {
      return []
    }
  })
  const [language = 'en'] = parsed.flatMap(
    (locale) => languages.find((known) => known === locale.language) ?? [],
  )
  const regions = parsed.flatMap((locale) => locale.region ?? locale.maximize().region ?? [])
  // English says nothing about the country: its most likely one is not in eTwinning, and a wrong guess is worse than none.
  return {
    school: '',
    country: regions.flatMap((region) => countryOf(region) ?? [])[0] ?? '',
    language,
    cycle: nextCycle(today),
  }
}

/** The guess for this computer, today. */
export function guessFactsHere(): FactsDraft {
  return guessFacts(navigator.languages, new Date())
}
