import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  dayOf,
  daysUntil,
  evidenceWindow,
  isInWindow,
  isPartialDay,
  possibleDays,
  type Application,
} from '../../electron/domain/application'
import { requirements, type Eligibility } from '../../electron/domain/eligibility'
import { bestLanguage, languageName, localeOf } from '../../electron/domain/language'
import type { Project } from '../../electron/domain/project'

const application: Application = {
  registeredOn: '',
  activeTeachers: null,
  deadline: '',
  windowFrom: '',
  windowUntil: '',
  ruleYears: 2,
  ruleTeachers: 3,
  ruleLabels: 1,
  signatory: null,
  declarationText: '',
  declarationPlace: '',
  declarationOn: '',
  declarationStamp: true,
  usesCriteria: false,
  consentRules: '',
}
const cycle = { from: 2027, to: 2028 }

function project(type: Project['type'], ...awarded: string[]): Project {
  const labels = awarded.map((awardedOn) => ({ kind: 'nql' as const, name: '', awardedOn }))
  return { id: awarded.join() + type, title: '', type, countries: [], startedOn: '', endedOn: '', labels }
}

function states(facts: Partial<Omit<Eligibility, 'application'>> & { application?: Partial<Application> }) {
  const list = requirements({
    cycle,
    people: [],
    projects: [],
    today: '2026-11-23',
    ...facts,
    application: { ...application, ...facts.application },
  })
  return Object.fromEntries(list.map(({ rule, state, have }) => [rule, [state, have]]))
}

describe('the rules of the call', () => {
  it('nothing said is nothing known', () => {
    expect(states({})).toEqual({
      registered: ['unknown', null],
      teachers: ['unknown', null],
      label: ['unknown', null],
    })
  })

  it('years count until the deadline, else until today', () => {
    expect(states({ application: { registeredOn: '2024-11-23' } }).registered).toEqual(['met', 2])
    expect(states({ application: { registeredOn: '2024-11-24' } }).registered).toEqual(['missing', 1])
    expect(
      states({ application: { registeredOn: '2025-02-12', deadline: '2027-02-12' } }).registered,
    ).toEqual(['met', 2])
  })

  it('a year or a month alone decides only what it can', () => {
    expect(states({ application: { registeredOn: '2023' } }).registered).toEqual(['met', 2])
    expect(states({ application: { registeredOn: '2024' } }).registered).toEqual(['unknown', 1])
    expect(states({ application: { registeredOn: '2024-10' } }).registered).toEqual(['met', 2])
    expect(states({ application: { registeredOn: '2025' } }).registered).toEqual(['missing', 1])
  })

  it('people who are marked active prove teachers, but their absence proves nothing', () => {
    const people = ['a', 'b', 'c'].map((id) => ({ id, name: id, role: '', isActive: true }))
    expect(states({ people }).teachers).toEqual(['met', 3])
    expect(states({ people: people.slice(1) }).teachers).toEqual(['unknown', 2])
    expect(states({ application: { activeTeachers: 2 } }).teachers).toEqual(['missing', 2])
    expect(states({ application: { activeTeachers: 3 } }).teachers).toEqual(['met', 3])
  })

  it('only a European project with a label in the window counts', () => {
    expect(states({ projects: [project('european', '2026-06-01')] }).label).toEqual(['met', 1])
    expect(states({ projects: [project('national', '2026-06-01')] }).label).toEqual(['missing', 0])
    expect(states({ projects: [project('european', '2024-12-31')] }).label).toEqual(['missing', 0])
    expect(states({ projects: [project('european', '')] }).label).toEqual(['unknown', 0])
    expect(states({ projects: [project('european')] }).label).toEqual(['missing', 0])
  })

  it('the rules are data: a call may ask for less or more', () => {
    const none = { ruleYears: 0, ruleTeachers: 0, ruleLabels: 0 }
    expect(Object.values(states({ application: none })).map(([state]) => state)).toEqual([
      'met',
      'met',
      'met',
    ])
    const projects = [project('european', '2026-06-01')]
    expect(states({ projects, application: { ruleLabels: 2 } }).label).toEqual(['missing', 1])
  })
})

describe('the window of evidence', () => {
  it('is the two years before the cycle, on to a later deadline, unless the user says otherwise', () => {
    expect(evidenceWindow(application, cycle)).toEqual({ from: '2025-01-01', until: '2026-12-31' })
    const late = { ...application, deadline: '2027-03-10' }
    expect(evidenceWindow(late, cycle)).toEqual({ from: '2025-01-01', until: '2027-03-10' })
    const own = { ...late, windowFrom: '2024-09-01', windowUntil: '2026-06-30' }
    expect(evidenceWindow(own, cycle)).toEqual({ from: '2024-09-01', until: '2026-06-30' })
  })

  it('is touched by a period that begins before it', () => {
    const period = { from: '2025-01-01', until: '2026-12-31' }
    expect(isInWindow(period, '2024-09-01', '2025-02-01')).toBe(true)
    expect(isInWindow(period, '2024-09-01', '')).toBe(false)
    expect(isInWindow(period, '2027-01-01', '')).toBe(false)
    expect(isInWindow(period, '', '')).toBeNull()
  })
})

describe('days', () => {
  it('are counted whole, over summer time and leap years', () => {
    expect(daysUntil('2027-03-10', '2026-11-23')).toBe(107)
    expect(daysUntil('2028-03-01', '2028-02-28')).toBe(2)
    expect(daysUntil('2026-11-22', '2026-11-23')).toBe(-1)
    expect(daysUntil(dayOf(new Date(2026, 9, 26, 0, 30)), dayOf(new Date(2026, 9, 24, 23, 30)))).toBe(2)
  })

  it('may be known in part', () => {
    expect(['2024', '2024-02', '2024-02-29'].every(isPartialDay)).toBe(true)
    expect(['', '24', '2024-13', '2023-02-29', '2024-2', '2024-02-', 'x'].some(isPartialDay)).toBe(false)
    expect(possibleDays('2024')).toEqual({ from: '2024-01-01', until: '2024-12-31' })
    expect(possibleDays('2024-02')).toEqual({ from: '2024-02-01', until: '2024-02-29' })
  })

  it('known in part, every one lies between its first and last possible day', () => {
    const days = fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(days, fc.constantFrom(4, 7, 10), (date, length) => {
        const day = date.toISOString().slice(0, 10)
        const { from, until } = possibleDays(day.slice(0, length))
        return isPartialDay(day.slice(0, length)) && from <= day && day <= until
      }),
    )
  })
})

describe('the language of the app', () => {
  it('is the first of the system that it speaks', () => {
    expect(bestLanguage(['tr_TR.UTF-8'])).toBe('tr')
    expect(bestLanguage(['fr-FR', 'nl-BE', 'en-GB'])).toBe('nl')
    expect(bestLanguage(['mo-MD'])).toBe('ro')
    expect(bestLanguage(['C', 'POSIX', '', '-', '../../x'])).toBe('en')
    expect(bestLanguage([])).toBe('en')
  })

  it('says the name of each language in its own words', () => {
    const names = (['en', 'tr', 'et', 'ro', 'bg', 'nl'] as const).map(languageName)
    expect(names).toEqual(['English', 'Türkçe', 'Eesti', 'Română', 'Български', 'Nederlands'])
    expect(localeOf('en')).toBe('en-GB')
  })
})
