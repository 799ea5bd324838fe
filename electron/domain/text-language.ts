import { languages, type Language } from './portfolio'
import { languageOfWord } from './stop-words'

/** Shorter parts of a text are not judged: a title, a name, a slogan may be in any language. In words. */
const shortestPart = 15

/**
 * How many of a part's words must give a language away: prose has 15 to 40 in a hundred, Turkish the fewest, and a list of
 * names hardly one.
 */
const leastShare = 0.08
const leastWords = 3

/** The other language must be given away so many times as often as the own one. */
const clearly = 3

/** A text counts as mixed from this share of its words on: a sentence that was left in by mistake, not a title. */
const mixedShare = 0.25

/**
 * The other language in which a text is written, wholly or for a good part of it; null when it is in its own, or when it cannot
 * be told. By little words and letters that only one of the six has (stop words: Grefenstette, "Comparing two language
 * identification schemes", 1995): enough for six languages and texts of some sentences, and it names none of its guesses.
 * @param text prose without quotations, which may well be in another language
 */
export function otherLanguage(text: string, own: Language): Language | null {
  const parts = partsOf(text)
  const all = parts.reduce((sum, { length }) => sum + length, 0)
  const foreign = new Map<Language, number>()
  for (const part of parts) {
    const language = languageOfPart(part)
    if (language !== null && language !== own)
      foreign.set(language, (foreign.get(language) ?? 0) + part.length)
  }
  const [most] = [...foreign].sort(([, one], [, other]) => other - one)
  return most && most[1] >= shortestPart && most[1] / all >= mixedShare ? most[0] : null
}

/** The words of each paragraph; short ones go together with the next, so that a list is judged as a whole. */
function partsOf(text: string): string[][] {
  const parts: string[][] = []
  for (const line of text.split(/\n+/)) {
    const words =
      line
        .toLowerCase()
        .normalize('NFC')
        .match(/[\p{L}\p{M}]+/gu) ?? []
    const last = parts.at(-1)
    if (last && last.length < shortestPart) last.push(...words)
    else if (words.length > 0) parts.push([...words])
  }
  return parts
}

function languageOfPart(words: readonly string[]): Language | null {
  if (words.length < shortestPart) return null
  const hits = new Map<Language, number>()
  for (const word of words) {
    const language = languageOfWord(word)
    if (language !== null) hits.set(language, (hits.get(language) ?? 0) + 1)
  }
  const ranked = languages
    .map((language) => ({ language, count: hits.get(language) ?? 0 }))
    .sort((one, other) => other.count - one.count)
  const [best, second] = ranked
  if (!best || best.count < Math.max(leastWords, words.length * leastShare)) return null
  return best.count >= clearly * (second?.count ?? 0) ? best.language : null
}
