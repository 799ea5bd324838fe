import type { Crop } from './photo-edit'

/*
 * What is covered in a picture. Regions lie in the upright picture of the file, before it is turned, straightened and
 * cropped: however a photo is shown, the same people stay covered.
 */

/** `pixelated`: a few large cells of one colour each; `covered`: one flat colour. */
export const redactionLooks = ['pixelated', 'covered'] as const
export type RedactionLook = (typeof redactionLooks)[number]

/** In fractions of the width and height of the upright picture, from its upper left corner. */
export type Point = { x: number; y: number }

export type BoxRegion = Crop & { shape: 'box'; look: RedactionLook }

/** What a brush with round ends painted. `radius` is a fraction of the picture's longest edge. */
export type StrokeRegion = { shape: 'stroke'; look: RedactionLook; radius: number; points: readonly Point[] }

export type Region = BoxRegion | StrokeRegion

/** A class of thirty on a photo with two schools is sixty. */
export const mostRegions = 200

/** Of all strokes together. */
export const mostPoints = 4000

/** Smallest width and height of a box, as a fraction. */
export const smallestBox = 0.004

/** The radii that a brush can have, as fractions of the longest edge. */
export const brushRadii = { smallest: 0.005, largest: 0.2 } as const

/** Regions are kept to a ten-thousandth, as crops are. */
const grain = 10_000

const looks: Readonly<Record<RedactionLook, string>> = { pixelated: 'p', covered: 'c' }

/**
 * Regions as they are kept: `bp_1000_2000_500_700;sc_150_4000_4100_4200_4300`. A box (b) is left, top, width and height, a
 * stroke (s) its radius and then the points, all in ten-thousandths, pixelated (p) or covered (c); empty for none.
 */
export function writeRegions(regions: readonly Region[]): string {
  return regions.map(writeRegion).join(';')
}

function writeRegion(region: Region): string {
  const head = `${region.shape === 'box' ? 'b' : 's'}${looks[region.look]}`
  if (region.shape === 'box') {
    const [left, top] = [grains(region.x), grains(region.y)]
    const [right, bottom] = [grains(region.x + region.width), grains(region.y + region.height)]
    return [head, left, top, right - left, bottom - top].join('_')
  }
  const points = region.points.map(({ x, y }) => `${grains(x)}_${grains(y)}`)
  // A hand that rests says nothing new.
  const moved = points.filter((point, index) => point !== points[index - 1])
  return [head, Math.round(region.radius * grain), ...moved].join('_')
}

function grains(fraction: number): number {
  return Math.min(grain, Math.max(0, Math.round(fraction * grain)))
}

const written = /^([bs])([pc])((?:_\d{1,5})+)$/

/** The regions that a text says; null when it says none that a picture can have, or too many. */
export function readRegions(text: string): Region[] | null {
  if (text === '') return []
  const parts = text.split(';')
  if (parts.length > mostRegions) return null
  const regions = parts.map(readRegion)
  if (!regions.every((region) => region !== null)) return null
  const points = regions.reduce((sum, each) => sum + (each.shape === 'stroke' ? each.points.length : 0), 0)
  return points > mostPoints ? null : regions
}

function readRegion(text: string): Region | null {
  const [, shape, look, rest = ''] = written.exec(text) ?? []
  if (shape === undefined) return null
  const numbers = rest
    .slice(1)
    .split('_')
    .map((each) => Number(each) / grain)
  if (numbers.some((each) => each > 1)) return null
  const known = look === looks.covered ? 'covered' : 'pixelated'
  return shape === 'b' ? readBox(numbers, known) : readStroke(numbers, known)
}

function readBox(numbers: readonly number[], look: RedactionLook): BoxRegion | null {
  const [x = 0, y = 0, width = 0, height = 0, ...more] = numbers
  if (numbers.length < 4 || more.length > 0) return null
  // Sums of fractions are a hair above what they say.
  const isInside = x + width < 1 + 0.5 / grain && y + height < 1 + 0.5 / grain
  const isLarge = Math.min(width, height) > smallestBox - 0.5 / grain
  return isInside && isLarge ? { shape: 'box', look, x, y, width, height } : null
}

function readStroke([radius = 0, ...rest]: readonly number[], look: RedactionLook): StrokeRegion | null {
  const { smallest, largest } = brushRadii
  if (rest.length < 2 || rest.length % 2 !== 0 || radius < smallest || radius > largest) return null
  const points = rest.flatMap((x, index) => (index % 2 === 0 ? [{ x, y: rest[index + 1] ?? 0 }] : []))
  return { shape: 'stroke', look, radius, points }
}

/** Where a region of the upright picture lies once the picture is turned clockwise by that many quarters, 0 to 3. */
export function turnRegion<Any extends Region>(region: Any, turn: number): Any {
  if (region.shape === 'stroke')
    return { ...region, points: region.points.map((each) => turnPoint(each, turn)) }
  const corner = turnPoint(region, turn)
  const opposite = turnPoint({ x: region.x + region.width, y: region.y + region.height }, turn)
  return {
    ...region,
    x: Math.min(corner.x, opposite.x),
    y: Math.min(corner.y, opposite.y),
    width: Math.abs(opposite.x - corner.x),
    height: Math.abs(opposite.y - corner.y),
  }
}

/** The other way round: where a region of the turned picture lies in the upright one. */
export function uprightRegion<Any extends Region>(region: Any, turn: number): Any {
  return turnRegion(region, (4 - turn) % 4)
}

/** Where a point of the upright picture lies once the picture is turned clockwise by that many quarters, 0 to 3. */
function turnPoint({ x, y }: Point, turn: number): Point {
  switch (turn) {
    case 1:
      return { x: 1 - y, y: x }
    case 2:
      return { x: 1 - x, y: 1 - y }
    case 3:
      return { x: y, y: 1 - x }
    default:
      return { x, y }
  }
}

/**
 * A short name for a redaction, other for every other one: it stands in the names of the pictures that are made with it,
 * so that none is ever taken for another. Empty for a picture as it came. 53 bits, by cyrb53 of bryc (public domain).
 */
export function redactionMark(text: string): string {
  if (text === '') return ''
  let [one, two] = [0xdeadbeef ^ burnInEdition, 0x41c6ce57 ^ burnInEdition]
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    one = Math.imul(one ^ code, 2654435761)
    two = Math.imul(two ^ code, 1597334677)
  }
  one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(two ^ (two >>> 13), 3266489909)
  two = Math.imul(two ^ (two >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909)
  return `r${(4294967296 * (2097151 & two) + (one >>> 0)).toString(36)}`
}

/** Goes up when pictures with the same regions come out otherwise: those of before are made anew. */
const burnInEdition = 1

/**
 * What is covered in either of two texts of regions. Where that is more than a picture can have, all of it is covered; the
 * same for both orders.
 */
export function uniteRegions(one: string, other: string): string {
  const regions = [...new Set([...one.split(';'), ...other.split(';')])].filter((each) => each !== '').sort()
  const united = regions.join(';')
  return readRegions(united) === null ? `bc_0_0_${grain}_${grain}` : united
}
