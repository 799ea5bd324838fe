import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  editedSize,
  largestTilt,
  noEdit,
  readEdit,
  smallestCrop,
  turned,
  writeEdit,
  type PhotoEdit,
} from '../../electron/domain/photo-edit'

const anyEdit: fc.Arbitrary<PhotoEdit> = fc
  .record({
    turn: fc.constantFrom(0, 1, 2, 3),
    tilt: fc.integer({ min: -largestTilt * 10, max: largestTilt * 10 }).map((tenths) => tenths / 10),
    crop: fc.option(
      fc
        .record({
          x: fc.integer({ min: 0, max: 9500 }),
          y: fc.integer({ min: 0, max: 9500 }),
          width: fc.integer({ min: smallestCrop * 10_000, max: 10_000 }),
          height: fc.integer({ min: smallestCrop * 10_000, max: 10_000 }),
        })
        .map(({ x, y, width, height }) => ({
          x: x / 10_000,
          y: y / 10_000,
          width: Math.min(width, 10_000 - x) / 10_000,
          height: Math.min(height, 10_000 - y) / 10_000,
        }))
        .filter(({ width, height }) => width < 1 || height < 1),
    ),
  })
  .map((edit) => ({ ...edit, turn: edit.turn }))

describe('an edit', () => {
  it('reads back as it was written', () => {
    fc.assert(
      fc.property(anyEdit, (edit) => {
        const text = writeEdit(edit)
        const again = readEdit(text)
        expect(again).not.toBeNull()
        expect(writeEdit(again ?? noEdit)).toBe(text)
        expect(again).toMatchObject({ turn: edit.turn, tilt: edit.tilt === 0 ? 0 : edit.tilt })
      }),
    )
  })

  it('is empty for a photo as it came, and after four quarter turns what it was', () => {
    expect(writeEdit(noEdit)).toBe('')
    fc.assert(
      fc.property(anyEdit, fc.constantFrom(1 as const, -1 as const), (edit, by) => {
        const round = [1, 2, 3, 4].reduce((last) => turned(last, by), edit)
        expect(writeEdit(round)).toBe(writeEdit(edit))
        expect(writeEdit(turned(turned(edit, by), by === 1 ? -1 : 1))).toBe(writeEdit(edit))
      }),
    )
  })

  it.each([
    'x',
    '4_0_0_0_10000_10000',
    '0_151_0_0_10000_10000',
    '0_0_1_0_10000_10000',
    '0_0_0_0_499_10000',
    '0_0_0_0_0_0',
    '0_0_0_0_10000_10000/../x',
    '0_0_-1_0_10000_10000',
  ])('that no picture can have is none: %s', (text) => {
    expect(readEdit(text)).toBeNull()
  })

  it('makes no picture larger than it was, and none of no size', () => {
    fc.assert(
      fc.property(
        anyEdit,
        fc.integer({ min: 1, max: 9000 }),
        fc.integer({ min: 1, max: 9000 }),
        (edit, w, h) => {
          const { width, height } = editedSize({ width: w, height: h }, edit)
          expect(Math.min(width, height)).toBeGreaterThanOrEqual(1)
          expect(width * height).toBeLessThanOrEqual(w * h + w + h)
        },
      ),
    )
  })
})
