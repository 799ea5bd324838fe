import { describe, expect, it } from 'vitest'
import { spokenSections } from '../../electron/domain/mission-translation'
import { missionSections } from '../../electron/domain/mission'
import type { Section } from '../../electron/domain/section'
import {
  answerStanding,
  changedSinceAgreed,
  toldAnswer,
  twoLanguages,
  type AnswerStanding,
  type SecondAnswer,
} from '../../electron/domain/two-languages'

const agreed = (text: string, agreedFirst = 'one', agreedSecond = 'een'): SecondAnswer => ({
  text,
  agreedFirst,
  agreedSecond,
})

describe('an answer in two languages', () => {
  it.each<[string, string, SecondAnswer | null, AnswerStanding]>([
    ['nothing is written', '', null, 'none'],
    ['nothing but white space is written', ' \n', agreed(' '), 'none'],
    ['only the first is there', 'one', null, 'missing'],
    ['the second was emptied', 'one', agreed(''), 'missing'],
    ['the second was written, and nobody has compared', 'one', agreed('een', '', ''), 'new'],
    ['both are as they were agreed', 'one', agreed('een'), 'same'],
    ['only white space around them has changed', 'one\n', agreed(' een'), 'same'],
    ['only the first has changed', 'two', agreed('een'), 'secondBehind'],
    ['only the second has changed', 'one', agreed('twee'), 'firstBehind'],
    ['only the second is there', '', agreed('een'), 'firstBehind'],
    ['both have changed', 'two', agreed('twee'), 'unsure'],
  ])('where %s', (_what, first, second, standing) => {
    expect(answerStanding(first, second)).toBe(standing)
  })

  it('knows which of the two has changed', () => {
    expect(changedSinceAgreed('two', agreed('een'))).toEqual({ isFirst: true, isSecond: false })
    expect(changedSinceAgreed('one ', agreed('twee'))).toEqual({ isFirst: false, isSecond: true })
  })
})

describe('what is to be done', () => {
  const of = (...standings: AnswerStanding[]) =>
    twoLanguages(
      standings.map((standing, index) => ({ section: 'students', strand: String(index), standing })),
    )

  it('begins with what is behind, then what is missing, then what is not compared', () => {
    const { first, ...counts } = of('new', 'missing', 'same', 'firstBehind', 'secondBehind', 'unsure')
    expect(counts).toEqual({ missing: 1, behind: 2, unsure: 2 })
    expect(first?.strand).toBe('3')
    expect(of('new', 'missing').first?.strand).toBe('1')
    expect(of('same', 'new').first?.strand).toBe('1')
  })

  it('is nothing where all say the same, or nothing is written', () => {
    expect(of('same', 'none')).toEqual({ missing: 0, behind: 0, unsure: 0, first: null })
  })
})

describe('an edition', () => {
  const languages = { first: 'bg', second: 'en' } as const
  const told = (first: string, second: string, edition: 'first' | 'second' | 'both') =>
    toldAnswer(first, second, { edition, languages })

  it('has the answer in its language', () => {
    expect(told('едно', 'one', 'first').main).toEqual({ text: 'едно', language: 'bg' })
    expect(told('едно', 'one', 'second')).toEqual({
      main: { text: 'one', language: 'en' },
      other: null,
      lacks: null,
    })
    expect(told('едно', 'one', 'both').other).toEqual({ text: 'one', language: 'en' })
  })

  it('has the other one where that is missing, and says so', () => {
    expect(told('едно', ' ', 'second')).toEqual({
      main: { text: 'едно', language: 'bg' },
      other: null,
      lacks: 'en',
    })
    expect(told('', 'one', 'first')).toMatchObject({ main: { language: 'en' }, lacks: 'bg' })
    expect(told('едно', '', 'both')).toMatchObject({ main: { language: 'bg' }, other: null, lacks: 'en' })
    expect(told('', '', 'second').lacks).toBeNull()
  })

  it('has only the first where there is no second language', () => {
    const only = { edition: 'both', languages: { first: 'bg', second: null } } as const
    expect(toldAnswer('', 'one', only)).toEqual({
      main: { text: '', language: 'bg' },
      other: null,
      lacks: null,
    })
  })
})

it('titles that are ours are told in another language; those of the school stay, with theirs', () => {
  const [ours] = missionSections('bg')
  const [theirs] = missionSections('en')
  if (!ours || !theirs) throw new Error('the Mission has sections')
  const section = {
    ...ours,
    id: 'esafety',
    number: 0,
    planLimit: null,
    responsible: null,
    wording: null,
    claim: 'Както ние го казваме.',
    hiddenStrands: [],
    strands: [
      ...ours.strands.map((strand) => ({ ...strand, number: '', limit: null, isOwn: false })),
      { id: 'own', number: '', title: 'Нашето', question: '', limit: null, isOwn: true },
    ],
  } satisfies Section
  const [spoken] = spokenSections([section], 'bg', 'en')
  expect(spoken).toMatchObject({ title: theirs.title, titleIn: 'en', shortTitle: theirs.shortTitle })
  expect(spoken).toMatchObject({ claim: 'Както ние го казваме.', claimIn: 'bg' })
  expect(spoken?.strands[0]).toMatchObject({ title: theirs.strands[0]?.title, titleIn: 'en' })
  expect(spoken?.strands.at(-1)).toMatchObject({ title: 'Нашето', titleIn: 'bg' })
})
