import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Call } from '../contract/table'
import type { PictureSize } from '../domain/evidence'
import { Failure } from '../domain/failure'
import { makeFolder, originalPath, originalViewPath, picturePath } from './folders'
import { listAltered } from './kept-pictures'
import type { MediaPool } from './media-pool'
import type { Opened } from './opened'
import { redactionOf } from './redactions'

/**
 * A picture as it is shown. Made only when it is asked for is that of an edited photo, of one with something covered, of a
 * document's later page (from 1), a large one. What is covered is looked up here: nobody can ask for less.
 */
export type WantedPicture = { hash: string; size: PictureSize; edit: string; page: number }

/** The same, and what is covered in it. */
type KnownPicture = WantedPicture & { redaction: string }

export type EditedPictures = {
  /** Where the picture lies, made now where it was not; null when it cannot be made. */
  find: (wanted: WantedPicture) => Promise<string | null>
  /** The picture of a photo as it came, with nothing covered: for covering its faces alone. */
  findOriginalView: (wanted: { hash: string; size: 'print' | 'large' }) => Promise<string | null>
  /** Makes the prints of all photos that are edited or have something covered, for a book. Throws `cancelled`. */
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

  async function make(wanted: KnownPicture, path: string): Promise<string | null> {
    const { hash, size, edit, page, redaction } = wanted
    try {
      // Asked for while the portfolio was open, and closed, or gone with its drive, before its turn came.
      if (!db.open || !existsSync(db.name)) return null
      const type = db.prepare<[string], string>('SELECT type FROM file WHERE hash = ?').pluck().get(hash)
      if (type === undefined) return null
      const source = originalPath(folder, hash)
      // The thumbnail of an altered photo is wanted with its print, and costs nothing then.
      const isAltered = edit !== '' || redaction !== ''
      const sizes = size === 'print' && isAltered ? (['print', 'thumbnail'] as const) : [size]
      const pictures = sizes.map((each) => ({
        size: each,
        path: picturePath(folder, hash, each, { edit, page, redaction }),
      }))
      for (const picture of pictures) makeFolder(folder, dirname(picture.path))
      const order = { source, type, edit, redaction: { regions: redaction, seed: hash }, page, pictures }
      await pool.use(async (client) => (await client.drawPictures(order)).memory)
    } catch (error) {
      logBug(error)
    }
    return existsSync(path) ? path : null
  }

  function findKnown(wanted: KnownPicture): Promise<string | null> {
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
    find: async (wanted) => {
      const redaction = redactionOf(db, wanted.hash)
      const { size, edit, page } = wanted
      // What the intake makes of every photo is there, or will be told of when it is.
      if (size !== 'large' && edit === '' && page === 1 && redaction === '')
        return originalViewPath(folder, wanted.hash, size)
      return findKnown({ ...wanted, redaction })
    },
    findOriginalView: async ({ hash, size }) =>
      size === 'print'
        ? originalViewPath(folder, hash, size)
        : findKnown({ hash, size, edit: '', page: 1, redaction: '' }),
    finish: async ({ signal, progress }) => {
      const altered = listAltered(db)
      for (const [done, { hash, edit, redaction }] of altered.entries()) {
        if (signal?.aborted) throw new Failure('cancelled')
        progress?.({ done, total: altered.length, step: 'pictures' })
        await findKnown({ hash, edit, page: 1, size: 'print', redaction })
      }
    },
  }
}
