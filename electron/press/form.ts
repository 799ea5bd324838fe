import type { FormBlock, FormField, FormRow } from './blocks'
import type { Box, Piece } from './boxes'
import type { Fonts } from './fonts'
import { breakLines, lineWidth, type Line } from './lines'
import { lineBoxes, plainPiece } from './pieces'
import { colors, styles, type TextStyle } from './theme'

/** Between fields, between rows, from what is written to its line, and from the line to its label, in pt. */
const fieldGap = 28
const rowGap = 16
const lineGap = 5
const labelGap = 4

/** The place of a stamp in pt: schools' stamps are 38 to 50 mm wide. */
const stampSize = { width: 160, height: 150 } as const

/**
 * A form in rows, which stay on one page: what is signed belongs to what is said above it. The place of the
 * stamp is right of the last row. @param width in pt
 */
export function measureForm({ rows, stamp, indent }: FormBlock, width: number, fonts: Fonts): Piece[] {
  return rows.map((row, index): Piece => {
    const isLast = index === rows.length - 1
    const beside = isLast ? stamp : null
    const space = { x: indent, width: width - indent - (beside ? stampSize.width + fieldGap : 0), fonts }
    const low = beside ? stampSize.height - labelHeight(row, space) : 0
    const set = measureRow({ ...row, room: Math.max(row.room, low - lineGap - labelGap) }, space)
    if (!beside) return { ...set, before: index === 0 ? 0 : rowGap, keepWithNext: !isLast }
    const place = stampBoxes(beside, { x: width - stampSize.width, y: set.height - stampSize.height, fonts })
    return { ...set, before: rowGap * 2, boxes: [...set.boxes, ...place] }
  })
}

type RowSpace = { x: number; width: number; fonts: Fonts }
type PlacedField = { field: FormField; x: number; width: number; value: Line[]; label: Line[] }

function placeFields({ fields }: FormRow, { x, width, fonts }: RowSpace): PlacedField[] {
  const shares = Math.max(
    1,
    fields.reduce((sum, { share }) => sum + share, 0),
  )
  const free = width - fieldGap * (fields.length - 1)
  let left = x
  return fields.map((field) => {
    const own = (free * field.share) / shares
    const set = (text: string, style: TextStyle) => breakLines([{ text }], style, own, fonts)
    const value = set(field.value, styles.field)
    const placed = { field, x: left, width: own, value, label: set(field.label, styles.fieldLabel) }
    left += own + fieldGap
    return placed
  })
}

function labelHeight(row: FormRow, space: RowSpace): number {
  return Math.max(...placeFields(row, space).map(({ label }) => label.length)) * styles.fieldLabel.leading
}

/** What is written stands on its line and the label below; in the tree the label comes first. */
function measureRow(row: FormRow, space: RowSpace): Piece {
  const placed = placeFields(row, space)
  const values = Math.max(...placed.map(({ value }) => value.length * styles.field.leading))
  const line = Math.max(row.room, values) + lineGap
  const boxes = placed.flatMap(({ field: { element }, x, width, value, label }): Box[] => {
    const put = (lines: readonly Line[], top: number, style: TextStyle) =>
      lines.flatMap((each, index) => lineBoxes(each, { x, y: top + index * style.leading, style, element }))
    return [
      ...put(label, line + labelGap, styles.fieldLabel),
      ...put(value, line - lineGap - value.length * styles.field.leading, styles.field),
      { kind: 'rect', x, y: line, width, height: 0.75, color: colors.soft },
    ]
  })
  return plainPiece(line + labelGap + labelHeight(row, space), boxes)
}

/** A hairline around the place, and below in it what belongs there. */
function stampBoxes(
  { element, label }: NonNullable<FormBlock['stamp']>,
  { x, y, fonts }: { x: number; y: number; fonts: Fonts },
): Box[] {
  const { width, height } = stampSize
  const style = styles.fieldLabel
  const lines = breakLines([{ text: label }], style, width - 16, fonts).slice(0, 3)
  const edge = { kind: 'rect', color: colors.dots } as const
  return [
    { ...edge, x, y, width, height: 0.5 },
    { ...edge, x, y: y + height - 0.5, width, height: 0.5 },
    { ...edge, x, y, width: 0.5, height },
    { ...edge, x: x + width - 0.5, y, width: 0.5, height },
    ...lines.flatMap((line, index) =>
      lineBoxes(line, {
        x: x + (width - lineWidth(line)) / 2,
        y: y + height - 8 - (lines.length - index) * style.leading,
        style,
        element,
      }),
    ),
  ]
}
