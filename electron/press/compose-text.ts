import type { Block, TextBlock } from './blocks'
import { addElement, type Element } from './elements'
import { readPlainText } from './plain-text'
import { colors, gridStep, styles, type TextStyle } from './theme'

type Look = {
  indent: number
  style: TextStyle
  parent: Element
  before?: number
  group?: string
  bar?: string
}

/**
 * What a person wrote, as paragraphs and lists. @param look `before` is the space above the first block in pt
 */
export function composeText(text: string, look: Look): Block[] {
  const { indent, style, parent, before = gridStep, group, bar } = look
  const shared = {
    kind: 'text' as const,
    style,
    ...(group === undefined ? {} : { group }),
  }
  const parts = readPlainText(text)
  return parts.flatMap((part, index): TextBlock[] => {
    const barred = bar === undefined ? {} : { bar: { color: bar, joined: index > 0 } }
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
