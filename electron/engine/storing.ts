import { existsSync, readdirSync } from 'node:fs'
import { pictureSizes } from '../domain/evidence'
import { incoming } from './backup-files'
import { originalPath, originalViewPath } from './folders'
import type { Opened } from './opened'
import { errorCode } from './system-errors'
import { forgetUnused, removeUnused } from './unused-files'

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
