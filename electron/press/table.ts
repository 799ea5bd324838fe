import type { TableBlock, TableRow } from './blocks'
import type { Box, Piece } from './boxes'
import type { Fonts } from './fonts'
import type { Hyphenate } from './hyphenation'
import { breakLines, lineWidth, type Line } from './lines'
import { lineBoxes, plainPiece } from './pieces'
import { colors, styles, type Ink, type TextStyle } from './theme'

/** Between columns, and above and below a row, in pt. */
const columnGap = 12
const rowGap = 5
const denseGap = 1.75

/** Above the name of a group of rows. */
const groupGap = 11

/** Up to this many lines a row is not parted. */
const wholeRow = 16

/** No word makes its column wider than this, in pt: longer ones are cut. */
const widestWord = 110

type Column = { x: number; width: number }

/**
 * A table in strips, one a line of its rows, so that a row of any length may break over pages; the head is
 * set again at the top of each page that begins within the table.
 */
export function measureTable(
  block: TableBlock,
  { width, fonts, hyphenate }: { width: number; fonts: Fonts; hyphenate: Hyphenate },
): Piece[] {
  const { head, rows, color, indent } = block
  const columns = columnsOf(block, width, fonts)
  const headPiece = headOf(head, columns, { color, left: indent, width: width - indent, fonts })
  // Set again it is decoration: a screen reader has read the head already.
  const repeated = { ...headPiece, boxes: headPiece.boxes.map((box) => artifact(box)) }
  const space = {
    left: indent,
    width: width - indent,
    fonts,
    hyphenate,
    padding: block.isDense ? denseGap : rowGap,
  }
  const strips = rows.flatMap((row) =>
    row.isGroup ? groupStrips(row, space) : rowStrips(row, columns, space),
  )
  return [headPiece, ...strips.map((strip) => ({ ...strip, repeats: repeated }))]
}

function artifact(box: Box): Box {
  return box.kind === 'text' ? { ...box, element: null } : box
}

/**
 * Every column is as wide as its longest word; what is left goes by the square root of the longest text, so
 * that long texts get more room and short ones do not starve.
 */
function columnsOf({ head, rows, indent }: TableBlock, width: number, fonts: Fonts): Column[] {
  const count = head.cells.length
  const room = width - indent - columnGap * (count - 1)
  const texts = Array.from({ length: count }, (_, index) => [
    { text: cellText(head.cells[index]), style: styles.tableHead },
    ...rows
      .filter(({ isGroup }) => !isGroup)
      .map(({ cells }) => ({ text: cellText(cells[index]), style: styles.tableCell })),
  ])
  const words = texts.map((column) =>
    Math.max(
      ...column.flatMap(({ text, style }) =>
        text.split(/[^\S\u00a0\u202f]+/).map((word) => wordWidth(word, style, fonts)),
      ),
    ),
  )
  const weights = texts.map((column) =>
    Math.sqrt(Math.max(8, ...column.map(({ text }) => Math.min(400, text.length)))),
  )
  const widths = shareOut(room, words, weights)
  let x = indent
  return widths.map((each) => {
    const column = { x, width: each }
    x += each + columnGap
    return column
  })
}

function cellText(cell: TableRow['cells'][number] | undefined): string {
  return cell?.spans.map(({ text }) => text).join('') ?? ''
}

/**
 * Shares `room` by weight, but gives each at least what it needs; equal parts when there is not enough for
 * that.
 */
function shareOut(room: number, needed: readonly number[], weights: readonly number[]): number[] {
  if (needed.reduce((sum, each) => sum + each, 0) > room) return needed.map(() => room / needed.length)
  const fixed = new Set<number>()
  for (;;) {
    const left = room - [...fixed].reduce((sum, index) => sum + (needed[index] ?? 0), 0)
    const total = weights.reduce((sum, weight, index) => sum + (fixed.has(index) ? 0 : weight), 0)
    const share = (index: number) => (left * (weights[index] ?? 0)) / total
    const tight = needed.findIndex((each, index) => !fixed.has(index) && share(index) < each)
    if (tight < 0) return needed.map((each, index) => (fixed.has(index) ? each : share(index)))
    fixed.add(tight)
  }
}

function wordWidth(word: string, style: TextStyle, fonts: Fonts): number {
  return lineWidth(breakLines([{ text: word }], style, widestWord, fonts)[0] ?? []) + 1
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
  { left, width, fonts, hyphenate, padding }: RowSpace & { hyphenate: Hyphenate; padding: number },
): Piece[] {
  const style = styles.tableCell
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
