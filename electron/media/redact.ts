import { createHash } from 'node:crypto'
import { mosaicsOf, extentOf, reachOf, type Mosaic } from '../domain/mosaic'
import type { Crop } from '../domain/photo-edit'
import type { Region, StrokeRegion } from '../domain/redaction'
import { withImages, type Image, type VipsModule } from './libvips'
import type { Size } from './pixels'

/**
 * From a picture of this longest edge, in px, the colours of the cells are taken, whatever size is drawn: no rendition tells
 * more than another, and all of them together no more than one.
 */
export const sampledEdge = 1600

/** What a region becomes: the grid's colours, three bytes a cell, row by row; or one colour. */
export type Patch = {
  regions: readonly Region[]
  frame: Crop
  columns: number
  rows: number
  colours: Uint8Array
}

/** Flat covers: dark, and not the black of a hole in the page. */
const coverColour = Uint8Array.of(38, 38, 42)

/** Cells have one of nine brightnesses. */
const level = 32

/** Each brightness is moved at random by up to this before that, either way; half a level would only be rounded away. */
const noise = 28

/** What there is of colour is halved, moved by up to `tintNoise` and rounded to these levels: skin stays warm, and says no more. */
const tintLevel = 24
const tintNoise = 12

/**
 * What will be seen in place of the regions of a picture: the mean of each cell, moved by noise and rounded to one of a few
 * levels. The noise comes of the `seed` and is the same every time; whoever does not have the file cannot take it off again.
 * Flat covers come last and lie on top.
 * @param picture upright, three bands, longest edge `sampledEdge`
 * @param seed the hash of the file, which no picture tells
 */
export function patchesOf(
  picture: Image,
  { regions, seed }: { regions: readonly Region[]; seed: string },
): Patch[] {
  if (regions.length === 0) return []
  const size = { width: picture.width, height: picture.height }
  const pixels = Uint8Array.from(picture.writeToMemory())
  const mosaics = mosaicsOf(regions, size).map((mosaic, index) => ({
    ...mosaic,
    colours: blurred(cellMeans(pixels, size, mosaic), `${seed} ${index}`),
  }))
  const covers = regions
    .filter(({ look }) => look === 'covered')
    .map((region) => ({
      regions: [region],
      frame: extentOf(region, size),
      columns: 1,
      rows: 1,
      colours: coverColour,
    }))
  return [...mosaics, ...covers]
}

function cellMeans(pixels: Uint8Array, size: Size, { frame, columns, rows }: Mosaic): Float64Array {
  const means = new Float64Array(columns * rows * 3)
  const edges = (from: number, length: number, count: number, most: number) =>
    Array.from({ length: count + 1 }, (_, index) =>
      Math.min(most, Math.max(0, Math.round((from + (length * index) / count) * most))),
    )
  const across = edges(frame.x, frame.width, columns, size.width)
  const down = edges(frame.y, frame.height, rows, size.height)
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const left = Math.min(across[column] ?? 0, size.width - 1)
      const top = Math.min(down[row] ?? 0, size.height - 1)
      const right = Math.max(left + 1, across[column + 1] ?? 0)
      const bottom = Math.max(top + 1, down[row + 1] ?? 0)
      const count = (right - left) * (bottom - top)
      for (let y = top; y < bottom; y += 1) {
        for (let x = left; x < right; x += 1) {
          for (let band = 0; band < 3; band += 1) {
            const cell = (row * columns + column) * 3 + band
            means[cell] = (means[cell] ?? 0) + (pixels[(y * size.width + x) * 3 + band] ?? 0) / count
          }
        }
      }
    }
  }
  return means
}

/** The means of cells, three numbers each, moved and rounded. */
function blurred(means: Float64Array, seed: string): Uint8Array {
  const random = randomBytes(means.length, seed)
  const moved = (index: number, most: number) => (((random[index] ?? 0) / 255) * 2 - 1) * most
  const colours = new Uint8Array(means.length)
  for (let index = 0; index < means.length; index += 3) {
    const [red = 0, green = 0, blue = 0] = means.subarray(index)
    const brightness = 0.299 * red + 0.587 * green + 0.114 * blue
    const light = Math.round((brightness + moved(index, noise)) / level) * level
    const tint = (band: number, at: number) =>
      Math.round(((band - brightness) / 2 + moved(at, tintNoise)) / tintLevel) * tintLevel
    const [warm, cool] = [tint(red, index + 1), tint(blue, index + 2)]
    colours[index] = byte(light + warm)
    // Of the same brightness, whatever its tint.
    colours[index + 1] = byte(light - (0.299 * warm + 0.114 * cool) / 0.587)
    colours[index + 2] = byte(light + cool)
  }
  return colours
}

function byte(value: number): number {
  return Math.min(255, Math.max(0, Math.round(value)))
}

/** Always the same for a seed, and not to be guessed without it. */
function randomBytes(count: number, seed: string): Uint8Array {
  const blocks = Array.from({ length: Math.ceil(count / 32) }, (_, index) =>
    createHash('sha256').update(`${seed} ${index}`).digest(),
  )
  return Buffer.concat(blocks)
}

/**
 * Puts the patches in place of what was there, in the memory of a picture of any size. A px of which any part lies in a region
 * is a px of the region.
 * @param picture upright, three bands, in memory
 */
export function burnIn(
  module: VipsModule,
  { picture, patches }: { picture: Image; patches: readonly Patch[] },
): void {
  const size = { width: picture.width, height: picture.height }
  for (const patch of patches) {
    withImages((keep) => {
      const { left, top, width, height } = pixelFrame(patch.frame, size)
      const pixels = Uint8Array.from(keep(picture.crop(left, top, width, height)).writeToMemory())
      paint(pixels, patch, { left, top, width, height }, size)
      const over = keep(module.Image.newFromMemory(pixels, width, height, 3, module.BandFormat.uchar))
      picture.drawImage(over, left, top)
    })
  }
}

type PixelFrame = Size & { left: number; top: number }

/** All px that a part of the picture touches, one at least. */
function pixelFrame({ x, y, width, height }: Crop, size: Size): PixelFrame {
  const left = Math.min(size.width - 1, Math.max(0, Math.floor(x * size.width)))
  const top = Math.min(size.height - 1, Math.max(0, Math.floor(y * size.height)))
  const right = Math.min(size.width, Math.max(left + 1, Math.ceil((x + width) * size.width)))
  const bottom = Math.min(size.height, Math.max(top + 1, Math.ceil((y + height) * size.height)))
  return { left, top, width: right - left, height: bottom - top }
}

function paint(
  pixels: Uint8Array,
  { regions, frame, columns, rows, colours }: Patch,
  at: PixelFrame,
  size: Size,
) {
  const mask = new Uint8Array(at.width * at.height)
  for (const region of regions) {
    if (region.shape === 'box') maskBox(mask, pixelFrame(extentOf(region, size), size), at)
    else maskStroke(mask, region, at, size)
  }
  const cellOf = (px: number, offset: number, of: number, from: number, length: number, count: number) =>
    Math.min(count - 1, Math.max(0, Math.floor((((px + offset + 0.5) / of - from) / length) * count)))
  for (let y = 0; y < at.height; y += 1) {
    const row = cellOf(y, at.top, size.height, frame.y, frame.height, rows)
    for (let x = 0; x < at.width; x += 1) {
      if (mask[y * at.width + x] === 0) continue
      const cell = (row * columns + cellOf(x, at.left, size.width, frame.x, frame.width, columns)) * 3
      for (let band = 0; band < 3; band += 1)
        pixels[(y * at.width + x) * 3 + band] = colours[cell + band] ?? 0
    }
  }
}

function maskBox(mask: Uint8Array, box: PixelFrame, at: PixelFrame): void {
  const left = Math.max(0, box.left - at.left)
  const right = Math.min(at.width, box.left + box.width - at.left)
  const bottom = Math.min(at.height, box.top + box.height - at.top)
  for (let y = Math.max(0, box.top - at.top); y < bottom; y += 1)
    mask.fill(1, y * at.width + left, y * at.width + right)
}

/** All px that are nearer to the line than the brush reaches. */
function maskStroke(mask: Uint8Array, stroke: StrokeRegion, at: PixelFrame, size: Size): void {
  // Half the diagonal of a px, so that one that is touched is in.
  const reach = reachOf(stroke) * Math.max(size.width, size.height) + Math.SQRT1_2
  const points = stroke.points.map(({ x, y }) => ({
    x: x * size.width - at.left,
    y: y * size.height - at.top,
  }))
  for (const [index, to] of points.entries()) {
    const from = points[index - 1] ?? to
    const left = Math.max(0, Math.floor(Math.min(from.x, to.x) - reach))
    const right = Math.min(at.width, Math.ceil(Math.max(from.x, to.x) + reach))
    const bottom = Math.min(at.height, Math.ceil(Math.max(from.y, to.y) + reach))
    for (let y = Math.max(0, Math.floor(Math.min(from.y, to.y) - reach)); y < bottom; y += 1) {
      for (let x = left; x < right; x += 1) {
        if (distance({ x: x + 0.5, y: y + 0.5 }, from, to) <= reach) mask[y * at.width + x] = 1
      }
    }
  }
}

type Spot = { x: number; y: number }

/** Of a point from a line between two others, px. */
function distance(point: Spot, from: Spot, to: Spot): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : ((point.x - from.x) * dx + (point.y - from.y) * dy) / length
  const part = Math.min(1, Math.max(0, along))
  return Math.hypot(point.x - from.x - part * dx, point.y - from.y - part * dy)
}
