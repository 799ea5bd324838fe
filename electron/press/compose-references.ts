import type { BookEvidence } from '../domain/book'
import { annexAnchor, evidenceAnchor } from './anchors'
import type { Span, TextBlock } from './blocks'
import type { Composing } from './composing'
import { addElement, type Element } from './elements'
import { bodyIndent, styles, type Ink } from './theme'

/**
 * In place of a page number that only pages can tell; a character of private use, so that no message contains
 * it.
 */
const pageMark = '\ue000'

type Worded = {
  key: 'book.reference' | 'book.citation' | 'book.annex.reference'
  color: Ink
  composing: Composing
}

function referenceSpans(number: string, worded: Worded): Span[] {
  return referenceTo(evidenceAnchor(number), { ...worded, number })
}

/** "P1-02, p. 14" as a link; `key` is the message that words it, with `{number}` and `{page}`. */
function referenceTo(anchor: string, { key, color, composing, number }: Worded & { number: string }): Span[] {
  const { say } = composing.wording
  // One target for all its parts: they are one link.
  const look = { color, target: { anchor } }
  const [start = '', end = ''] = say(key, { number, page: pageMark }).split(pageMark)
  return [
    { ...look, text: start.replaceAll(' ', '\u00a0') },
    { ...look, text: '', pageOf: anchor },
    ...(end === '' ? [] : [{ ...look, text: end }]),
  ]
}

/**
 * What an answer cites: "see P2-07, p. 31" for evidence of this book, its number and title for evidence of another part,
 * the words that the writer had for what is gone.
 */
export function citationSpans(
  { evidence, text }: { evidence: string; text: string },
  { composing, color }: { composing: Composing; color: Ink },
): Span[] {
  const cited = composing.cited.get(evidence)
  if (!cited) return [{ text }]
  if (composing.printed.has(cited.number)) {
    return referenceSpans(cited.number, { key: 'book.citation', color, composing })
  }
  return [{ text: [cited.number, cited.title].filter((part) => part !== '').join('\u00a0') }]
}

/** "P1-02 Open day, p. 14" as a link. */
export function evidenceReference({ number, title }: BookEvidence, composing: Composing): Span[] {
  const named = title.trim() || composing.wording.say('book.untitled')
  if (!composing.printed.has(number)) return [{ text: `${number} ${named}` }]
  const [first, ...others] = referenceSpans(number, { key: 'book.reference', color: 'ink', composing })
  // The number, then the title, then the page.
  const [, after = ''] = (first?.text ?? '').split(number)
  return [{ ...first, text: `${number}\u00a0${named}${after}` }, ...others]
}

/** Where a document stands behind the book: "Annex A1, p. 45", a link. */
export function annexReference(
  label: string,
  { composing, color }: { composing: Composing; color: Ink },
): Span[] {
  return referenceTo(annexAnchor(label), { key: 'book.annex.reference', number: label, color, composing })
}

/** "Also shown by P1-02, p. 14 and P2-03, p. 20.", each a link. */
export function composeReferences(
  numbers: readonly string[],
  { color, composing, parent }: { color: Ink; composing: Composing; parent: Element },
): TextBlock[] {
  if (numbers.length === 0) return []
  const { say, list } = composing.wording
  const listMark = '\ue001'
  const [before = '', after = ''] = say('book.alsoShownBy', { list: listMark }).split(listMark)
  const spans = list(numbers.length).flatMap((item): Span[] => {
    if (typeof item === 'string') return [{ text: item }]
    const number = numbers[item] ?? ''
    return composing.printed.has(number)
      ? referenceSpans(number, { key: 'book.reference', color, composing })
      : [{ text: number }]
  })
  return [
    {
      kind: 'text',
      before: 14.5,
      indent: bodyIndent,
      style: styles.attachment,
      spans: [{ text: before }, ...spans, { text: after }],
      element: addElement(parent, 'P'),
    },
  ]
}
