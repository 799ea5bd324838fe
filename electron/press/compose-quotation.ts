import type { Wording as OfficialWording } from '../domain/section'
import type { Block } from './blocks'
import { composeText } from './compose-text'
import { addElement, type Element } from './elements'
import { bodyIndent, colors, styles, type Ink } from './theme'
import type { Wording } from '../domain/wording'

type Look = {
  wording: Wording
  parent: Element
  /** Of the hairline beside the quotation. */
  color: Ink
  before: number
  /** The language of the words, where it is not the book's. */
  words: Pick<Element, 'language'>
  /** Named below the quotation; empty where the title above names it. */
  source: string
}

/**
 * Words that are not the school's, set off from its own: serif, in the language's quotation marks, beside a
 * hairline. A heading that says what the title above it says already is left out.
 */
export function composeQuotation(
  { heading, text }: OfficialWording,
  title: string,
  { wording, parent, color, before, source, words }: Look,
): Block[] {
  if (text.trim() === '') return []
  const quotation = addElement(parent, 'BlockQuote', words)
  const hasHeading = heading.trim() !== '' && !isSame(heading, title)
  const head: Block[] = hasHeading
    ? [
        {
          kind: 'text',
          before,
          indent: bodyIndent,
          bar: { color, joined: false },
          style: styles.quotationHead,
          spans: [{ text: heading.trim() }],
          element: addElement(quotation, 'P'),
          keepWithNext: true,
        },
      ]
    : []
  const body = composeText(text, {
    indent: bodyIndent,
    style: styles.quotation,
    parent: quotation,
    before: hasHeading ? 3 : before,
    bar: color,
    isJoined: hasHeading,
    quotes: wording.quotes,
  })
  const last = body.at(-1)
  if (source === '' || !last) return [...head, ...body]
  const credit: Block = {
    kind: 'text',
    before: 5,
    indent: bodyIndent,
    bar: { color, joined: true },
    style: { ...styles.meta, color: colors.soft },
    spans: [{ text: source }],
    element: addElement(parent, 'P'),
  }
  return [...head, ...body.slice(0, -1), { ...last, keepWithNext: true }, credit]
}

function isSame(one: string, other: string): boolean {
  return one.trim().localeCompare(other.trim(), undefined, { sensitivity: 'base' }) === 0
}
