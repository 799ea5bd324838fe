import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Call } from '../contract/table'
import type { PictureSize } from '../domain/evidence'
import { Failure } from '../domain/failure'
import { originalPath, picturePath } from './folders'
import { listEdited } from './kept-pictures'
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
      const edited = listEdited(db)
      for (const [done, { hash, edit }] of edited.entries()) {
        if (signal?.aborted) throw new Failure('cancelled')
        progress?.({ done, total: edited.length, step: 'pictures' })
        await find({ hash, edit, page: 1, size: 'print' })
      }
    },
  }
}
