import type { ReadableDb } from '../database'
import { hideExportNotes } from '../forget-rows'
import { removedSubmissions } from '../submissions'
import { columnsOf, type SharedRow } from '../shared-tables'

/*
 * Facts that nobody takes back: what answers once were, what left, what was handed in, what was forgotten, what was written in the
 * cycle before. Each copy has its own, and afterwards those of both. Only what was handed in can be removed, and stays so.
 */

const facts: Readonly<Record<string, readonly string[]>> = {
  answer_version: ['id'],
  export: ['id'],
  export_file: ['export_id', 'file_hash', 'evidence_id'],
  submission: ['id'],
  forgotten_file: ['file_hash'],
  earlier_answer: ['strand_id', 'language'],
  invitation: ['id'],
}

export type NewFacts = { table: string; rows: SharedRow[] }[]

/** What the other copy knows and this one does not. */
export function newFacts(ours: ReadableDb, theirs: ReadableDb, forgotten: ReadonlySet<string>): NewFacts {
  const removed = removedSubmissions(ours)
  return Object.entries(facts).map(([table, key]) => {
    const columns = columnsOf(ours, table)
    const read = (db: ReadableDb, some: readonly string[]) =>
      db.prepare<[], SharedRow>(`SELECT ${some.join(', ')} FROM ${table} ORDER BY ${key.join(', ')}`).all()
    const keyOf = (row: SharedRow): string => JSON.stringify(key.map((column) => row[column]))
    const known = new Set(read(ours, key).map(keyOf))
    const isRemoved = (row: SharedRow): boolean => table === 'submission' && removed.has(String(row.id))
    const rows = read(theirs, columns).filter((row) => !known.has(keyOf(row)) && !isRemoved(row))
    return { table, rows: rows.map((row) => settled(table, row, forgotten)) }
  })
}

/** What a fact says here: there, forgetting may not have come to its end; what was forgotten has no name. */
function settled(table: string, row: SharedRow, forgotten: ReadonlySet<string>): SharedRow {
  if (table === 'forgotten_file') return { ...row, subject_id: '', is_done: 1 }
  if (table === 'export_file' && forgotten.has(String(row.file_hash))) return { ...row, name: '' }
  return row
}

/** Writes them. */
export function addFacts(db: ReadableDb, news: NewFacts, forgotten: ReadonlySet<string>): void {
  for (const { table, rows } of news) {
    for (const row of rows) {
      const columns = Object.keys(row)
      db.prepare(
        `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((column) => `@${column}`).join(', ')})
         ON CONFLICT DO NOTHING`,
      ).run(row)
    }
  }
  if (forgotten.size > 0) hideExportNotes(db, forgotten)
}
