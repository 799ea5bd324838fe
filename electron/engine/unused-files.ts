import { existsSync, readdirSync, rmSync } from 'node:fs'
import { pictureSizes } from '../domain/evidence'
import { filesInBackups, incoming } from './backup-files'
import type { ReadableDb } from './database'
import { originalPath, originalViewPath } from './folders'
import type { Opened } from './opened'
import { errorCode } from './system-errors'

/**
 * Forgets those of these files that no attachment, no book, no undo step and no backup asks for, and gives them: what lies of
 * them on the disk is nobody's any more.
 */
export function forgetUnused({ folder, db }: Opened, hashes: readonly string[]): Set<string> {
  const unused = db
    .prepare<[string], string>(
      `SELECT value FROM json_each(?) WHERE value NOT IN (SELECT file_hash FROM attachment WHERE file_hash IS NOT NULL
         UNION ALL SELECT copy_hash FROM attachment WHERE copy_hash IS NOT NULL
         UNION ALL SELECT logo_hash FROM book WHERE logo_hash IS NOT NULL)`,
    )
    .pluck()
    .all(JSON.stringify(hashes))
  if (unused.length === 0) return new Set()
  const asked = filesInHistory(db)
  const backedUp = filesInBackups(folder, unused)
  const gone = unused.filter((hash) => !asked.has(hash) && !backedUp.has(hash))
  const forget = db.prepare('DELETE FROM file WHERE hash = ?')
  db.transaction(() => {
    for (const hash of gone) forget.run(hash)
  })()
  return new Set(gone)
}

/** Files that an undo or a redo could bring back. Each step is looked at once: there may be thousands of both. */
function filesInHistory(db: ReadableDb): Set<string> {
  const steps = db
    .prepare<[], string>(`SELECT inverse FROM change_step WHERE table_name IN ('attachment', 'book')`)
    .pluck()
    .iterate()
  const files = new Set<string>()
  for (const inverse of steps)
    for (const [, hash = ''] of inverse.matchAll(/'([0-9a-f]{64})'/g)) files.add(hash)
  return files
}

/** Removes files that are nobody's. What another program holds just now stays until the next opening. */
export function removeUnused(paths: readonly string[]): void {
  for (const path of paths) {
    try {
      rmSync(path, { force: true })
    } catch (error) {
      if (errorCode(error) === '') throw error
    }
  }
}

/** Work that stores originals before anything refers to them. */
export type Storing = {
  /**
   * Runs such work. It adds the files that came to nothing to `dropped`: they are removed when no such work goes on any more,
   * since another may have stored the same file just now.
   */
  during: <Result>(work: (dropped: Set<string>) => Promise<Result>) => Promise<Result>
}

export function createStoring(opened: Opened, { logBug }: { logBug: (error: unknown) => void }): Storing {
  const dropped = new Set<string>()
  let atWork = 0

  /** What cannot be removed now is when the portfolio is opened the next time. */
  function clearAway(): void {
    const { db, folder } = opened
    const canWrite = db.open && !db.readonly && existsSync(db.name)
    if (!canWrite || isBackupOnItsWay(opened)) return
    const gone = forgetUnused(opened, [...dropped])
    removeUnused(
      [...gone].flatMap((hash) => [
        originalPath(folder, hash),
        ...pictureSizes.map((size) => originalViewPath(folder, hash, size)),
      ]),
    )
  }

  return {
    during: async (work) => {
      atWork += 1
      try {
        return await work(dropped)
      } finally {
        atWork -= 1
        if (atWork === 0 && dropped.size > 0) {
          try {
            clearAway()
          } catch (error) {
            if (errorCode(error) === '') logBug(error)
          }
          dropped.clear()
        }
      }
    },
  }
}

/** It may hold what is being dropped, and cannot be asked yet. */
function isBackupOnItsWay({ folder }: Opened): boolean {
  return existsSync(folder.backups) && readdirSync(folder.backups).some((name) => name.startsWith(incoming))
}
