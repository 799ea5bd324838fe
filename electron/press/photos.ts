import type { PhotosBlock, ShownPhoto } from './blocks'
import type { Box, Piece } from './boxes'
import type { Fonts } from './fonts'
import { breakLines, lineWidth, type Line } from './lines'
import { chooseRows } from './photo-rows'
import { ascentOf, lineBoxes, plainPiece } from './pieces'
import { colors, styles } from './theme'

/** Between photos, in pt, both ways. */
const gap = 8

/** Between a photo and its caption. */
const captionGap = 4

/**
 * The largest height in pt of a photo that is clearly wider than high, of another, and of one that should be
 * smaller.
 */
const tallestWide = 300
const tallestHigh = 250
const tallestSmall = 190
const clearlyWide = 1.25

/** A caption stands beside a high photo that leaves at least this much room, in pt. */
const besideRoom = 110

type Placed = ShownPhoto & { ratio: number }
type Cell = { x: number; y: number; width: number; height: number }
type Space = { indent: number; room: number; fonts: Fonts }

/**
 * Sets photos in rows that fill the width, each of one height, so that none is cropped. Captions stand under
 * (or beside) their own photo and are not parted from it, unless they are longer than a page.
 */
export function measurePhotos({ photos, indent, layout }: PhotosBlock, width: number, fonts: Fonts): Piece[] {
  const room = width - indent
  const placed = photos.map((each) => ({ ...each, ratio: ratioOf(each) }))
  const space = { indent, room, fonts }
  if (layout === '' && placed.length === 3 && placed.every(({ caption }) => caption === null)) {
    const mosaic = measureMosaic(placed, space)
    if (mosaic) return [mosaic]
  }
  return chooseRows(
    placed.map(({ ratio }) => ratio),
    { room, gap },
    layout,
  ).flatMap(({ from, to }, index) => {
    const row = placed.slice(from, to)
    const [first, ...captions] = measureRow(row.length === 1 ? row.map(alone) : row, space)
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

/** A row of its largest height; a photo that stands alone can be smaller where the page needs it. */
function measureRow(row: readonly Placed[], space: Space): Piece[] {
  const limit = row.every(({ ratio }) => ratio < clearlyWide) ? tallestHigh : tallestWide
  const [first, ...captions] = setRow(row, limit, space)
  if (!first || row.length > 1 || first.height <= tallestSmall) return first ? [first, ...captions] : []
  const pieces = setRow(row, tallestSmall, space)
  return [{ ...first, smaller: { pieces, count: 1 + captions.length } }, ...captions]
}

function setRow(row: readonly Placed[], tallest: number, space: Space): Piece[] {
  const { indent, room, fonts } = space
  const ratios = row.reduce((sum, { ratio }) => sum + ratio, 0)
  const height = Math.min(tallest, (room - gap * (row.length - 1)) / ratios)
  let x = indent
  const cells = row.map((photo) => {
    const cell = { x, y: 0, width: height * photo.ratio, height }
    x += cell.width + gap
    return { photo, cell }
  })
  const boxes = cells.flatMap(({ photo, cell }) => pictureBoxes(photo, cell, fonts))
  const [only] = cells
  if (only && cells.length === 1 && room - only.cell.width > besideRoom) {
    const beside = captionBeside(only.photo, only.cell, space)
    if (beside) return [plainPiece(height, [...boxes, ...beside])]
  }
  return withCaptions(plainPiece(height, boxes), cells, fonts)
}

/** The caption stands at the foot of the photo, right of it; null when it is too long for that. */
function captionBeside({ photo, caption }: Placed, cell: Cell, { indent, room, fonts }: Space): Box[] | null {
  if (!caption) return []
  const style = styles.caption
  const x = cell.x + cell.width + 12
  const lines = breakLines([{ text: photo.caption }], style, indent + room - x, fonts)
  if (lines.length * style.leading > cell.height) return null
  const top = cell.height - lines.length * style.leading + (style.leading - ascentOf(style))
  return lines.flatMap((line, index) =>
    lineBoxes(line, { x, y: top + index * style.leading, style, element: caption }),
  )
}

/** Line by line, so that captions of any length can go on on the next page; the first three lines stay. */
function withCaptions(row: Piece, cells: readonly { photo: Placed; cell: Cell }[], fonts: Fonts): Piece[] {
  const style = styles.caption
  const set = cells.flatMap(({ photo: { photo, caption }, cell }) =>
    caption
      ? [{ caption, cell, lines: breakLines([{ text: photo.caption }], style, cell.width, fonts) }]
      : [],
  )
  const count = Math.max(0, ...set.map(({ lines }) => lines.length))
  const captions = Array.from({ length: count }, (_, index): Piece => {
    const boxes = set.flatMap(({ caption, cell, lines }) =>
      lineBoxes(lines[index] ?? [], { x: cell.x, y: 0, style, element: caption }),
    )
    const isKept = index < count - 1 && (count <= 8 || index < 2 || index === count - 2)
    return { ...plainPiece(style.leading, boxes), before: index === 0 ? captionGap : 0, keepWithNext: isKept }
  })
  return [{ ...row, keepWithNext: count > 0 }, ...captions]
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
function pictureBoxes({ photo, size, figure, replacement }: Placed, cell: Cell, fonts: Fonts): Box[] {
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

function replacementBoxes(text: string, element: Placed['figure'], cell: Cell, fonts: Fonts): Box[] {
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
