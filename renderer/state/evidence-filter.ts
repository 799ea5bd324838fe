import { isInWindow, type Period } from '../../electron/domain/application'
import type { ConsentCounts } from '../../electron/domain/consent'
import type { EvidenceFacts, EvidenceSummary } from '../../electron/domain/evidence'
import { wordsOf } from '../../electron/domain/fold'
import { readQuestion } from '../../electron/domain/search'
import type { SectionId } from '../../electron/domain/section'

/** All, one section, or what is placed nowhere. */
export type SectionFilter = 'all' | 'nowhere' | SectionId

/** What is asked for beside words; every condition must hold. Empty: it does not matter. */
export type EvidenceFilter = {
  section: SectionFilter
  /** A strand's id. */
  strand: string
  /** `none`: what it is was not said yet. */
  kind: EvidenceFacts['kind'] | 'none'
  level: EvidenceFacts['level'] | 'none'
  /** Ids. */
  project: string
  person: string
  tag: string
  /** First and last day, `YYYY-MM-DD`; a piece that took longer must touch them. */
  from: string
  until: string
  /** Whether it lies in the days that evidence should come from; what has no date does neither. */
  window: '' | 'inside' | 'outside'
  /** Whether an answer or a plan names it. */
  named: '' | 'yes' | 'no'
  /** How its pictures stand: all may be shown, of some nobody has said who can be seen, some are held back. */
  consent: '' | keyof ConsentCounts
  /** The id of a person or group that is in its pictures. */
  subject: string
  isUndated: boolean
  hasProblem: boolean
}

export const noFilter: EvidenceFilter = {
  section: 'all',
  strand: '',
  kind: '',
  level: '',
  project: '',
  person: '',
  tag: '',
  from: '',
  until: '',
  window: '',
  named: '',
  consent: '',
  subject: '',
  isUndated: false,
  hasProblem: false,
}

/** Words, and the ids of the pieces in which the search found them. */
export type Found = { words: string; ids: ReadonlySet<string> }

/** The conditions of the panel, in its order; the section has its own chips. */
const panelKeys = [
  'strand',
  'kind',
  'level',
  'project',
  'person',
  'tag',
  'from',
  'until',
  'window',
  'named',
  'consent',
  'subject',
  'isUndated',
  'hasProblem',
] as const

export type PanelKey = (typeof panelKeys)[number]

/** The conditions of the panel that are set. */
export function activeKeys(filter: EvidenceFilter): PanelKey[] {
  return panelKeys.filter((key) => filter[key] !== noFilter[key])
}

/**
 * The pieces that meet every condition, in the order given.
 * @param found null when no words are asked for; what has them all in its title, its number or its tags is shown
 *   though the search, which looks into documents one after the other, may not have come to it yet
 * @param period the days that evidence should come from
 */
export function filterEvidence(
  all: readonly EvidenceSummary[],
  { filter, found, period }: { filter: EvidenceFilter; found: Found | null; period: Period },
): EvidenceSummary[] {
  const { words, phrases } = readQuestion(found?.words ?? '')
  // A phrase is for the search alone.
  const wanted = phrases.length === 0 ? words : []
  return all.filter(
    (piece) =>
      meets(piece, filter, period) && (found === null || found.ids.has(piece.id) || saysAll(piece, wanted)),
  )
}

function saysAll({ number, title, tags }: EvidenceSummary, wanted: readonly string[]): boolean {
  if (wanted.length === 0) return false
  const said = wordsOf([number ?? '', title, ...tags].join('\n'))
  return wanted.every((word) => said.some((each) => each.startsWith(word)))
}

function meets(piece: EvidenceSummary, filter: EvidenceFilter, period: Period): boolean {
  const { date, dateUntil, places } = piece
  return (
    standsIn(piece, filter.section) &&
    (filter.strand === '' || places.some(({ strand }) => strand === filter.strand)) &&
    isSaid(piece.kind, filter.kind) &&
    isSaid(piece.level, filter.level) &&
    isTied(piece.projects, filter.project) &&
    isTied(piece.people, filter.person) &&
    isTied(piece.tags, filter.tag) &&
    touches({ from: filter.from, until: filter.until }, piece) &&
    (filter.window === '' || isInWindow(period, date, dateUntil) === (filter.window === 'inside')) &&
    (filter.named === '' || piece.isCited === (filter.named === 'yes')) &&
    stands(piece, filter.consent) &&
    isTied(piece.subjects, filter.subject) &&
    (!filter.isUndated || (date === '' && dateUntil === '')) &&
    (!filter.hasProblem || piece.problem !== null)
  )
}

/** How many pieces stand in each section; one that serves two sections counts in both. */
export function countBySection(all: readonly EvidenceSummary[]): Map<SectionFilter, number> {
  const counts = new Map<SectionFilter, number>([['all', all.length]])
  for (const { places } of all) {
    const sections = new Set<SectionFilter>(
      places.length === 0 ? ['nowhere'] : places.map(({ section }) => section),
    )
    for (const section of sections) counts.set(section, (counts.get(section) ?? 0) + 1)
  }
  return counts
}

function standsIn({ places }: EvidenceSummary, section: SectionFilter): boolean {
  if (section === 'all') return true
  return section === 'nowhere' ? places.length === 0 : places.some((place) => place.section === section)
}

function isSaid(value: string, wanted: string): boolean {
  return wanted === '' || value === (wanted === 'none' ? '' : wanted)
}

/** A piece without pictures is neither clear nor anything else. */
function stands({ consent }: EvidenceSummary, wanted: EvidenceFilter['consent']): boolean {
  if (wanted === '') return true
  const isAllClear = consent.unsaid === 0 && consent.heldBack === 0
  return consent[wanted] > 0 && (wanted !== 'clear' || isAllClear)
}

function isTied(values: readonly string[], wanted: string): boolean {
  return wanted === '' || values.includes(wanted)
}

function touches({ from, until }: Period, { date, dateUntil }: EvidenceSummary): boolean {
  if (from === '' && until === '') return true
  // Either end may be left open.
  return isInWindow({ from, until: until || '9999-12-31' }, date, dateUntil) === true
}
