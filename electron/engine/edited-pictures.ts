import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Call } from '../contract/table'
import { pictureSizes, type PictureSize } from '../domain/evidence'
import { Failure } from '../domain/failure'
import { originalPath, picturePath } from './folders'
import type { MediaPool } from './media-pool'
import type { Opened } from './opened'

/** A picture that is made only when it is asked for: of an edited photo, of a document's later page (from 1), a large one. */
export type WantedPicture = { hash: string; size: PictureSize; edit: string; page: number }

export type EditedPictures = {
  /** Where the picture lies, made now where it was not; null when it cannot be made. */
  find: (wanted: WantedPicture) => Promise<string | null>
  /** Makes the prints of all edited photos, for a book. Throws `cancelled`. */
  finish: (call: Partial<Call>) => Promise<void>
}

/** Pictures that the intake does not make, in the cache beside those that it makes. */
export function createEditedPictures(
  { db, folder }: Opened,
  { pool, logBug }: { pool: MediaPool; logBug: (error: unknown) => void },
): EditedPictures {
  // A screen asks for the same picture several times while it is being made.
  const underWay = new Map<string, Promise<string | null>>()
  // One after the other: what comes in has the other workers.
  let last: Promise<unknown> = Promise.resolve()

  async function make({ hash, size, edit, page }: WantedPicture, path: string): Promise<string | null> {
    try {
      // Asked for while the portfolio was open, and closed before its turn came.
      if (!db.open) return null
      const type = db.prepare<[string], string>('SELECT type FROM file WHERE hash = ?').pluck().get(hash)
      if (type === undefined) return null
      const source = originalPath(folder, hash)
      // The thumbnail of an edited photo is wanted with its print, and costs nothing then.
      const sizes = size === 'print' && edit !== '' ? (['print', 'thumbnail'] as const) : [size]
      const pictures = sizes.map((each) => ({
        size: each,
        path: picturePath(folder, hash, each, { edit, page }),
      }))
      for (const picture of pictures) mkdirSync(dirname(picture.path), { recursive: true })
      await pool.use(
        async (client) => (await client.drawPictures({ source, type, edit, page, pictures })).memory,
      )
    } catch (error) {
      logBug(error)
    }
    return existsSync(path) ? path : null
  }

  function find(wanted: WantedPicture): Promise<string | null> {
    const path = picturePath(folder, wanted.hash, wanted.size, wanted)
    if (existsSync(path)) return Promise.resolve(path)
    const other = underWay.get(path)
    if (other) return other
    const made = last.then(() => make(wanted, path)).finally(() => underWay.delete(path))
    last = made
    underWay.set(path, made)
    return made
  }

  return {
    find,
    finish: async ({ signal, progress }) => {
      const edited = listEdited({ db, folder })
      for (const [done, { hash, edit }] of edited.entries()) {
        if (signal?.aborted) throw new Failure('cancelled')
        progress?.({ done, total: edited.length, step: 'pictures' })
        await find({ hash, edit, page: 1, size: 'print' })
      }
    },
  }
}

function listEdited({ db }: Opened): { hash: string; edit: string }[] {
  return db
    .prepare<[], { hash: string; edit: string }>(
      `SELECT DISTINCT file_hash AS hash, edit FROM attachment JOIN evidence ON evidence.id = evidence_id
       WHERE edit <> '' AND removed_at = ''`,
    )
    .all()
}

/**
 * Removes pictures of files that are gone, of edits that no photo has any more, of pages, and the large ones. An edit that an undo
 * brings back is drawn again. At opening, when nobody looks at one.
 */
export function forgetPictures(opened: Opened): void {
  const { db, folder } = opened
  const known = new Set(db.prepare<[], string>('SELECT hash FROM file').pluck().all())
  for (const { hash, edit } of listEdited(opened)) known.add(`${hash}.${edit}`)
  for (const size of pictureSizes) {
    const place = join(folder.cache, size)
    for (const name of existsSync(place) ? readdirSync(place) : []) {
      const isWanted = size !== 'large' && name.endsWith('.jpg') && known.has(name.slice(0, -'.jpg'.length))
      if (!isWanted) rmSync(join(place, name), { force: true, recursive: true })
    }
  }
}
