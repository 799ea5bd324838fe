import type { PhotosBlock, ShownPhoto } from './blocks'
import type { Box, Piece, SmallerPieces } from './boxes'
import type { Fonts } from './fonts'
import { breakLines, lineWidth, type Line } from './lines'
import { chooseRows } from './photo-rows'
import {
  captionBeside,
  isCramped,
  withCaptions,
  withNumberedCaptions,
  type CaptionedCell,
  type Cell,
} from './photo-captions'
import { lineBoxes, plainPiece } from './pieces'
import { colors, styles } from './theme'

/** Between photos, in pt, both ways. */
const gap = 8

/** The largest height in pt of a photo that is clearly wider than high, and of another. */
const tallestWide = 300
const tallestHigh = 250
const clearlyWide = 1.25

/** A caption stands beside a high photo that leaves at least this much room, in pt. */
const besideRoom = 110

/** What a photo alone in its row, and a row that is the only one, may become where the page needs it: shares of their height. */
const smallPhoto = [0.82, 0.66, 0.5] as const
const smallRow = [0.85, 0.72, 0.62] as const

/** No row is made smaller than this, in pt. */
const lowest = 90

/** `number` counts the photos of a card, from 1. */
type Placed = ShownPhoto & { ratio: number; number: number }
type Space = { indent: number; room: number; fonts: Fonts }
type Row = { isOnly: boolean; isNumbered: boolean }

/**
 * Sets photos in rows that fill the width, each of one height, so that none is cropped. Captions stand under
 * (or beside) their own photo and are not parted from it, unless they are longer than a page; where that is too
 * narrow for them, they are numbered and stand below the row.
 */
export function measurePhotos({ photos, indent, layout }: PhotosBlock, width: number, fonts: Fonts): Piece[] {
  const room = width - indent
  const placed = photos.map((each, index) => ({ ...each, ratio: ratioOf(each), number: index + 1 }))
  const space = { indent, room, fonts }
  if (layout === '' && placed.length === 3 && placed.every(({ caption }) => caption === null)) {
    const mosaic = measureMosaic(placed, space)
    if (mosaic) return [mosaic]
  }
  const rows = chooseRows(
    placed.map(({ ratio }) => ratio),
    { room, gap },
    layout,
  ).map(({ from, to }) => (to - from === 1 ? placed.slice(from, to).map(alone) : placed.slice(from, to)))
  const isNumbered = rows.some(
    (row) => row.length > 1 && cellsOf(row, limitOf(row), space).some((cell) => isCramped(cell, fonts)),
  )
  return rows.flatMap((row, index) => {
    const [first, ...captions] = measureRow(row, space, { isOnly: rows.length === 1, isNumbered })
    return first ? [{ ...first, before: index === 0 ? 0 : gap }, ...captions] : []
  })
}

/** Width by height. A very high photo is set within a less extreme place of its own. */
function ratioOf({ size }: ShownPhoto): number {
  return size ? Math.max(0.4, size.width / size.height) : 1.5
}

/** A photo alone in its row needs no such place. */
function alone(photo: Placed): Placed {
  return photo.size ? { ...photo, ratio: Math.max(0.1, photo.size.width / photo.size.height) } : photo
}

/** The largest height of a row in pt. */
function limitOf(row: readonly Placed[]): number {
  return row.every(({ ratio }) => ratio < clearlyWide) ? tallestHigh : tallestWide
}

/** A row of its largest height; one that stands alone, and a photo alone in its row, can be smaller where the page needs it. */
function measureRow(row: readonly Placed[], space: Space, { isOnly, isNumbered }: Row): Piece[] {
  const set = (height: number) => setRow(row, height, { ...space, isNumbered })
  const whole = set(limitOf(row))
  const height = whole[0]?.height ?? 0
  const isAlone = row.length === 1
  const shares = isAlone ? smallPhoto : isOnly && !isNumbered ? smallRow : []
  return withSmaller(
    whole,
    shares.map((share) => share * height).filter((each) => each >= lowest),
  )

  function withSmaller([first, ...captions]: Piece[], heights: readonly number[]): Piece[] {
    if (!first) return []
    const count = 1 + captions.length
    return [
      { ...first, smaller: heights.length === 0 ? null : once(() => smallerOf(heights, count)) },
      ...captions,
    ]
  }

  function smallerOf(heights: readonly number[], count: number): SmallerPieces | null {
    const at = heights.findIndex((each) => isAlone || !isCrampedAt(each))
    const next = heights[at]
    if (next === undefined) return null
    return { pieces: withSmaller(set(next), heights.slice(at + 1)), count }
  }

  function isCrampedAt(tallest: number): boolean {
    return cellsOf(row, tallest, space).some((cell) => isCramped(cell, space.fonts))
  }
}

/** What is made at the first call, and is the same at all others. */
function once<Result>(make: () => Result): () => Result {
  let made: { result: Result } | null = null
  return () => (made ??= { result: make() }).result
}

/** Side by side from the left, all of one height, which is no larger than `tallest` pt. */
function cellsOf(row: readonly Placed[], tallest: number, { indent, room }: Space): CaptionedCell[] {
  const ratios = row.reduce((sum, { ratio }) => sum + ratio, 0)
  const height = Math.min(tallest, (room - gap * (row.length - 1)) / ratios)
  let x = indent
  return row.map((photo) => {
    const cell = { x, y: 0, width: height * photo.ratio, height }
    x += cell.width + gap
    return { photo, cell }
  })
}

function setRow(row: readonly Placed[], tallest: number, space: Space & Pick<Row, 'isNumbered'>): Piece[] {
  const { room, fonts, isNumbered } = space
  const cells = cellsOf(row, tallest, space)
  const [only] = cells
  if (!only) return []
  const boxes = cells.flatMap(({ photo, cell }) => pictureBoxes(photo, cell, fonts))
  const piece = plainPiece(only.cell.height, boxes)
  if (cells.length > 1) {
    return isNumbered ? withNumberedCaptions(piece, cells, space) : withCaptions(piece, cells, space)
  }
  const beside = room - only.cell.width > besideRoom ? captionBeside(only, space) : null
  return beside ? [{ ...piece, boxes: [...boxes, ...beside] }] : withCaptions(piece, cells, space)
}

/** One photo left, two above each other right, all edges flush; null when their shapes do not allow it. */
function measureMosaic(photos: readonly Placed[], { indent, room, fonts }: Space): Piece | null {
  const [first, second, third] = photos
  if (!first || !second || !third) return null
  // Both sides have one height h: h * r1 + gap + (h - gap) / (1/r2 + 1/r3) = room
  const right = 1 / (1 / second.ratio + 1 / third.ratio)
  const height = (room - gap + gap * right) / (first.ratio + right)
  const leftWidth = height * first.ratio
  const rightWidth = room - gap - leftWidth
  const isCalm = height <= tallestWide && rightWidth > room * 0.22 && leftWidth > room * 0.35
  if (!isCalm) return null
  const x = indent + leftWidth + gap
  const secondHeight = rightWidth / second.ratio
  const thirdTop = secondHeight + gap
  return plainPiece(height, [
    ...pictureBoxes(first, { x: indent, y: 0, width: leftWidth, height }, fonts),
    ...pictureBoxes(second, { x, y: 0, width: rightWidth, height: secondHeight }, fonts),
    ...pictureBoxes(third, { x, y: thirdTop, width: rightWidth, height: height - thirdTop }, fonts),
  ])
}

/** The photo as large as its cell allows, on ground where it leaves room; or what stands for it. */
function pictureBoxes({ photo, size, figure, replacement }: ShownPhoto, cell: Cell, fonts: Fonts): Box[] {
  if (!size || photo.path === null) return replacementBoxes(replacement, figure, cell, fonts)
  const scale = Math.min(cell.width / size.width, cell.height / size.height)
  const width = size.width * scale
  const height = size.height * scale
  const isFilled = cell.width - width < 1 && cell.height - height < 1
  const image: Box = {
    kind: 'image',
    x: cell.x + (cell.width - width) / 2,
    y: cell.y + (cell.height - height) / 2,
    width,
    height,
    path: photo.path,
    element: figure,
  }
  return isFilled ? [image] : [{ kind: 'rect', ...cell, color: colors.sunken }, image]
}

function replacementBoxes(text: string, element: ShownPhoto['figure'], cell: Cell, fonts: Fonts): Box[] {
  const style = styles.caption
  const margin = Math.min(12, cell.width / 8)
  const room = Math.max(1, Math.floor((cell.height - 2 * margin) / style.leading))
  const lines: Line[] = breakLines([{ text }], { ...style, balanced: true }, cell.width - 2 * margin, fonts)
  const shown = lines.slice(0, room)
  const top = (cell.height - shown.length * style.leading) / 2
  const frame = [
    { x: cell.x, y: cell.y, width: cell.width, height: 0.5 },
    { x: cell.x, y: cell.y + cell.height - 0.5, width: cell.width, height: 0.5 },
    { x: cell.x, y: cell.y, width: 0.5, height: cell.height },
    { x: cell.x + cell.width - 0.5, y: cell.y, width: 0.5, height: cell.height },
  ]
  return [
    { kind: 'rect', ...cell, color: colors.sunken },
    ...frame.map((edge): Box => ({ kind: 'rect', ...edge, color: colors.line })),
    ...shown.flatMap((line, index) =>
      lineBoxes(line, {
        x: cell.x + (cell.width - lineWidth(line)) / 2,
        y: cell.y + top + index * style.leading,
        style,
        element,
      }),
    ),
  ]
}
