import { lstat, readdir, realpath, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { FilePreview, ForgottenFile, KnownFile } from '../contract/evidence-requests'
import type { Call } from '../contract/table'
import { Failure } from '../domain/failure'
import { fileGroup, isClutter, isPortfolioName, type FileGroup } from '../domain/file-group'
import type { ReadableDb } from './database'
import { placesOf } from './evidence'
import { hashOf, sniff } from './files'
import { forgottenAmong } from './forgotten-files'
import { findPieceOf } from './twins'

/** More files at once than this are refused: someone dropped a whole disk. */
const mostFiles = 20_000

/** So many files are asked about beside each other: one by one, most of the time goes into waiting for the disk. */
const abreast = 8

/** Progress is told once in so many files. */
const tellEvery = 48

/** What is about to come in: every file of what was given, folders opened. */
export type Prepared = { paths: string[]; preview: Omit<FilePreview, 'gathering'> }

/**
 * Looks at what was given before anything is copied: opens folders (all levels, without hidden files, what systems
 * leave behind, and links, so that a loop of them cannot catch it), counts the files, and names those that are in the
 * portfolio already, and those that were forgotten. No file is opened that is neither. Throws `files.tooMany`, `cancelled`.
 */
export async function prepareFiles(db: ReadableDb, given: readonly string[], call: Call): Promise<Prepared> {
  const { paths, folders } = await openFolders(given, call)
  const known: KnownFile[] = []
  const forgotten: ForgottenFile[] = []
  let bytes = 0
  for (let start = 0; start < paths.length; start += tellEvery) {
    call.progress({ done: start, total: paths.length, step: basename(paths[start] ?? '') })
    const sizes = await mapAbreast(paths.slice(start, start + tellEvery), async (path) => {
      if (call.signal.aborted) throw new Failure('cancelled')
      return sizeOf(path)
    })
    for (const [offset, size] of sizes.entries()) {
      if (size === null) continue
      const index = start + offset
      const path = paths[index] ?? ''
      const name = basename(path).normalize('NFC')
      bytes += size
      // What may be here already is read whole: one by one, since a disk that turns is slow at two files at once.
      if (call.signal.aborted) throw new Failure('cancelled')
      const twin = await findTwin(db, path, size)
      if (twin) known.push({ index, name, ...twin })
      const forgottenAt = await findForgotten(db, path, size)
      if (forgottenAt !== null) forgotten.push({ index, name, forgottenAt })
    }
  }
  const names = paths.slice(0, 5).map((path) => basename(path).normalize('NFC'))
  return { paths, preview: { count: paths.length, folders, bytes, names, known, forgotten } }
}

/** How many of the files are of which kind, told from their first bytes. Throws `cancelled`. */
export async function countKinds(
  paths: readonly string[],
  { signal }: Pick<Call, 'signal'>,
): Promise<Record<FileGroup, number>> {
  const counts: Record<FileGroup, number> = { photo: 0, document: 0, media: 0, other: 0 }
  await mapAbreast(paths, async (path) => {
    if (signal.aborted) throw new Failure('cancelled')
    if ((await sizeOf(path)) !== null) counts[fileGroup(await sniff(path).catch(() => ''))] += 1
  })
  return counts
}

/** In bytes; null for what is no file. */
async function sizeOf(path: string): Promise<number | null> {
  const stats = await stat(path).catch(() => null)
  return stats?.isFile() ? stats.size : null
}

/** Works on some at a time; what comes of each stands at its place. The first failure ends it all. */
async function mapAbreast<Each, Result>(
  all: readonly Each[],
  work: (each: Each) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  const left = all.entries()
  async function take(): Promise<void> {
    for (const [index, each] of left) results[index] = await work(each)
  }
  await Promise.all(Array.from({ length: abreast }, take))
  return results
}

async function openFolders(
  given: readonly string[],
  { signal }: Call,
): Promise<{ paths: string[]; folders: number }> {
  const paths: string[] = []
  const seen = new Set<string>()
  let folders = 0

  async function enter(path: string, isGiven: boolean): Promise<void> {
    if (signal.aborted) throw new Failure('cancelled')
    // A link that was given is meant; one that lies in a folder may lead anywhere.
    const stats = await (isGiven ? stat(path) : lstat(path)).catch(() => null)
    if (!stats?.isDirectory()) {
      if (isGiven || stats?.isFile()) paths.push(path)
      if (paths.length > mostFiles) throw new Failure('files.tooMany', { most: mostFiles })
      return
    }
    // What lies in a portfolio is not for people.
    if (isPortfolioName(path)) return
    const real = await realpath(path).catch(() => path)
    if (seen.has(real)) return
    seen.add(real)
    folders += 1
    const names = await readdir(path).catch(() => [])
    names.sort((one, other) => one.localeCompare(other, 'en', { numeric: true }))
    for (const name of names) if (!isClutter(name)) await enter(join(path, name), false)
  }

  for (const path of given) await enter(path, true)
  return { paths, folders }
}

/** The piece of evidence that has this very file already. Only a file of the same size is read for it. */
async function findTwin(
  db: ReadableDb,
  path: string,
  bytes: number,
): Promise<Pick<KnownFile, 'evidence' | 'title' | 'places'> | null> {
  const hashes = db.prepare<[number], string>('SELECT hash FROM file WHERE bytes = ?').pluck().all(bytes)
  if (hashes.length === 0) return null
  const hash = await hashOf(path)
  const twin = hash !== null && hashes.includes(hash) ? findPieceOf(db, hash) : null
  return twin && { evidence: twin.evidence, title: twin.title, places: placesOf(db, twin.evidence) }
}

/** When this very file was forgotten; null when it was not. Only a file of the same size is read for it. */
async function findForgotten(db: ReadableDb, path: string, bytes: number): Promise<string | null> {
  const forgotten = forgottenAmong(db, bytes)
  if (forgotten.size === 0) return null
  return forgotten.get((await hashOf(path)) ?? '') ?? null
}
