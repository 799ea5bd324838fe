import { randomUUID } from 'node:crypto'
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { backupName, type Backup, type BackupReason } from '../domain/backup'
import { Failure } from '../domain/failure'
import { countContents, incoming, isSameDatabase, nextNumber, readBackups, thinBackups } from './backup-files'
import { syncFolder, writeFailure } from './files'
import { makeFolder, type PortfolioFolder } from './folders'
import { applicationId } from './schema'

/** Pages that are copied at a time: some milliseconds, between which the engine hears of other things. */
const pagesAtATime = 1000

/** What is copied: an open database, and the folder in which its backups lie. */
type BackedUp = { folder: PortfolioFolder; db: Database.Database }

/**
 * Makes a backup of the open database, in parts, so that nothing waits for it; what is written meanwhile is in it, too. It is
 * checked before it counts, and not kept when it would be the same, page by page, as the newest one.
 * Throws `disk.full`, `portfolio.notWritable`, `.readOnly`, `.missing`, `backup.notMade`, `portfolio.none` when it was closed meanwhile.
 * @returns the backup that holds the present state, and whether it is a new one
 */
export async function backupNow(
  { folder, db }: BackedUp,
  reason: BackupReason,
): Promise<{ backup: Backup; isNew: boolean }> {
  const aside = join(folder.backups, `${incoming}${randomUUID()}.sqlite`)
  try {
    if (db.readonly) throw new Failure('portfolio.readOnly')
    if (!existsSync(folder.root)) throw new Failure('portfolio.missing', { folder: folder.root })
    makeFolder(folder, folder.backups)
    await db.backup(aside, { progress: () => pagesAtATime })
    makeOneFile(aside)
    const contents = await checkDatabase(aside)
    if (!contents) throw new Failure('backup.notMade')
    const [newest] = readBackups(folder)
    if (newest && (await isSameDatabase(aside, join(folder.backups, newest.name))))
      return { backup: newest, isNew: false }
    if (!db.open) throw new Failure('portfolio.none')
    const madeAt = db.prepare<[], string>('SELECT now()').pluck().get() ?? ''
    const kept = { number: nextNumber(folder), madeAt, reason, ...contents }
    const backup = { ...kept, name: backupName(kept), bytes: statSync(aside).size }
    renameSync(aside, join(folder.backups, backup.name))
    await syncFolder(folder.backups)
    thinBackups(folder)
    return { backup, isNew: true }
  } catch (error) {
    if (!db.open) throw new Failure('portfolio.none', {}, { cause: error })
    throw writeFailure(error, folder)
  } finally {
    for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(aside + ending, { force: true })
  }
}

/**
 * The same at once, before the schema of a database changes that is just being opened: nobody waits for anything else. A database
 * that is damaged is not brought up to date. Throws `portfolio.damaged`, `disk.full` as SQLite or the system says it.
 * @param madeAt ISO 8601
 */
export function backupBeforeMigration({ folder, db }: BackedUp, madeAt: string): void {
  const aside = join(folder.backups, `${incoming}${randomUUID()}.sqlite`)
  mkdirSync(folder.backups, { recursive: true })
  try {
    // Folded in, so that one file is the whole.
    db.pragma('wal_checkpoint(TRUNCATE)')
    copyFileSync(folder.database, aside)
    const copy = new Database(aside)
    try {
      copy.pragma('journal_mode = DELETE')
      if (copy.pragma('quick_check(1)', { simple: true }) !== 'ok')
        throw new Failure('portfolio.damaged', { folder: folder.root })
      syncFile(aside)
      const kept = {
        number: nextNumber(folder),
        madeAt,
        reason: 'migration' as const,
        ...countContents(copy),
      }
      copy.close()
      renameSync(aside, join(folder.backups, backupName(kept)))
    } finally {
      copy.close()
    }
  } finally {
    for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(aside + ending, { force: true })
  }
  thinBackups(folder)
}

/** The copy takes over that the open database has its journal beside it: at rest it is to be one file. */
function makeOneFile(path: string): void {
  const copy = new Database(path)
  try {
    copy.pragma('journal_mode = DELETE')
  } finally {
    copy.close()
  }
}

function syncFile(path: string): void {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/**
 * Checks a copy of a database from one table to the next, so that nothing waits for it.
 * @returns what is in it; null when it is damaged, or no portfolio's
 */
export async function checkDatabase(path: string): Promise<ReturnType<typeof countContents> | null> {
  const db = openCopy(path)
  if (!db) return null
  try {
    if (db.pragma('application_id', { simple: true }) !== applicationId) return null
    const tables = db
      .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0")
      .pluck()
      .all()
    for (const table of tables) {
      await setImmediate()
      if (db.pragma(`quick_check("${table.replaceAll('"', '""')}")`, { simple: true }) !== 'ok') return null
    }
    if (db.prepare('SELECT 1 FROM portfolio').get() === undefined) return null
    return countContents(db)
  } catch (error) {
    if (error instanceof Database.SqliteError) return null
    throw error
  } finally {
    db.close()
  }
}

function openCopy(path: string): Database.Database | null {
  try {
    return new Database(path, { readonly: true, fileMustExist: true })
  } catch {
    return null
  }
}
