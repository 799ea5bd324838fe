import type { Contributor, MergedCount, MergedKind } from '../../domain/merge'
import { mergedKinds } from '../../domain/merge'
import type { SharedRow } from '../shared-tables'
import type { NewFacts } from './facts'
import { isSameRow, type Join, type MergedRow } from './join'

/** What a row of a table is about. */
const kinds: Readonly<Record<string, MergedKind>> = {
  evidence: 'evidence',
  placement: 'evidence',
  evidence_tag: 'evidence',
  evidence_person: 'evidence',
  evidence_project: 'evidence',
  attachment: 'evidence',
  answer: 'answer',
  second_answer: 'answer',
  plan_row: 'plan',
  earlier_plan_row: 'plan',
  comment: 'comment',
  person: 'people',
  project: 'people',
  subject: 'consent',
  consent: 'consent',
  file_subject: 'consent',
  redaction: 'consent',
  section: 'form',
  strand: 'form',
  portfolio: 'school',
  application: 'school',
  book: 'school',
}

type Turn = 'added' | 'changed' | 'removed'

/** How much of each kind is added, changed and taken away; a piece of evidence counts once, with all that belongs to it. */
export function countsOf(
  rows: readonly MergedRow[],
  facts: NewFacts,
  droppedSubmissions: readonly string[],
): MergedCount[] {
  const turns = new Map<string, { kind: MergedKind; turn: Turn }>()
  for (const row of rows) {
    const { shared, key, before, after } = row
    if (before && after && isSameRow(before, after)) continue
    const kind = kinds[shared.table] ?? 'record'
    const belongs = kind === 'evidence' && shared.table !== 'evidence'
    const unit = belongs
      ? `evidence ${String((after ?? before)?.evidence_id)}`
      : `${shared.table === 'second_answer' ? 'answer' : shared.table} ${key}`
    const turn = belongs ? 'changed' : turnOf(row)
    const known = turns.get(unit)
    if (!known || known.turn === 'changed') turns.set(unit, { kind, turn })
  }
  const all = [...turns.values()]
  const submissions = facts.find(({ table }) => table === 'submission')?.rows.length ?? 0
  const records = told(facts).length - submissions
  const come: Partial<Record<MergedKind, number>> = { submission: submissions, record: records }
  const gone: Partial<Record<MergedKind, number>> = { submission: droppedSubmissions.length }
  return mergedKinds
    .map((kind) => {
      const count = (turn: Turn) => all.filter((each) => each.kind === kind && each.turn === turn).length
      return {
        kind,
        added: count('added') + (come[kind] ?? 0),
        changed: count('changed'),
        removed: count('removed') + (gone[kind] ?? 0),
      }
    })
    .filter(({ added, changed, removed }) => added + changed + removed > 0)
}

/** An answer that was empty is new; a piece that goes to the trash is gone. */
function turnOf({ shared: { table }, before, after }: MergedRow): Turn {
  const isThere = (row: MergedRow['before']): boolean => {
    if (!row) return false
    if (table === 'evidence') return row.removed_at === ''
    return (table !== 'answer' && table !== 'second_answer') || String(row.text).trim() !== ''
  }
  if (isThere(after)) return isThere(before) ? 'changed' : 'added'
  return isThere(before) ? 'removed' : 'changed'
}

/** Who wrote what comes in, or what stands beside texts of ours, the busiest first. */
export function contributorsOf({ rows, conflicts }: Join, facts: NewFacts): Contributor[] {
  const counts = new Map<string, number>()
  const note = (name: string): void => {
    if (name !== '') counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  const changed = new Set<string>()
  for (const { shared, key, before, after, by } of rows) {
    if (before && after && isSameRow(before, after)) continue
    changed.add(`${shared.table} ${key}`)
    note(by)
  }
  for (const { shared, key, theirs } of conflicts)
    if (!changed.has(`${shared.table} ${key}`)) note(String(theirs.updated_by))
  for (const { made_by } of told(facts)) note(String(made_by ?? ''))
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((one, other) => other.count - one.count || (one.name < other.name ? -1 : 1))
}

/** What answers once were comes along unsaid. */
function told(facts: NewFacts): SharedRow[] {
  return facts.flatMap(({ table, rows }) => (table === 'answer_version' ? [] : rows))
}
