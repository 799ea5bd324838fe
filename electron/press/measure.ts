import type { Block, Book, ContentsBlock, RuleBlock, TextBlock } from './blocks'
import type { Box, MeasuredChapter, Piece, TextBox } from './boxes'
import type { Fonts } from './fonts'
import { breakLines } from './lines'
import { measurePhotos } from './photos'
import { baselineShare, lineBoxes, plainPiece } from './pieces'
import { measureTable } from './table'
import type { TextStyle } from './theme'

/** Gives every block its lines and heights: blocks to pieces. `width` is that of the text area in pt. */
export function measureBook(book: Book, width: number, fonts: Fonts): MeasuredChapter[] {
  return book.chapters.map(({ section, title, blocks }) => ({
    section,
    title,
    pieces: blocks.flatMap((block) => measureBlock(block, width, fonts)),
  }))
}

function measureBlock(block: Block, width: number, fonts: Fonts): Piece[] {
  const pieces = piecesOf(block, width, fonts)
  const [first] = pieces
  const last = pieces.at(-1)
  if (!first || !last) return []
  first.before = block.before
  first.newPage = block.newPage ?? false
  first.anchor = block.anchor ?? null
  last.keepWithNext = block.keepWithNext ?? false
  return pieces
}

function piecesOf(block: Block, width: number, fonts: Fonts): Piece[] {
  switch (block.kind) {
    case 'text':
      return measureText(block, width, fonts)
    case 'rule':
      return [measureRule(block, width)]
    case 'photos':
      return measurePhotos(block, width, fonts)
    case 'table':
      return measureTable(block, width, fonts)
    case 'contents':
      return [measureContents(block, width, fonts)]
  }
}

/** One piece a line. Two lines stay together at the beginning and at the end: no widow, no orphan. */
function measureText(block: TextBlock, width: number, fonts: Fonts): Piece[] {
  const { style, element, indent, label, bar } = block
  const lines = breakLines(block.spans, style, width - indent, fonts)
  return lines.map((line, index) => {
    const boxes: Box[] = []
    if (label && index === 0) boxes.push(...labelBoxes(label, style, fonts))
    if (bar !== undefined) {
      boxes.push({
        kind: 'rect',
        x: indent - 10,
        y: 0,
        width: 2,
        height: style.leading,
        color: bar,
        element: null,
      })
    }
    boxes.push(...lineBoxes(line, { x: indent, y: 0, style, element }))
    const piece = plainPiece(style.leading, boxes)
    piece.keepWithNext = index === 0 || index === lines.length - 2
    return piece
  })
}

/** The label shares the first line's baseline. */
function labelBoxes(label: NonNullable<TextBlock['label']>, style: TextStyle, fonts: Fonts): TextBox[] {
  const [line = []] = breakLines([{ text: label.text }], label.style, 1000, fonts)
  const baseline = style.leading * baselineShare
  return lineBoxes(line, { x: label.indent, y: 0, style: label.style, element: label.element }).map(
    (box) => ({
      ...box,
      y: baseline,
    }),
  )
}

function measureRule({ color, thickness, length, indent }: RuleBlock, width: number): Piece {
  return plainPiece(thickness, [
    {
      kind: 'rect',
      x: indent,
      y: 0,
      width: length ?? width - indent,
      height: thickness,
      color,
      element: null,
    },
  ])
}

/** Label, title, a dotted line and the page at the right edge; the whole row is the link. */
function measureContents(block: ContentsBlock, width: number, fonts: Fonts): Piece {
  const { style, indent, element, to, page } = block
  const textLeft = indent + 34
  const pageWidth = 30
  const lines = breakLines([{ text: block.text }], style, width - textLeft - pageWidth - 12, fonts)
  const boxes: Box[] = []
  const target = { anchor: to }
  const put = (text: string, x: number, y: number, color: string) => {
    const [line = []] = breakLines([{ text, color, target }], style, 1000, fonts)
    boxes.push(...lineBoxes(line, { x, y, style, element }))
    return line.reduce((sum, run) => sum + run.width, 0)
  }
  put(block.label, indent, 0, block.labelColor)
  lines.forEach((line, index) => {
    const linked = line.map((run) => ({ ...run, target }))
    boxes.push(...lineBoxes(linked, { x: textLeft, y: index * style.leading, style, element }))
  })
  const lastY = Math.max(0, lines.length - 1) * style.leading
  const numberWidth = fonts.width({ font: style.font, text: page }, style.size)
  put(page, width - numberWidth, lastY, style.color)
  const textEnd = textLeft + (lines.at(-1) ?? []).reduce((sum, run) => sum + run.width, 0)
  boxes.push(...leader(textEnd + 6, width - numberWidth - 6, lastY + style.leading * baselineShare - 1))
  return plainPiece(Math.max(1, lines.length) * style.leading, boxes)
}

/** Dots on a grid of 4 pt counted from the right edge, so that they stand under each other. */
function leader(from: number, to: number, y: number): Box[] {
  const boxes: Box[] = []
  for (let x = Math.floor(to / 4) * 4; x > from; x -= 4) {
    boxes.push({ kind: 'rect', x, y, width: 0.8, height: 0.8, color: '#a8a294', element: null })
  }
  return boxes
}
