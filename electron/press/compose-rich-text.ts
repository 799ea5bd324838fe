import { plainRun, readRichText, type RichBlock, type RichInline } from '../domain/rich-text'
import type { Block, Label, Span, TextBlock } from './blocks'
import { citationSpans } from './compose-references'
import type { Composing } from './composing'
import { addElement, type Element, type Tag } from './elements'
import { colors, gridStep, styles, type FontName, type Ink, type TextStyle } from './theme'

type Look = {
  composing: Composing
  /** Left edge in pt from the left of the text area. */
  indent: number
  style: TextStyle
  parent: Element
  /** Space above the first block in pt. */
  before?: number
  group?: string
  /** Colour of a bar left of all of it. */
  bar?: Ink
  /** The indent of the text that the bar belongs to. */
  barIndent?: number
  /** Whether the bar goes on from the block above. */
  isBarJoined?: boolean
  /** The tags of the two levels of headings: those below the heading that the text stands under. */
  headings: readonly [Tag, Tag]
  /** Of links and citations. */
  linkColor: Ink
}

/** Lists and quotations are set in by these, in pt; a number needs more room than a dot. */
const bulletIndent = 12
const numberIndent = 18
const quotationIndent = 14

/** What a person wrote as Markdown: paragraphs, headings, lists, quotations and tables. */
export function composeRichText(markdown: string, look: Look): Block[] {
  const whole = { ...look, barIndent: look.indent }
  return composeBlocks(readRichText(markdown), whole, look.bar !== undefined && !look.isBarJoined)
}

function composeBlocks(blocks: readonly RichBlock[], look: Look, isFirstOfBar: boolean): Block[] {
  return blocks.flatMap((block, index) => {
    const isFirst = index === 0
    const before = isFirst ? (look.before ?? gridStep) : gridStep
    const next = blocks[index + 1]
    return composeBlock(block, { ...look, before }, { next, isJoined: !(isFirst && isFirstOfBar) })
  })
}

type Around = { next: RichBlock | undefined; isJoined: boolean }

function composeBlock(block: RichBlock, look: Look, around: Around): Block[] {
  switch (block.kind) {
    case 'paragraph': {
      const element = addElement(look.parent, 'P')
      // A list, a quotation or a table is not parted from the words that introduce it.
      const keepWithNext = around.next !== undefined && around.next.kind !== 'paragraph'
      return [{ ...textBlock(block.inlines, look, around, element), keepWithNext }]
    }
    case 'heading': {
      const isMain = block.level === 1
      const element = addElement(look.parent, look.headings[block.level - 1] ?? 'P')
      const style = isMain ? styles.textHead : styles.textSubhead
      const set = textBlock(block.inlines, { ...look, style }, around, element)
      return [
        {
          ...set,
          before: (look.before ?? 0) + gridStep,
          hyphenate: false,
          keepWithNext: true,
        },
      ]
    }
    case 'list':
      return composeList(block, look, around)
    case 'quotation': {
      const parent = addElement(look.parent, 'BlockQuote')
      const indent = look.indent + quotationIndent
      const bar = look.bar ? {} : { bar: colors.line, barIndent: indent }
      const inner = { ...look, parent, indent, ...bar }
      const quoted = { ...inner, style: { ...look.style, font: styles.note.font } }
      return composeBlocks(block.blocks, quoted, look.bar === undefined)
    }
    case 'table':
      return [composeCells(block.rows, look)]
  }
}

function textBlock(
  inlines: readonly RichInline[],
  { indent, style, group, bar, barIndent, before = gridStep, linkColor, composing }: Look,
  { isJoined }: Pick<Around, 'isJoined'>,
  element: Element,
): TextBlock {
  return {
    kind: 'text',
    before,
    indent,
    style,
    spans: spansOf(inlines, { font: style.font, linkColor, composing }),
    element,
    hyphenate: true,
    ...(group === undefined ? {} : { group }),
    ...(bar === undefined ? {} : { bar: { color: bar, joined: isJoined, indent: barIndent } }),
  }
}

function composeList(
  { isOrdered, start, items }: Extract<RichBlock, { kind: 'list' }>,
  look: Look,
  around: Around,
): Block[] {
  const list = addElement(look.parent, 'L')
  const inset = isOrdered ? numberIndent : bulletIndent
  return items.flatMap((item, position) => {
    const body = addElement(addElement(list, 'LI'), 'LBody')
    const label: Label = {
      text: isOrdered ? `${start + position}.` : '•',
      style: { ...look.style, font: 'text', color: isOrdered ? look.style.color : colors.soft },
      indent: look.indent + 1,
      element: body,
    }
    const inner: Look = {
      ...look,
      parent: body,
      indent: look.indent + inset,
      before: position === 0 ? (look.before ?? gridStep) : 0,
    }
    const [first, ...others] = item
    const isJoined = position > 0 || around.isJoined
    // The first words stand in the item itself, beside its mark.
    const head: TextBlock[] =
      first?.kind === 'paragraph'
        ? [{ ...textBlock(first.inlines, inner, { isJoined }, body), label }]
        : [{ ...textBlock([], inner, { isJoined }, body), label, keepWithNext: true }]
    const rest = first?.kind === 'paragraph' ? others : item
    return [
      ...head.map((block) => ({ ...block, ...(rest[0]?.kind === 'list' ? { keepWithNext: true } : {}) })),
      ...rest.flatMap((block, index) => {
        const above = block.kind === 'list' ? 0 : gridStep
        return composeBlock(block, { ...inner, before: above }, { next: rest[index + 1], isJoined: true })
      }),
    ]
  })
}

/** A table that a person made: equal in rank with the text around it. */
function composeCells(rows: readonly RichInline[][][], look: Look): Block {
  const table = addElement(look.parent, 'Table')
  const { composing, linkColor, indent, before = gridStep, group } = look
  const [head, ...body] = rows.map((cells, index) => {
    const element = addElement(table, 'TR')
    return {
      element,
      cells: cells.map((inlines) => ({
        element: addElement(element, index === 0 ? 'TH' : 'TD'),
        spans: spansOf(inlines, {
          font: index === 0 ? styles.tableHead.font : styles.tableCell.font,
          linkColor,
          composing,
        }),
        hyphenate: index > 0,
      })),
    }
  })
  return {
    kind: 'table',
    before: before + gridStep,
    indent,
    color: colors.soft,
    head: head ?? { element: table, cells: [] },
    rows: body,
    ...(group === undefined ? {} : { group }),
  }
}

/**
 * The same in a cell of a table, where there is room for lines only: paragraphs and items of lists follow one another, with
 * their marks.
 */
export function composeCell(
  markdown: string,
  look: { font: FontName; linkColor: Ink; composing: Composing },
): Span[] {
  return lines(readRichText(markdown), 0).flatMap((line, index) => [
    ...(index > 0 ? [{ text: '\n' }] : []),
    ...spansOf(line, look),
  ])
}

function lines(blocks: readonly RichBlock[], depth: number): RichInline[][] {
  return blocks.flatMap((block): RichInline[][] => {
    switch (block.kind) {
      case 'paragraph':
      case 'heading':
        return [[...block.inlines]]
      case 'quotation':
        return lines(block.blocks, depth)
      case 'table':
        return block.rows.flat()
      case 'list':
        return block.items.flatMap((item, index) => {
          const mark = block.isOrdered ? `${block.start + index}.` : '•'
          const [first = [], ...others] = lines(item, depth + 1)
          // Marks are not parted from their words; what stands deeper is set in.
          return [[plainRun(`${'\u2003'.repeat(depth)}${mark}\u00a0`), ...first], ...others]
        })
    }
  })
}

/** The faces for bold and italic; within italics what stands out is upright. */
function fontFor(base: FontName, isBold: boolean, isItalic: boolean): FontName {
  const isSlanted = base === 'italic' || base === 'quote' ? !isItalic : isItalic
  const isHeavy = isBold || base === 'strong'
  if (!isBold && !isItalic) return base
  if (isHeavy) return isSlanted ? 'strongItalic' : 'strong'
  return isSlanted ? 'italic' : 'text'
}

function spansOf(
  inlines: readonly RichInline[],
  { font, linkColor, composing }: { font: FontName; linkColor: Ink; composing: Composing },
): Span[] {
  return inlines.flatMap((inline): Span[] => {
    if (inline.kind === 'break') return [{ text: '\n' }]
    const face = fontFor(font, inline.isBold, inline.isItalic)
    const look = face === font ? {} : { font: face }
    if (inline.kind === 'text') {
      const link = inline.url === null ? {} : { color: linkColor, target: { url: inline.url } }
      return [{ text: inline.text, ...look, ...link }]
    }
    return citationSpans(inline, { composing, color: linkColor }).map((span) => ({ ...span, ...look }))
  })
}
