import { Failure } from '../domain/failure'
import { languageName } from '../domain/language'
import type { Portfolio } from '../domain/portfolio'
import type { Edition } from '../domain/two-languages'

/** Which of a portfolio's languages a code names. Throws `language.unknown`, which says what there is. */
export function parseEdition(
  code: string,
  { language, secondLanguage }: Pick<Portfolio, 'language' | 'secondLanguage'>,
): Exclude<Edition, 'both'> {
  if (code === language) return 'first'
  if (code === secondLanguage) return 'second'
  const known = [language, ...(secondLanguage === null ? [] : [secondLanguage])]
  const languages = known.map((each) => `${each} (${languageName(each)})`).join(', ')
  throw new Failure('language.unknown', { language: code, languages })
}

/** The same for what leaves the portfolio: a language's code, or `both` where there are two. */
export function parseEditions(code: string, portfolio: Portfolio): Edition {
  return code === 'both' && portfolio.secondLanguage !== null ? 'both' : parseEdition(code, portfolio)
}
