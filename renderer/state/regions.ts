import { extentOf } from '../../electron/domain/mosaic'
import type { Crop } from '../../electron/domain/photo-edit'
import { smallestBox, type Point, type Region } from '../../electron/domain/redaction'
import { moveCrop, resizeCrop, type Grip } from './crop'

type Size = { width: number; height: number }

/** Moves a region by parts of the picture's width and height; a box stays within it, a stroke with the middle of its line. */
export function moveRegion<Any extends Region>(region: Any, dx: number, dy: number): Any {
  if (region.shape === 'box') return { ...region, ...moveCrop(region, dx, dy) }
  const line = around(region.points)
  const { x, y } = moveCrop(line, dx, dy)
  const [right, down] = [x - line.x, y - line.y]
  return { ...region, points: region.points.map((point) => ({ x: point.x + right, y: point.y + down })) }
}

/** Moves the edges of a box that a handle holds; of a stroke nothing. */
export function resizeRegion<Any extends Region>(region: Any, grip: Grip, dx: number, dy: number): Any {
  if (region.shape !== 'box') return region
  return { ...region, ...resizeCrop(region, grip, { dx, dy, shape: null, smallest: smallestBox * 2 }) }
}

/** The box between two points, as it is drawn; null while it is too small to be meant. */
export function boxBetween(one: Point, other: Point): Crop | null {
  const box = around([inside(one), inside(other)])
  return box.width < smallestBox || box.height < smallestBox ? null : box
}

/** A point of the picture, the nearest one for a point outside. */
export function inside({ x, y }: Point): Point {
  return { x: Math.min(1, Math.max(0, x)), y: Math.min(1, Math.max(0, y)) }
}

/** Where the button of a region lies: on the box itself, around all of a stroke. @param size of the picture, in any unit */
export function placeOfRegion(region: Region, size: Size): Crop {
  return region.shape === 'box' ? region : extentOf(region, size)
}

export const zones = [
  'topLeft',
  'top',
  'topRight',
  'left',
  'middle',
  'right',
  'bottomLeft',
  'bottom',
  'bottomRight',
] as const
export type Zone = (typeof zones)[number]

/** In which ninth of the picture the middle of a part of it lies. */
export function zoneOf({ x, y, width, height }: Crop): Zone {
  const third = (value: number) => Math.min(2, Math.max(0, Math.floor(value * 3)))
  return zones[third(y + height / 2) * 3 + third(x + width / 2)] ?? 'middle'
}

function around(points: readonly Point[]): Crop {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)]
  const [x, y] = [Math.min(...xs), Math.min(...ys)]
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y }
}
