import type { Database } from 'better-sqlite3'
import { withoutNames } from './export-notes'
import { readLoggedRow, textOf, type LoggedRow } from './logged-row'
import { hasColumn } from './schema'

/*
 * The history of a portfolio that has forgotten files is that of one which never had them: of every step, what it did to their
 * rows is taken out, and a step that did nothing else goes. Each logged statement is about one row, by its key, so the others are
 * as right as before, and a forgotten photo costs no other step.
 */

/** What belongs to a piece of evidence, and goes with it. */
export const dependents = [
  'placement',
  'evidence_tag',
  'evidence_person',
  'evidence_project',
  'comment',
] as const

type Step = {
  id: number
  change: number
  table: string
  operation: string
  key: string
  row: LoggedRow | null
}

/** An attachment as a step of the history would bring it back. */
export type LoggedAttachment = {
  id: string
  evidence: string
  file: string
  copy: string
  name: string
  copyName: string
}

/** What the steps of the history hold of attachments, and the notes of pieces that they would bring back. */
export function readFileHistory(db: Database): {
  attachments: LoggedAttachment[]
  notes: Map<string, string>
} {
  const steps = listSteps(db, ['attachment', 'evidence'])
  const attachments = steps.flatMap(({ table, key, row }) => {
    if (table !== 'attachment' || !row) return []
    const text = (column: string) => textOf(row.columns.get(column))
    return {
      id: key,
      evidence: text('evidence_id'),
      file: text('file_hash'),
      copy: text('copy_hash'),
      name: text('name'),
      copyName: text('copy_name'),
    }
  })
  const notes = new Map<string, string>()
  for (const { table, operation, key, row } of steps)
    if (table === 'evidence' && operation === 'delete' && row) notes.set(key, textOf(row.columns.get('note')))
  return { attachments, notes }
}

/** What the history is to know nothing of any more. */
export type Unhistoric = {
  files: ReadonlySet<string>
  subjects: ReadonlySet<string>
  attachments: ReadonlySet<string>
  pieces: ReadonlySet<string>
  /** What the files were called: names of steps tell it. */
  names: ReadonlySet<string>
}

/**
 * Takes files out of the history. To be called while their rows are still there.
 * @returns how many steps nothing is left of
 */
export function forgetHistory(db: Database, gone: Unhistoric): number {
  const { files, attachments, pieces } = gone
  const steps = listSteps(db, [
    ...['attachment', 'evidence', 'book', 'consent', 'redaction', 'subject', 'file_subject', 'set_aside'],
    ...dependents,
    // What a merge wrote of exports.
    ...['export', 'export_file'],
  ])
  const keys = keysOf(db, steps, gone)
  const ids = [...files, ...attachments, ...pieces]
  const drop = db.prepare('DELETE FROM change_step WHERE id = ?')
  const write = db.prepare('UPDATE change_step SET inverse = ? WHERE id = ?')
  const touched = new Set<number>()
  for (const { id, change, table, key, row } of steps) {
    const isGone = keys.get(table)?.has(key) ?? false
    const isAside = table === 'set_aside' && ids.some((each) => key.includes(each))
    if (isGone || isAside) {
      touched.add(change)
      drop.run(id)
    } else if (row) {
      const columns = withoutFiles(table, row.columns, files)
      if (columns) write.run(row.write(columns), id)
    }
  }
  hideNames(db, [...gone.names, ...subjectNames(db, steps, gone.subjects)])
  return dropEmpty(db, touched)
}

/** The rows of which the history is to know nothing: their keys by table. */
function keysOf(db: Database, steps: readonly Step[], gone: Unhistoric): Map<string, Set<string>> {
  const { files, subjects, attachments, pieces } = gone
  const ties = [
    ...rowsWith(db, 'file_subject', 'file_hash', files),
    ...rowsWith(db, 'file_subject', 'subject_id', subjects),
  ]
  const keys = new Map<string, Set<string>>([
    ['attachment', new Set(attachments)],
    ['evidence', new Set(pieces)],
    ['consent', new Set(files)],
    ['redaction', new Set(files)],
    ['subject', new Set(subjects)],
    ['file_subject', new Set(ties)],
    ...dependents.map((table) => [table, new Set(rowsWith(db, table, 'evidence_id', pieces))] as const),
  ])
  const isDependent = (table: string) => dependents.some((each) => each === table)
  for (const { table, key, row } of steps) {
    const text = (column: string) => textOf(row?.columns.get(column))
    const isOfPiece = isDependent(table) && pieces.has(text('evidence_id'))
    const isTie =
      table === 'file_subject' && (files.has(text('file_hash')) || subjects.has(text('subject_id')))
    if (isOfPiece || isTie) keys.get(table)?.add(key)
  }
  return keys
}

function listSteps(db: Database, tables: readonly string[]): Step[] {
  return db
    .prepare<[string], Omit<Step, 'row'> & { inverse: string }>(
      `SELECT id, change_id AS change, table_name AS "table", operation, row_key AS key, inverse FROM change_step
       WHERE table_name IN (SELECT value FROM json_each(?)) ORDER BY id`,
    )
    .all(JSON.stringify(tables))
    .map(({ inverse, ...step }) => ({ ...step, row: readLoggedRow(inverse) }))
}

/** The ids of the rows that are there now. Older databases lack some tables. */
function rowsWith(db: Database, table: string, column: string, values: ReadonlySet<string>): string[] {
  if (!hasColumn(db, table, column)) return []
  return db
    .prepare<[string], string>(`SELECT id FROM ${table} WHERE ${column} IN (SELECT value FROM json_each(?))`)
    .pluck()
    .all(JSON.stringify([...values]))
}

/** The row of a link, of the book or of an export without what it says of these files; null when it says nothing of them. */
function withoutFiles(
  table: string,
  columns: ReadonlyMap<string, string>,
  files: ReadonlySet<string>,
): Map<string, string> | null {
  if (table === 'export_file') {
    return files.has(textOf(columns.get('file_hash'))) ? new Map(columns).set('name', "''") : null
  }
  if (table === 'export') {
    const notes = textOf(columns.get('notes'))
    const hidden = withoutNames(notes, files)
    return hidden === notes ? null : new Map(columns).set('notes', `'${hidden.replaceAll("'", "''")}'`)
  }
  const column = table === 'attachment' ? 'copy_hash' : table === 'book' ? 'logo_hash' : ''
  if (!files.has(textOf(columns.get(column)))) return null
  const cleaned = new Map(columns).set(column, 'NULL')
  return table === 'attachment' ? cleaned.set('copy_name', "''") : cleaned
}

/** Steps that stay for another row do not tell in their name what a file or who was in it was called. */
function hideNames(db: Database, names: Iterable<string>): void {
  db.prepare(
    `UPDATE change SET words = json_set(words, '$.name', '…')
     WHERE json_extract(words, '$.name') IN (SELECT value FROM json_each(?))`,
  ).run(JSON.stringify([...names]))
}

/** What persons and groups are called, and were. */
function subjectNames(db: Database, steps: readonly Step[], subjects: ReadonlySet<string>): string[] {
  const past = steps.flatMap(({ table, key, row }) =>
    table === 'subject' && row && subjects.has(key) ? textOf(row.columns.get('name')) : [],
  )
  if (!hasColumn(db, 'subject', 'name')) return past
  const now = db.prepare<[string], string>(
    'SELECT name FROM subject WHERE id IN (SELECT value FROM json_each(?))',
  )
  return [...past, ...now.pluck().all(JSON.stringify([...subjects]))]
}

function dropEmpty(db: Database, touched: ReadonlySet<number>): number {
  return db
    .prepare(
      `DELETE FROM change WHERE id IN (SELECT value FROM json_each(?))
         AND NOT EXISTS (SELECT 1 FROM change_step WHERE change_id = change.id)`,
    )
    .run(JSON.stringify([...touched])).changes
}
