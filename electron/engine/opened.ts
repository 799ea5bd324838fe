import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Invitation } from '../domain/contribution'
import { Failure } from '../domain/failure'
import type { PortfolioFacts } from '../domain/portfolio'
import { sweepIncoming } from './backup-files'
import { startHistory } from './changes'
import { fillForInvitation } from './contribution-begin'
import { closeDatabase, createDatabase, openDatabase, openForReading, type ReadableDb } from './database'
import { writeFailure } from './files'
import { portfolioFolder, type PortfolioFolder } from './folders'
import { forgetPictures } from './kept-pictures'
import { forgetPasted } from './pasted'
import { fillPortfolio } from './portfolio'
import { dropReady } from './restore'
import { renew, type Renewable } from './renewal'
import { settleSubmissions } from './submission-folder'
import { errorCode } from './system-errors'
import { forgetUnused, removeUnused } from './unused-files'

/** A portfolio that this process holds open, and no other can. */
export type Opened = { folder: PortfolioFolder; db: ReadableDb }

/** The clock, and who is working (for `updated_by`). */
export type OpenContext = { clock: () => Date; author: () => string }

/**
 * Makes a new portfolio in a folder that does not exist yet (or is empty) and opens it. Leaves nothing behind when
 * it fails. With `renews`, what a new cycle takes over from an older portfolio comes along; with `invitation` it holds only what
 * a colleague asks for. Throws `school.missing`, `portfolio.exists`, `portfolio.notWritable`, `disk.full`.
 */
export function createPortfolio(
  root: string,
  facts: PortfolioFacts,
  {
    renews = null,
    invitation = null,
    isSample = false,
    ...context
  }: OpenContext & { renews?: Renewable | null; invitation?: Invitation | null; isSample?: boolean },
): Opened {
  if (facts.school === '') throw new Failure('school.missing')
  const isNew = !existsSync(root)
  if (!isNew && !isEmptyFolder(root)) throw new Failure('portfolio.exists', { folder: root })
  const folder = portfolioFolder(root)
  try {
    for (const path of [folder.files, folder.cache, folder.backups]) mkdirSync(path, { recursive: true })
    const db = createDatabase(folder, context)
    try {
      fillPortfolio(db, facts, { isSample })
      if (renews) renew(db, renews, facts.language)
      if (invitation) fillForInvitation(db, invitation)
    } catch (error) {
      db.close()
      throw error
    }
    startHistory(db)
    return { folder, db }
  } catch (error) {
    if (isNew && existsSync(root)) rmSync(root, { recursive: true, force: true })
    // Node tells ENOENT for a folder that cannot be made on a medium that may only be read, ENOTDIR for one within a file.
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(error)))
      throw new Failure('portfolio.notWritable', { folder: root }, { cause: error })
    throw writeFailure(error, folder)
  }
}

function isEmptyFolder(path: string): boolean {
  return statSync(path).isDirectory() && readdirSync(path).length === 0
}

/**
 * Opens the portfolio in a folder and clears away what a crash left.
 * Throws `portfolio.missing`, `.notOne`, `.damaged`, `.newer`, `.inUse`, `.notWritable`, `disk.full`.
 */
export function openPortfolio(root: string, context: OpenContext): Opened {
  const folder = portfolioFolder(root)
  if (!existsSync(root)) throw new Failure('portfolio.missing', { folder: root })
  if (!statSync(root).isDirectory()) throw new Failure('portfolio.notOne', { folder: root })
  const db = openDatabase(folder, context)
  try {
    const hasFacts = db.prepare('SELECT 1 FROM portfolio').get() !== undefined
    if (!hasFacts) throw new Failure('portfolio.damaged', { folder: root })
    startHistory(db)
    sweepIncoming(folder)
    sweep({ folder, db })
    settleSubmissions(folder, db)
    forgetPictures({ folder, db })
    forgetPasted(folder)
    return { folder, db }
  } catch (error) {
    db.close()
    throw writeFailure(error, folder)
  }
}

/**
 * Opens a portfolio for reading only: one that lies where nothing may be written, or is damaged. Nothing is tidied up.
 * Throws as `openForReading` does, and `portfolio.missing`.
 * @param saved what could be read of a damaged database: it is shown in its place, and is gone when it is closed
 */
export function openPortfolioForReading(
  root: string,
  context: OpenContext,
  saved: string | null = null,
): Opened {
  const own = portfolioFolder(root)
  const folder = saved === null ? own : { ...own, database: saved }
  if (!existsSync(root)) throw new Failure('portfolio.missing', { folder: root })
  const db = openForReading(folder, context)
  try {
    if (db.prepare('SELECT 1 FROM portfolio').get() === undefined)
      throw new Failure('portfolio.damaged', { folder: root })
    return { folder, db }
  } catch (error) {
    db.close()
    if (error instanceof Failure) throw error
    throw new Failure('portfolio.damaged', { folder: root }, { cause: error })
  }
}

export function closePortfolio({ db, folder }: Opened): void {
  closeDatabase(db)
  const isSaved = folder.database !== portfolioFolder(folder.root).database
  if (isSaved) dropReady(folder.database)
}

/**
 * Forgets files that nothing asks for, and removes what lies in `files/` unknown: the rest of a copy that a crash cut off. Only at
 * opening, when nothing is being gathered.
 */
function sweep({ folder, db }: Opened): void {
  const known = db.prepare<[], string>('SELECT hash FROM file').pluck().all()
  const lying = listFiles(folder.files)
  const gone = forgetUnused({ folder, db }, [...new Set([...known, ...lying.map(({ name }) => name)])])
  removeUnused(lying.flatMap(({ name, path }) => (gone.has(name) ? path : [])))
}

/** The files directly in a folder and in its folders: the two levels of `files/`. */
export function listFiles(root: string): { name: string; path: string }[] {
  if (!existsSync(root)) return []
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => ({ name: entry.name, path: join(entry.parentPath, entry.name) }))
}
