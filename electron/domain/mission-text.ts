import {
  isIntroduction,
  isPageFurniture,
  principleIds,
  principleOf,
  type PrincipleId,
} from './mission-headings'

/** One principle as the statement words it; paragraphs are parted by a blank line. */
export type MissionPart = { heading: string; text: string }

/** The Mission statement in its parts. Every word of the source is in exactly one of them. */
export type MissionSplit = {
  introduction: string
  /** Empty texts where a principle was not found. */
  principles: Record<PrincipleId, MissionPart>
  /** Principles whose heading was not found. All five: the text is no Mission statement. */
  missing: PrincipleId[]
  /** Titles and addresses of pages, and all of a text that is no Mission statement. */
  leftOver: string
}

/** A word of the source, and how it stands there. */
type Word = {
  text: string
  /** It begins a line. */
  isFirst: boolean
  /** A blank line, or a line of page furniture, stands before it. */
  isParted: boolean
}

/** A heading with where it begins and ends, counted in words; the introduction has none. */
type Start = { part: PrincipleId | 'introduction'; from: number; to: number }

/** The longest heading, in characters: the official ones have under 100. */
const longestHeading = 130

/** A statement has headings by the handful; a single one may be chance. */
const fewestHeadings = 2

/**
 * Splits the official Mission statement of eTwinning Schools into introduction and five principles by their headings, in
 * any of the app's languages: as a file or a page gives it, with lines broken anywhere, headings unmarked, and the
 * introduction first, last or absent. It never guesses: a principle without a heading is missing.
 */
export function splitMission(source: string): MissionSplit {
  const { words, furniture } = read(source)
  const starts = findStarts(words)
  const principles = Object.fromEntries(
    principleIds.map((id) => [id, { heading: '', text: '' }]),
  ) as MissionSplit['principles']
  const found = starts.filter(({ part }) => part !== 'introduction')
  if (found.length < fewestHeadings) {
    return { introduction: '', principles, missing: [...principleIds], leftOver: source.trim() }
  }

  let introduction = ''
  const leftOver = [...furniture]
  const before = prose(words.slice(0, starts[0]?.from ?? 0))
  starts.forEach(({ part, from, to }, index) => {
    const text = prose(words.slice(to, starts[index + 1]?.from ?? words.length))
    if (part === 'introduction') introduction = text
    else principles[part] = { heading: prose(words.slice(from, to)), text }
  })
  if (introduction === '') introduction = before
  else if (before !== '') leftOver.unshift(before)
  const missing = principleIds.filter((id) => !found.some(({ part }) => part === id))
  return { introduction, principles, missing, leftOver: leftOver.join('\n') }
}

/** The words of the text in their order, freed of Markdown, and the lines that are page furniture. */
function read(source: string): { words: Word[]; furniture: string[] } {
  const words: Word[] = []
  const furniture: string[] = []
  let isParted = true
  for (const line of source.normalize('NFC').split(/\r\n?|\n|\f|\u2028|\u2029/)) {
    const isMarked = /^\s*#{1,6}\s/.test(line)
    const text = plain(line)
    if (text === '') {
      isParted = true
      continue
    }
    if (isPageFurniture(text)) {
      furniture.push(text)
      isParted = true
      continue
    }
    text.split(/\s+/u).forEach((word, index) => {
      words.push({ text: word, isFirst: index === 0, isParted: index === 0 && (isParted || isMarked) })
    })
    isParted = isMarked
  }
  return { words, furniture }
}

/** A line without the marks of Markdown and without what cannot be seen. */
function plain(line: string): string {
  return line
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/^\s*(?:#{1,6}\s+|[-*•]\s+)/, '')
    .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .replace(/\*\*|__/g, '')
    .trim()
}

function findStarts(words: readonly Word[]): Start[] {
  const starts: Start[] = []
  const taken = new Set<string>()
  let after = 0
  words.forEach((_word, from) => {
    if (from < after || !beginsUnit(words, from)) return
    const start = startAt(words, from)
    // The body of a principle often says its heading once more: the first one counts.
    if (!start || taken.has(start.part)) return
    taken.add(start.part)
    starts.push(start)
    after = start.to
  })
  return starts
}

/** A heading begins a line, and nothing before it on the page goes on into it. */
function beginsUnit(words: readonly Word[], at: number): boolean {
  const word = words[at]
  const before = words[at - 1]
  return word?.isFirst === true && (word.isParted || !before || endsSentence(before.text))
}

/** The shortest heading from here on; where one may end is where a new sentence may begin. */
function startAt(words: readonly Word[], from: number): Start | null {
  let text = ''
  for (let to = from; to < words.length && text.length <= longestHeading; to += 1) {
    const word = words[to]
    if (!word) break
    text = text === '' ? word.text : `${text} ${word.text}`
    if (!mayEnd(words, to)) continue
    const part = principleOf(text)
    if (part) return { part, from, to: endOfCapitals(words, from, to + 1) }
    if (endsSentence(word.text)) break
  }
  return isIntroduction(text) ? { part: 'introduction', from, to: from } : null
}

function mayEnd(words: readonly Word[], at: number): boolean {
  const word = words[at]
  const next = words[at + 1]
  if (!word || !next) return true
  // A blank line alone says nothing: pages leave them in the middle of a heading, too.
  return endsSentence(word.text) || /^(?:\P{Ll}|eTwinning)/u.test(next.text)
}

/** In a heading that is all in capitals every word could begin a sentence: it goes on as long as the capitals do. */
function endOfCapitals(words: readonly Word[], from: number, to: number): number {
  const isCapital = (word: Word | undefined) =>
    word !== undefined && !/\p{Ll}/u.test(word.text.replace(/^e/, ''))
  if (!words.slice(from, to).every(isCapital)) return to
  let end = to
  while (isCapital(words[end]) && words[end]?.isParted === false) end += 1
  return end
}

function endsSentence(word: string): boolean {
  return /[.!?…:]["'”’»)]*$/.test(word)
}

/** Words as paragraphs: lines that the page broke are joined, a new paragraph begins where a sentence does after a blank line. */
function prose(words: readonly Word[]): string {
  let text = ''
  words.forEach((word, index) => {
    const before = words[index - 1]
    if (!before) text = word.text
    else if (word.isParted && endsSentence(before.text)) text += `\n\n${word.text}`
    else text = joined(text, word)
  })
  return text
}

/** Puts a word behind the text; one that the end of a line cut in two becomes whole. */
function joined(text: string, { text: word, isFirst }: Word): string {
  const isCut = isFirst && /\p{L}-$/u.test(text) && /^\p{Ll}/u.test(word)
  if (!isCut) return `${text} ${word}`
  // A hyphen of the language itself stays: Romanian pronouns behind a verb, and compounds with a name.
  const isClitic = /^(?:și|se|i|l|le|mi|ți|ne|vă|o|a|și-)(?!\p{L})/u.test(word)
  return isClitic || /[eE]Twinning\w*-$/.test(text) ? text + word : text.slice(0, -1) + word
}
