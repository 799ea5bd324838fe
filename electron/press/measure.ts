import type {
  Block,
  Chapter,
  ContentsBlock,
  RuleBlock,
  Span,
  TableBlock,
  TableRow,
  TextBlock,
} from './blocks'
import type { Language } from '../domain/portfolio'
import type { Box, MeasuredChapter, Piece } from './boxes'
import { languageOf, type Element } from './elements'
import type { Fonts } from './fonts'
import { measureForm } from './form'
import type { Hyphenate } from './hyphenation'
import { breakLines, isHyphenated, lineWidth, oneLine, type Line } from './lines'
import { measureAttachment } from './attachment'
import { measurePhotos } from './photos'
import { ascentOf, labelBoxes, lineBoxes, plainPiece } from './pieces'
import { measureTable } from './table'
import { colors, columnWidth, gridStep, wholeArea, type TextArea } from './theme'

/** Page numbers by anchor, as they are printed, as far as they are known. */
export type PageNumbers = ReadonlyMap<string, string>

/** A bar stands this far left of its text, in pt. */
const barGap = 12

/** Turns blocks into pieces: lines and rows with widths and heights, not yet on pages. */
export type Measure = {
  block: (block: Block, pages: PageNumbers, isWide?: boolean) => Piece[]
  chapter: (chapter: Chapter, pages: PageNumbers) => MeasuredChapter
}

/** The faces, and where words may be parted; each text is set in its own language, `language` is that of all others. */
type Voices = { language: Language; fonts: Fonts; hyphenate: (language: Language) => Hyphenate }

/** Measures for a text area; blocks that name no page are measured once however often they are asked for. */
export function createMeasure(area: TextArea, voices: Voices): Measure {
  const kept = new Map<Block, Piece[]>()

  function block(each: Block, pages: PageNumbers, isWide = false): Piece[] {
    const known = kept.get(each)
    if (known) return known
    const width = columnWidth(isWide ? wholeArea(area) : area)
    const language = languageOf(elementOf(each)) ?? voices.language
    const fonts = voices.fonts.in(language)
    const pieces = measureBlock(each, { width, fonts, hyphenate: voices.hyphenate(language), pages })
    if (!namesPage(each)) kept.set(each, pieces)
    return pieces
  }

  return {
    block,
    chapter: ({ section, title, blocks, isWide = false }, pages) => {
      const measured = blocks.map((each) => ({ group: each.group, pieces: block(each, pages, isWide) }))
      return { section, title, pieces: keepGroups(measured), isWide }
    },
  }
}

/** The knot whose language a block is set in. */
function elementOf(block: Block): Element | null {
  switch (block.kind) {
    case 'table':
      return block.head.element
    case 'photos':
      return block.photos.find(({ caption }) => caption)?.caption ?? null
    case 'rule':
    case 'form':
      return null
    default:
      return block.element
  }
}

/** Whether a block is set anew when page numbers change. */
export function namesPage(block: Block): boolean {
  if (block.kind === 'contents') return true
  if (block.kind === 'text' || block.kind === 'attachment') return block.spans.some(isPage)
  return (
    block.kind === 'table' && block.rows.some(({ cells }) => cells.some(({ spans }) => spans.some(isPage)))
  )
}

function isPage({ pageOf }: Span): boolean {
  return pageOf !== undefined
}

/** Page numbers, where they are known, in place of what stands for them. */
function withPages(spans: readonly Span[], pages: PageNumbers): Span[] {
  return spans.map((span) => {
    const page = span.pageOf === undefined ? undefined : pages.get(span.pageOf)
    return page === undefined ? span : { ...span, text: page }
  })
}

function tableWithPages(block: TableBlock, pages: PageNumbers): TableBlock {
  const rowWithPages = (row: TableRow): TableRow => ({
    ...row,
    cells: row.cells.map((cell) => ({ ...cell, spans: withPages(cell.spans, pages) })),
  })
  return namesPage(block) ? { ...block, rows: block.rows.map(rowWithPages) } : block
}

type Space = { width: number; fonts: Fonts; hyphenate: Hyphenate; pages: PageNumbers }

function measureBlock(block: Block, space: Space): Piece[] {
  const pieces = piecesOf(block, space)
  const first = pieces[0]
  if (first) pieces[0] = { ...first, before: block.before, anchor: block.anchor ?? null }
  const last = pieces.at(-1)
  if (last) pieces[pieces.length - 1] = { ...last, keepWithNext: block.keepWithNext ?? false }
  return pieces
}

function piecesOf(block: Block, space: Space): Piece[] {
  switch (block.kind) {
    case 'text':
      return measureText(block, space)
    case 'attachment':
      return measureAttachment(
        { ...block, spans: withPages(block.spans, space.pages) },
        space.width,
        space.fonts,
      )
    case 'rule':
      return [measureRule(block, space.width)]
    case 'photos':
      return measurePhotos(block, space.width, space.fonts)
    case 'table':
      return measureTable(tableWithPages(block, space.pages), space)
    case 'contents':
      return measureContents(block, space)
    case 'form':
      return measureForm(block, space.width, space.fonts)
  }
}

/** Marks the pieces of a group, all but the last. */
function keepGroups(measured: readonly { group: string | undefined; pieces: Piece[] }[]): Piece[] {
  return measured.flatMap(({ group, pieces }, index) => {
    const goesOn = group !== undefined && measured[index + 1]?.group === group
    return pieces.map((piece, place) => {
      const keepIfCalm = group !== undefined && (goesOn || place < pieces.length - 1)
      return piece.keepIfCalm === keepIfCalm ? piece : { ...piece, keepIfCalm }
    })
  })
}

/**
 * One piece a line. The first two and the last two lines stay together: no orphan, no widow; and no word goes
 * on on the next page.
 */
function measureText(block: TextBlock, { width, fonts, hyphenate, pages }: Space): Piece[] {
  const { style, element, indent, label, bar, right = 0 } = block
  const spans = withPages(block.spans, pages)
  const found = breakLines(spans, style, width - indent - right, fonts, block.hyphenate ? hyphenate : null)
  const lines: Line[] = found.length === 0 && label ? [[]] : found
  return lines.map((line, index) => {
    const boxes: Box[] =
      label && index === 0 ? labelBoxes(label, { textLeft: indent, top: 0, style }, fonts) : []
    const barOf = (y: number, height: number): Box[] =>
      bar
        ? [{ kind: 'rect', x: (bar.indent ?? indent) - barGap, y, width: 1.5, height, color: bar.color }]
        : []
    boxes.push(...barOf(0, style.leading))
    boxes.push(...lineBoxes(line, { x: indent, y: 0, style, element }))
    const isKept = index === 0 || index === lines.length - 2 || isHyphenated(line)
    return {
      ...plainPiece(style.leading, boxes),
      bridge: index === 0 && bar?.joined ? barOf(-block.before, block.before) : [],
      onGrid: style.leading % gridStep === 0,
      keepWithNext: isKept && index < lines.length - 1,
    }
  })
}

function measureRule({ color, thickness, length, indent }: RuleBlock, width: number): Piece {
  const rule: Box = {
    kind: 'rect',
    x: indent,
    y: 0,
    width: length ?? width - indent,
    height: thickness,
    color,
  }
  return { ...plainPiece(thickness, [rule]), onGrid: true, keepWithNext: true }
}

/** Left of the text in a row of the contents, in pt; its number hangs there. */
const contentsIndent = 30

/** Right of the text: room for the page and the dots that lead to it, in pt. */
const contentsPage = 46

/** The whole row is a link: number, title, dots, and the page at the right edge. */
function measureContents(block: ContentsBlock, { width, fonts, pages }: Space): Piece[] {
  const { style, element, indent, label } = block
  const target = { anchor: block.to }
  const left = indent + contentsIndent
  const spans = [{ text: block.text, target }]
  const found = breakLines(spans, style, width - left - contentsPage, fonts)
  const lines: Line[] = found.length === 0 ? [[]] : found
  const number = oneLine([{ ...label, target }], style, contentsIndent - 4, fonts)
  const page = oneLine([{ text: pages.get(block.to) ?? '', target }], style, contentsPage, fonts)
  return lines.map((line, index) => {
    const boxes: Box[] = []
    if (index === 0) boxes.push(...lineBoxes(number, { x: indent, y: 0, style, element }))
    boxes.push(...lineBoxes(line, { x: left, y: 0, style, element }))
    if (index < lines.length - 1) {
      return { ...plainPiece(style.leading, boxes), keepWithNext: true }
    }
    const pageLeft = width - lineWidth(page)
    const dotsLeft = left + lineWidth(line) + 7
    boxes.push({
      kind: 'dots',
      x: dotsLeft,
      y: ascentOf(style) - 0.6,
      width: Math.max(0, width - 26 - dotsLeft),
      color: colors.dots,
    })
    boxes.push(...lineBoxes(page, { x: pageLeft, y: 0, style, element }))
    return plainPiece(style.leading, boxes)
  })
}
