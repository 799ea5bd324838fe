import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { localeOf } from '../../electron/domain/language'
import { languages } from '../../electron/domain/portfolio'
import { dayInFigures, readDay } from '../../renderer/state/days'

describe('a day in figures', () => {
  it('is written as each language writes it', () => {
    const written = languages.map((language) => dayInFigures('2026-09-04', localeOf(language)))
    expect(written).toEqual([
      '04/09/2026',
      '04.09.2026',
      '04.09.2026',
      '04.09.2026',
      '04.09.2026 г.',
      '04-09-2026',
    ])
  })

  it('is read however it is typed', () => {
    for (const typed of ['4.9.2026', '04/09/26', '4 9 2026', '04092026', '2026-09-04', ' 4.9.2026 г. ']) {
      expect(readDay(typed, 'bg')).toBe('2026-09-04')
    }
    expect(readDay('9/4/2026', 'en-US')).toBe('2026-09-04')
  })

  it('is none when it does not exist or is only begun', () => {
    for (const typed of [
      '',
      '4',
      '4.9',
      '31.2.2026',
      '4.13.2026',
      '4.9.202',
      '4.9.2026.1',
      'септември 2026',
    ]) {
      expect(readDay(typed, 'bg')).toBeNull()
    }
  })

  it('comes back as it was, in every language', () => {
    const days = fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(days, fc.constantFrom(...languages), (date, language) => {
        const day = date.toISOString().slice(0, 10)
        return readDay(dayInFigures(day, localeOf(language)), localeOf(language)) === day
      }),
    )
  })
})
