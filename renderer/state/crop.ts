import { smallestCrop, type Crop } from '../../electron/domain/photo-edit'

/** All of a picture. */
export const wholeCrop: Crop = { x: 0, y: 0, width: 1, height: 1 }

/** A handle: which edges of the crop it moves. */
export type Grip = { across: -1 | 0 | 1; down: -1 | 0 | 1 }

/** Moves a crop by a part of the picture's width and height; stays within it. */
export function moveCrop(crop: Crop, dx: number, dy: number): Crop {
  return { ...crop, x: clamp(crop.x + dx, 0, 1 - crop.width), y: clamp(crop.y + dy, 0, 1 - crop.height) }
}

/**
 * Moves the edges that a handle holds. Stays within the picture and not smaller than a crop may be.
 * @param shape width by height, both as parts of the picture's own, that is kept; null where both are free
 * @param smallest width and height that it may have
 */
export function resizeCrop(
  crop: Crop,
  { across, down }: Grip,
  {
    dx,
    dy,
    shape,
    smallest = smallestCrop,
  }: { dx: number; dy: number; shape: number | null; smallest?: number },
): Crop {
  const horizontal = span(crop.x, crop.width, across)
  const vertical = span(crop.y, crop.height, down)
  const wide = crop.width + across * dx
  const high = crop.height + down * dy
  if (shape === null) {
    const width = across === 0 ? crop.width : clamp(wide, smallest, horizontal.room)
    const height = down === 0 ? crop.height : clamp(high, smallest, vertical.room)
    return { x: horizontal.start(width), y: vertical.start(height), width, height }
  }
  const least = smallest * Math.max(1, shape)
  const most = Math.min(horizontal.room, vertical.room * shape)
  const width = clamp(across === 0 ? high * shape : wide, least, most)
  const height = width / shape
  return { x: horizontal.start(width), y: vertical.start(height), width, height }
}

/** How far a crop can reach in one direction, and where it begins once it is `size` long. */
function span(
  from: number,
  length: number,
  grip: -1 | 0 | 1,
): { room: number; start: (size: number) => number } {
  const until = from + length
  const middle = from + length / 2
  if (grip < 0) return { room: until, start: (size) => until - size }
  if (grip > 0) return { room: 1 - from, start: () => from }
  return { room: 2 * Math.min(middle, 1 - middle), start: (size) => middle - size / 2 }
}

/** The largest crop of a shape around the middle of another. */
export function fitCrop(crop: Crop, shape: number): Crop {
  const width = Math.min(1, shape, Math.max(crop.width, crop.height * shape))
  const height = width / shape
  const x = clamp(crop.x + (crop.width - width) / 2, 0, 1 - width)
  const y = clamp(crop.y + (crop.height - height) / 2, 0, 1 - height)
  return { x, y, width, height }
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}
