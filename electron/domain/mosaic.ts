import type { Crop } from './photo-edit'
import type { Region, StrokeRegion } from './redaction'

/*
 * How much of what is pixelated stays to be seen. Cells are counted by the region and by the picture, never by the px of a
 * rendition: a thumbnail and a large picture tell the same.
 */

type Size = { width: number; height: number }

/** Pixelated regions that touch, in one grid over all of them: two grids over one face would tell more than one. */
export type Mosaic = {
  regions: readonly Region[]
  /** The part of the picture that the grid divides, in fractions. */
  frame: Crop
  columns: number
  rows: number
}

/** A face gets four cells in width: too few for anyone, or any program, to know it by. */
const cellsAcross = 4

/** A row of faces is divided by its height, and into no more than so many cells by its width. */
const cellsAlong = 12

/** No cell is smaller than this part of the picture's longest edge, however small the region. */
const smallestCell = 1 / 80

/** What is pixelated reaches further than it was drawn, by this part of its shorter side: hair, chin and ears. */
const margin = 0.06

/** And everything by this part of the longest edge: no rim of it shows, however it is scaled. */
const leastMargin = 0.002

/**
 * The part of a picture that a region covers with its margin, in fractions; of a stroke the box around it.
 * @param size of the picture, in any unit
 */
export function extentOf(region: Region, size: Size): Crop {
  const longest = Math.max(size.width, size.height)
  if (region.shape === 'stroke') {
    const reach = reachOf(region) * longest
    return around(region.points, { x: reach / size.width, y: reach / size.height })
  }
  const shorter = Math.min(region.width * size.width, region.height * size.height)
  const wide =
    region.look === 'pixelated' ? Math.max(margin * shorter, leastMargin * longest) : leastMargin * longest
  const corners = [region, { x: region.x + region.width, y: region.y + region.height }]
  return around(corners, { x: wide / size.width, y: wide / size.height })
}

/** How far from its line a stroke covers, as a fraction of the longest edge. */
export function reachOf({ radius }: StrokeRegion): number {
  return radius + leastMargin
}

/** The grids of what is pixelated in a picture of this size (in any unit). */
export function mosaicsOf(regions: readonly Region[], size: Size): Mosaic[] {
  let groups: { regions: Region[]; frame: Crop }[] = []
  for (const region of regions) {
    if (region.look !== 'pixelated') continue
    let joined = { regions: [region], frame: extentOf(region, size) }
    // A frame that grew may touch what it did not touch before.
    for (let isGrowing = true; isGrowing;) {
      const { frame } = joined
      const near = groups.filter((group) => touch(group.frame, frame))
      isGrowing = near.length > 0
      groups = groups.filter((group) => !near.includes(group))
      joined = {
        regions: [...near.flatMap((group) => group.regions), ...joined.regions],
        frame: [...near.map((group) => group.frame), frame].reduce(union),
      }
    }
    groups.push(joined)
  }
  return groups.map((group) => ({ ...group, ...gridOf(group.frame, size) }))
}

function gridOf(frame: Crop, size: Size): { columns: number; rows: number } {
  const [width, height] = [frame.width * size.width, frame.height * size.height]
  const cell = Math.max(
    Math.min(width, height) / cellsAcross,
    Math.max(width, height) / cellsAlong,
    Math.max(size.width, size.height) * smallestCell,
  )
  // Fewer rather than smaller. A hair is let pass, so that the shorter side comes out whole.
  const count = (length: number) => Math.max(1, Math.floor(length / cell + 0.001))
  return { columns: count(width), rows: count(height) }
}

function around(points: readonly { x: number; y: number }[], reach: { x: number; y: number }): Crop {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)]
  const left = Math.max(0, Math.min(...xs) - reach.x)
  const top = Math.max(0, Math.min(...ys) - reach.y)
  const right = Math.min(1, Math.max(...xs) + reach.x)
  const bottom = Math.min(1, Math.max(...ys) + reach.y)
  return { x: left, y: top, width: right - left, height: bottom - top }
}

function touch(one: Crop, other: Crop): boolean {
  return (
    one.x <= other.x + other.width &&
    other.x <= one.x + one.width &&
    one.y <= other.y + other.height &&
    other.y <= one.y + one.height
  )
}

function union(one: Crop, other: Crop): Crop {
  const [x, y] = [Math.min(one.x, other.x), Math.min(one.y, other.y)]
  const right = Math.max(one.x + one.width, other.x + other.width)
  const bottom = Math.max(one.y + one.height, other.y + other.height)
  return { x, y, width: right - x, height: bottom - y }
}
