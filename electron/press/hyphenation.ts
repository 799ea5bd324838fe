import createHyphenator, { type Patterns } from 'hyphen'
import bg from 'hyphen/patterns/bg.js'
import en from 'hyphen/patterns/en-gb.js'
import et from 'hyphen/patterns/et.js'
import nl from 'hyphen/patterns/nl.js'
import ro from 'hyphen/patterns/ro.js'
import tr from 'hyphen/patterns/tr.js'
import type { Language } from '../domain/portfolio'

const patterns: Readonly<Record<Language, Patterns>> = { bg, en, et, nl, ro, tr }

/** Shorter words are not parted, longer ones are none, and no part is shorter than these; in letters. */
const shortestWord = 7
const longestWord = 50
const shortestStart = 2
const shortestEnd = 3

/** Stands for a place between letters; no letter of a word. */
const mark = '\u00ad'

/**
 * The places in a text, ascending and in UTF-16 units, at which a word may be parted with a hyphen at the end
 * of a line. The text is composed (NFC).
 */
export type Hyphenate = (text: string) => number[]

/** Hyphenation by language, each read when it is first asked for. */
export function createHyphenations(): (language: Language) => Hyphenate {
  const known = new Map<Language, Hyphenate>()
  return (language) => {
    let hyphenate = known.get(language)
    if (!hyphenate) known.set(language, (hyphenate = createHyphenation(language)))
    return hyphenate
  }
}

/**
 * Where words of a language may be parted: by Liang's patterns as the package `hyphen` carries them, kept
 * offline. Only words of letters are: none with a digit, `@`, `/`, a dot or a hyphen within, none with a
 * capital after its first letter, and none with a capital where no sentence begins, since it is most likely a
 * name.
 */
export function createHyphenation(language: Language): Hyphenate {
  const hyphenate = createHyphenator(patterns[language], {
    hyphenChar: mark,
    minWordLength: shortestWord,
    html: false,
  })
  const known = new Map<string, number[]>()

  function placesIn(word: string): number[] {
    let places = known.get(word)
    if (!places) {
      places = findPlaces(word)
      known.set(word, places)
    }
    return places
  }

  function findPlaces(word: string): number[] {
    const plain = plainLetters(word, language)
    // A capital İ may become two letters; places in them would be none of the word.
    if (plain.length !== word.length) return []
    let place = 0
    // A Dutch trema falls away where its letter begins a line (`co-operatie`): that is not what was written.
    return hyphenate(plain)
      .split(mark)
      .map((part) => (place += part.length))
      .filter((end) => end >= shortestStart && word.length - end >= shortestEnd)
      .filter((end) => !(language === 'nl' && /[äëïöü]/.test(plain.charAt(end))))
  }

  return (text) => {
    const places: number[] = []
    let isBeginning = true
    for (const { 0: found, index } of text.matchAll(/\S+/gu)) {
      const [, before = '', word = ''] = /^([\p{P}\p{S}]*)(\p{Lu}?\p{Ll}+)[\p{P}\p{S}]*$/u.exec(found) ?? []
      const isName = !isBeginning && /^\p{Lu}/u.test(word) && text.charAt(index - 1) !== '\n'
      if (word.length >= shortestWord && word.length <= longestWord && !isName) {
        places.push(...placesIn(word).map((place) => index + before.length + place))
      }
      isBeginning = endsSentence(found)
    }
    return places
  }
}

/**
 * As the patterns have them: small letters, and for Romanian the comma below in place of the cedilla of older
 * keyboards.
 */
function plainLetters(word: string, language: Language): string {
  const small = word.toLocaleLowerCase(language)
  return language === 'ro' ? small.replaceAll('ş', 'ș').replaceAll('ţ', 'ț') : small
}

function endsSentence(word: string): boolean {
  return /[.!?…:][\p{Pe}\p{Pf}\p{Pi}"']*$/u.test(word)
}
