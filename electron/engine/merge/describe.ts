import type { Conflict, MergedField, SideText } from '../../domain/merge'
import type { Place, SectionId } from '../../domain/section'
import type { ReadableDb } from '../database'
import { placeName } from '../rows'
import type { SharedRow } from '../shared-tables'
import { conflictId, type TextConflict } from './join-row'

/** Where a text stands, and what tells its row from others; `order` sorts as a reader goes through the portfolio. */
type Whereabouts = { place: Place | null; name: string; order: string }

/** The texts that both have written, as a person reads them, in reading order. */
export function describeConflicts(
  ours: ReadableDb,
  theirs: ReadableDb,
  conflicts: readonly TextConflict[],
): Conflict[] {
  return conflicts
    .map((conflict) => {
      const { shared, key, column, preset, chosen } = conflict
      const { place, name, order } = whereabouts(ours, conflict)
      const described: Conflict = {
        id: conflictId(shared.table, key, column),
        field: `${shared.table}.${column}` as MergedField,
        place,
        number: place === null ? '' : numberOf(ours, theirs, place),
        name,
        yours: sideText(conflict.ours, column),
        theirs: sideText(conflict.theirs, column),
        preset,
        chosen,
      }
      return { described, order: `${order} ${shared.table} ${key}` }
    })
    .sort((one, other) => (one.order < other.order ? -1 : 1))
    .map(({ described }) => described)
}

function sideText(row: SharedRow, column: string): SideText {
  return { text: String(row[column]), by: String(row.updated_by), at: String(row.updated_at) }
}

/** A claim that is new stands in one of the two copies alone. */
function numberOf(ours: ReadableDb, theirs: ReadableDb, place: Place): string {
  for (const db of [ours, theirs]) {
    try {
      return placeName(db, place)
    } catch {
      continue
    }
  }
  return ''
}

const last = '~'

function whereabouts(ours: ReadableDb, { shared, key, ours: row }: TextConflict): Whereabouts {
  const text = (column: string) => String(row[column] ?? '')
  switch (shared.table) {
    case 'answer':
    case 'second_answer':
      return atStrand(ours, key)
    case 'strand':
      return atStrand(ours, key)
    case 'section':
      return atSection(ours, key as SectionId, '')
    case 'plan_row':
    case 'earlier_plan_row':
      return atSection(ours, text('section_id') as SectionId, text('goal'), last)
    case 'evidence':
      return atEvidence(ours, key)
    case 'attachment':
      return { ...atEvidence(ours, text('evidence_id')), name: text('name') || text('url') }
    case 'comment':
      return row.strand_id === null
        ? atEvidence(ours, text('evidence_id'))
        : atStrand(ours, text('strand_id'))
    default:
      return { place: null, name: text('name') || text('title'), order: last }
  }
}

function atStrand(db: ReadableDb, strand: string): Whereabouts {
  const row = db
    .prepare<[string], { section: SectionId; title: string; number: number; position: number }>(
      `SELECT section_id AS section, strand.title, number, position FROM strand
         JOIN section ON section.id = section_id WHERE strand.id = ?`,
    )
    .get(strand)
  if (!row) return { place: null, name: '', order: last }
  const { section, title, number, position } = row
  return { place: { section, strand }, name: title, order: `${number} ${String(position).padStart(6, '0')}` }
}

function atSection(db: ReadableDb, section: SectionId, name: string, order = ''): Whereabouts {
  const number = db.prepare<[string], number>('SELECT number FROM section WHERE id = ?').pluck().get(section)
  return { place: { section, strand: null }, name, order: `${number ?? last} ${order}` }
}

function atEvidence(db: ReadableDb, id: string): Whereabouts {
  const title = db.prepare<[string], string>('SELECT title FROM evidence WHERE id = ?').pluck().get(id) ?? ''
  const place = db
    .prepare<[string], Place>(
      'SELECT section_id AS section, strand_id AS strand FROM placement WHERE evidence_id = ? ORDER BY id LIMIT 1',
    )
    .get(id)
  if (!place) return { place: null, name: title, order: last }
  const at = place.strand === null ? atSection(db, place.section, '') : atStrand(db, place.strand)
  return { place, name: title, order: `${at.order} ${last}` }
}
