import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { Failure } from '../domain/failure'
import type { ChangeName } from '../domain/history'
import type { Noun } from '../contract/engine'
import { isAbandoned, type ReadableDb, type WritableDb } from './database'
import { runHistoryStatement } from './history-statement'
import { nextStamp, startStamps } from './stamps'
import { errorCode } from './system-errors'

/*
 * Undo and redo by inverse SQL that triggers log during a change: the recipe of SQLite's own documentation,
 * "Automatic Undo/Redo With SQLite" (sqlite.org/undoredo.html), kept in the portfolio so that it survives a restart.
 *
 * The triggers are temporary, made at every opening. They log into the change that temp.current_change names; outside
 * a change that is NULL and the write fails on change_step's NOT NULL: nothing can be written past the history.
 */

/** The tables whose rows the history keeps, with the noun that screens know them by. */
const loggedTables: Readonly<Record<string, { key: string; noun: Noun }>> = {
  portfolio: { key: 'id', noun: 'portfolio' },
  application: { key: 'id', noun: 'portfolio' },
  person: { key: 'id', noun: 'person' },
  project: { key: 'id', noun: 'project' },
  section: { key: 'id', noun: 'section' },
  strand: { key: 'id', noun: 'section' },
  answer: { key: 'strand_id', noun: 'answer' },
  second_answer: { key: 'strand_id', noun: 'answer' },
  comment: { key: 'id', noun: 'comment' },
  plan_row: { key: 'id', noun: 'plan' },
  earlier_plan_row: { key: 'id', noun: 'plan' },
  evidence: { key: 'id', noun: 'evidence' },
  placement: { key: 'id', noun: 'evidence' },
  evidence_tag: { key: 'id', noun: 'evidence' },
  evidence_person: { key: 'id', noun: 'evidence' },
  evidence_project: { key: 'id', noun: 'evidence' },
  attachment: { key: 'id', noun: 'evidence' },
  book: { key: 'id', noun: 'book' },
  // What is said of a file is shown wherever it is attached.
  subject: { key: 'id', noun: 'evidence' },
  consent: { key: 'file_hash', noun: 'evidence' },
  file_subject: { key: 'id', noun: 'evidence' },
  redaction: { key: 'file_hash', noun: 'evidence' },
  set_aside: { key: 'finding', noun: 'check' },
  suggestion: { key: 'id', noun: 'contribution' },
}

/**
 * What a merge writes beside that: facts, and what copies know of each other. They are no part of any other step, but a merge
 * that is undone has never been.
 */
const mergedTables: Readonly<Record<string, { key: readonly string[]; noun?: Noun }>> = {
  stamp: { key: ['table_name', 'row_key', 'cell'] },
  known_copy: { key: ['copy'] },
  gone_row: { key: ['table_name', 'row_key'] },
  answer_version: { key: ['id'], noun: 'version' },
  export: { key: ['id'], noun: 'export' },
  export_file: { key: ['export_id', 'file_hash', 'evidence_id'], noun: 'export' },
  submission: { key: ['id'], noun: 'submission' },
  invitation: { key: ['id'], noun: 'contribution' },
  forgotten_file: { key: ['file_hash'] },
  earlier_answer: { key: ['strand_id', 'language'], noun: 'plan' },
}

/** Whether the history keeps the rows of a table, if only those that a merge writes. */
export function isLoggedTable(table: string): boolean {
  return Object.hasOwn(loggedTables, table) || Object.hasOwn(mergedTables, table)
}

/** Steps that can be undone; older ones are forgotten. */
const keptChanges = 500

/** Typing within this time of the last keystroke belongs to the same step, in ms. */
const mergeWindow = 60_000

/** Prepares logging on a database that was just opened, and the stamps of what is written. */
export function startHistory(db: ReadableDb): void {
  // `at` is the stamp of what is written; a merge has none, since it brings stamps along.
  db.exec(`CREATE TEMP TABLE current_change (id INTEGER, at TEXT, is_merge INTEGER NOT NULL);
    INSERT INTO temp.current_change VALUES (NULL, NULL, 0);`)
  for (const [table, { key }] of Object.entries(loggedTables)) db.exec(triggersFor(db, table, [key]))
  const whenMerging = '(SELECT is_merge FROM temp.current_change) = 1'
  for (const [table, { key }] of Object.entries(mergedTables))
    db.exec(triggersFor(db, table, key, whenMerging))
  startStamps(db)
}

/** @param condition in SQL: when rows of the table are logged */
function triggersFor(db: ReadableDb, table: string, keys: readonly string[], condition = 'true'): string {
  const columns = db.prepare<[string], { name: string }>('SELECT name FROM pragma_table_info(?)').all(table)
  const names = columns.map(({ name }) => name)
  const oldValues = names.map((name) => `quote(OLD.${name})`).join(` || ',' || `)
  const assignments = names.map((name) => `${name}='||quote(OLD.${name})`).join(` || ',`)
  const keyOf = (row: 'OLD' | 'NEW') => keys.map((key) => `${row}.${key}`).join(` || ' ' || `)
  const where = (row: 'OLD' | 'NEW') => keys.map((key) => `${key}='||quote(${row}.${key})`).join(` || ' AND `)
  const log = (operation: string, row: 'OLD' | 'NEW', inverse: string) => `
    INSERT INTO change_step (change_id, table_name, operation, row_key, inverse)
    SELECT id, '${table}', '${operation}', ${keyOf(row)}, ${inverse} FROM temp.current_change`
  const isFirst = `NOT EXISTS (SELECT 1 FROM change_step WHERE table_name = '${table}' AND row_key = ${keyOf('OLD')}
    AND operation <> 'delete' AND change_id = (SELECT id FROM temp.current_change))`
  return `
    CREATE TEMP TRIGGER log_insert_${table} AFTER INSERT ON main.${table} WHEN ${condition} BEGIN
      ${log('insert', 'NEW', `'DELETE FROM ${table} WHERE ${where('NEW')}`)}; END;
    -- A row that this change already made or wrote goes back to how it was before: one inverse is enough, and
    -- typing that merges into one step costs one row, not one a keystroke.
    CREATE TEMP TRIGGER log_update_${table} AFTER UPDATE ON main.${table} WHEN ${condition} AND ${isFirst} BEGIN
      ${log('update', 'OLD', `'UPDATE ${table} SET ${assignments}||' WHERE ${where('OLD')}`)}; END;
    CREATE TEMP TRIGGER log_delete_${table} BEFORE DELETE ON main.${table} WHEN ${condition} BEGIN
      ${log('delete', 'OLD', `'INSERT INTO ${table}(${names.join(',')}) VALUES('||${oldValues}||')'`)}; END;`
}

/** Lets the history begin here: what was done so far is not taken back by steps. */
export function beginHistory(db: ReadableDb): void {
  db.transaction(() => {
    db.exec('DELETE FROM change_step; DELETE FROM change;')
  })()
}

/** What a change is: its name, and for typing a key by which it merges with the step before. */
export type ChangeOptions = { name: ChangeName; merge?: string }

/** What came of a change. `nouns` are the parts of the portfolio that it touched; none when nothing differed. */
export type Changed<Result> = { result: Result; nouns: Noun[] }

/**
 * Runs `work` as one transaction and one undoable step. When it throws, nothing has happened. A change that touched
 * no row leaves no step.
 */
export function change<Result>(
  db: ReadableDb,
  { name, merge = '' }: ChangeOptions,
  work: (db: WritableDb) => Result,
): Changed<Result> {
  // Files were still on their way when the portfolio was closed.
  requireWritable(db)
  return db
    .transaction(() => {
      const id = stepToMerge(db, merge) ?? addStep(db, name, merge)
      setCurrent(db, id, { isMerge: name.kind === 'merge' })
      const result = work(db as WritableDb)
      endCurrent(db)
      const nouns = touchedNouns(db, id)
      if (nouns.length === 0) db.prepare('DELETE FROM change WHERE id = ?').run(id)
      else forget(db)
      return { result, nouns }
    })
    .immediate()
}

/**
 * Runs `work` as one transaction that no undo takes back: for what is to be gone. What could be redone stays as it is.
 */
export function unrecorded<Result>(db: ReadableDb, work: (db: WritableDb) => Result): Changed<Result> {
  requireWritable(db)
  return db
    .transaction(() => {
      // The triggers need a step to log into.
      const { lastInsertRowid } = db
        .prepare(
          "INSERT INTO change (kind, words, merge_key, made_at, made_by) VALUES ('', '{}', '', now(), author())",
        )
        .run()
      const id = Number(lastInsertRowid)
      setCurrent(db, id)
      const result = work(db as WritableDb)
      endCurrent(db)
      const nouns = touchedNouns(db, id)
      db.prepare('DELETE FROM change_step WHERE change_id = ?').run(id)
      db.prepare('DELETE FROM change WHERE id = ?').run(id)
      return { result, nouns }
    })
    .immediate()
}

/** Throws `portfolio.none` when it was closed, `portfolio.readOnly`, `portfolio.gone`. */
function requireWritable(db: ReadableDb): void {
  if (!db.open) throw new Failure('portfolio.none')
  if (db.readonly) throw new Failure('portfolio.readOnly')
  // A drive that was pulled out may take what is written to it for a while, and lose it.
  if (isAbandoned(db) || !existsSync(db.name))
    throw new Failure('portfolio.gone', { folder: dirname(db.name) })
}

/** A change in parts: each is a transaction of its own and seen at once, all together are one step to undo. */
export type GrowingChange = {
  /** Adds a part, and names the whole anew. Throws `cancelled` when the step was undone meanwhile. */
  add: <Result>(name: ChangeName, work: (db: WritableDb) => Result) => Changed<Result>
  /**
   * Takes all parts back as if they had never been. Parts on which something was built meanwhile stay, with the rest, as a
   * step that can be undone: then it gives false.
   */
  drop: () => Changed<boolean>
}

/** Begins a change in parts; nothing is noted before the first. */
export function growingChange(db: ReadableDb): GrowingChange {
  let step: ChangeRow | null = null
  return {
    add: (name, work) => {
      requireWritable(db)
      return db
        .transaction(() => {
          const isFirst = step === null
          const id = step?.id ?? addStep(db, name, '')
          const row = db
            .prepare<[number], ChangeRow & { undone: number }>(
              'SELECT id, kind, words, merge_key, made_at, undone FROM change WHERE id = ?',
            )
            .get(id)
          if (!row || row.undone) throw new Failure('cancelled')
          setCurrent(db, id)
          const result = work(db as WritableDb)
          endCurrent(db)
          const nouns = touchedNouns(db, id)
          if (nouns.length === 0) {
            db.prepare('DELETE FROM change WHERE id = ?').run(id)
            return { result, nouns }
          }
          db.prepare('UPDATE change SET kind = ?, words = ?, made_at = now() WHERE id = ?').run(
            name.kind,
            JSON.stringify(name.words),
            id,
          )
          if (isFirst) forget(db)
          step = row
          return { result, nouns }
        })
        .immediate()
    },
    drop: () => {
      const last = step
      step = null
      if (!last || !db.open || isAbandoned(db)) return { result: true, nouns: [] }
      const isUndone = db.prepare('SELECT 1 FROM change WHERE id = ? AND undone = 1').get(last.id)
      if (isUndone) return { result: true, nouns: [] }
      try {
        return db
          .transaction(() => {
            const { nouns } = turn(db, last, 1)
            db.prepare('DELETE FROM change_step WHERE change_id = ?').run(last.id)
            db.prepare('DELETE FROM change WHERE id = ?').run(last.id)
            return { result: true, nouns }
          })
          .immediate()
      } catch (error) {
        // Something else refers to it by now, or there is no room even for taking it back: it stays, and can be undone.
        if (errorCode(error).startsWith('SQLITE_')) return { result: false, nouns: [] }
        throw error
      }
    },
  }
}

type ChangeRow = { id: number; kind: ChangeName['kind']; words: string; merge_key: string; made_at: string }

/** The step that typing goes on in: the newest one, of the same key, not undone, and not long ago. */
function stepToMerge(db: ReadableDb, merge: string): number | null {
  if (merge === '') return null
  const last = db
    .prepare<[], ChangeRow & { undone: number; moment: string }>(
      'SELECT id, merge_key, made_at, undone, now() AS moment FROM change ORDER BY id DESC LIMIT 1',
    )
    .get()
  if (!last || last.undone || last.merge_key !== merge) return null
  const age = Date.parse(last.moment) - Date.parse(last.made_at)
  if (age < 0 || age > mergeWindow) return null
  db.prepare('UPDATE change SET made_at = now() WHERE id = ?').run(last.id)
  return last.id
}

function addStep(db: ReadableDb, name: ChangeName, merge: string): number {
  const { lastInsertRowid } = db
    .prepare(
      'INSERT INTO change (kind, words, merge_key, undone, made_at, made_by) VALUES (?, ?, ?, 0, now(), author())',
    )
    .run(name.kind, JSON.stringify(name.words), merge)
  return Number(lastInsertRowid)
}

function setCurrent(db: ReadableDb, id: number, { isMerge = false }: { isMerge?: boolean } = {}): void {
  const at = isMerge ? null : nextStamp(db)
  db.prepare('UPDATE temp.current_change SET id = ?, at = ?, is_merge = ?').run(id, at, Number(isMerge))
}

function endCurrent(db: ReadableDb): void {
  db.exec('UPDATE temp.current_change SET id = NULL, at = NULL, is_merge = 0')
}

function touchedNouns(db: ReadableDb, change: number): Noun[] {
  const tables = db
    .prepare<[number], string>('SELECT DISTINCT table_name FROM change_step WHERE change_id = ?')
    .pluck()
    .all(change)
  if (tables.length === 0) return []
  return [
    ...new Set<Noun>([
      ...tables.flatMap((table) => (loggedTables[table] ?? mergedTables[table])?.noun ?? []),
      'history',
    ]),
  ]
}

/** A new step ends what could be redone; steps beyond the kept number go. */
function forget(db: ReadableDb): void {
  const gone = `SELECT id FROM change WHERE undone = 1
    UNION SELECT id FROM change WHERE id <= (SELECT id FROM change ORDER BY id DESC LIMIT 1 OFFSET ${keptChanges})`
  db.prepare(`DELETE FROM change_step WHERE change_id IN (${gone})`).run()
  db.prepare(`DELETE FROM change WHERE id IN (${gone})`).run()
}

/** The step that `undo` would take back, and the one that `redo` would do again. */
export function history(db: ReadableDb): { undo: ChangeName | null; redo: ChangeName | null } {
  return { undo: nameOf(lastDone(db)), redo: nameOf(firstUndone(db)) }
}

/** All kept steps, newest first. */
export function listChanges(
  db: ReadableDb,
): { name: ChangeName; at: string; by: string; isUndone: boolean }[] {
  return db
    .prepare<[], ChangeRow & { made_by: string; undone: number }>(
      'SELECT kind, words, made_at, made_by, undone FROM change ORDER BY id DESC',
    )
    .all()
    .map((row) => ({
      name: { kind: row.kind, words: parseWords(row.words) },
      at: row.made_at,
      by: row.made_by,
      isUndone: row.undone === 1,
    }))
}

/** Takes the last step back. Throws `history.nothingToUndo`. */
export function undo(db: ReadableDb): Changed<ChangeName> {
  requireWritable(db)
  const step = lastDone(db)
  if (!step) throw new Failure('history.nothingToUndo')
  return turn(db, step, 1)
}

/** Does the step again that was taken back last. Throws `history.nothingToRedo`. */
export function redo(db: ReadableDb): Changed<ChangeName> {
  requireWritable(db)
  const step = firstUndone(db)
  if (!step) throw new Failure('history.nothingToRedo')
  return turn(db, step, 0)
}

function lastDone(db: ReadableDb): ChangeRow | undefined {
  return db
    .prepare<[], ChangeRow>(
      'SELECT id, kind, words, merge_key, made_at FROM change WHERE undone = 0 ORDER BY id DESC LIMIT 1',
    )
    .get()
}

function firstUndone(db: ReadableDb): ChangeRow | undefined {
  return db
    .prepare<[], ChangeRow>(
      'SELECT id, kind, words, merge_key, made_at FROM change WHERE undone = 1 ORDER BY id LIMIT 1',
    )
    .get()
}

function nameOf(row: ChangeRow | undefined): ChangeName | null {
  return row ? { kind: row.kind, words: parseWords(row.words) } : null
}

function parseWords(json: string): ChangeName['words'] {
  return JSON.parse(json) as ChangeName['words']
}

/** Runs a step's SQL backwards; the triggers meanwhile log what turns it round again, into the same step. */
function turn(db: ReadableDb, step: ChangeRow, undone: 0 | 1): Changed<ChangeName> {
  return db
    .transaction(() => {
      const inverses = db
        .prepare<[number], string>('SELECT inverse FROM change_step WHERE change_id = ? ORDER BY id DESC')
        .pluck()
        .all(step.id)
      db.prepare('DELETE FROM change_step WHERE change_id = ?').run(step.id)
      // Rows come back in the reverse order, but one step may hold a row and what it refers to in any order.
      db.pragma('defer_foreign_keys = ON')
      setCurrent(db, step.id, { isMerge: step.kind === 'merge' })
      for (const inverse of inverses) runHistoryStatement(db, inverse)
      endCurrent(db)
      // A step that was turned is closed: typing after it starts a new one.
      db.prepare("UPDATE change SET undone = ?, merge_key = '' WHERE id = ?").run(undone, step.id)
      return { result: { kind: step.kind, words: parseWords(step.words) }, nouns: touchedNouns(db, step.id) }
    })
    .immediate()
}
