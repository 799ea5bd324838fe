import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, extname, join } from 'node:path'
import Database from 'better-sqlite3'
import type { Uncleaned } from '../domain/forgetting'
import { syncFolderNow } from './flush'
import { affectedBy, forgetRows, type ForgetOrder } from './forget-rows'
import { originalPath, portfolioFolder, type PortfolioFolder } from './folders'
import { listFiles } from './opened'

/*
 * What lies in a portfolio's folder beside its database. Each step may be done again, and says what it could not reach instead of
 * throwing.
 */

/** Windows does not remove what a worker has open: it is asked again for a while. */
const patience = { force: true, recursive: true, maxRetries: 5, retryDelay: 60 } as const

/** Removes the originals. */
export function removeOriginals(folder: PortfolioFolder, files: ReadonlySet<string>): Uncleaned[] {
  return [...files].flatMap((hash) => {
    const path = originalPath(folder, hash)
    if (!existsSync(path)) return []
    return removed(path) ? [] : [{ what: 'original' as const, name: hash }]
  })
}

/** Removes every rendition of these files, all pictures of pages of the book, and what was pasted and is one of them. */
export function removePictures({ cache }: PortfolioFolder, files: ReadonlySet<string>): Uncleaned[] {
  for (const place of ['page', 'fitted']) removed(join(cache, place))
  return listFiles(cache).flatMap(({ name, path }) => {
    if (name.startsWith('search.sqlite')) return []
    const isOfFile = [...(name.match(/[0-9a-f]{64}/g) ?? [])].some((hash) => files.has(hash))
    const isPasted = path.startsWith(join(cache, 'pasted')) && files.has(hashNow(path))
    if (!isOfFile && !isPasted) return []
    return removed(path) ? [] : [{ what: 'picture' as const, name }]
  })
}

/** Forgets files in the copies of the database; each that cannot be opened or written is named. */
export function cleanBackups({ backups }: PortfolioFolder, order: ForgetOrder): Uncleaned[] {
  return listBackups(backups).flatMap((name) => {
    const path = join(backups, name)
    // A copy in another form, which only unpacking would open.
    const isClean = extname(name) === '.sqlite' && cleaned(path, order)
    return isClean ? [] : [{ what: 'backup' as const, name }]
  })
}

/** Forgets files in what colleagues sent back, each a portfolio of its own that nobody has open. */
export function cleanTray({ tray }: PortfolioFolder, order: ForgetOrder): Uncleaned[] {
  const roots = existsSync(tray) ? readdirSync(tray).map((name) => portfolioFolder(join(tray, name))) : []
  return roots.flatMap((folder) => [
    ...removeOriginals(folder, order.files),
    ...removePictures(folder, order.files),
    ...(cleaned(folder.database, order) ? [] : [{ what: 'database' as const, name: '' }]),
  ])
}

/** The copies that are kept, without what SQLite lays beside one while it is open. */
export function listBackups(backups: string): string[] {
  return existsSync(backups)
    ? readdirSync(backups).filter((name) => !/\.sqlite-(?:wal|shm|journal)$/.test(name))
    : []
}

function cleaned(path: string, order: ForgetOrder): boolean {
  try {
    const db = new Database(path, { fileMustExist: true })
    try {
      // One file again, whatever it was copied from.
      db.pragma('journal_mode = DELETE')
      db.pragma('secure_delete = ON')
      db.pragma('foreign_keys = ON')
      db.transaction(() => forgetRows(db, order, affectedBy(db, order.files)))()
      db.exec('VACUUM')
    } finally {
      db.close()
    }
    return true
  } catch {
    return false
  }
}

function removed(path: string): boolean {
  try {
    rmSync(path, patience)
    if (existsSync(dirname(path))) syncFolderNow(dirname(path))
  } catch {
    return false
  }
  return !existsSync(path)
}

function hashNow(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}
