import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from '../domain/failure'
import type { PortfolioFacts } from '../domain/portfolio'
import { startHistory } from './changes'
import { closeDatabase, createDatabase, openDatabase, type ReadableDb } from './database'
import { writeFailure } from './files'
import { portfolioFolder, type PortfolioFolder } from './folders'
import { forgetPictures } from './kept-pictures'
import { forgetPasted } from './pasted'
import { fillPortfolio } from './portfolio'
import { renew, type Renewable } from './renewal'
import { settleSubmissions } from './submission-folder'
import { errorCode } from './system-errors'

/** A portfolio that this process holds open, and no other can. */
export type Opened = { folder: PortfolioFolder; db: ReadableDb }

/** The clock, and who is working (for `updated_by`). */
export type OpenContext = { clock: () => Date; author: () => string }

/**
 * Makes a new portfolio in a folder that does not exist yet (or is empty) and opens it. Leaves nothing behind when
 * it fails. With `renews`, what a new cycle takes over from an older portfolio comes along. Throws `school.missing`, `portfolio.exists`, `portfolio.notWritable`, `disk.full`.
 */
export function createPortfolio(
  root: string,
  facts: PortfolioFacts,
  {
    renews = null,
    isSample = false,
    ...context
  }: OpenContext & { renews?: Renewable | null; isSample?: boolean },
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
    } catch (error) {
      db.close()
      throw error
    }
    startHistory(db)
    return { folder, db }
  } catch (error) {
    if (isNew) rmSync(root, { recursive: true, force: true })
    // Node tells ENOENT for a folder that cannot be made on a medium that may only be read.
    if (errorCode(error) === 'ENOENT')
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

export function closePortfolio({ db }: Opened): void {
  closeDatabase(db)
}

/**
 * Forgets files that no attachment and no undo step asks for, and removes what lies in `files/` unknown: the rest of
 * a copy that a crash cut off. Only at opening, when nothing is being gathered.
 */
function sweep({ folder, db }: Opened): void {
  db.prepare(
    `DELETE FROM file WHERE hash NOT IN (SELECT file_hash FROM attachment WHERE file_hash IS NOT NULL
         UNION ALL SELECT copy_hash FROM attachment WHERE copy_hash IS NOT NULL
         UNION ALL SELECT logo_hash FROM book WHERE logo_hash IS NOT NULL)
       AND NOT EXISTS (SELECT 1 FROM change_step WHERE table_name IN ('attachment', 'book') AND instr(inverse, hash) > 0)`,
  ).run()
  const known = new Set(db.prepare<[], string>('SELECT hash FROM file').pluck().all())
  for (const entry of listFiles(folder.files)) {
    if (!known.has(entry.name)) rmSync(entry.path, { force: true })
  }
}

/** The files directly in a folder and in its folders: the two levels of `files/`. */
export function listFiles(root: string): { name: string; path: string }[] {
  if (!existsSync(root)) return []
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => ({ name: entry.name, path: join(entry.parentPath, entry.name) }))
}
