import { randomUUID } from 'node:crypto'
import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Backup } from '../domain/backup'
import { Failure } from '../domain/failure'
import { incoming, readBackups } from './backup-files'
import type { Checker } from './checker'
import { closeDatabase, openDatabase, type OpenOptions } from './database'
import { carryFacts } from './carried-facts'
import { writeFailure } from './files'
import { syncFile, syncFolderNow } from './flush'
import type { PortfolioFolder } from './folders'

/*
 * Going back to a backup. All is got ready beside the database, which is then replaced by one rename: whatever ends the app in
 * between, the portfolio is the one of before or the one of then, and either opens.
 */

/** A backup by its name, or its number. Throws `backup.gone`. */
export function findBackup(folder: PortfolioFolder, which: string): Backup {
  const found = readBackups(folder).find(({ name, number }) => name === which || String(number) === which)
  if (!found) throw new Failure('backup.gone', { name: which })
  return found
}

/** Throws `backup.unsound`, which says which next older one is whole, when a backup does not pass its check. */
export async function requireSound(folder: PortfolioFolder, backup: Backup, checker: Checker): Promise<void> {
  const isSound = async ({ name }: Backup) => (await checker.check(join(folder.backups, name))) !== null
  if (await isSound(backup)) return
  for (const other of readBackups(folder).filter(({ number }) => number < backup.number)) {
    if (await isSound(other)) {
      throw new Failure('backup.unsound', { older: 'some', day: Date.parse(other.madeAt) })
    }
  }
  throw new Failure('backup.unsound', { older: 'none', day: 0 })
}

/**
 * Gets a backup ready to be the database: copied, brought up to date, and with the facts that stay true whatever is gone back to.
 * @param present a file that holds the present state, as far as it can be read; null when there is none
 * @returns the file that `putInPlace` takes. Throws `portfolio.newer`, `disk.full`, `portfolio.notWritable`.
 */
export function readyBackup(
  folder: PortfolioFolder,
  { name }: Backup,
  { present, ...options }: OpenOptions & { present: string | null },
): string {
  const ready = join(folder.backups, `${incoming}${randomUUID()}.sqlite`)
  try {
    copyFileSync(join(folder.backups, name), ready)
    // The migrations make no backup of what is a copy of one.
    const db = openDatabase({ ...folder, database: ready }, { ...options, isCopy: true })
    try {
      if (present !== null) carryFacts(db, present)
    } finally {
      closeDatabase(db)
    }
    syncFile(ready)
    return ready
  } catch (error) {
    dropReady(ready)
    throw writeFailure(error, folder)
  }
}

/** Removes what `readyBackup` made. */
export function dropReady(ready: string): void {
  for (const ending of databaseEndings) rmSync(ready + ending, { force: true })
}

const databaseEndings = ['', '-wal', '-shm', '-journal'] as const

/**
 * Puts a file in the place of the database, which must be closed. A journal beside the old one would be read into the new one:
 * it goes first.
 */
export function putInPlace({ database, root }: PortfolioFolder, ready: string): void {
  for (const ending of databaseEndings.slice(1)) rmSync(database + ending, { force: true })
  renameSync(ready, database)
  syncFolderNow(root)
}

/**
 * Keeps a database that cannot be opened, untouched and with its journal, in `backups/`, where forgetting looks for it.
 * @param moment ISO 8601
 * @returns its name
 */
export function keepDamaged({ database, backups }: PortfolioFolder, moment: string): string {
  const name = `damaged-${moment.slice(0, 19).replaceAll(':', '-')}-${randomUUID().slice(0, 8)}.sqlite`
  for (const ending of ['-wal', '-journal', '']) {
    if (!existsSync(database + ending)) continue
    copyFileSync(database + ending, join(backups, name + ending))
    syncFile(join(backups, name + ending))
  }
  syncFolderNow(backups)
  return name
}
