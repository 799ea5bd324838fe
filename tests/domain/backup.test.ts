import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  backupName,
  backupReasons,
  backupsToKeep,
  keptBackups,
  readBackupName,
} from '../../electron/domain/backup'

const hour = 3_600_000
const begin = Date.parse('2026-01-05T09:00:00Z')

/** Makes one after another, so many hours apart, and lets go of what is not kept each time, as the app does. */
function live(gaps: readonly number[]) {
  let moment = begin
  let kept: { number: number; madeAt: string }[] = []
  const made = [...gaps.entries()].map(([index, hours]) => {
    moment += hours * hour
    const backup = { number: index + 1, madeAt: new Date(moment).toISOString() }
    kept = backupsToKeep([...kept, backup])
    return backup
  })
  return { made, kept }
}

const fewHours = fc.array(fc.double({ min: 0.01, max: 60, noNaN: true }), { minLength: 1, maxLength: 250 })
const anyHours = fc.array(fc.integer({ min: -20_000, max: 20_000 }), { minLength: 1, maxLength: 120 })

describe('which backups stay', () => {
  it('the ten newest always do, whatever the clock said', () => {
    fc.assert(
      fc.property(anyHours, (gaps) => {
        const { made, kept } = live(gaps)
        const newest = made.slice(-keptBackups.newest).reverse()
        expect(kept.slice(0, newest.length)).toEqual(newest)
      }),
    )
  })

  it('are never more than thirty-three, and to ask again changes nothing', () => {
    fc.assert(
      fc.property(anyHours, (gaps) => {
        const { kept } = live(gaps)
        expect(kept.length).toBeLessThanOrEqual(10 + 7 + 4 + 12)
        expect(backupsToKeep(kept)).toEqual(kept)
      }),
    )
  })

  it('leave one of each of the last seven days that had one, and of each of the four weeks before, also when they went one by one', () => {
    fc.assert(
      fc.property(fewHours, (gaps) => {
        const { made, kept } = live(gaps)
        const older = made.slice(0, -keptBackups.newest).reverse()
        const daysOf = (list: typeof made) => [...new Set(list.map(({ madeAt }) => madeAt.slice(0, 10)))]
        const keptDays = daysOf(kept)
        for (const day of daysOf(older).slice(0, keptBackups.days)) expect(keptDays).toContain(day)
      }),
    )
  })

  it('reach back a year when one works every day', () => {
    const { kept } = live(Array.from({ length: 500 * 3 }, () => 8))
    const oldest = kept.at(-1)
    const last = begin + 500 * 24 * hour
    expect(kept).toHaveLength(33)
    expect(last - Date.parse(oldest?.madeAt ?? '')).toBeGreaterThan(350 * 24 * hour)
  })

  it('a clock set back by years deletes nothing that is newer', () => {
    const { made } = live(Array.from({ length: 12 }, () => 1))
    const late = Array.from({ length: 3 }, (_, index) => ({
      number: 13 + index,
      madeAt: `2001-01-01T0${index}:00:00.000Z`,
    }))
    const kept = backupsToKeep([...made, ...late])
    expect(kept.slice(0, 3)).toEqual(late.toReversed())
    expect(kept).toContainEqual(made.at(-1))
  })
})

describe('the name of a backup', () => {
  it('tells when, why and what was in it', () => {
    const facts = fc.record({
      number: fc.nat(),
      madeAt: fc
        .integer({ min: 0, max: 4_000_000_000 })
        .map((seconds) => new Date(seconds * 1000).toISOString()),
      reason: fc.constantFrom(...backupReasons),
      pieces: fc.nat(),
      answers: fc.nat(),
    })
    fc.assert(
      fc.property(facts, (each) => {
        expect(readBackupName(backupName(each))).toEqual(each)
        expect(backupName(each)).toMatch(/^[\w-]+\.sqlite$/)
      }),
    )
  })

  it('is not taken for one when it is another', () => {
    for (const name of [
      'before-migration-from-3.sqlite',
      'incoming-x.sqlite',
      '0001_2026-13-40_00-00-00_hand_1_1.sqlite',
      '',
    ])
      expect(readBackupName(name)).toBeNull()
  })
})
