import { describe, expect, it } from 'vitest'
import { shortAnswer } from '../../../electron/domain/check-answers'
import type { CheckSource } from '../../../electron/domain/check'
import type { AnswerStanding } from '../../../electron/domain/two-languages'
import { findings, longAnswer, rulesFor, wholeSource } from '../../support/check-source'

const answer = (text: string) => ({ answers: new Map([['students.1', text]]) })
const planRow = {
  id: 'row',
  goal: 'A radio',
  action: 'Build it',
  who: 'Club',
  due: '2028',
  indicator: 'On air',
}
const plan = (...rows: Partial<typeof planRow>[]): Partial<CheckSource> => ({
  plans: new Map([['students', rows.map((row, index) => ({ ...planRow, id: `row${index}`, ...row }))]]),
})
const [students] = wholeSource().sections
const limited = (planLimit: number) => ({ sections: students ? [{ ...students, planLimit }] : [] })

describe('a portfolio with nothing to trip over', () => {
  it('gives no finding', () => {
    expect(findings()).toEqual([])
  })
})

describe('answers', () => {
  it('that are empty, or only white space, stand in the way', () => {
    expect(rulesFor({ answers: new Map() })).toEqual(['answer.empty'])
    expect(findings(answer('  \n'))).toMatchObject([
      {
        key: 'answer.empty:students.1',
        grade: 'blocks',
        section: 'students',
        where: { number: '3.1', title: 'Pupils take part' },
        place: { kind: 'answer', strand: 'students.1', edition: 'first' },
      },
    ])
  })

  it('are too long by what the form counts: no marks, an emoji as one, evidence by its number', () => {
    expect(rulesFor(answer('a'.repeat(1000)))).toEqual([])
    expect(rulesFor(answer(`**${'a'.repeat(1000)}**`))).toEqual([])
    expect(rulesFor(answer('😀'.repeat(1000)))).toEqual([])
    expect(findings(answer('a'.repeat(1012)))).toMatchObject([
      { rule: 'answer.over', grade: 'blocks', words: { count: 12, limit: 1000 } },
    ])
    const cited = `${'a'.repeat(990)} [A very long title of an open day](evidence:x)`
    expect(rulesFor({ ...answer(cited), nameCitation: () => 'P3-01' })).toEqual([])
    expect(rulesFor({ ...answer(cited), nameCitation: () => null })).toEqual(['answer.over'])
  })

  it('of a sentence could say more', () => {
    expect(rulesFor(answer('We do that.'))).toEqual(['answer.short'])
    expect(rulesFor(answer('y'.repeat(shortAnswer)))).toEqual([])
  })

  it.each([
    ['missing', ['second.missing']],
    ['secondBehind', ['second.behind']],
    ['firstBehind', ['second.behind']],
    ['new', ['second.unsure']],
    ['unsure', ['second.unsure']],
    ['same', []],
    ['none', []],
  ] as [AnswerStanding, string[]][])('in two languages, %s', (standing, rules) => {
    expect(rulesFor({ standings: [{ section: 'students', strand: 'students.1', standing }] })).toEqual(rules)
  })

  it('in another language are found in both editions', () => {
    const dutch =
      'Onze leerlingen kiezen het onderwerp van elk project zelf. Elke klas stuurt twee van hen naar de raad, waar zij met de leerkrachten stemmen.'
    const portfolio = { ...wholeSource().portfolio, secondLanguage: 'nl' } as const
    const seconds = new Map([['students.1', longAnswer]])
    expect(findings(answer(dutch))).toMatchObject([{ rule: 'answer.language', words: { language: 'nl' } }])
    expect(findings({ portfolio, seconds })).toMatchObject([
      { rule: 'answer.language', place: { edition: 'second' }, words: { language: 'en' } },
    ])
    expect(rulesFor({ portfolio, seconds: new Map([['students.1', dutch]]) })).toEqual([])
  })
})

describe('plans', () => {
  it('are asked for by each principle, and not by eSafety', () => {
    expect(rulesFor({ plans: new Map() })).toEqual(['plan.missing'])
    const blank = { goal: ' ', action: '', who: '', due: '', indicator: '' }
    expect(rulesFor(plan(blank))).toEqual(['plan.missing'])
    const esafety = students ? [{ ...students, id: 'esafety', number: 0 } as const] : []
    expect(rulesFor({ sections: esafety, plans: new Map() })).toEqual([])
  })

  it('name what a goal leaves open, and lead there', () => {
    expect(findings(plan({ who: '', indicator: ' ' }))).toMatchObject([
      {
        rule: 'plan.part',
        place: { kind: 'plan', row: 'row0', column: 'who' },
        words: { columns: 'who,indicator' },
      },
    ])
  })

  it('are too long for the form', () => {
    expect(rulesFor({ ...plan({ goal: 'y'.repeat(300) }), ...limited(300) })).toEqual(['plan.over'])
    expect(rulesFor({ ...plan({ goal: 'y'.repeat(200) }), ...limited(300) })).toEqual([])
  })

  it('of last time ask what came of each goal', () => {
    const earlier = (outcome: string): Partial<CheckSource> => ({
      earlierPlans: new Map([['students', { cycle: '2025–2026', rows: [{ ...planRow, outcome }] }]]),
    })
    expect(rulesFor(earlier(''))).toEqual(['plan.outcome'])
    expect(rulesFor(earlier('It is on air.'))).toEqual([])
  })
})

describe('claims and proof', () => {
  const place = {
    strand: 'students.1',
    section: 'students',
    number: '3.1',
    title: 'Pupils take part',
  } as const
  const cited = new Set(['piece'])

  it('are unproved when answered, bare when not', () => {
    expect(rulesFor({ proof: { bare: [{ ...place, isAnswered: true }], lost: [], cited } })).toEqual([
      'claim.unproved',
    ])
    expect(rulesFor({ proof: { bare: [{ ...place, isAnswered: false }], lost: [], cited } })).toEqual([
      'strand.bare',
    ])
  })

  it('name each citation that leads nowhere', () => {
    const citations = [
      { evidence: 'x', title: 'Fair', isInTrash: true },
      { evidence: 'y', title: '', isInTrash: false },
    ]
    expect(findings({ proof: { bare: [], lost: [{ ...place, citations }], cited } })).toMatchObject([
      { key: 'citation.lost:students.1:x', words: { state: 'trash', name: 'Fair' } },
      { key: 'citation.lost:students.1:y', words: { state: 'gone', name: '' } },
    ])
  })
})
