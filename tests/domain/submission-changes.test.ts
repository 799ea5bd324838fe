import { describe, expect, it } from 'vitest'
import type { SubmissionContents, SubmittedEvidence, SubmittedStrand } from '../../electron/domain/submission'
import { changedAnswers, compareContents, countChanges } from '../../electron/domain/submission-changes'

const facts: SubmissionContents['facts'] = {
  school: 'СУ „Мост“',
  country: 'BG',
  language: 'bg',
  secondLanguage: null,
  cycle: { from: 2027, to: 2028 },
  registeredOn: '',
  activeTeachers: null,
  signatory: '',
  declarationText: '',
  declarationPlace: '',
  declarationOn: '',
  introduction: '',
  people: [],
  projects: [],
}

function strand(id: string, answer: string, number = '3.1'): SubmittedStrand {
  return { id, number, title: id, limit: null, answer, second: '' }
}

function piece(id: string, number: string, more: Partial<SubmittedEvidence> = {}): SubmittedEvidence {
  const texts = { title: id, shows: '', note: '', date: '', dateUntil: '', kind: '', level: '' } as const
  return { id, number, ...texts, places: [], files: [], links: [], ...more }
}

function contents(more: {
  strands?: SubmittedStrand[]
  evidence?: SubmittedEvidence[]
  facts?: Partial<SubmissionContents['facts']>
}): SubmissionContents {
  const { strands = [], evidence = [] } = more
  return {
    version: 1,
    facts: { ...facts, ...more.facts },
    sections: [{ id: 'students', number: 3, title: 'Учениците', planLimit: null, strands, plan: [] }],
    evidence,
  }
}

const file = (hash: string) =>
  ({ role: 'photo', name: 'IMG_1.jpg', caption: '', hash, bytes: 1, covered: '' }) as const

describe('an answer has changed since it was handed in', () => {
  const now = (answer: string) =>
    new Map([['students.1', { section: 'students' as const, answer, second: '' }]])
  const then = contents({ strands: [strand('students.1', 'Питат и нас.')] })

  it('when its words or its look are others, and not when white space around it is', () => {
    expect(changedAnswers(then, now(' Питат и нас.\n'))).toEqual([])
    expect(changedAnswers(then, now('Питат **и** нас.'))).toHaveLength(1)
    expect(changedAnswers(then, now('Питат нас.'))).toEqual([
      { section: 'students', strand: 'students.1', edition: 'first' },
    ])
  })

  it('when it was emptied, when its claim is not asked for any more, and when a claim is new', () => {
    expect(changedAnswers(then, now(''))).toHaveLength(1)
    expect(changedAnswers(then, new Map())).toHaveLength(1)
    expect(changedAnswers(contents({}), now('Ново.'))).toHaveLength(1)
    expect(changedAnswers(contents({}), now(''))).toEqual([])
  })

  it('not when the evidence that it names has another number, which is shown once it does change', () => {
    const text = 'Вижте [деня](evidence:a).'
    const before = contents({ strands: [strand('s', text)], evidence: [piece('a', 'P3-01')] })
    const moved = contents({ strands: [strand('s', text)], evidence: [piece('a', 'P3-02')] })
    expect(compareContents(before, moved).answers).toEqual([])
    const written = contents({ strands: [strand('s', `${text} Да.`)], evidence: [piece('a', 'P3-02')] })
    const [answer] = compareContents(before, written).answers
    expect(answer?.rows.flatMap(({ then: old }) => old.map((each) => each.text)).join('')).toBe(
      'Вижте P3-01.',
    )
  })
})

describe('evidence has changed since it was handed in', () => {
  it('when a file was replaced by another of the same name', () => {
    const changes = compareContents(
      contents({ evidence: [piece('a', 'P3-01', { files: [file('aaaaaaaaaa')] })] }),
      contents({ evidence: [piece('a', 'P3-01', { files: [file('bbbbbbbbbb')] })] }),
    )
    expect(
      changes.evidence.map(({ kind, differences }) => [kind, differences.map(({ part }) => part)]),
    ).toEqual([['changed', ['files']]])
  })

  it('when it stands elsewhere, and not when its claim is counted otherwise', () => {
    const at = (id: string) => ({ places: [{ section: 'students' as const, strand: id }] })
    const strands = [strand('x', '', '3.1'), strand('y', '', '3.2')]
    const swapped = [strand('y', '', '3.1'), strand('x', '', '3.2')]
    const then = contents({ strands, evidence: [piece('a', 'P3-01', at('x'))] })
    const counted = compareContents(
      then,
      contents({ strands: swapped, evidence: [piece('a', 'P3-01', at('x'))] }),
    )
    expect(counted.evidence).toEqual([])
    expect(counted.claims.map((claim) => [claim.then?.number, claim.now?.number])).toEqual([
      ['3.2', '3.1'],
      ['3.1', '3.2'],
    ])
    const placed = compareContents(then, contents({ strands, evidence: [piece('a', 'P3-01', at('y'))] }))
    expect(placed.evidence[0]?.differences.map(({ part }) => part)).toEqual(['places'])
  })
})

it('facts are compared as a person reads them, and all changes are counted', () => {
  const project = { title: 'Реки', type: 'european', startedOn: '2025-09-01', endedOn: '' } as const
  const changes = compareContents(
    contents({}),
    contents({
      facts: {
        cycle: { from: 2027, to: 2029 },
        people: [{ name: 'Мария', role: 'директор' }],
        projects: [
          {
            ...project,
            countries: ['BG', 'RO'],
            labels: [{ kind: 'nql', name: '', awardedOn: '2026-06-01' }],
          },
        ],
      },
      evidence: [piece('a', 'P3-01')],
    }),
  )
  expect(changes.facts).toEqual([
    { fact: 'cycle', then: '2027–2028', now: '2027–2029' },
    { fact: 'people', then: '', now: 'Мария (директор)' },
    { fact: 'projects', then: '', now: 'Реки · 2025-09-01 · BG, RO · NQL 2026-06-01' },
  ])
  expect(countChanges(changes)).toBe(4)
})
