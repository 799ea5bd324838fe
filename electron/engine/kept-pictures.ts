import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pictureSizes } from '../domain/evidence'
import type { ReadableDb } from './database'
import { pictureName, type PortfolioFolder } from './folders'

/** How photos are shown that are edited or have something covered, without those in the trash; the logo, too. */
export function listAltered(db: ReadableDb): { hash: string; edit: string; redaction: string }[] {
  return db
    .prepare<[], { hash: string; edit: string; redaction: string }>(
      `SELECT DISTINCT shown.hash, shown.edit, ifnull(regions, '') AS redaction FROM (
         SELECT file_hash AS hash, edit FROM attachment JOIN evidence ON evidence.id = evidence_id
           WHERE file_hash IS NOT NULL AND removed_at = ''
         UNION SELECT copy_hash, '' FROM attachment WHERE copy_hash IS NOT NULL
         UNION SELECT logo_hash, '' FROM book WHERE logo_hash IS NOT NULL
       ) AS shown LEFT JOIN redaction ON redaction.file_hash = shown.hash
       WHERE shown.edit <> '' OR regions IS NOT NULL ORDER BY shown.hash, shown.edit`,
    )
    .all()
}

/**
 * Removes pictures of pages of the book, of files that are gone, of edits and redactions that no photo has any more, of pages, and
 * the large ones. What an undo brings back is drawn again. At opening, when nobody looks at one.
 */
export function forgetPictures({ db, folder }: { db: ReadableDb; folder: PortfolioFolder }): void {
  const hashes = db.prepare<[], string>('SELECT hash FROM file').pluck().all()
  const known = new Set(hashes.map((hash) => pictureName(hash, { redaction: '' })))
  for (const { hash, ...view } of listAltered(db)) known.add(pictureName(hash, view))
  rmSync(join(folder.cache, 'page'), { recursive: true, force: true })
  rmSync(join(folder.cache, 'fitted'), { recursive: true, force: true })
  for (const size of pictureSizes) {
    const place = join(folder.cache, size)
    for (const name of existsSync(place) ? readdirSync(place) : []) {
      const isWanted = size !== 'large' && known.has(name)
      if (!isWanted) rmSync(join(place, name), { force: true, recursive: true })
    }
  }
}
