import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { open, rm, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { backupsToKeep, readBackupName, type Backup, type BackupFacts } from '../domain/backup'
import type { PortfolioFolder } from './folders'
import { hasColumn } from './schema'
import { errorCode } from './system-errors'

/*
 * The files in `backups/`: backups by their names, copies that are on their way (`incoming-...`), and databases that were damaged
 * and are kept (`damaged-...`). Whatever lies there is reached by forgetting.
 */

/** A copy on its way begins with this; a crash leaves it, and the next opening removes it. */
export const incoming = 'incoming-'

/** The backups of a portfolio, the newest first; nothing is opened for it. */
export function readBackups({ backups }: PortfolioFolder): Backup[] {
  if (!existsSync(backups)) return []
  return readdirSync(backups)
    .flatMap((name): Backup[] => {
      const facts = readBackupName(name)
      const bytes = statSync(join(backups, name), { throwIfNoEntry: false })?.size
      return facts && bytes !== undefined ? [{ ...facts, name, bytes }] : []
    })
    .sort((one, other) => other.number - one.number)
}

/** The number of the next backup: higher than that of any other. */
export function nextNumber(folder: PortfolioFolder): number {
  return (readBackups(folder)[0]?.number ?? 0) + 1
}

/** Removes backups that are kept no longer. What another program holds just now stays until the next time. */
export async function thinBackups(folder: PortfolioFolder): Promise<void> {
  const all = readBackups(folder)
  const kept = new Set(backupsToKeep(all))
  for (const backup of all) {
    if (kept.has(backup)) continue
    try {
      await rm(join(folder.backups, backup.name), { force: true })
    } catch (error) {
      if (errorCode(error) === '') throw error
    }
  }
}

/** Removes copies that a crash cut off. To be called at opening, when none is being made. */
export function sweepIncoming({ backups }: PortfolioFolder): void {
  if (!existsSync(backups)) return
  for (const name of readdirSync(backups)) {
    if (!name.startsWith(incoming)) continue
    try {
      rmSync(join(backups, name), { force: true })
    } catch (error) {
      if (errorCode(error) === '') throw error
    }
  }
}

/** What is in a database, which may be of an older version: pieces of evidence and answers written. */
export function countContents(db: Database.Database): Pick<BackupFacts, 'pieces' | 'answers'> {
  const standing = hasColumn(db, 'evidence', 'removed_at') ? "WHERE removed_at = ''" : ''
  const count = (sql: string): number => db.prepare<[], number>(sql).pluck().get() ?? 0
  return {
    pieces: count(`SELECT count(*) FROM evidence ${standing}`),
    answers: count("SELECT count(*) FROM answer WHERE trim(text) <> ''"),
  }
}

/**
 * Which of these files a backup, or a damaged database that is kept, still refers to: their originals have to stay. One that
 * cannot be read as a database refers to nothing; one that cannot be opened just now may refer to all.
 */
export function filesInBackups({ backups }: PortfolioFolder, hashes: readonly string[]): Set<string> {
  const found = new Set<string>()
  if (hashes.length === 0 || !existsSync(backups)) return found
  for (const name of readdirSync(backups)) {
    if (!name.endsWith('.sqlite') || name.startsWith(incoming)) continue
    try {
      for (const hash of filesIn(join(backups, name), hashes)) found.add(hash)
    } catch (error) {
      if (!/^SQLITE_(CORRUPT|NOTADB|ERROR)/.test(errorCode(error))) return new Set(hashes)
    }
  }
  return found
}

function filesIn(path: string, hashes: readonly string[]): string[] {
  const db = new Database(path, { readonly: true, fileMustExist: true })
  try {
    return db
      .prepare<[string], string>('SELECT hash FROM file WHERE hash IN (SELECT value FROM json_each(?))')
      .pluck()
      .all(JSON.stringify(hashes))
  } finally {
    db.close()
  }
}

/** Compared at a time, in bytes. */
const chunkSize = 1 << 20

/**
 * True when two files are the same database page by page. What SQLite counts in the header at every writing (format version,
 * change counter, version of the library) tells nothing of what is in it, and is passed over.
 */
export async function isSameDatabase(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([open(one, 'r'), open(other, 'r')])
  try {
    if ((await a.stat()).size !== (await b.stat()).size) return false
    for (let position = 0; ; position += chunkSize) {
      const [left, right] = await Promise.all([chunkOf(a, position), chunkOf(b, position)])
      if (left.length === 0) return true
      if (!left.equals(right)) return false
    }
  } finally {
    await Promise.all([a.close(), b.close()])
  }
}

async function chunkOf(file: FileHandle, position: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(chunkSize), 0, chunkSize, position)
  const chunk = buffer.subarray(0, bytesRead)
  return position === 0 ? withoutCounters(chunk) : chunk
}

function withoutCounters(chunk: Buffer): Buffer {
  for (const [from, until] of [
    [18, 20],
    [24, 28],
    [92, 100],
  ] as const)
    chunk.fill(0, from, Math.min(until, chunk.length))
  return chunk
}
