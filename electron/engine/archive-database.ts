import { readSync, openSync, closeSync } from 'node:fs'
import Database from 'better-sqlite3'
import * as v from 'valibot'
import {
  archivedOriginal,
  archivedSubmission,
  databasePath,
  type ArchivedFile,
  type ArchiveManifest,
} from '../domain/archive'
import { Failure } from '../domain/failure'
import { readEdit, writeEdit } from '../domain/photo-edit'
import { readRegions, writeRegions } from '../domain/redaction'
import { kindOf } from './archive-schema'
import { isLoggedTable } from './changes'
import type { ReadableDb } from './database'
import { readHistoryStatement } from './history-statement'
import { textOf } from './logged-row'
import { hasColumn } from './schema'
import { listSubmissions } from './submissions'
import { errorCode } from './system-errors'

/*
 * A database that came in an archive is not trusted: it is opened for reading only, and taken when it is whole, has exactly our
 * schema, says what the manifest says, and holds nothing that the app would take for a path or run as SQL.
 */

/** Checks the database at `path`. Throws `archive.damaged`, `.newer`, `.unsafe`, `.changed`. */
export function requireSoundDatabase(path: string, manifest: ArchiveManifest, archive: string): void {
  const words = { name: archive }
  if (!isAtRest(path)) throw new Failure('archive.damaged', words)
  try {
    const db = new Database(path, { readonly: true, fileMustExist: true })
    try {
      db.pragma('trusted_schema = OFF')
      db.pragma('cell_size_check = ON')
      const kind = kindOf(db)
      if (kind === 'newer') throw new Failure('archive.newer', words)
      if (kind === 'strange') throw new Failure('archive.unsafe', words)
      const isWhole =
        db.pragma('quick_check(1)', { simple: true }) === 'ok' &&
        db.prepare('PRAGMA foreign_key_check').all().length === 0
      if (!isWhole) throw new Failure('archive.damaged', words)
      if (!namesNoPath(db) || !isHistoryOurs(db)) throw new Failure('archive.unsafe', words)
      requireFacts(db, manifest, archive)
      requireFiles(db as ReadableDb, manifest, archive)
    } finally {
      db.close()
    }
  } catch (error) {
    if (errorCode(error).startsWith('SQLITE_')) throw new Failure('archive.damaged', words, { cause: error })
    throw error
  }
}

/** One file and no write-ahead log: else opening it would lay others beside it. Bytes 18 and 19 of SQLite's file format. */
function isAtRest(path: string): boolean {
  const file = openSync(path, 'r')
  try {
    const head = Buffer.alloc(20)
    return readSync(file, head, 0, head.length, 0) === head.length && head[18] === 1 && head[19] === 1
  } finally {
    closeSync(file)
  }
}

/**
 * Whether what becomes a part of a path when a portfolio is at work is what the app writes there: hashes, edits and redactions, ids
 * of submissions and of contributions.
 */
export function namesNoPath(db: Database.Database): boolean {
  const tables = db
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all()
  return tables.every((table) =>
    columnsOf(db, table)
      .filter((column) => isPartOfPath(table, column))
      .every((column) =>
        db
          .prepare<[], string>(`SELECT DISTINCT ${column} FROM ${table} WHERE ${column} IS NOT NULL`)
          .pluck()
          .all()
          .every((value) => isHarmless(table, column, value)),
      ),
  )
}

function columnsOf(db: Database.Database, table: string): string[] {
  return db.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table)
}

function isPartOfPath(table: string, column: string): boolean {
  return (
    /(?:^|_)hash$/.test(column) ||
    ['edit', 'regions'].includes(column) ||
    ['submission.id', 'contribution.id'].includes(`${table}.${column}`)
  )
}

function isHarmless(table: string, column: string, value: string): boolean {
  if (column === 'edit') return isWritten(value, readEdit, writeEdit)
  if (column === 'regions') return isWritten(value, readRegions, writeRegions)
  if (column === 'id') return v.is(v.pipe(v.string(), v.uuid()), value)
  // A folder that left has no hash.
  return /^[0-9a-f]{64}$/.test(value) || (table === 'export' && value === '')
}

function isWritten<Value>(
  text: string,
  read: (text: string) => Value | null,
  write: (value: Value) => string,
): boolean {
  const value = read(text)
  return value !== null && write(value) === text
}

/** Every step of the history is one that the app wrote, and what it would bring back names no path either. */
function isHistoryOurs(db: Database.Database): boolean {
  const known = new Map<string, Set<string>>()
  const columns = (table: string): Set<string> => {
    const set = known.get(table) ?? new Set(columnsOf(db, table))
    known.set(table, set)
    return set
  }
  for (const sql of db.prepare<[], string>('SELECT inverse FROM change_step').pluck().iterate()) {
    const statement = readHistoryStatement(sql)
    if (!statement || !isLoggedTable(statement.table)) return false
    const { table, values } = statement
    const isOurs = values.every(
      ([column, literal]) =>
        columns(table).has(column) &&
        (!isPartOfPath(table, column) || literal === 'NULL' || isHarmless(table, column, textOf(literal))),
    )
    if (!isOurs) return false
  }
  return true
}

type Facts = { id: string; school: string; cycle_from: number; cycle_to: number }

/** The database is the one that the manifest tells of. */
function requireFacts(db: Database.Database, manifest: ArchiveManifest, archive: string): void {
  const rows = db.prepare<[], Facts>('SELECT id, school, cycle_from, cycle_to FROM portfolio').all()
  const [facts] = rows
  const isSame =
    rows.length === 1 &&
    facts?.id === manifest.portfolio &&
    facts.school === manifest.school &&
    facts.cycle_from === manifest.cycle.from &&
    facts.cycle_to === manifest.cycle.to &&
    db.pragma('user_version', { simple: true }) === manifest.schema
  if (!isSame) throw new Failure('archive.changed', { name: archive })
}

/** Every file that the database tells of is in the archive as it should be, or said to be damaged or missing; and no other. */
function requireFiles(db: ReadableDb, { entries, missing }: ArchiveManifest, archive: string): void {
  const changed = new Failure('archive.changed', { name: archive })
  const inside = new Map(entries.map((file) => [file.path, file]))
  const lost = new Set(missing.map(({ path }) => path))
  inside.delete(databasePath)
  for (const { path, bytes, sha256 } of storedIn(db)) {
    const file = inside.get(path)
    const isSame = file && (file.isDamaged ?? (file.bytes === bytes && file.sha256 === sha256))
    if (!isSame && !lost.has(path)) throw changed
    inside.delete(path)
    lost.delete(path)
  }
  if (inside.size > 0 || lost.size > 0) throw changed
}

/** The files that a portfolio consists of beside its database, as the database tells of them. */
export function storedIn(db: ReadableDb): ArchivedFile[] {
  const originals = db
    .prepare<[], { hash: string; bytes: number }>('SELECT hash, bytes FROM file ORDER BY hash')
    .all()
    .map(({ hash, bytes }) => ({ path: archivedOriginal(hash), bytes, sha256: hash }))
  // An older database may know of no submissions.
  const submissions = hasColumn(db, 'submission', 'files') ? listSubmissions(db) : []
  const submitted = submissions.flatMap(({ id, files }) =>
    files.map(({ name, bytes, hash }) => ({ path: archivedSubmission(id, name), bytes, sha256: hash })),
  )
  return [...originals, ...submitted]
}
