import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pictureSizes } from '../domain/evidence'
import type { ReadableDb } from './database'
import type { PortfolioFolder } from './folders'

/** The edits that photos have, without those in the trash. */
export function listEdited(db: ReadableDb): { hash: string; edit: string }[] {
  return db
    .prepare<[], { hash: string; edit: string }>(
      `SELECT DISTINCT file_hash AS hash, edit FROM attachment JOIN evidence ON evidence.id = evidence_id
       WHERE edit <> '' AND removed_at = ''`,
    )
    .all()
}

/**
 * Removes pictures of pages of the book, of files that are gone, of edits that no photo has any more, of pages, and the large ones. An edit that an undo
 * brings back is drawn again. At opening, when nobody looks at one.
 */
export function forgetPictures({ db, folder }: { db: ReadableDb; folder: PortfolioFolder }): void {
  const known = new Set(db.prepare<[], string>('SELECT hash FROM file').pluck().all())
  for (const { hash, edit } of listEdited(db)) known.add(`${hash}.${edit}`)
  rmSync(join(folder.cache, 'page'), { recursive: true, force: true })
  rmSync(join(folder.cache, 'fitted'), { recursive: true, force: true })
  for (const size of pictureSizes) {
    const place = join(folder.cache, size)
    for (const name of existsSync(place) ? readdirSync(place) : []) {
      const isWanted = size !== 'large' && name.endsWith('.jpg') && known.has(name.slice(0, -'.jpg'.length))
      if (!isWanted) rmSync(join(place, name), { force: true, recursive: true })
    }
  }
}
