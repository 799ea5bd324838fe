import { createHash } from 'node:crypto'
import type { ReadableDb } from './database'

/*
 * The tables that copies of a portfolio share, as a merge sees them: what a row is known by in every copy, which of its columns
 * are written together, and what it belongs to.
 */

export type SharedTable = {
  table: string
  /**
   * What a row is known by. Where it is not the primary key, the same thing may have been added in two copies under two ids: the
   * same tag on the same piece is one row.
   */
  key: readonly string[]
  /** Columns that only make sense together, as the two years of a cycle. */
  groups?: readonly (readonly string[])[]
  /** What a row belongs to, and is deleted with: the column, and the table whose key it names. */
  owners?: Readonly<Record<string, string>>
  /** What a row names beside that. */
  refs?: Readonly<Record<string, string>>
}

/** What rows belong to comes before them. */
export const sharedTables: readonly SharedTable[] = [
  { table: 'person', key: ['id'] },
  { table: 'project', key: ['id'] },
  { table: 'portfolio', key: ['id'], groups: [['cycle_from', 'cycle_to']] },
  {
    table: 'application',
    key: ['id'],
    groups: [['earlier_from', 'earlier_to', 'earlier_handed_in']],
    refs: { signatory: 'person' },
  },
  { table: 'book', key: ['id'] },
  { table: 'section', key: ['id'], refs: { responsible: 'person' } },
  { table: 'strand', key: ['id'] },
  { table: 'answer', key: ['strand_id'], owners: { strand_id: 'strand' } },
  {
    table: 'second_answer',
    key: ['strand_id'],
    groups: [['agreed_first', 'agreed_second']],
    owners: { strand_id: 'strand' },
  },
  { table: 'plan_row', key: ['id'] },
  { table: 'earlier_plan_row', key: ['id'] },
  { table: 'evidence', key: ['id'], groups: [['date', 'date_until']] },
  {
    table: 'placement',
    key: ['evidence_id', 'section_id', 'strand_id'],
    owners: { evidence_id: 'evidence' },
    refs: { strand_id: 'strand' },
  },
  { table: 'evidence_tag', key: ['evidence_id', 'tag'], owners: { evidence_id: 'evidence' } },
  {
    table: 'evidence_person',
    key: ['evidence_id', 'person_id'],
    owners: { evidence_id: 'evidence' },
    refs: { person_id: 'person' },
  },
  {
    table: 'evidence_project',
    key: ['evidence_id', 'project_id'],
    owners: { evidence_id: 'evidence' },
    refs: { project_id: 'project' },
  },
  {
    table: 'attachment',
    key: ['id'],
    groups: [['copy_hash', 'copy_name']],
    owners: { evidence_id: 'evidence' },
  },
  {
    table: 'comment',
    key: ['id'],
    groups: [['done_at', 'done_by']],
    owners: { strand_id: 'strand', evidence_id: 'evidence' },
  },
  { table: 'subject', key: ['id'] },
  { table: 'consent', key: ['file_hash'] },
  { table: 'file_subject', key: ['file_hash', 'subject_id'], owners: { subject_id: 'subject' } },
  { table: 'redaction', key: ['file_hash'] },
  { table: 'set_aside', key: ['finding'] },
  { table: 'suggestion', key: ['id'] },
]

/** A row of any of them. */
export type SharedRow = Readonly<Record<string, string | number | null>>

/** Written with every change of a row; no field of their own. */
const signature: readonly string[] = ['updated_at', 'updated_by']

/** All columns of a table. */
export function columnsOf(db: ReadableDb, table: string): string[] {
  return db.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table)
}

/** The fields of a table: each a list of columns that are written together, called by the first. */
export function cellsOf(db: ReadableDb, { table, key, groups = [] }: SharedTable): (readonly string[])[] {
  const own = key.length > 1 ? ['id', ...key] : key
  const grouped = groups.flat()
  const alone = columnsOf(db, table).filter(
    (column) => !own.includes(column) && !grouped.includes(column) && !signature.includes(column),
  )
  return [...groups, ...alone.map((column) => [column])]
}

/** What a row is known by, as text. A tag is a word that somebody wrote, which must not outlive it: its digest stands for it. */
export function keyOf({ key }: SharedTable, row: SharedRow): string {
  return key
    .map((column) => (column === 'tag' ? digest(String(row[column])) : String(row[column] ?? '')))
    .join(' ')
}

/** The same in SQL, of a trigger's OLD or NEW. */
export function keySql({ key }: SharedTable, row: 'OLD' | 'NEW'): string {
  return key
    .map((column) => (column === 'tag' ? `digest(${row}.tag)` : `ifnull(${row}.${column}, '')`))
    .join(" || ' ' || ")
}

/** The SHA-256 of a text in hex. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
