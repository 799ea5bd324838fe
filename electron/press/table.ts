import type { Element, TableBlock } from './blocks'
import type { Box, Piece } from './boxes'
import type { Fonts } from './fonts'
import { breakLines, type Line } from './lines'
import { lineBoxes, plainPiece } from './pieces'
import { colors, styles, type TextStyle } from './theme'

/** Space left of the next column, and above and below a row, in pt. */
const columnGap = 10
const rowGap = 4

/** The head is told once to a screen reader; set again it is decoration. */
function asArtifact(box: Box): Box[] {
  return box.kind === 'image' ? [] : [{ ...box, element: null }]
}

type Column = { x: number; width: number }

/**
 * A table in strips, one a line of its rows, so that a row of any length breaks over pages; the head is set again at
 * the top of each page that begins with a row.
 */
export function measureTable(
  { table, head, rows, shares, indent }: TableBlock,
  width: number,
  fonts: Fonts,
): Piece[] {
  const columns = columnsOf(shares, indent, width)
  const [headPiece] = rowPieces(
    { cells: head, tag: 'TH', style: styles.tableHead, parent: table },
    columns,
    fonts,
    {
      isWhole: true,
    },
  )
  if (!headPiece) return []
  const repeated: Piece = { ...headPiece, boxes: headPiece.boxes.flatMap(asArtifact) }
  const body = rows.flatMap((cells) =>
    rowPieces({ cells, tag: 'TD', style: styles.tableCell, parent: table }, columns, fonts, {
      isWhole: false,
    }),
  )
  for (const piece of body) piece.repeats = repeated
  headPiece.keepWithNext = true
  return [headPiece, ...body]
}

function columnsOf(shares: readonly number[], indent: number, width: number): Column[] {
  const room = width - indent
  let x = indent
  return shares.map((share) => {
    const column = { x, width: room * share - columnGap }
    x += room * share
    return column
  })
}

type Row = { cells: readonly string[]; tag: 'TH' | 'TD'; style: TextStyle; parent: Element }

function rowPieces(
  row: Row,
  columns: readonly Column[],
  fonts: Fonts,
  { isWhole }: { isWhole: boolean },
): Piece[] {
  const { style, tag } = row
  const element: Element = { tag: 'TR', parent: row.parent }
  const cells = row.cells.map((text, index): { element: Element; x: number; lines: Line[] } => ({
    element: { tag, parent: element },
    x: columns[index]?.x ?? 0,
    lines: cellLines(text, columns[index]?.width ?? 0),
  }))
  // A cell without text still stands in the structure, or its row would lack a column.
  function cellLines(text: string, width: number): Line[] {
    const lines = breakLines([{ text }], style, width, fonts)
    return lines.length > 0 ? lines : [[{ x: 0, width: 0, text: ' ', font: style.font, color: style.color }]]
  }
  const count = Math.max(1, ...cells.map(({ lines }) => lines.length))
  const left = columns[0]?.x ?? 0
  const last = columns.at(-1)
  const right = last ? last.x + last.width + columnGap : left
  const rule = (y: number): Box => ({
    kind: 'rect',
    x: left,
    y,
    width: right - left,
    height: 0.6,
    color: colors.line,
    element: null,
  })
  const strip = (from: number, to: number): Piece => {
    const isFirst = from === 0
    const isLast = to === count
    const top = isFirst ? rowGap : 0
    const height = top + (to - from) * style.leading + (isLast ? rowGap : 0)
    const boxes = cells.flatMap((cell) =>
      cell.lines
        .slice(from, to)
        .flatMap((line, index) =>
          lineBoxes(line, { x: cell.x, y: top + index * style.leading, style, element: cell.element }),
        ),
    )
    return plainPiece(height, isLast ? [...boxes, rule(height - 0.6)] : boxes)
  }
  if (isWhole) return [strip(0, count)]
  return Array.from({ length: count }, (_, index) => {
    const piece = strip(index, index + 1)
    piece.keepWithNext = index < count - 1 && (index === 0 || index === count - 2)
    return piece
  })
}
