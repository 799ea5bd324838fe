import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readEdit, smallestCrop, writeEdit } from '../../electron/domain/photo-edit'
import { fitCrop, moveCrop, resizeCrop, wholeCrop, type Grip } from '../../renderer/state/crop'

const part = fc.double({ min: smallestCrop, max: 1, noNaN: true })
const anyCrop = fc
  .tuple(part, part, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([width, height, x, y]) => ({ width, height, x: x * (1 - width), y: y * (1 - height) }))
const anyStep = fc.double({ min: -2, max: 2, noNaN: true })
const anyGrip = fc.record({
  across: fc.constantFrom(-1, 0, 1),
  down: fc.constantFrom(-1, 0, 1),
}) as fc.Arbitrary<Grip>

function expectInside(crop: { x: number; y: number; width: number; height: number }): void {
  expect(crop.x).toBeGreaterThanOrEqual(-1e-9)
  expect(crop.y).toBeGreaterThanOrEqual(-1e-9)
  expect(crop.x + crop.width).toBeLessThanOrEqual(1 + 1e-9)
  expect(crop.y + crop.height).toBeLessThanOrEqual(1 + 1e-9)
  expect(Math.min(crop.width, crop.height)).toBeGreaterThanOrEqual(smallestCrop - 1e-9)
}

describe('a crop', () => {
  it('stays within the picture and can be kept, however it is moved and pulled', () => {
    fc.assert(
      fc.property(anyCrop, anyGrip, anyStep, anyStep, (crop, grip, dx, dy) => {
        expectInside(moveCrop(crop, dx, dy))
        const pulled = resizeCrop(crop, grip, { dx, dy, shape: null })
        expectInside(pulled)
        expect(readEdit(writeEdit({ turn: 0, tilt: 0, crop: pulled }))).not.toBeNull()
      }),
    )
  })

  it('keeps the size it had when it is moved, and the edges that are not held', () => {
    const crop = { x: 0.2, y: 0.3, width: 0.4, height: 0.5 }
    expect(moveCrop(crop, 5, -5)).toEqual({ x: 0.6, y: 0, width: 0.4, height: 0.5 })
    const pulled = resizeCrop(crop, { across: -1, down: 0 }, { dx: 0.1, dy: 0.9, shape: null })
    const kept = Object.values(pulled).map((each) => Math.round(each * 1000) / 1000)
    expect(kept).toEqual([0.3, 0.3, 0.3, 0.5])
  })

  it('keeps its shape, where it has one', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(0.5, 0.75, 1, 1.5, 2),
        anyCrop,
        anyGrip.filter(({ across, down }) => across !== 0 || down !== 0),
        anyStep,
        anyStep,
        (shape, crop, grip, dx, dy) => {
          const fitted = fitCrop(crop, shape)
          expect(fitted.width / fitted.height).toBeCloseTo(shape)
          expect(fitted.x + fitted.width).toBeLessThanOrEqual(1 + 1e-9)
          expect(fitted.y + fitted.height).toBeLessThanOrEqual(1 + 1e-9)
          const pulled = resizeCrop(fitted, grip, { dx, dy, shape })
          expect(pulled.width / pulled.height).toBeCloseTo(shape)
          expect(pulled.x + pulled.width).toBeLessThanOrEqual(1 + 1e-9)
          expect(pulled.y + pulled.height).toBeLessThanOrEqual(1 + 1e-9)
        },
      ),
    )
    expect(fitCrop(wholeCrop, 0.5)).toEqual({ x: 0.25, y: 0, width: 0.5, height: 1 })
  })
})
