import { foldWithSource, wordsOf } from './fold'
import type { SectionId } from './section'

/** What can be found. */
export const hitKinds = ['evidence', 'answer', 'plan', 'person', 'project'] as const
export type HitKind = (typeof hitKinds)[number]

/** Words around a match; `marks` are from and to in UTF-16 units of `text`, in order, none upon another. */
export type Snippet = { text: string; marks: [from: number, to: number][] }

/** A place where all words of a question were found. */
export type SearchHit = {
  kind: HitKind
  /** Of the piece of evidence, the strand (an answer), the plan's row, the person, the project. */
  id: string
  title: string
  snippet: Snippet
  /** Where it was found first. */
  field: 'title' | 'text' | 'document'
  /** The section of an answer or a plan; null for the others. */
  section: SectionId | null
}

/** What is asked for: every word must be found, as the beginning of a word; a phrase in quotation marks as it is. */
export type Question = { words: string[]; phrases: string[][] }

const quotations = /["“”„«»]([^"“”„«»]+)["“”„«»]/g

/** The folded words of what a person typed. */
export function readQuestion(text: string): Question {
  const phrases = Array.from(text.matchAll(quotations), ([, phrase = '']) => wordsOf(phrase)).filter(
    (phrase) => phrase.length > 0,
  )
  return { words: wordsOf(text.replace(quotations, ' ')), phrases }
}

/** True when nothing is asked for: no letter, no figure. */
export function isEmptyQuestion({ words, phrases }: Question): boolean {
  return words.length === 0 && phrases.length === 0
}

/** How much of a text a snippet shows, in characters. */
const snippetLength = 140

/** What is cut out around a match before it is folded, in UTF-16 units: enough for a snippet on either side. */
export const snippetMargin = 200

/**
 * The words around the first match in a text, with every match in them marked; null when none of the words begins a
 * word of it.
 * @param at where in a long text the match is expected, in UTF-16 units, when that is known
 * @param cut whether the text was cut out of a longer one, before and behind
 */
export function snippetOf(
  source: string,
  question: Question,
  at = 0,
  cut = { before: false, after: false },
): Snippet | null {
  const wanted = [...question.words, ...question.phrases.flat()]
  const from = Math.max(0, at - snippetMargin)
  const part = source.slice(from, from + 3 * snippetMargin)
  const marks = matchesIn(part, wanted)
  return snippetAround(part, marks, {
    before: cut.before || from > 0,
    after: cut.after || from + part.length < source.length,
  })
}

/**
 * The words around the first of some marks in a text, with all marks that lie whole in them; null when there is none.
 * @param marks from and to in UTF-16 units of `text`, in order, none upon another
 * @param cut whether the text was cut out of a longer one, before and behind
 */
export function snippetAround(
  text: string,
  marks: readonly [from: number, to: number][],
  cut = { before: false, after: false },
): Snippet | null {
  const [first] = marks
  if (!first) return null
  const start = wordStart(text, Math.max(0, first[0] - Math.floor(snippetLength / 3)))
  const end = Math.max(first[1], wordEnd(text, start + snippetLength))
  const before = cut.before || start > 0 ? '… ' : ''
  const after = cut.after || end < text.length ? ' …' : ''
  const shift = before.length - start
  return {
    text: `${before}${text.slice(start, end).replace(/\s/g, ' ')}${after}`,
    marks: marks
      .filter(([begin, until]) => begin >= start && until <= end)
      .map(([begin, until]) => [begin + shift, until + shift]),
  }
}

/** Where words of the text begin with one of the wanted ones, in UTF-16 units of the text. */
function matchesIn(text: string, wanted: readonly string[]): [number, number][] {
  const { text: folded, starts } = foldWithSource(text)
  const marks: [number, number][] = []
  for (const match of folded.matchAll(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu)) {
    const [word] = match
    const length = Math.max(0, ...wanted.filter((each) => word.startsWith(each)).map((each) => each.length))
    if (length === 0) continue
    let end = match.index + length
    // One letter may fold to two, and is marked whole: ß for the s of stras.
    while (end < starts.length && starts[end] === starts[end - 1]) end += 1
    marks.push([starts[match.index] ?? 0, starts[end] ?? text.length])
  }
  return marks
}

function wordStart(text: string, near: number): number {
  if (near === 0) return 0
  const space = text.slice(near).search(/\s/)
  return space < 0 || space > 30 ? near : near + space + 1
}

function wordEnd(text: string, near: number): number {
  if (near >= text.length) return text.length
  const space = text.slice(0, near).search(/\s\S*$/)
  return near - space > 30 ? near : space
}
