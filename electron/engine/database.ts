import { existsSync, statSync } from 'node:fs'
import Database from 'better-sqlite3'
import { Failure } from '../domain/failure'
import { backupBeforeMigration } from './backup'
import type { PortfolioFolder } from './folders'
import { migrations as allMigrations, type Migration } from './migrations'
import { applicationId } from './schema'
import { errorCode, isDiskFull, isForbidden } from './system-errors'

declare const mayRead: unique symbol
declare const mayWrite: unique symbol

/** A database that a method may read. */
export type ReadableDb = Database.Database & { readonly [mayRead]: true }

/** A database inside a change: writes are logged for undo, and outside a change they fail. */
export type WritableDb = ReadableDb & { readonly [mayWrite]: true }

/** How long another holder of the file is waited for, in ms: long enough for a backup program's short look. */
const patience = 800

export type OpenOptions = {
  /** The clock, for `now()` in SQL. */
  clock: () => Date
  /** Who is working, for `updated_by`. */
  author: () => string
  migrations?: readonly Migration[]
  /** It is a copy of a backup: none is made of it before a migration. */
  isCopy?: boolean
}

/** Makes a new, empty portfolio database. Throws `disk.full`, `portfolio.notWritable`. */
export function createDatabase(folder: PortfolioFolder, options: OpenOptions): ReadableDb {
  return guarded(folder, () => {
    const db = new Database(folder.database, { timeout: patience })
    return closedOnError(db, () => {
      db.pragma(`application_id = ${applicationId}`)
      return prepare(db, folder, options)
    })
  })
}

/**
 * Opens a portfolio's database for this process alone and brings its schema up to date.
 * Throws `portfolio.notOne`, `.damaged`, `.newer`, `.inUse`, `.notWritable`, `disk.full`.
 */
export function openDatabase(folder: PortfolioFolder, options: OpenOptions): ReadableDb {
  if (!existsSync(folder.database)) throw new Failure('portfolio.notOne', { folder: folder.root })
  // SQLite opens a file of 0 bytes as an empty database: here it can only be the rest of a failed copy.
  if (statSync(folder.database).size === 0) throw new Failure('portfolio.damaged', { folder: folder.root })
  return guarded(folder, () => {
    const db = new Database(folder.database, { fileMustExist: true, timeout: patience })
    return closedOnError(db, () => {
      lockAlone(db)
      if (db.pragma('application_id', { simple: true }) !== applicationId) {
        throw new Failure('portfolio.notOne', { folder: folder.root })
      }
      return prepare(db, folder, options)
    })
  })
}

/**
 * Opens a database for reading only, also a damaged one: nothing is written, beside it neither. What cannot be read fails when it
 * is asked for. Throws `portfolio.notOne`, `.damaged` when nothing can be read, `.newer`; `.notWritable` when it would first have to
 * be brought up to date.
 */
export function openForReading(folder: PortfolioFolder, { clock, author }: OpenOptions): ReadableDb {
  if (!existsSync(folder.database)) throw new Failure('portfolio.notOne', { folder: folder.root })
  return guarded(folder, () => {
    const db = new Database(folder.database, { fileMustExist: true, readonly: true, timeout: patience })
    return closedOnError(db, () => {
      lockAlone(db)
      if (db.pragma('application_id', { simple: true }) !== applicationId)
        throw new Failure('portfolio.notOne', { folder: folder.root })
      const version = Number(db.pragma('user_version', { simple: true }))
      const newest = allMigrations.at(-1)?.version ?? 0
      if (version > newest) throw new Failure('portfolio.newer', { folder: folder.root })
      if (version < newest) throw new Failure('portfolio.notWritable', { folder: folder.root })
      db.pragma('trusted_schema = OFF')
      db.function('now', () => clock().toISOString())
      db.function('author', author)
      return db as ReadableDb
    })
  })
}

/** Leaves one file that opens from read-only media, and gives the portfolio free for others. */
export function closeDatabase(db: ReadableDb): void {
  if (!db.open) return
  try {
    if (!db.readonly) db.pragma('journal_mode = DELETE')
  } catch (error) {
    // A vanished drive or a full disk: the WAL stays beside the file and is read at the next opening.
    if (!errorCode(error).startsWith('SQLITE_')) throw error
  }
  db.close()
}

/** They are kept: one that is collected as rubbish would be closed. */
const abandoned = new Set<ReadableDb>()

/**
 * Lets go of a database whose file was replaced while it was open, as it is: to close it would remove the journal by its name,
 * which is by now that of the file that is there.
 */
export function abandonDatabase(db: ReadableDb): void {
  abandoned.add(db)
}

/** Whether what is written to it would be read by nobody. */
export function isAbandoned(db: ReadableDb): boolean {
  return abandoned.has(db)
}

/** Before the first reading: what processes share about a journal then lies in memory, and needs no room on the disk. */
function lockAlone(db: Database.Database): void {
  db.pragma('locking_mode = EXCLUSIVE')
}

function prepare(db: Database.Database, folder: PortfolioFolder, options: OpenOptions): ReadableDb {
  const { clock, author } = options
  lockAlone(db)
  // Before anything is written: a damaged file stays as it is.
  if (db.pragma('quick_check(1)', { simple: true }) !== 'ok') {
    throw new Failure('portfolio.damaged', { folder: folder.root })
  }
  db.pragma('journal_mode = WAL')
  // Every opening of a WAL file starts with NORMAL, which may lose the last steps at a power cut.
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  db.pragma('trusted_schema = OFF')
  db.function('now', () => clock().toISOString())
  db.function('author', author)
  keepWrites(db)
  db.exec('BEGIN IMMEDIATE; COMMIT') // takes the lock now, not at the first write
  migrate(db, folder, options)
  return db as ReadableDb
}

/**
 * Lets every statement that writes be compiled once. SQLite compiles all triggers of a table with it, those of the history, the stamps
 * and the search, which takes far longer than to run it. Statements that read are left alone: each has a shape of its own (`pluck`).
 */
function keepWrites(db: Database.Database): void {
  const compile = db.prepare.bind(db)
  const kept = new Map<string, Database.Statement>()
  const prepare = (sql: string): Database.Statement => {
    const known = kept.get(sql)
    if (known) return known
    const statement = compile(sql) as Database.Statement
    if (!statement.reader) kept.set(sql, statement)
    return statement
  }
  db.prepare = prepare as typeof db.prepare
}

function migrate(
  db: Database.Database,
  folder: PortfolioFolder,
  { clock, migrations = allMigrations, isCopy = false }: OpenOptions,
): void {
  const current = Number(db.pragma('user_version', { simple: true }))
  const newest = migrations.at(-1)?.version ?? 0
  if (current > newest) throw new Failure('portfolio.newer', { folder: folder.root })
  const missing = migrations.filter(({ version }) => version > current)
  if (missing.length === 0) return
  if (current > 0 && !isCopy) backupBeforeMigration({ folder, db }, clock().toISOString())
  for (const { version, sql } of missing) {
    db.transaction(() => {
      db.exec(sql)
      db.pragma(`user_version = ${version}`)
    })()
  }
}

function closedOnError<Result>(db: Database.Database, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    db.close()
    throw error
  }
}

/** Says what SQLite's own codes mean for the user. */
function guarded<Result>(folder: PortfolioFolder, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    const code = errorCode(error)
    const words = { folder: folder.root }
    if (isDiskFull(error)) throw new Failure('disk.full', {}, { cause: error })
    if (isForbidden(error)) throw new Failure('portfolio.notWritable', words, { cause: error })
    if (/^SQLITE_(BUSY|LOCKED)/.test(code)) throw new Failure('portfolio.inUse', words, { cause: error })
    if (/^SQLITE_(NOTADB|CORRUPT|IOERR)/.test(code))
      throw new Failure('portfolio.damaged', words, { cause: error })
    // A WAL file cannot be made beside it: a folder or a medium that may only be read.
    if (code.startsWith('SQLITE_CANTOPEN'))
      throw new Failure('portfolio.notWritable', words, { cause: error })
    throw error
  }
}
