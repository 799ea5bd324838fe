import { rmSync } from 'node:fs'
import { filesInBackups } from './backup-files'
import type { ReadableDb } from './database'
import type { PortfolioFolder } from './folders'
import { errorCode } from './system-errors'

/**
 * Forgets those of these files that no attachment, no book, no undo step and no backup asks for, and gives them: what lies of
 * them on the disk is nobody's any more.
 */
export function forgetUnused(
  { folder, db }: { folder: PortfolioFolder; db: ReadableDb },
  hashes: readonly string[],
): Set<string> {
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
