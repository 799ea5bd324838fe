import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { groupAlike, likeness } from '../../electron/domain/likeness'

const hex = (value: bigint) => value.toString(16).padStart(16, '0')
const anyPrint = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })

/** Bits in which two fingerprints differ, counted one by one. */
function distance(a: string, b: string): number {
  const digits = (BigInt(`0x${a}`) ^ BigInt(`0x${b}`)).toString(2)
  return digits.split('1').length - 1
}

describe('photos that look alike', () => {
  it('are those within eight bits of the first of their group, each in one group', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(anyPrint, fc.uniqueArray(fc.integer({ min: 0, max: 63 }), { maxLength: 12 })), {
          maxLength: 12,
        }),
        (scenes) => {
          const photos = scenes.flatMap(([print, flipped]) => {
            const twin = flipped.reduce((bits, bit) => bits ^ (1n << BigInt(bit)), print)
            return [{ fingerprint: hex(print) }, { fingerprint: hex(twin) }]
          })
          const groups = groupAlike(photos)
          for (const [first, ...others] of groups) {
            expect(others.length).toBeGreaterThan(0)
            for (const other of others)
              expect(distance(first!.fingerprint, other.fingerprint)).toBeLessThanOrEqual(likeness)
          }
          expect(new Set(groups.flat()).size).toBe(groups.flat().length)
          // Whoever is in no group resembles the first of none.
          for (const photo of photos.filter((each) => !groups.flat().includes(each)))
            for (const [first] of groups)
              expect(distance(first!.fingerprint, photo.fingerprint)).toBeGreaterThan(likeness)
        },
      ),
    )
  })

  it('are not those of which no likeness is known', () => {
    expect(groupAlike([{ fingerprint: '' }, { fingerprint: '' }, { fingerprint: 'x' }])).toEqual([])
  })
})
