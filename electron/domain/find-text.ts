import type { RichBlock, RichInline } from './rich-text'
import { readPart, splitRichText } from './rich-text-parts'
import { writeRichText } from './rich-text-writer'
import { snippetAround, type Snippet } from './search'

/*
 * Finding and replacing in what a reader sees of a text: across bold and italic within a paragraph, a heading or a cell,
 * never in marks, in addresses or in citations, whose words follow the evidence.
 */

/** What is looked for. The locale says what case means: in Turkish, I is the capital of ı. */
export type Sought = { words: string; matchCase: boolean; wholeWords: boolean; locale: string }

/** A paragraph, a heading or a cell. `searched` is as long as `shown`, with `barrier` for what is not to be found. */
type Part = { searched: string; shown: string }

/** A text that was read to be looked through, once for all that is looked for. */
export type ReadText = { sections: readonly Section[] }

/** A stretch of a text that reads by itself. */
type Section = { gap: string; text: string; blocks: RichBlock[]; parts: Part[] }

/** Where words stand, in UTF-16 units of the part that they were found in. */
type Match = [from: number, to: number]

/** What was found in a text: how often, and the words around the first of them. */
export type TextFound = { count: number; snippet: Snippet }

/** Stands for what is no word: no text and nothing that is typed holds it (the schemas and the reader take it out). */
const barrier = '\0'

/** Reads a text (Markdown, docs/decisions/0014). */
export function readText(text: string): ReadText {
  const sections = splitRichText(text).map((part): Section => {
    const blocks = readPart(part)
    const parts: Part[] = []
    changeInlines(blocks, (inlines) => {
      parts.push({ searched: inlines.map(searchedOf).join(''), shown: inlines.map(shownOf).join('') })
      return inlines
    })
    return { gap: part.gap, text: part.text, blocks, parts }
  })
  return { sections }
}

/** Looks through a text; null when the words are not in it. */
export function findInText({ sections }: ReadText, sought: Sought): TextFound | null {
  let count = 0
  let snippet: Snippet | null = null
  for (const { searched, shown } of sections.flatMap(({ parts }) => parts)) {
    const matches = matchesIn(searched, sought)
    count += matches.length
    snippet ??= snippetAround(shown, matches)
  }
  return snippet && { count, snippet }
}

/**
 * Puts other words in the place of those that are looked for; they take the look of the first letter that was found.
 * Paragraphs in which nothing is found are given back as they are, to the byte.
 */
export function replaceInText({ sections }: ReadText, sought: Sought, replacement: string): string {
  const written = sections.map((section) => replaceInSection(section, sought, replacement))
  // Where nothing is left of a paragraph, its neighbours could run into each other: only the whole tells.
  const isGone = written.some((each, index) => each === '' && sections[index]?.text !== '')
  if (isGone) {
    const blocks = sections.flatMap((section) => section.blocks)
    return writeRichText(replaceInBlocks(blocks, sought, replacement))
  }
  return sections.map(({ gap }, index) => gap + (written[index] ?? '')).join('')
}

function replaceInSection({ text, blocks, parts }: Section, sought: Sought, replacement: string): string {
  if (parts.every(({ searched }) => matchesIn(searched, sought).length === 0)) return text
  return writeRichText(replaceInBlocks(blocks, sought, replacement))
}

function replaceInBlocks(blocks: readonly RichBlock[], sought: Sought, replacement: string): RichBlock[] {
  return changeInlines(blocks, (inlines) => {
    const matches = matchesIn(inlines.map(searchedOf).join(''), sought)
    return matches.length === 0 ? inlines : replaceInlines(inlines, matches, replacement)
  })
}

/** Where the words stand in a text without marks, in its order. Only whole letters are found: no e in an é. */
export function matchesIn(text: string, sought: Sought): Match[] {
  const { text: wanted } = compared(sought.words, sought)
  if (wanted === '') return []
  const { text: folded, starts } = compared(text, sought)
  const matches: Match[] = []
  let at = folded.indexOf(wanted)
  while (at >= 0) {
    const end = at + wanted.length
    const isWhole = beginsLetter(starts, at) && beginsLetter(starts, end)
    const match: Match = [starts?.[at] ?? at, end < folded.length ? (starts?.[end] ?? end) : text.length]
    const isFound = isWhole && (!sought.wholeWords || standsAlone(text, match))
    if (isFound) matches.push(match)
    at = folded.indexOf(wanted, isFound ? end : at + 1)
  }
  return matches
}

/** `starts[i]` is where in the source the unit `i` comes from; null where all stand where they stood. */
type Compared = { text: string; starts: readonly number[] | null }

/** A base character with the marks on it. */
const clusters = /\P{M}\p{M}*|\p{M}+/gu

/** A text as it is compared: composed, any space as a space, and in small letters unless case matters. */
function compared(source: string, { matchCase, locale }: Sought): Compared {
  const fold = (text: string): string => {
    const composed = text.normalize('NFC').replace(/[\u00a0\u202f]/g, ' ')
    return matchCase ? composed : composed.toLocaleLowerCase(locale)
  }
  const whole = fold(source)
  // Most texts: letter stands against letter.
  const isPlain = source === source.normalize('NFC') && !/\p{M}/u.test(source)
  if (isPlain && whole.length === source.length) return { text: whole, starts: null }
  let text = ''
  const starts: number[] = []
  for (const { 0: cluster, index } of source.matchAll(clusters)) {
    const folded = fold(cluster)
    let left = folded.length
    while (left-- > 0) starts.push(index)
    text += folded
  }
  return { text, starts }
}

function beginsLetter(starts: readonly number[] | null, at: number): boolean {
  return starts === null || at === 0 || at >= starts.length || starts[at - 1] !== starts[at]
}

const wordBefore = /[\p{L}\p{N}\p{M}]$/u
const wordBehind = /^[\p{L}\p{N}\p{M}]/u

/** True when neither end of a match lies within a word. */
function standsAlone(text: string, [from, to]: Match): boolean {
  const match = text.slice(from, to)
  const isCutBefore = wordBehind.test(match) && wordBefore.test(text.slice(Math.max(0, from - 2), from))
  const isCutBehind = wordBefore.test(match) && wordBehind.test(text.slice(to, to + 2))
  return !isCutBefore && !isCutBehind
}

function searchedOf(inline: RichInline): string {
  if (inline.kind === 'break') return '\n'
  return isClosed(inline) ? barrier.repeat(shownOf(inline).length) : inline.text
}

function shownOf(inline: RichInline): string {
  if (inline.kind === 'break') return '\n'
  return inline.text === '' ? '…' : inline.text
}

/** An address that is shown as it is would lead elsewhere than it says. */
function isClosed(inline: RichInline & { kind: 'text' | 'citation' }): boolean {
  if (inline.kind === 'citation') return true
  return inline.url !== null && inline.url.replace(/^mailto:/i, '') === inline.text
}

function replaceInlines(
  inlines: readonly RichInline[],
  matches: readonly Match[],
  replacement: string,
): RichInline[] {
  let at = 0
  let next = 0
  return inlines.flatMap((inline): RichInline[] => {
    const from = at
    at += shownOf(inline).length
    if (inline.kind !== 'text') return [inline]
    const within: Match[] = []
    for (let match = matches[next]; match && match[0] < at; match = matches[next]) {
      within.push(match)
      // One that reaches beyond this run takes its letters out of the next one, too.
      if (match[1] > at) break
      next += 1
    }
    const text = within.length === 0 ? inline.text : replaced(inline.text, from, within, replacement)
    return text === '' ? [] : [{ ...inline, text }]
  })
}

/** A run of text that stands at `from`, with matches that may reach beyond it: the words come where a match begins. */
function replaced(text: string, from: number, matches: readonly Match[], replacement: string): string {
  let result = ''
  let at = 0
  for (const [begin, end] of matches) {
    if (begin >= from) result += text.slice(at, begin - from) + replacement
    at = Math.min(end - from, text.length)
  }
  return result + text.slice(at)
}

/** The same blocks with the words of every paragraph, heading and cell changed, in their order. */
function changeInlines(
  blocks: readonly RichBlock[],
  change: (inlines: RichInline[]) => RichInline[],
): RichBlock[] {
  return blocks.map((block): RichBlock => {
    switch (block.kind) {
      case 'list':
        return { ...block, items: block.items.map((item) => changeInlines(item, change)) }
      case 'quotation':
        return { ...block, blocks: changeInlines(block.blocks, change) }
      case 'table':
        return { ...block, rows: block.rows.map((row) => row.map(change)) }
      default:
        return { ...block, inlines: change(block.inlines) }
    }
  })
}
