import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { extentOf, mosaicsOf } from '../../electron/domain/mosaic'
import {
  brushRadii,
  mostPoints,
  mostRegions,
  readRegions,
  redactionMark,
  turnRegion,
  uprightRegion,
  writeRegions,
  type BoxRegion,
  type Region,
} from '../../electron/domain/redaction'

const grain = 10_000
const look = fc.constantFrom('pixelated' as const, 'covered' as const)
const part = (min: number, max: number) =>
  fc.integer({ min: min * grain, max: max * grain }).map((n) => n / grain)
const anyBox: fc.Arbitrary<Region> = fc
  .record({ look, x: part(0, 0.95), y: part(0, 0.95), width: part(0.01, 1), height: part(0.01, 1) })
  .map((box) => ({
    shape: 'box',
    ...box,
    width: Math.min(box.width, 1 - box.x),
    height: Math.min(box.height, 1 - box.y),
  }))
const anyStroke: fc.Arbitrary<Region> = fc.record({
  shape: fc.constant('stroke' as const),
  look,
  radius: part(brushRadii.smallest, brushRadii.largest),
  points: fc.array(fc.record({ x: part(0, 1), y: part(0, 1) }), { minLength: 1, maxLength: 12 }),
})
const anyRegions = fc.array(fc.oneof(anyBox, anyStroke), { maxLength: 8 })
const face: BoxRegion = { shape: 'box', look: 'pixelated', x: 0.4, y: 0.3, width: 0.06, height: 0.1 }

describe('what is covered, as text', () => {
  it('reads back as it was written, and is written as it was read', () => {
    fc.assert(
      fc.property(anyRegions, (regions) => {
        const text = writeRegions(regions)
        const known = readRegions(text)
        expect(known).not.toBeNull()
        expect(writeRegions(known ?? [])).toBe(text)
        expect(known?.map(({ shape, look }) => [shape, look])).toEqual(
          regions.map(({ shape, look }) => [shape, look]),
        )
      }),
    )
    expect(writeRegions([face])).toBe('bp_4000_3000_600_1000')
    expect(readRegions('bp_4000_3000_600_1000')).toEqual([face])
    expect(readRegions('')).toEqual([])
  })

  it('is refused when it is none, lies outside, or is more than a picture can have', () => {
    const many = (count: number, one: string) => Array.from({ length: count }, () => one).join(';')
    const box = 'bc_0_0_100_100'
    for (const text of [
      'x',
      ';',
      `${box};`,
      'bp_1_2_3',
      'bp_0_0_10001_5000',
      'bp_9000_0_1001_5000',
      'bp_0_0_10_5000',
      'bp_-1_0_500_500',
      'bp_0_0_500_500_500',
      'bx_0_0_500_500',
      'sp_100',
      'sp_100_5',
      'sp_1_5_5',
      'sp_9000_5_5',
      'sp_100_5_5_6',
      'bp_0.5_0_500_500',
      '../../etc/passwd',
      many(mostRegions + 1, box),
      `sp_100${'_1_1_2_2'.repeat(mostPoints / 2)}_3_3`,
    ])
      expect(readRegions(text), text.slice(0, 40)).toBeNull()
    expect(readRegions(many(mostRegions, box))).toHaveLength(mostRegions)
  })

  it('has a name of its own, that stands in the names of files', () => {
    fc.assert(
      fc.property(anyRegions, anyRegions, (one, other) => {
        const [first, second] = [writeRegions(one), writeRegions(other)]
        expect(redactionMark(first) === redactionMark(second)).toBe(first === second)
        expect(redactionMark(first)).toMatch(/^(r[0-9a-z]{1,11})?$/)
      }),
    )
    expect(redactionMark('')).toBe('')
  })
})

describe('a region', () => {
  it('is where it was when the picture is turned there and back', () => {
    fc.assert(
      fc.property(fc.oneof(anyBox, anyStroke), fc.constantFrom(0, 1, 2, 3), (region, turn) => {
        expect(writeRegions([uprightRegion(turnRegion(region, turn), turn)])).toBe(writeRegions([region]))
        const quarters = Array.from({ length: turn }).reduce<Region>(
          (turned) => turnRegion(turned, 1),
          region,
        )
        expect(writeRegions([turnRegion(region, turn)])).toBe(writeRegions([quarters]))
      }),
    )
  })

  it('in the upper left is in the upper right once the picture is turned clockwise', () => {
    const box: BoxRegion = { ...face, x: 0, y: 0, width: 0.25, height: 0.5 }
    expect(turnRegion(box, 1)).toMatchObject({ x: 0.5, y: 0, width: 0.5, height: 0.25 })
  })

  it('reaches a little further than it was drawn, and never out of the picture', () => {
    fc.assert(
      fc.property(fc.oneof(anyBox, anyStroke), (region) => {
        const { x, y, width, height } = extentOf(region, { width: 4000, height: 3000 })
        expect(Math.min(x, y)).toBeGreaterThanOrEqual(0)
        expect(Math.max(x + width, y + height)).toBeLessThanOrEqual(1 + 1e-9)
        if (region.shape === 'stroke') return
        expect(x).toBeLessThanOrEqual(region.x)
        expect(x + width).toBeGreaterThanOrEqual(region.x + region.width - 1e-9)
      }),
    )
  })
})

describe('the cells of what is pixelated', () => {
  const photo = { width: 4000, height: 3000 }
  const box = (x: number, y: number, width: number, height: number): BoxRegion => ({
    ...face,
    ...{ x, y, width, height },
  })

  it.each([
    ['a large face', box(0.2, 0.2, 0.3, 0.5)],
    ['a face in the second row', face],
    ['a face at the back', box(0.5, 0.5, 0.012, 0.02)],
    ['a strip over the eyes', box(0.3, 0.4, 0.12, 0.03)],
  ])('are few: %s', (_name, region) => {
    const [mosaic] = mosaicsOf([region], photo)
    expect(Math.min(mosaic?.columns ?? 9, mosaic?.rows ?? 9)).toBeLessThanOrEqual(4)
    // A twelfth only along a row of faces.
    expect(Math.max(mosaic?.columns ?? 9, mosaic?.rows ?? 9)).toBeLessThanOrEqual(12)
  })

  it('of a face are at most five each way', () => {
    const sizes = fc.record({ x: part(0, 0.6), y: part(0, 0.5), width: part(0.01, 0.4), tall: part(1, 1.35) })
    fc.assert(
      fc.property(sizes, ({ x, y, width, tall }) => {
        const height = Math.min(1 - y, (width * tall * photo.width) / photo.height)
        const [mosaic] = mosaicsOf([box(x, y, width, height)], photo)
        expect(Math.max(mosaic?.columns ?? 9, mosaic?.rows ?? 9)).toBeLessThanOrEqual(5)
      }),
    )
  })

  it('are never smaller than an eightieth of the picture, at whatever size it is looked at', () => {
    fc.assert(
      fc.property(anyRegions, (regions) => {
        const mosaics = mosaicsOf(regions, photo)
        for (const { frame, columns, rows } of mosaics) {
          const [width, height] = [
            (frame.width * photo.width) / columns,
            (frame.height * photo.height) / rows,
          ]
          if (columns > 1) expect(width).toBeGreaterThan(49.9)
          if (rows > 1) expect(height).toBeGreaterThan(49.9)
        }
        const cells = (of: typeof mosaics) => of.map(({ columns, rows }) => [columns, rows])
        expect(cells(mosaicsOf(regions, { width: 400, height: 300 }))).toEqual(cells(mosaics))
      }),
    )
  })

  it('are counted over all strokes that touch: a face that is dabbed at tells no more', () => {
    const dabs = Array.from({ length: 100 }, (_, index) => ({
      shape: 'stroke' as const,
      look: 'pixelated' as const,
      radius: 0.02,
      points: [{ x: 0.3 + (index % 10) * 0.03, y: 0.3 + Math.floor(index / 10) * 0.04 }],
    }))
    const [mosaic, ...others] = mosaicsOf(dabs, photo)
    expect(others).toEqual([])
    expect([mosaic?.columns, mosaic?.rows]).toEqual([4, 4])
    expect(mosaic?.regions).toHaveLength(100)
  })

  it('are their own for regions that lie apart; what is covered flat has none', () => {
    const far = [
      box(0.1, 0.1, 0.1, 0.1),
      box(0.7, 0.7, 0.1, 0.1),
      { ...box(0.4, 0.4, 0.1, 0.1), look: 'covered' as const },
    ]
    expect(mosaicsOf(far, photo)).toHaveLength(2)
  })
})
