import { describe, expect, it } from 'vitest'
import type { Evidence } from '../../electron/domain/evidence'
import type { Place } from '../../electron/domain/section'
import { countBySection, filterEvidence } from '../../renderer/state/evidence-filter'

const students: Place = { section: 'students', strand: 'students.1' }
const esafety: Place = { section: 'esafety', strand: null }

function piece(id: string, texts: Partial<Evidence>): Evidence {
  return {
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
    tags: [],
    ...texts,
  }
}

const all = [
  piece('poster', { title: 'Öğrenci afişleri', number: 'P3-01', places: [students] }),
  piece('rules', { title: 'Правила за интернет', places: [esafety, students] }),
  piece('page', {
    places: [esafety],
    attachments: [{ id: 'a', role: 'link', url: 'https://school.example/news', caption: 'Știri', alt: '' }],
  }),
  piece('loose', { note: 'A quotation' }),
]

const found = (words: string, section: Parameters<typeof filterEvidence>[1]['section'] = 'all') =>
  filterEvidence(all, { words, section }).map(({ id }) => id)

describe('finding evidence', () => {
  it('shows all in their order when nothing is asked', () => {
    expect(found('  ')).toEqual(['poster', 'rules', 'page', 'loose'])
  })

  it('compares without case and marks, in every script', () => {
    expect(found('OGRENCI')).toEqual(['poster'])
    expect(found('ıNTERNET')).toEqual([])
    expect(found('интернет ПРАВИЛА')).toEqual(['rules'])
    expect(found('stiri')).toEqual(['page'])
  })

  it('looks into titles, notes, numbers, captions and addresses, and wants every word', () => {
    expect(found('quotation')).toEqual(['loose'])
    expect(found('p3-01')).toEqual(['poster'])
    expect(found('school.example')).toEqual(['page'])
    expect(found('poster quotation')).toEqual([])
  })

  it('keeps to a section, or to what is placed nowhere', () => {
    expect(found('', 'students')).toEqual(['poster', 'rules'])
    expect(found('', 'nowhere')).toEqual(['loose'])
    expect(found('правила', 'leadership')).toEqual([])
  })

  it('counts a piece in every section that it serves, and once there', () => {
    const twice = piece('twice', { places: [students, { section: 'students', strand: 'students.2' }] })
    const counts = countBySection([...all, twice])
    expect(Object.fromEntries(counts)).toEqual({ all: 5, students: 3, esafety: 2, nowhere: 1 })
  })
})
