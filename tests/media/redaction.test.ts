import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { tiltScale, writeEdit, type PhotoEdit } from '../../electron/domain/photo-edit'
import { writeRegions, type BoxRegion, type Region } from '../../electron/domain/redaction'
import { nothingCovered } from '../../electron/engine/redactions'
import { drawPictures } from '../../electron/media/renditions'
import { drawBlocks, drawScene, randomOf, tag } from '../support/pictures'
import { colourOf, differenceAt, pixelsOf, type PixelGrid } from '../support/pixels'
import { temporaryFolder } from '../support/temporary'

type Size = { width: number; height: number }
type Sizes = 'thumbnail' | 'print' | 'large'

async function drawn(
  source: string,
  { edit = '', regions = '', seed = 'a'.repeat(64), type = 'image/jpeg', isLarge = true } = {},
): Promise<Record<Sizes, string>> {
  const folder = temporaryFolder()
  const path = (size: Sizes) => join(folder, `${size}.jpg`)
  const order = {
    source,
    type,
    edit,
    page: 1,
    redaction: regions === '' ? nothingCovered : { regions, seed },
  }
  // As the engine asks: the thumbnail comes with its print, the large one by itself.
  for (const sizes of [['print', 'thumbnail'] as const, ...(isLarge ? [['large'] as const] : [])]) {
    const pictures = sizes.map((size) => ({ size, path: path(size) }))
    expect(await drawPictures({ ...order, pictures })).toMatchObject({ picture: 'ready' })
  }
  return { thumbnail: path('thumbnail'), print: path('print'), large: path('large') }
}

/** How far a place of the upright picture lies within what is covered, in px of it; below zero outside. */
function depthIn(regions: readonly Region[], size: Size, x: number, y: number): number {
  const longest = Math.max(size.width, size.height)
  const depths = regions.map((region) => {
    if (region.shape === 'box') {
      const [left, top] = [region.x * size.width, region.y * size.height]
      const dx = Math.max(left - x, x - left - region.width * size.width)
      const dy = Math.max(top - y, y - top - region.height * size.height)
      return dx > 0 && dy > 0 ? -Math.hypot(dx, dy) : -Math.max(dx, dy)
    }
    const points = region.points.map((point) => [point.x * size.width, point.y * size.height] as const)
    let nearest = Infinity
    for (const [index, [bx, by]] of points.entries()) {
      const [ax, ay] = points[index - 1] ?? [bx, by]
      // Step by step along each piece: slow, plain, and not how it is drawn.
      for (let step = 0; step <= 60; step += 1) {
        const part = step / 60
        nearest = Math.min(nearest, Math.hypot(ax + (bx - ax) * part - x, ay + (by - ay) * part - y))
      }
    }
    return region.radius * longest - nearest
  })
  return Math.max(...depths)
}

/** How much further than it was drawn something may be covered, in px of the upright picture. */
function marginOf(regions: readonly Region[], { width, height }: Size): number {
  const longest = Math.max(width, height)
  return Math.max(
    ...regions.map((region) =>
      region.shape === 'box'
        ? Math.max(0.06 * Math.min(region.width * width, region.height * height), 0.002 * longest)
        : 0.002 * longest,
    ),
  )
}

/** Where a px of a rendition lies in the upright picture, in its px: the steps of the edit backwards. */
function placeBefore(
  [u, v]: readonly [number, number],
  { turn, tilt, crop }: PhotoEdit,
  upright: Size,
): [number, number] {
  const { x, y, width, height } = crop ?? { x: 0, y: 0, width: 1, height: 1 }
  const frame = turn % 2 === 0 ? upright : { width: upright.height, height: upright.width }
  const scale = tiltScale(frame, tilt)
  const [dx, dy] = [
    ((x + u * width - 0.5) * frame.width) / scale,
    ((y + v * height - 0.5) * frame.height) / scale,
  ]
  const angle = (-tilt * Math.PI) / 180
  const a = (dx * Math.cos(angle) - dy * Math.sin(angle)) / frame.width + 0.5
  const b = (dx * Math.sin(angle) + dy * Math.cos(angle)) / frame.height + 0.5
  const back = { 0: [a, b], 1: [b, 1 - a], 2: [1 - a, 1 - b], 3: [1 - b, a] } as const
  const [fx, fy] = back[turn]
  return [fx * upright.width, fy * upright.height]
}

/** Between here and there a px of a rendition with hard blocks is neither the one nor the other. */
const isClear = (colour: readonly number[]) => colour.every((each) => each > 228 || (each > 75 && each < 105))

/** px that are far inside must be others than they were, px far outside the very same. */
function compare(
  { plain, covered }: { plain: PixelGrid; covered: PixelGrid },
  { regions, edit, upright, margin }: { regions: Region[]; edit: PhotoEdit; upright: Size; margin: number },
) {
  const found = { inside: 0, outside: 0, rim: 0, wrongInside: 0, wrongOutside: 0, wrongRim: 0 }
  expect([covered.width, covered.height]).toEqual([plain.width, plain.height])
  const across = placeBefore([1, 0.5], edit, upright)
  const from = placeBefore([0, 0.5], edit, upright)
  // px of the upright picture for one of the rendition.
  const scale = Math.hypot(across[0] - from[0], across[1] - from[1]) / plain.width
  for (let y = 0; y < plain.height; y += 4) {
    for (let x = 0; x < plain.width; x += 4) {
      const place = placeBefore([(x + 0.5) / plain.width, (y + 0.5) / plain.height], edit, upright)
      const depth = depthIn(regions, upright, ...place) / scale
      const difference = differenceAt(plain, covered, x, y)
      if (depth > 2.5 && isClear(colourOf(plain, x, y))) {
        found.inside += 1
        if (difference < 20) found.wrongInside += 1
        if (depth < 8) {
          found.rim += 1
          if (difference < 20) found.wrongRim += 1
        }
      }
      // A JPEG is made of squares of 16 px: what touches none that is covered is the very same.
      if (depth < -(margin / scale + 26)) {
        found.outside += 1
        if (difference > 1) found.wrongOutside += 1
      }
    }
  }
  return found
}

function anyPhoto(seed: number): {
  raw: Size
  orientation: number
  edit: PhotoEdit
  regions: Region[]
  type: 'jpg' | 'png'
} {
  const random = randomOf(seed * 7919)
  const between = (least: number, most: number) => least + random() * (most - least)
  const pick = <Any>(of: readonly Any[]): Any => of[Math.floor(random() * of.length)] as Any
  const look = () => pick(['pixelated', 'covered'] as const)
  const box = (): Region => {
    const [width, height] = [between(0.08, 0.3), between(0.08, 0.3)]
    return { shape: 'box', look: look(), x: between(0, 1 - width), y: between(0, 1 - height), width, height }
  }
  const stroke = (): Region => ({
    shape: 'stroke',
    look: look(),
    radius: between(0.03, 0.08),
    points: Array.from({ length: 1 + Math.floor(random() * 4) }, () => ({ x: random(), y: random() })),
  })
  const crop = { x: between(0, 0.3), y: between(0, 0.3), width: between(0.4, 0.7), height: between(0.4, 0.7) }
  return {
    raw: { width: pick([640, 820, 1000]), height: pick([500, 640, 760]) },
    orientation: 1 + (seed % 8),
    edit: {
      turn: pick([0, 1, 2, 3] as const),
      tilt: random() < 0.5 ? 0 : Math.round(between(-150, 150)) / 10,
      crop: random() < 0.4 ? null : crop,
    },
    regions: Array.from({ length: 1 + Math.floor(random() * 3) }, () => (random() < 0.65 ? box() : stroke())),
    type: random() < 0.8 ? 'jpg' : 'png',
  }
}

describe('what is covered in a photo', () => {
  it('is covered in fifty photos, however they lie, are turned, straightened and cropped, px by px, and nothing else is', async () => {
    const sum = { inside: 0, outside: 0 }
    for (let seed = 1; seed <= 50; seed += 1) {
      const { raw, orientation, edit, regions, type } = anyPhoto(seed)
      const path = await drawBlocks(`photo.${type}`, { ...raw, seed })
      const source = type === 'jpg' ? tag(path, `-Orientation=${orientation}`) : path
      const isOnSide = type === 'jpg' && orientation >= 5
      const upright = isOnSide ? { width: raw.height, height: raw.width } : raw
      const order = {
        edit: writeEdit(edit),
        type: type === 'jpg' ? 'image/jpeg' : 'image/png',
        isLarge: false,
      }
      // As they are kept: a hair from what was drawn.
      const text = writeRegions(regions)
      const [plain, covered] = [await drawn(source, order), await drawn(source, { ...order, regions: text })]
      for (const size of ['print', 'thumbnail'] as const) {
        const found = compare(
          { plain: await pixelsOf(plain[size]), covered: await pixelsOf(covered[size]) },
          { regions, edit, upright, margin: marginOf(regions, upright) + 0.0001 * upright.width },
        )
        const about = `${size} of photo ${seed}, ${order.edit}, lying ${orientation}: ${text}`
        expect(found.wrongOutside, about).toBe(0)
        // By chance a px may be like the cell that came in its place.
        expect(found.wrongInside, about).toBeLessThanOrEqual(3 + found.inside / 30)
        // What lies askew by 5 px leaves half a side of the rim as it was.
        expect(found.wrongRim, about).toBeLessThanOrEqual(3 + found.rim / 15)
        sum.inside += found.inside
        sum.outside += found.outside
      }
    }
    // Enough was looked at.
    expect(sum.inside).toBeGreaterThan(50_000)
    expect(sum.outside).toBeGreaterThan(50_000)
  }, 300_000)
})

const face: BoxRegion = { shape: 'box', look: 'pixelated', x: 0.35, y: 0.2, width: 0.3, height: 0.5 }
const portrait = { width: 2000, height: 1500 }

/** What lies in a part of a picture, as one row of numbers for each cell of a grid: the mean of its three bands. */
function samplesIn(grid: PixelGrid, { x, y, width, height }: typeof face, count: number): number[] {
  return Array.from({ length: count * count }, (_, index) => {
    const [column, row] = [index % count, Math.floor(index / count)]
    const px = Math.floor((x + (width * (column + 0.5)) / count) * grid.width)
    const py = Math.floor((y + (height * (row + 0.5)) / count) * grid.height)
    return colourOf(grid, px, py).reduce((sum, each) => sum + each, 0) / 3
  })
}

/** Takes the large shapes away: what is left is what a face is known by. */
function detailOf(samples: readonly number[], count: number, block: number): number[] {
  const means = new Map<string, { sum: number; n: number }>()
  const key = (index: number) => `${Math.floor((index % count) / block)} ${Math.floor(index / count / block)}`
  for (const [index, value] of samples.entries()) {
    const { sum, n } = means.get(key(index)) ?? { sum: 0, n: 0 }
    means.set(key(index), { sum: sum + value, n: n + 1 })
  }
  return samples.map((value, index) => {
    const { sum = 0, n = 1 } = means.get(key(index)) ?? {}
    return value - sum / n
  })
}

function correlation(one: readonly number[], other: readonly number[]): number {
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, each, i) => sum + each * (b[i] ?? 0), 0)
  const scale = Math.sqrt(dot(one, one) * dot(other, other))
  return scale === 0 ? 0 : dot(one, other) / scale
}

describe('what is pixelated', () => {
  it('is twenty flat cells at most, which say nothing of what lies within them', async () => {
    const source = await drawScene('face.jpg', { ...portrait, seed: 3 })
    const plain = await pixelsOf((await drawn(source)).large)
    const covered = await pixelsOf((await drawn(source, { regions: writeRegions([face]) })).large)
    const colours = new Set(samplesIn(covered, face, 60).map((each) => Math.round(each / 4)))
    expect(colours.size).toBeLessThan(60)
    // Two neighbours in a row differ only where one cell ends.
    const row = samplesIn(covered, { ...face, y: 0.44, height: 0.0001 }, 200).slice(0, 200)
    const steps = row.filter((value, index) => index > 0 && Math.abs(value - (row[index - 1] ?? 0)) > 6)
    expect(steps.length).toBeLessThanOrEqual(6)
    const detail = [plain, covered].map((grid) => detailOf(samplesIn(grid, face, 48), 48, 6))
    expect(Math.abs(correlation(detail[0] ?? [], detail[1] ?? []))).toBeLessThan(0.35)
    // Sharpening finds nothing: within its cell each px is the same as its neighbours.
    const within = samplesIn(covered, { ...face, x: 0.47, y: 0.42, width: 0.02, height: 0.02 }, 10)
    expect(Math.max(...within) - Math.min(...within)).toBeLessThan(5)
  })

  it('has the same cells of the same colours at every size, in the same places', async () => {
    const source = await drawScene('face.jpg', { ...portrait, seed: 5 })
    const { thumbnail, print, large } = await drawn(source, { regions: writeRegions([face]) })
    const grids = [await pixelsOf(thumbnail), await pixelsOf(print), await pixelsOf(large)]
    expect(grids.map(({ width }) => width)).toEqual([500, 1600, 2000])
    // The middle of the cells: 4 by 4 over the box and its margin.
    const middles = [0.125, 0.375, 0.625, 0.875]
    for (const u of middles)
      for (const v of middles) {
        const seen = grids.map((grid) =>
          colourOf(
            grid,
            Math.floor((0.35 - 0.018 + u * 0.336) * grid.width),
            Math.floor((0.2 - 0.024 + v * 0.548) * grid.height),
          ),
        )
        for (const band of [0, 1, 2])
          expect(
            Math.max(...seen.map((each) => each[band] ?? 0)) -
              Math.min(...seen.map((each) => each[band] ?? 0)),
          ).toBeLessThan(7)
      }
  })

  it('comes out the same byte by byte each time, and otherwise for another file: nobody knows the noise without it', async () => {
    const source = await drawScene('face.jpg', { ...portrait, seed: 7 })
    const regions = writeRegions([face])
    const once = await drawn(source, { regions })
    const again = await drawn(source, { regions })
    const other = await drawn(source, { regions, seed: 'b'.repeat(64) })
    for (const size of ['thumbnail', 'print', 'large'] as const)
      expect(readFileSync(again[size]).equals(readFileSync(once[size]))).toBe(true)
    expect(readFileSync(other.print).equals(readFileSync(once.print))).toBe(false)
  })

  it('is told no more by a picture that is cropped to it', async () => {
    const source = await drawScene('face.jpg', { ...portrait, seed: 9 })
    const regions = writeRegions([face])
    const edit = writeEdit({ turn: 0, tilt: 0, crop: { x: 0.35, y: 0.2, width: 0.3, height: 0.5 } })
    const close = await pixelsOf((await drawn(source, { regions, edit })).large)
    const whole = await pixelsOf((await drawn(source, { regions })).large)
    const here = samplesIn(close, { ...face, x: 0, y: 0, width: 1, height: 1 }, 24)
    const there = samplesIn(whole, face, 24)
    const differing = here.filter((value, index) => Math.abs(value - (there[index] ?? 0)) > 8)
    expect(differing.length).toBeLessThan(24 * 24 * 0.1)
  })
})

it('a cover is one colour, through and through', async () => {
  const source = await drawBlocks('photo.jpg', { width: 1000, height: 800, seed: 1 })
  const { print } = await drawn(source, { regions: writeRegions([{ ...face, look: 'covered' }]) })
  for (const value of samplesIn(await pixelsOf(print), face, 40)) expect(Math.abs(value - 39)).toBeLessThan(7)
})

it('a redaction that says nothing makes no picture at all', async () => {
  const source = await drawBlocks('photo.jpg', { width: 400, height: 300, seed: 1 })
  await expect(drawn(source, { regions: 'nonsense' })).rejects.toThrow()
})
