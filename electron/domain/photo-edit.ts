import type { FileAttachment } from './evidence'

/** A part of a picture, in fractions of its width and height from its upper left corner. */
export type Crop = { x: number; y: number; width: number; height: number }

/**
 * How a photo is shown; the file itself is never changed. Applied in this order to the upright picture: turned by
 * quarters, straightened (the corners that a tilt leaves empty fall away, the shape stays), cropped.
 */
export type PhotoEdit = {
  /** Quarter turns clockwise. */
  turn: 0 | 1 | 2 | 3
  /** Degrees clockwise, in tenths, at most `largestTilt` either way. */
  tilt: number
  /** The part that is kept; null for all of it. */
  crop: Crop | null
}

/** Beyond this a photo is turned, not straightened; in degrees. */
export const largestTilt = 15

/** Smallest width and height of a crop, as a fraction: less would be a smudge in print. */
export const smallestCrop = 0.05

export const noEdit: PhotoEdit = { turn: 0, tilt: 0, crop: null }

/** A crop is kept to a ten-thousandth: finer than a pixel of any photo. */
const grain = 10_000

const written = /^([0-3])_(-?\d{1,3})_(\d{1,5})_(\d{1,5})_(\d{1,5})_(\d{1,5})$/

/**
 * An edit as it is kept, and as it names the pictures made of it: `1_-25_0_0_10000_10000` (quarter turns, tenths of a
 * degree, left, top, width, height in ten-thousandths); empty for a photo as it came.
 */
export function writeEdit({ turn, tilt, crop }: PhotoEdit): string {
  const { x, y, width, height } = crop ?? { x: 0, y: 0, width: 1, height: 1 }
  const left = Math.round(x * grain)
  const top = Math.round(y * grain)
  const right = Math.min(grain, Math.round((x + width) * grain))
  const bottom = Math.min(grain, Math.round((y + height) * grain))
  // `|| 0`: no minus zero.
  const text = [turn, Math.round(tilt * 10) || 0, left, top, right - left, bottom - top].join('_')
  return text === '0_0_0_0_10000_10000' ? '' : text
}

/** The edit that a text says; null when it is none, or one that no picture can have. */
export function readEdit(text: string): PhotoEdit | null {
  if (text === '') return noEdit
  const match = written.exec(text)
  if (!match) return null
  const [turn = 0, tenths = 0, x = 0, y = 0, width = 0, height = 0] = match.slice(1).map(Number)
  const smallest = smallestCrop * grain
  const isInside = x + width <= grain && y + height <= grain && width >= smallest && height >= smallest
  if (!isInside || Math.abs(tenths) > largestTilt * 10) return null
  const isWhole = width === grain && height === grain
  const crop = isWhole ? null : { x: x / grain, y: y / grain, width: width / grain, height: height / grain }
  return { turn: turn as PhotoEdit['turn'], tilt: tenths / 10, crop }
}

/** One more quarter turn: clockwise for 1, counter-clockwise for -1. What was cropped goes along. */
export function turned({ turn, tilt, crop }: PhotoEdit, by: 1 | -1): PhotoEdit {
  return { turn: ((turn + by + 4) % 4) as PhotoEdit['turn'], tilt, crop: crop && turnedCrop(crop, by) }
}

function turnedCrop({ x, y, width, height }: Crop, by: 1 | -1): Crop {
  return by === 1
    ? { x: 1 - y - height, y: x, width: height, height: width }
    : { x: y, y: 1 - x - width, width: height, height: width }
}

/** The size of a picture of `width` by `height` px once it is turned by quarters. */
export function turnedSize<Size extends { width: number; height: number }>(size: Size, turn: number): Size {
  return turn % 2 === 0 ? size : { ...size, width: size.height, height: size.width }
}

/**
 * How much larger a picture must be so that it still fills its own frame when it is tilted: the frame's corners, turned
 * back into the picture, lie on its edge.
 * @param tilt degrees
 */
export function tiltScale({ width, height }: { width: number; height: number }, tilt: number): number {
  const angle = (Math.abs(tilt) * Math.PI) / 180
  const longest = Math.max(width / height, height / width)
  return Math.cos(angle) + Math.sin(angle) * longest
}

/** The size in px of an attached file's picture as it is shown; null while it is not known. */
export function shownSize({ file, edit }: FileAttachment): { width: number; height: number } | null {
  const { width, height } = file
  return width === null || height === null ? null : editedSize({ width, height }, readEdit(edit) ?? noEdit)
}

/** The size in px of a picture as it is shown with this edit, for the upright size of the file. */
export function editedSize(
  size: { width: number; height: number },
  { turn, tilt, crop }: PhotoEdit,
): { width: number; height: number } {
  if (size.width < 1 || size.height < 1) return { width: 0, height: 0 }
  const frame = turnedSize({ width: size.width, height: size.height }, turn)
  const scale = tiltScale(frame, tilt)
  return {
    width: Math.max(1, Math.round((frame.width / scale) * (crop?.width ?? 1))),
    height: Math.max(1, Math.round((frame.height / scale) * (crop?.height ?? 1))),
  }
}
