import { describe, expect, it } from 'vitest'
import { summaryOf, type Evidence, type EvidenceSummary } from '../../electron/domain/evidence'
import type { Place } from '../../electron/domain/section'
import {
  activeKeys,
  countBySection,
  filterEvidence,
  noFilter,
  type EvidenceFilter,
  type Found,
} from '../../renderer/state/evidence-filter'
import { sortEvidence, type EvidenceOrder } from '../../renderer/state/evidence-order'

const students: Place = { section: 'students', strand: 'students.1' }
const esafety: Place = { section: 'esafety', strand: null }
/** The days that evidence should come from. */
const period = { from: '2025-01-01', until: '2026-12-31' }

function piece(
  id: string,
  what: Partial<Evidence & Pick<EvidenceSummary, 'problem' | 'isCited'>>,
): EvidenceSummary {
  const { problem = null, isCited = false, ...rest } = what
  const whole: Evidence = {
    id,
    number: null,
    title: '',
    shows: '',
    note: '',
    date: '',
    dateUntil: '',
    kind: '',
    level: '',
    addedAt: '2026-11-23T08:00:00.000Z',
    people: [],
    projects: [],
    places: [],
    attachments: [],
    cover: '',
    photoLayout: '',
    tags: [],
    ...rest,
  }
  return { ...summaryOf(whole, new Set(isCited ? [id] : [])), problem }
}

const all = [
  piece('poster', {
    title: 'Şiir 10',
    places: [students],
    kind: 'product',
    level: 'school',
    date: '2026-05-14',
    people: ['ana'],
    tags: ['poetry'],
    addedAt: '2026-03-01T08:00:00.000Z',
  }),
  piece('rules', {
    title: 'Şiir 9',
    places: [esafety, students],
    kind: 'policy',
    date: '2024-12-20',
    dateUntil: '2025-01-10',
    projects: ['rivers'],
    addedAt: '2026-01-01T08:00:00.000Z',
  }),
  piece('page', {
    title: 'Sinema',
    number: 'P5-01',
    places: [esafety],
    date: '2023-02-01',
    level: 'national',
    addedAt: '2026-02-01T08:00:00.000Z',
    isCited: true,
  }),
  piece('loose', { problem: 'locked', tags: ['poetry', 'B'] }),
]

function shown(filter: Partial<EvidenceFilter>, found: Found | null = null): string[] {
  return filterEvidence(all, { filter: { ...noFilter, ...filter }, found, period }).map(({ id }) => id)
}

function sorted(order: EvidenceOrder, locale = 'tr'): string[] {
  return sortEvidence(all, order, locale).map(({ id }) => id)
}

describe('filters of the evidence', () => {
  it('show all in their order when nothing is asked', () => {
    expect(shown({})).toEqual(['poster', 'rules', 'page', 'loose'])
    expect(activeKeys(noFilter)).toEqual([])
  })

  it('keep to what has the words, in the order of the list', () => {
    const found = { words: 'river', ids: new Set(['page', 'poster']) }
    expect(shown({}, found)).toEqual(['poster', 'page'])
    expect(shown({ section: 'students' }, found)).toEqual(['poster'])
    expect(shown({}, { words: 'river', ids: new Set() })).toEqual([])
  })

  it('find beginnings of words in titles, numbers and tags by themselves, without case and marks', () => {
    const words = (text: string) => shown({}, { words: text, ids: new Set() })
    expect(words('SIIR 9')).toEqual(['rules'])
    expect(words('p5-01')).toEqual(['page'])
    expect(words('poet')).toEqual(['poster', 'loose'])
    expect(words('şiir sinema')).toEqual([])
    expect(words('iir')).toEqual([])
    expect(words('“şiir”')).toEqual([])
  })

  it('keep to a section, a claim, or what is placed nowhere', () => {
    expect(shown({ section: 'students' })).toEqual(['poster', 'rules'])
    expect(shown({ section: 'esafety' })).toEqual(['rules', 'page'])
    expect(shown({ strand: 'students.1' })).toEqual(['poster', 'rules'])
    expect(shown({ section: 'nowhere' })).toEqual(['loose'])
  })

  it('keep to a kind and a level, or to what has none yet', () => {
    expect(shown({ kind: 'policy' })).toEqual(['rules'])
    expect(shown({ kind: 'none' })).toEqual(['page', 'loose'])
    expect(shown({ level: 'none' })).toEqual(['rules', 'loose'])
  })

  it('keep to people, projects and tags', () => {
    expect(shown({ person: 'ana' })).toEqual(['poster'])
    expect(shown({ project: 'rivers' })).toEqual(['rules'])
    expect(shown({ tag: 'poetry' })).toEqual(['poster', 'loose'])
  })

  it('keep to days, with either end left open; a period must touch them', () => {
    expect(shown({ from: '2025-01-05' })).toEqual(['poster', 'rules'])
    expect(shown({ until: '2024-12-31' })).toEqual(['rules', 'page'])
    expect(shown({ from: '2025-01-11', until: '2026-05-14' })).toEqual(['poster'])
    expect(shown({ isUndated: true })).toEqual(['loose'])
  })

  it('tell what lies in the days of the application; what has no date lies neither inside nor outside', () => {
    expect(shown({ window: 'inside' })).toEqual(['poster', 'rules'])
    expect(shown({ window: 'outside' })).toEqual(['page'])
  })

  it('tell what an answer or a plan names, together with the others', () => {
    expect(shown({ named: 'yes' })).toEqual(['page'])
    expect(shown({ named: 'no' })).toEqual(['poster', 'rules', 'loose'])
    expect(shown({ named: 'no', section: 'esafety' })).toEqual(['rules'])
    expect(activeKeys({ ...noFilter, named: 'no' })).toEqual(['named'])
  })

  it('tell how the pictures stand and who is in them; what has no picture is neither', () => {
    const list = [
      { ...piece('clear', {}), consent: { clear: 2, unsaid: 0, heldBack: 0 }, subjects: ['5b'] },
      { ...piece('mixed', {}), consent: { clear: 1, unsaid: 1, heldBack: 1 }, subjects: ['5b', '6a'] },
      { ...piece('unsaid', {}), consent: { clear: 0, unsaid: 3, heldBack: 0 } },
      piece('note', {}),
    ]
    const keep = (filter: Partial<EvidenceFilter>) =>
      filterEvidence(list, { filter: { ...noFilter, ...filter }, found: null, period }).map(({ id }) => id)
    expect(keep({ consent: 'clear' })).toEqual(['clear'])
    expect(keep({ consent: 'unsaid' })).toEqual(['mixed', 'unsaid'])
    expect(keep({ consent: 'heldBack' })).toEqual(['mixed'])
    expect(keep({ subject: '5b' })).toEqual(['clear', 'mixed'])
    expect(keep({ subject: '6a', consent: 'clear' })).toEqual([])
  })

  it('combine, and name those that are set', () => {
    const filter = { ...noFilter, tag: 'poetry', hasProblem: true }
    expect(shown(filter)).toEqual(['loose'])
    expect(shown({ ...filter, kind: 'product' })).toEqual([])
    expect(activeKeys(filter)).toEqual(['tag', 'hasProblem'])
    expect(activeKeys({ ...noFilter, section: 'students' })).toEqual([])
  })

  it('count a piece in every section that it serves, and once there', () => {
    const twice = piece('twice', { places: [students, { section: 'students', strand: 'students.2' }] })
    const counts = countBySection([...all, twice])
    expect(Object.fromEntries(counts)).toEqual({ all: 5, students: 3, esafety: 2, nowhere: 1 })
  })
})

describe('the order of the evidence', () => {
  it('is the book’s, unless another is asked for', () => {
    expect(sorted('book')).toEqual(['poster', 'rules', 'page', 'loose'])
  })

  it('by date has the newest first, and what has none last', () => {
    expect(sorted('date')).toEqual(['poster', 'rules', 'page', 'loose'])
    expect(sortEvidence(all.toReversed(), 'date', 'en').map(({ id }) => id)).toEqual(sorted('date'))
  })

  it('by title follows the language and reads figures as numbers; untitled ones stand last', () => {
    expect(sorted('title')).toEqual(['page', 'rules', 'poster', 'loose'])
  })

  it('by gathering has the last first', () => {
    expect(sorted('added')).toEqual(['loose', 'poster', 'page', 'rules'])
  })
})
