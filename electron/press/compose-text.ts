import type { Block, TextBlock } from './blocks'
import { addElement, type Element } from './elements'
import { readPlainText, type TextPart } from './plain-text'
import { colors, gridStep, styles, type Ink, type TextStyle } from './theme'

type Look = {
  indent: number
  style: TextStyle
  parent: Element
  before?: number
  group?: string
  bar?: Ink
  /** Whether words may be parted at the ends of lines; they may where nothing is said. */
  hyphenate?: boolean
  /** Whether the bar goes on from the block above. */
  isJoined?: boolean
  /** Put around all of it, where it does not stand in quotation marks already. */
  quotes?: readonly [string, string]
}

/**
 * What a person wrote, as paragraphs and lists. @param look `before` is the space above the first block in pt
 */
export function composeText(text: string, look: Look): Block[] {
  const {
    indent,
    style,
    parent,
    before = gridStep,
    group,
    bar,
    isJoined = false,
    quotes,
    hyphenate = true,
  } = look
  const shared = {
    kind: 'text' as const,
    style,
    hyphenate,
    ...(group === undefined ? {} : { group }),
  }
  const parts = quotes ? quoted(readPlainText(text), quotes) : readPlainText(text)
  return parts.flatMap((part, index): TextBlock[] => {
    const barred = bar === undefined ? {} : { bar: { color: bar, joined: isJoined || index > 0, indent } }
    const above = index === 0 ? before : gridStep
    if (part.kind === 'paragraph') {
      return [
        {
          ...shared,
          ...barred,
          before: above,
          indent,
          spans: [{ text: part.text }],
          element: addElement(parent, 'P'),
          // A list is not parted from the words that introduce it.
          keepWithNext: parts[index + 1]?.kind === 'list',
        },
      ]
    }
    const list = addElement(parent, 'L')
    return part.items.map((item, position) => {
      const body = addElement(addElement(list, 'LI'), 'LBody')
      return {
        ...shared,
        ...barred,
        before: position === 0 ? above : 0,
        indent: indent + 12,
        spans: [{ text: item }],
        element: body,
        label: { text: '•', style: { ...style, color: colors.soft }, indent: indent + 1, element: body },
      }
    })
  })
}

/** Marks before the first words and behind the last; the dashes of a list stay outside. */
function quoted(parts: readonly TextPart[], [open, close]: readonly [string, string]): TextPart[] {
  const first = parts[0]
  const isMarked = first !== undefined && /^[\p{Pi}\p{Pf}„"]/u.test(textsOf(first)[0] ?? '')
  if (isMarked) return [...parts]
  return parts.map((part, index) => {
    const texts = textsOf(part)
    const marked = texts.map((text, place) => {
      const isFirst = index === 0 && place === 0
      const isLast = index === parts.length - 1 && place === texts.length - 1
      return `${isFirst ? open : ''}${text}${isLast ? close : ''}`
    })
    return part.kind === 'list' ? { ...part, items: marked } : { ...part, text: marked[0] ?? '' }
  })
}

function textsOf(part: TextPart): string[] {
  return part.kind === 'list' ? part.items : [part.text]
}

/** A line that says that something is not there yet. */
export function quietLine(text: string, indent: number, parent: Element): TextBlock {
  return {
    kind: 'text',
    before: gridStep,
    indent,
    style: styles.quiet,
    spans: [{ text }],
    element: addElement(parent, 'P'),
  }
}
