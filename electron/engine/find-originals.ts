import { mkdir, opendir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Call } from '../contract/table'
import { archivedOriginal } from '../domain/archive'
import { Failure } from '../domain/failure'
import { readArchivedOriginal, readArchiveManifest } from './archive-read'
import { hashOf, storeFile } from './files'
import type { Opened } from './opened'

/** What is wanted: sizes in bytes (none: not known) and hashes. */
type Wanted = { sizes: ReadonlySet<number>; hashes: ReadonlySet<string> }

/**
 * Where originals are looked for: gives the paths of files that may be one of those that are wanted. A folder gives those of the right
 * size, an archive unpacks those with the right hash.
 */
export type OriginalSource = (wanted: Wanted, call: Call) => AsyncIterable<string>

/**
 * Brings originals back that are missing or changed, by their content: first the size is compared, then the hash.
 * Throws `disk.full`, `portfolio.notWritable`, `archive.*`, and `cancelled` when nothing was found until then.
 * @returns the hashes that were found, and those that were not
 */
export async function findOriginals(
  { db, folder }: Opened,
  { files, sources }: { files: readonly string[]; sources: readonly OriginalSource[] },
  call: Call,
): Promise<{ found: string[]; missing: string[] }> {
  const known = db
    .prepare<[string], { hash: string; bytes: number }>(
      'SELECT hash, bytes FROM file WHERE hash IN (SELECT value FROM json_each(?))',
    )
    .all(JSON.stringify(files))
  const wanted = new Set(known.map(({ hash }) => hash))
  const sizes = new Set(known.map(({ bytes }) => bytes))
  // Of a file that was lost with what was known of it, the size is not known either.
  if (sizes.has(0)) sizes.clear()
  const found: string[] = []
  try {
    for (const source of sources) {
      for await (const path of source({ sizes, hashes: new Set(wanted) }, call)) {
        if (wanted.size === 0) break
        const hash = await hashOf(path)
        if (hash === null || !wanted.has(hash)) continue
        const { bytes, type } = await storeFile(folder, path, { name: path, signal: call.signal })
        db.prepare(
          "UPDATE file SET bytes = ?, type = CASE WHEN bytes = 0 THEN ? ELSE type END, picture = 'waiting' WHERE hash = ?",
        ).run(bytes, type, hash)
        wanted.delete(hash)
        found.push(hash)
        call.progress({ done: found.length, total: known.length, step: 'files' })
      }
    }
  } catch (error) {
    // What was found until it was cancelled is there, and is told.
    if (!call.signal.aborted || found.length === 0) throw error
  }
  return { found, missing: [...wanted] }
}

/** A folder with all that is in it, or one file. What may not be read is passed over; links are not followed. */
export function inFolder(root: string): OriginalSource {
  return async function* filesIn({ sizes }, call) {
    for await (const path of walk(root, call)) {
      if (call.signal.aborted) throw new Failure('cancelled')
      const bytes = (await stat(path).catch(() => null))?.size ?? 0
      if (bytes > 0 && (sizes.size === 0 || sizes.has(bytes))) yield path
    }
  }
}

/**
 * An archive: each wanted original is unpacked to `folder` for as long as it is looked at. What is damaged in it is passed over;
 * one that is damaged as a whole, or is none, throws `archive.*`.
 */
export function inArchive(archive: string, folder: string): OriginalSource {
  return async function* filesIn({ hashes }, call) {
    const { entries } = await readArchiveManifest(archive)
    const held = new Set(entries.map(({ path }) => path))
    await mkdir(folder, { recursive: true })
    for (const hash of [...hashes].filter((each) => held.has(archivedOriginal(each)))) {
      const to = join(folder, `found-${hash}`)
      await rm(to, { force: true })
      try {
        if (await readArchivedOriginal(archive, { hash, to }, call)) yield to
      } catch (error) {
        const isDamaged = error instanceof Failure && error.code === 'archive.damaged'
        if (!isDamaged) throw error
      } finally {
        await rm(to, { force: true })
      }
    }
  }
}

async function* walk(path: string, { signal }: Call): AsyncIterable<string> {
  if (signal.aborted) throw new Failure('cancelled')
  const stats = await stat(path).catch(() => null)
  if (stats?.isFile()) yield path
  if (!stats?.isDirectory()) return
  const folder = await opendir(path).catch(() => null)
  if (!folder) return
  for await (const entry of folder) {
    if (entry.isFile()) yield join(path, entry.name)
    else if (entry.isDirectory()) yield* walk(join(path, entry.name), { signal, progress: () => undefined })
  }
}
