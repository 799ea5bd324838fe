import { describe, expect, it } from 'vitest'
import { noConsent, unsaidConsent, type FileConsent, type Subject } from '../../electron/domain/consent'
import { composeConsentList, type ListedPicture } from '../../electron/domain/consent-list'
import { createWording } from '../../electron/domain/wording'

const portfolio = {
  id: 'p',
  school: 'Bridge School',
  country: 'IE',
  language: 'en',
  cycle: { from: 2027, to: 2028 },
  secondLanguage: null,
} as const

const group: Subject = { ...noConsent, id: 'g', kind: 'group', name: '5B 2026' }

function picture(
  number: string,
  status: ListedPicture['status'],
  consent: Partial<FileConsent> = {},
): ListedPicture {
  return {
    consent: { ...unsaidConsent, people: 'recognisable', ...consent },
    status,
    numbers: [number],
    title: 'Exhibition',
    picture: `${number}.jpg`,
  }
}

function compose(pictures: ListedPicture[], subjects: Subject[] = []) {
  const source = { portfolio, rules: '', subjects, pictures, day: '2026-11-23', signatory: '' }
  return composeConsentList(source, createWording('en'))
}

describe('the list of consents', () => {
  it('prints no picture of whoever withdrew, did not agree, or agreed to less', () => {
    const statuses = ['clear', 'unsaid', 'withdrawn', 'missing', 'narrow'] as const
    const { groups, introduction } = compose(statuses.map((status) => picture(status, status)))
    expect(groups[0]?.rows.map((row) => row.picture)).toEqual(['clear.jpg', 'unsaid.jpg', null, null, null])
    expect(groups[0]?.rows.map(({ cells }) => cells[0])).toContain('withdrawn · Exhibition')
    expect(introduction).toContain('are not printed')
    expect(compose([picture('P1-01', 'clear')]).introduction).toBe('')
  })

  it('says of a picture in a group only what was said of it itself, or why it is held back', () => {
    const subjects = ['g']
    const { groups } = compose(
      [
        picture('P1-01', 'clear', { subjects }),
        picture('P1-02', 'clear', { subjects, state: 'held', givenOn: '2026-09-04' }),
        picture('P1-03', 'withdrawn', { subjects }),
        picture('P1-04', 'unsaid', { people: '' }),
      ],
      [group],
    )
    expect(groups.map(({ heading }) => heading)).toEqual(['5B 2026', 'Pictures on their own'])
    expect(groups[0]?.rows.map(({ cells }) => cells[2])).toEqual(['', 'held', 'withdrawn'])
    expect(groups[1]?.rows[0]?.cells.slice(0, 3)).toEqual([
      'P1-04 · Exhibition',
      'not yet said',
      'not yet said',
    ])
  })

  it('counts pictures without people in one line, and names a group without pictures', () => {
    const { groups } = compose([picture('P1-01', 'clear', { people: 'none' })], [group])
    expect(groups).toMatchObject([
      { heading: '5B 2026', note: 'Consent: not yet said · no pictures', rows: [] },
      { note: '1 picture shows nobody and needs no consent.', rows: [] },
    ])
  })
})
