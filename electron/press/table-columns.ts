import type { TableBlock, TableRow } from './blocks'
import type { Fonts } from './fonts'
import { breakLines, lineWidth } from './lines'
import { styles, type TextStyle } from './theme'

/** A column of a table: its left edge from that of the text area, and its width, in pt. */
export type Column = { x: number; width: number }

/** Between columns, in pt. */
const columnGap = 12

/** No word makes its column wider than this, in pt: longer ones are cut. */
const widestWord = 110

/** Columns give each other room in steps of these, in pt, while that saves lines; tables of more rows are shared out once. */
const steps = [96, 48, 24, 8] as const
const mostRows = 600

/** Of a broken line so much is empty on average: no text fills a column to its edge. */
const fill = 0.92

/** Of longer texts no more characters are looked at. */
const longestText = 2000

type Cell = { text: string; style: TextStyle }

/**
 * Every column is as wide as its longest word; what is left goes by the square root of the longest text, so
 * that long texts get more room and short ones do not starve. Then columns give way to each other as long as that makes the
 * table shorter. @param width in pt
 */
export function columnsOf(block: TableBlock, width: number, fonts: Fonts): Column[] {
  const { head, rows, indent, isDense } = block
  const style = isDense ? styles.tableDense : styles.tableCell
  const texts: Cell[][] = [
    head.cells.map((cell) => ({ text: cellText(cell), style: styles.tableHead })),
    ...rows
      .filter(({ isGroup }) => !isGroup)
      .map(({ cells }) => head.cells.map((_, index) => ({ text: cellText(cells[index]), style }))),
  ]
  const room = width - indent - columnGap * (head.cells.length - 1)
  const ofColumn = (index: number) => texts.flatMap((row) => row[index] ?? [])
  const words = head.cells.map((_, index) =>
    Math.max(
      ...ofColumn(index).flatMap(({ text, style: set }) =>
        text.split(/[^\S\u00a0\u202f]+/).map((word) => wordWidth(word, set, fonts)),
      ),
    ),
  )
  const weights = head.cells.map((_, index) =>
    Math.sqrt(Math.max(8, ...ofColumn(index).map(({ text }) => Math.min(400, text.length)))),
  )
  const shared = shareOut(room, words, weights)
  const whole = texts.map((row) => row.map(({ text, style: set }) => textWidth(text, set, fonts)))
  const widths = texts.length > mostRows ? shared : fewestLines(shared, words, whole)
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

/**
 * Moves room from column to column as long as rows become shorter by it.
 * @param whole width of each row's texts in pt, each on one line
 */
function fewestLines(
  widths: readonly number[],
  needed: readonly number[],
  whole: readonly (readonly number[])[],
): number[] {
  let best = [...widths]
  let lines = countLines(best, whole)
  for (const step of steps) {
    for (;;) {
      const better = moves(best, needed, step)
        .map((tried) => ({ tried, lines: countLines(tried, whole) }))
        .reduce<{ tried: number[]; lines: number } | null>(
          (least, each) => (each.lines < (least?.lines ?? lines) ? each : least),
          null,
        )
      if (!better) break
      best = better.tried
      lines = better.lines
    }
  }
  return best
}

/** All ways to give one column a step more and another one less. */
function moves(widths: readonly number[], needed: readonly number[], step: number): number[][] {
  return widths.flatMap((width, from) =>
    width - step < (needed[from] ?? 0)
      ? []
      : widths.flatMap((_, to) =>
          to === from
            ? []
            : [widths.map((each, at) => (at === from ? each - step : at === to ? each + step : each))],
        ),
  )
}

function countLines(widths: readonly number[], whole: readonly (readonly number[])[]): number {
  return whole.reduce(
    (sum, row) => sum + Math.max(...row.map((text, index) => linesIn(text, widths[index] ?? 1))),
    0,
  )
}

function linesIn(text: number, width: number): number {
  return text <= width ? 1 : Math.ceil(text / (width * fill))
}

function textWidth(text: string, style: TextStyle, fonts: Fonts): number {
  return fonts
    .runs(text.slice(0, longestText), style.font)
    .reduce((sum, run) => sum + fonts.width(run, style.size), 0)
}

function wordWidth(word: string, style: TextStyle, fonts: Fonts): number {
  return lineWidth(breakLines([{ text: word }], style, widestWord, fonts)[0] ?? []) + 1
}
