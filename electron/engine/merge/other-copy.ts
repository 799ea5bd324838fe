import { randomUUID } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, realpathSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from '../../domain/failure'
import { namesNoPath } from '../archive-database'
import { closeDatabase, openDatabase, type ReadableDb } from '../database'
import { portfolioFolder, type PortfolioFolder } from '../folders'
import type { Opened } from '../opened'

/** Another copy of the portfolio, at hand to be read. */
export type OtherCopy = {
  db: ReadableDb
  /** Where its files lie; nothing in it is changed. */
  folder: PortfolioFolder
  /** Lets go of it. */
  end: () => Promise<void>
}

/** Unpacks an archive, verified, and gives the folder of the portfolio in it; `end` removes that. */
export type UnpackArchive = (
  archive: string,
  staging: string,
) => Promise<{ root: string; end: () => Promise<void> }>

/**
 * Takes a copy in hand: a folder, or an archive. Its database is copied aside and brought up to date there.
 * Throws `merge.same`, `merge.notOurs`, `portfolio.missing`, `.notOne`, `.damaged`, `.newer`, `disk.full`.
 */
export async function copyFrom(
  opened: Opened,
  path: string,
  { clock, author, unpack }: { clock: () => Date; author: () => string; unpack: UnpackArchive },
): Promise<OtherCopy> {
  if (!existsSync(path)) throw new Failure('portfolio.missing', { folder: path })
  const staging = join(opened.folder.cache, `merge-${randomUUID()}`)
  mkdirSync(staging, { recursive: true })
  let drop = (): Promise<void> => Promise.resolve()
  try {
    const isFolder = statSync(path).isDirectory()
    const { root, end: endUnpacked = drop } = isFolder
      ? { root: path }
      : await unpack(path, join(staging, 'archive'))
    drop = endUnpacked
    if (realpathSync(root) === realpathSync(opened.folder.root)) throw new Failure('merge.same')
    const db = openAside(portfolioFolder(root), staging, { clock, author })
    const end = async (): Promise<void> => {
      closeDatabase(db)
      await drop()
      rmSync(staging, { recursive: true, force: true })
    }
    try {
      requireSame(opened.db, db, root)
      return { db, folder: portfolioFolder(root), end }
    } catch (error) {
      await end()
      throw error
    }
  } catch (error) {
    await drop()
    rmSync(staging, { recursive: true, force: true })
    throw error
  }
}

/** Opens what its database says now, with what SQLite has not yet written into it, without touching it. */
function openAside(
  from: PortfolioFolder,
  staging: string,
  options: { clock: () => Date; author: () => string },
): ReadableDb {
  if (!existsSync(from.database)) throw new Failure('portfolio.notOne', { folder: from.root })
  const aside = portfolioFolder(staging)
  for (const ending of ['', '-wal']) {
    if (existsSync(from.database + ending)) copyFileSync(from.database + ending, aside.database + ending)
  }
  try {
    return openDatabase(aside, options)
  } catch (error) {
    // The user knows the folder that they chose, not the one beside it.
    if (error instanceof Failure) throw new Failure(error.code, { folder: from.root }, { cause: error })
    throw error
  }
}

/** Two copies of one portfolio, not two portfolios, and nothing in it that would become a path here. Throws `merge.notOurs`, `portfolio.damaged`. */
function requireSame(ours: ReadableDb, theirs: ReadableDb, root: string): void {
  const idOf = (db: ReadableDb) =>
    db.prepare<[], { id: string; school: string }>('SELECT id, school FROM portfolio').get()
  const other = idOf(theirs)
  if (!other || !namesNoPath(theirs)) throw new Failure('portfolio.damaged', { folder: root })
  if (other.id !== idOf(ours)?.id) throw new Failure('merge.notOurs', { school: other.school })
}
