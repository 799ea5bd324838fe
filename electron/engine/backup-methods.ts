import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { backupRequests } from '../contract/backup-requests'
import type { EngineRequests } from '../contract/engine'
import type { InputOf, Methods } from '../contract/table'
import { Failure } from '../domain/failure'
import type { Portfolio } from '../domain/portfolio'
import { readBackups } from './backup-files'
import { originalPath, portfolioFolder } from './folders'
import type { Opened } from './opened'
import { dropReady, findBackup, keepDamaged, putInPlace, readyBackup, requireSound } from './restore'
import type { Session } from './session'

type Which = InputOf<EngineRequests['listBackups']>['of']

/** The backups of the database. */
export function backupMethods(
  session: Session,
  { clock, rootOf }: { clock: () => Date; rootOf: (which: NonNullable<Which>) => string },
): Pick<Methods<EngineRequests>, keyof typeof backupRequests> {
  const { author, opened, isOpen, open, closeIf } = session

  /** Where it lies, and whether it is the open one. */
  function placeOf(which: Which): { root: string; isOpen: boolean } {
    const root = which === null ? opened().folder.root : rootOf(which)
    return { root, isOpen: isOpen() && opened().folder.root === root }
  }

  /** Opens it, so that no other process has it and its present state can be backed up; false when it is damaged. */
  function openPresent(root: string): boolean {
    try {
      open(root)
      return true
    } catch (error) {
      if (error instanceof Failure && error.code === 'portfolio.damaged') return false
      throw error
    }
  }

  async function restore(which: Which, name: string) {
    const { root } = placeOf(which)
    const folder = portfolioFolder(root)
    const backup = findBackup(folder, name)
    await requireSound(folder, backup, session.checker)
    const isWhole = openPresent(root)
    if (!isWhole) keepDamaged(folder, clock().toISOString())
    const present = isWhole
      ? join(folder.backups, (await opened().backups.make('restore')).backup.name)
      : folder.database
    const ready = readyBackup(folder, backup, { clock, author, present })
    try {
      closeIf(root)
      putInPlace(folder, ready)
    } finally {
      dropReady(ready)
    }
    const portfolio: Portfolio = open(root)
    return { portfolio, backup, missing: missingOriginals(opened()) }
  }

  return {
    listBackups: ({ of }) => {
      const place = placeOf(of)
      return {
        backups: readBackups(portfolioFolder(place.root)),
        failure: place.isOpen ? (opened().backups.failure()?.toMessage() ?? null) : null,
      }
    },
    makeBackup: () => opened().backups.make('hand'),
    restoreBackup: ({ of, backup }) => restore(of, backup),
  }
}

/** Names of attached files that are not there. */
function missingOriginals({ db, folder }: Opened): string[] {
  return db
    .prepare<[], { hash: string; name: string }>(
      'SELECT file_hash AS hash, name FROM attachment WHERE file_hash IS NOT NULL ORDER BY name',
    )
    .all()
    .filter(({ hash }) => !existsSync(originalPath(folder, hash)))
    .map(({ name }) => name)
}
