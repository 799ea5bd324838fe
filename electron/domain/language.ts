import { languages, type Language } from './portfolio'

/** A known language by its code, or null: a settings file or a command line may hold any word. */
function parseLanguage(code: string): Language | null {
  return languages.find((known) => known === code) ?? null
}

/**
 * The language of the app for a person, before one was chosen.
 * @param locales what the system says, best first: `bg-BG`, `tr_TR.UTF-8`, `C`; what is no language is passed over
 */
export function bestLanguage(locales: readonly string[]): Language {
  for (const locale of locales) {
    const code = /^[a-z]+/i.exec(locale)?.[0].toLowerCase() ?? ''
    // Moldova's old code for the same language.
    const language = parseLanguage(code === 'mo' ? 'ro' : code)
    if (language) return language
  }
  return 'en'
}

/** The locale for dates, numbers and plurals: English is that of Europe, with the day before the month. */
export function localeOf(language: Language): string {
  return language === 'en' ? 'en-GB' : language
}

/** A language's own name, as its readers look for it: `Български`. */
export function languageName(language: Language): string {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1)
}
