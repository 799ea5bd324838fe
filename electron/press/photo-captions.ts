import type { ShownPhoto } from './blocks'
import type { Box, Piece } from './boxes'
import type { Fonts } from './fonts'
import { breakLines, lineWidth, oneLine, type Line } from './lines'
import { ascentOf, lineBoxes, plainPiece } from './pieces'
import { colors, styles, type TextStyle } from './theme'

/** Where a photo stands within its row, in pt. */
export type Cell = { x: number; y: number; width: number; height: number }

/** A photo in its place; `number` counts within its card, from 1. */
export type CaptionedCell = { photo: ShownPhoto & { number: number }; cell: Cell }

/** The room for photos and captions in pt, from the left of the text area. */
type Room = { indent: number; room: number; fonts: Fonts }

/** Between a photo and its caption, and between a caption beside a photo and the photo, in pt. */
const captionGap = 4
const besideGap = 12

/** Under a photo in a row a caption has at most so many lines. */
const mostLines = 4

/** Numbered captions stand in two columns, with so much between them and for the number, in pt. */
const columnGap = 16
const numberRoom = 14

const style = styles.caption
const numberStyle: TextStyle = { ...style, font: 'strong', color: colors.ink }

/** Whether a caption would be a tower of short lines, or its words be cut, under its own photo. */
export function isCramped({ photo: { photo, caption }, cell }: CaptionedCell, fonts: Fonts): boolean {
  if (!caption) return false
  const words = photo.caption.split(/\s+/)
  const isCut = words.some((word) => lineWidth(oneLine([{ text: word }], style, 1000, fonts)) > cell.width)
  return isCut || breakLines([{ text: photo.caption }], style, cell.width, fonts).length > mostLines
}

/** The caption stands at the foot of the photo, right of it; null when it is too long for that. */
export function captionBeside(
  { photo: { photo, caption }, cell }: CaptionedCell,
  { indent, room, fonts }: Room,
): Box[] | null {
  if (!caption) return []
  const x = cell.x + cell.width + besideGap
  const lines = breakLines([{ text: photo.caption }], style, indent + room - x, fonts)
  if (lines.length * style.leading > cell.height) return null
  const top = cell.height - lines.length * style.leading + (style.leading - ascentOf(style))
  return lines.flatMap((line, index) =>
    lineBoxes(line, { x, y: top + index * style.leading, style, element: caption }),
  )
}

/** A row of photos with each caption under its own photo. */
export function withCaptions(row: Piece, cells: readonly CaptionedCell[], { fonts }: Room): Piece[] {
  const set = cells.flatMap(({ photo: { photo, caption }, cell: { x, width } }) =>
    caption ? [{ x, caption, lines: breakLines([{ text: photo.caption }], style, width, fonts) }] : [],
  )
  return joined(row, strips(set))
}

/**
 * A row of photos too narrow for what is said of them: each carries its number in a corner, and the captions stand below the
 * row in two columns.
 */
export function withNumberedCaptions(row: Piece, cells: readonly CaptionedCell[], space: Room): Piece[] {
  const { indent, room, fonts } = space
  const captioned = cells.filter(({ photo: { caption } }) => caption)
  const width = captioned.length === 1 ? room : (room - columnGap) / 2
  const set = captioned.flatMap(({ photo: { photo, caption, number } }, index) => {
    if (!caption) return []
    const left = indent + (index % 2) * (width + columnGap)
    const lines = breakLines([{ text: photo.caption }], style, width - numberRoom, fonts)
    return [{ x: left + numberRoom, caption, lines, number: { x: left, line: numberLine(number, fonts) } }]
  })
  const pairs = set.flatMap((_, index) => (index % 2 === 0 ? [set.slice(index, index + 2)] : []))
  const tags = captioned.flatMap(({ photo: { number }, cell }) => numberTag(number, cell, fonts))
  return joined(
    { ...row, boxes: [...row.boxes, ...tags] },
    pairs.flatMap((pair) => strips(pair)),
  )
}

function numberLine(number: number, fonts: Fonts): Line {
  return oneLine([{ text: String(number) }], numberStyle, numberRoom * 2, fonts)
}

/**
 * The number on paper in the lower left corner of a photo, and never over its edge, however flat it is. Decoration: the caption
 * belongs to the photo in the tree.
 */
function numberTag(number: number, { x, y, width, height }: Cell, fonts: Fonts): Box[] {
  const line = numberLine(number, fonts)
  const size = Math.min(width, Math.max(13, lineWidth(line) + 7))
  const tall = Math.min(13, height)
  const top = y + height - tall
  return [
    { kind: 'rect', x, y: top, width: size, height: tall, color: colors.paper },
    ...lineBoxes(line, {
      x: x + (size - lineWidth(line)) / 2,
      y: top + Math.max(0, tall - numberStyle.leading),
      style: numberStyle,
      element: null,
    }),
  ]
}

type SetCaption = {
  x: number
  caption: NonNullable<ShownPhoto['caption']>
  lines: Line[]
  number?: { x: number; line: Line }
}

/** Captions side by side, line by line. */
function strips(set: readonly SetCaption[]): Piece[] {
  const count = Math.max(0, ...set.map(({ lines }) => lines.length))
  return Array.from({ length: count }, (_, index): Piece => {
    const boxes = set.flatMap(({ x, caption, lines, number }) => [
      ...(number && index === 0
        ? lineBoxes(number.line, { x: number.x, y: 0, style: numberStyle, element: null })
        : []),
      ...lineBoxes(lines[index] ?? [], { x, y: 0, style, element: caption }),
    ])
    return plainPiece(style.leading, boxes)
  })
}

/** Captions of any length can go on on the next page; the first three lines stay with the photos. */
function joined(row: Piece, captions: readonly Piece[]): Piece[] {
  const count = captions.length
  const kept = captions.map((piece, index): Piece => {
    const isKept = index < count - 1 && (count <= 8 || index < 2 || index === count - 2)
    return { ...piece, before: index === 0 ? captionGap : 0, keepWithNext: isKept }
  })
  return [{ ...row, keepWithNext: count > 0 }, ...kept]
}
