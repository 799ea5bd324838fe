import type { PhotosBlock } from './blocks'
import type { Box, Piece } from './boxes'
import type { Fonts } from './fonts'
import { breakLines } from './lines'
import { lineBoxes, plainPiece } from './pieces'
import { colors, styles } from './theme'

/** Between photos of a row and between rows, in pt. */
const gap = 8

/** A row's height in pt is near this, and never above `tallest`. */
const wishedHeight = 150
const tallest = 280

/** Shapes beyond these (width by height) are fitted into them with ground around, so that no row gets extreme. */
const narrowest = 0.5
const widest = 3.2

type Placed = PhotosBlock['photos'][number] & { ratio: number }

/**
 * Sets photos in rows that fill the width, each row one height ("justified gallery"): no photo is cropped, and
 * captions stand under their own photo in the same unbreakable piece.
 */
export function measurePhotos({ photos, indent }: PhotosBlock, width: number, fonts: Fonts): Piece[] {
  const room = width - indent
  const placed = photos.map((each) => ({ ...each, ratio: ratioOf(each, photos.length === 1) }))
  return rowsOf(placed, room).map((row, index) => {
    const piece = measureRow(row, { indent, room, fonts })
    if (index > 0) piece.before = gap
    return piece
  })
}

function ratioOf({ photo }: PhotosBlock['photos'][number], isAlone: boolean): number {
  const ratio = photo.path === null ? 1.5 : photo.width / photo.height
  if (isAlone && ratio > widest) return ratio
  return Math.min(widest, Math.max(narrowest, ratio))
}

/** As many photos a row as bring its height nearest to the wished one; the last row is not left with one of many. */
function rowsOf(photos: readonly Placed[], room: number): Placed[][] {
  const total = photos.reduce((sum, { ratio }) => sum + ratio, 0)
  const count = Math.max(1, Math.round((total * wishedHeight) / room))
  const rows: Placed[][] = []
  let row: Placed[] = []
  let sum = 0
  photos.forEach((photo, index) => {
    row.push(photo)
    sum += photo.ratio
    const isDue = sum >= (total * (rows.length + 1)) / count - photo.ratio / 2
    const isLast = index === photos.length - 1
    if (!isLast && !(isDue && rows.length < count - 1)) return
    rows.push(row)
    row = []
  })
  return rows
}

type RowOptions = { indent: number; room: number; fonts: Fonts }

function measureRow(row: readonly Placed[], { indent, room, fonts }: RowOptions): Piece {
  const gaps = gap * (row.length - 1)
  const ratios = row.reduce((sum, { ratio }) => sum + ratio, 0)
  const height = Math.min(tallest, (room - gaps) / ratios)
  const boxes: Box[] = []
  let x = indent
  let captionHeight = 0
  for (const each of row) {
    const cell = { x, y: 0, width: height * each.ratio, height }
    boxes.push(...pictureBoxes(each, cell, fonts))
    const lines = breakLines([{ text: each.photo.caption }], styles.caption, cell.width, fonts)
    lines.forEach((line, index) => {
      const y = height + 4 + index * styles.caption.leading
      boxes.push(...lineBoxes(line, { x, y, style: styles.caption, element: each.caption }))
    })
    captionHeight = Math.max(
      captionHeight,
      lines.length === 0 ? 0 : 4 + lines.length * styles.caption.leading,
    )
    x += cell.width + gap
  }
  return plainPiece(height + captionHeight, boxes)
}

type Cell = { x: number; y: number; width: number; height: number }

/** The photo as large as its cell allows; where there is none, its place, name and a sentence. */
function pictureBoxes({ photo, figure, replacement }: Placed, cell: Cell, fonts: Fonts): Box[] {
  if (photo.path === null) return missingBoxes(replacement, figure, cell, fonts)
  const scale = Math.min(cell.width / photo.width, cell.height / photo.height)
  const width = photo.width * scale
  const height = photo.height * scale
  const isFilled = cell.width - width < 1 && cell.height - height < 1
  return [
    ...(isFilled ? [] : [{ kind: 'rect' as const, ...cell, color: colors.sunken, element: null }]),
    {
      kind: 'image',
      x: cell.x + (cell.width - width) / 2,
      y: cell.y + (cell.height - height) / 2,
      width,
      height,
      path: photo.path,
      element: figure,
    },
  ]
}

function missingBoxes(text: string, element: Placed['figure'], cell: Cell, fonts: Fonts): Box[] {
  const style = styles.caption
  const room = Math.floor((cell.height - 24) / style.leading)
  const lines = breakLines([{ text }], style, cell.width - 24, fonts).slice(0, Math.max(1, room))
  return [
    { kind: 'rect', ...cell, color: colors.sunken, element: null },
    ...lines.flatMap((line, index) =>
      lineBoxes(line, { x: cell.x + 12, y: cell.y + 12 + index * style.leading, style, element }),
    ),
  ]
}
