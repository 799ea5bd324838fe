import type { RowPicture, TableBlock, TableRow } from './blocks'
import type { Box, Piece } from './boxes'
import type { Fonts } from './fonts'
import type { Hyphenate } from './hyphenation'
import { breakLines, type Line } from './lines'
import { lineBoxes, plainPiece } from './pieces'
import { columnsOf, type Column } from './table-columns'
import { colors, styles, type Ink, type TextStyle } from './theme'

/** Above and below a row, in pt. A dense row of one line is as high as a line of text. */
const rowGap = 5
const denseGap = 1.25

/** Above the name of a group of rows. */
const groupGap = 6.5

/** A row's picture stands in a square of this, and so far from the first cell, in pt. */
const pictureEdge = 40
const pictureGap = 12

/** Up to this many lines a row is not parted. */
const wholeRow = 16

/**
 * A table in strips, one a line of its rows, so that a row of any length may break over pages; the head is
 * set again at the top of each page that begins within the table.
 */
export function measureTable(
  block: TableBlock,
  { width, fonts, hyphenate }: { width: number; fonts: Fonts; hyphenate: Hyphenate },
): Piece[] {
  const { head, rows, color, indent } = block
  const hasPictures = rows.some(({ picture }) => picture)
  const set = hasPictures ? { ...block, indent: indent + pictureEdge + pictureGap } : block
  const columns = columnsOf(set, width, fonts)
  const headPiece = headOf(head, columns, { color, left: indent, width: width - indent, fonts })
  // Set again it is decoration: a screen reader has read the head already.
  const repeated = { ...headPiece, boxes: headPiece.boxes.map((box) => artifact(box)) }
  const space = {
    left: indent,
    width: width - indent,
    fonts,
    hyphenate,
    padding: block.isDense ? denseGap : rowGap,
    style: block.isDense ? styles.tableDense : styles.tableCell,
  }
  const sets = rows.map((row) => {
    if (row.isGroup) return groupStrips(row, space)
    const strips = rowStrips(row, columns, space)
    return row.picture ? [withPicture(strips, row.picture, space)] : strips
  })
  const [before = [], last = []] = sets.slice(-2)
  // Long ones may be more than a page holds, and would be parted within a word.
  const isShort = before.length + last.length <= wholeRow
  const strips = sets.flatMap((set, index) =>
    index === sets.length - 2 && isShort ? keptWithNext(set) : set,
  )
  return [headPiece, ...strips.map((strip) => ({ ...strip, repeats: repeated }))]
}

/** No table goes on with a single row on the next page. */
function keptWithNext(strips: readonly Piece[]): Piece[] {
  return strips.map((strip, index) =>
    index === strips.length - 1 ? { ...strip, keepWithNext: true } : strip,
  )
}

function artifact(box: Box): Box {
  return box.kind === 'text' ? { ...box, element: null } : box
}

type RowSpace = { left: number; width: number; fonts: Fonts }

function headOf({ cells }: TableRow, columns: readonly Column[], space: RowSpace & { color: Ink }): Piece {
  const style = styles.tableHead
  const set = cellLines(cells, columns, style, { fonts: space.fonts, hyphenate: null })
  const height = tallest(set) * style.leading + rowGap
  const boxes = set.flatMap(({ x, lines, element }) =>
    lines.flatMap((line, index) => lineBoxes(line, { x, y: index * style.leading, style, element })),
  )
  const rule: Box = {
    kind: 'rect',
    x: space.left,
    y: height,
    width: space.width,
    height: 1,
    color: space.color,
  }
  return { ...plainPiece(height + 1, [...boxes, rule]), keepWithNext: true }
}

/** Names the rows below, and stays with the first of them. */
function groupStrips({ cells }: TableRow, { left, width, fonts }: RowSpace): Piece[] {
  const style = styles.tableGroup
  const [cell] = cells
  const lines = cell ? breakLines(cell.spans, style, width, fonts) : []
  return lines.map((line, index) => {
    const top = index === 0 ? groupGap : 0
    const boxes = lineBoxes(line, { x: left, y: top, style, element: cell?.element ?? null })
    return { ...plainPiece(top + style.leading, boxes), keepWithNext: true }
  })
}

function rowStrips(
  { cells }: TableRow,
  columns: readonly Column[],
  {
    left,
    width,
    fonts,
    hyphenate,
    padding,
    style,
  }: RowSpace & { hyphenate: Hyphenate; padding: number; style: TextStyle },
): Piece[] {
  const whole = cellLines(cells, columns, style, { fonts, hyphenate })
  // A long row may be parted where a page ends, and no word goes on on the next page.
  const set =
    tallest(whole) <= wholeRow ? whole : cellLines(cells, columns, style, { fonts, hyphenate: null })
  const count = Math.max(1, tallest(set))
  return Array.from({ length: count }, (_, index) => {
    const isLast = index === count - 1
    const top = index === 0 ? padding : 0
    const height = top + style.leading + (isLast ? padding : 0)
    const boxes: Box[] = set.flatMap(({ x, lines, element }) =>
      lineBoxes(lines[index] ?? [], { x, y: top, style, element }),
    )
    if (isLast) boxes.push({ kind: 'rect', x: left, y: height - 0.5, width, height: 0.5, color: colors.line })
    const isKept = count <= wholeRow || index === 0 || index === count - 2
    return { ...plainPiece(height, boxes), keepWithNext: !isLast && isKept }
  })
}

/** The strips of a row as one, at least as high as its picture: such a row is short, and is not parted. */
function withPicture(
  strips: readonly Piece[],
  { path, width, height }: RowPicture,
  { left, width: rowWidth, padding }: RowSpace & { padding: number },
): Piece {
  const scale = pictureEdge / Math.max(width, height)
  const image: Box = {
    kind: 'image',
    path,
    x: left,
    y: padding,
    width: width * scale,
    height: height * scale,
    element: null,
  }
  let top = 0
  const boxes: Box[] = [image]
  for (const strip of strips) {
    for (const box of strip.boxes) if (box.kind !== 'rect') boxes.push({ ...box, y: box.y + top })
    top += strip.height
  }
  const whole = Math.max(top, image.height + 2 * padding)
  boxes.push({ kind: 'rect', x: left, y: whole - 0.5, width: rowWidth, height: 0.5, color: colors.line })
  return plainPiece(whole, boxes)
}

type CellLines = { x: number; lines: Line[]; element: TableRow['element'] }

function cellLines(
  cells: TableRow['cells'],
  columns: readonly Column[],
  style: TextStyle,
  { fonts, hyphenate }: { fonts: Fonts; hyphenate: Hyphenate | null },
): CellLines[] {
  return cells.map(({ spans, element, hyphenate: isParted = false }, index) => {
    const { x, width } = columns[index] ?? { x: 0, width: 0 }
    const lines = breakLines(spans, style, width, fonts, isParted ? hyphenate : null)
    return { x, element, lines }
  })
}

function tallest(cells: readonly CellLines[]): number {
  return Math.max(0, ...cells.map(({ lines }) => lines.length))
}
