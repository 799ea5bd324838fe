import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { backupName, type Backup, type BackupReason } from '../domain/backup'
import { Failure } from '../domain/failure'
import { countContents, incoming, isSameDatabase, nextNumber, readBackups, thinBackups } from './backup-files'
import type { Checker } from './checker'
import { syncFolder, writeFailure } from './files'
import { syncFile } from './flush'
import { makeFolder, type PortfolioFolder } from './folders'

/** What is copied: an open database, and the folder in which its backups lie. */
type BackedUp = { folder: PortfolioFolder; db: Database.Database }

/**
 * Makes a backup of the open database in another process, so that nothing waits for it. It is
 * checked before it counts, and not kept when it would be the same, page by page, as the newest one.
 * Throws `disk.full`, `portfolio.notWritable`, `.readOnly`, `.missing`, `backup.notMade`, `portfolio.none` when it was closed meanwhile.
 * @returns the backup that holds the present state, and whether it is a new one
 */
export async function backupNow(
  { folder, db }: BackedUp,
  { reason, checker }: { reason: BackupReason; checker: Checker },
): Promise<{ backup: Backup; isNew: boolean }> {
  const aside = join(folder.backups, `${incoming}${randomUUID()}.sqlite`)
  try {
    if (db.readonly) throw new Failure('portfolio.readOnly')
    if (!existsSync(folder.root)) throw new Failure('portfolio.missing', { folder: folder.root })
    makeFolder(folder, folder.backups)
    const contents = await checker.copy(db, aside)
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
    await thinBackups(folder)
    return { backup, isNew: true }
  } catch (error) {
    if (!db.open) throw new Failure('portfolio.none', {}, { cause: error })
    if (!existsSync(folder.root))
      throw new Failure('portfolio.missing', { folder: folder.root }, { cause: error })
    throw writeFailure(error, folder)
  } finally {
    // A large file takes its time, which nobody is to wait for.
    for (const ending of ['', '-wal', '-shm', '-journal']) await rm(aside + ending, { force: true })
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
    // Read by the connection itself: whoever opens and closes the file beside it lets go of its lock (POSIX).
    writeFileSync(aside, db.serialize(), { flag: 'wx' })
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
}
