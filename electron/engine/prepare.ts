import type { Stats } from 'node:fs'
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

/** What is about to come in: every file of what was given, folders opened. */
export type Prepared = { paths: string[]; preview: Omit<FilePreview, 'gathering'> }

/**
 * Looks at what was given before anything is copied: opens folders (all levels, without hidden files, what systems
 * leave behind, and links, so that a loop of them cannot catch it), counts the files, and names those that are in the
 * portfolio already, those that were forgotten, and what could not be read. No file is opened that is neither. Throws `files.tooMany`, `cancelled`.
 */
export async function prepareFiles(db: ReadableDb, given: readonly string[], call: Call): Promise<Prepared> {
  const { files, folders, unread } = await openFolders(given, call)
  const known: KnownFile[] = []
  const forgotten: ForgottenFile[] = []
  const sizes = sizesOfKnown(db)
  let total = 0
  for (const [index, { path, bytes }] of files.entries()) {
    total += bytes
    if (!sizes.has(bytes)) continue
    const name = nameOf(path)
    if (call.signal.aborted) throw new Failure('cancelled')
    call.progress({ done: index, total: files.length, step: name })
    // What may be here already is read whole: one by one, since a disk that turns is slow at two files at once.
    const twin = await findTwin(db, path, bytes)
    if (twin) known.push({ index, name, ...twin })
    const forgottenAt = await findForgotten(db, path, bytes)
    if (forgottenAt !== null) forgotten.push({ index, name, forgottenAt })
  }
  const paths = files.map(({ path }) => path)
  const names = paths.slice(0, 5).map(nameOf)
  return { paths, preview: { count: paths.length, folders, bytes: total, names, known, forgotten, unread } }
}

/** What the page is told of a path. */
function nameOf(path: string): string {
  return basename(path).normalize('NFC')
}

/** Of how many bytes the files are that are here, or were forgotten. */
function sizesOfKnown(db: ReadableDb): Set<number> {
  const sizes = db
    .prepare<[], number>('SELECT bytes FROM file UNION SELECT bytes FROM forgotten_file')
    .pluck()
    .all()
  return new Set(sizes)
}

/** How many of the files are of which kind, told from their first bytes. Throws `cancelled`. */
export async function countKinds(
  paths: readonly string[],
  { signal }: Pick<Call, 'signal'>,
): Promise<Record<FileGroup, number>> {
  const counts: Record<FileGroup, number> = { photo: 0, document: 0, media: 0, other: 0 }
  await mapAbreast(paths, async (path) => {
    if (signal.aborted) throw new Failure('cancelled')
    const isFile = await stat(path).then(
      (stats) => stats.isFile(),
      () => false,
    )
    if (isFile) counts[fileGroup(await sniff(path).catch(() => ''))] += 1
  })
  return counts
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

/** What is no file counts no bytes: it is refused with a sentence when it is to come in. */
type Found = { path: string; bytes: number }

async function openFolders(
  given: readonly string[],
  { signal }: Call,
): Promise<{ files: Found[]; folders: number; unread: string[] }> {
  const files: Found[] = []
  const unread: string[] = []
  const seen = new Set<string>()
  let folders = 0

  async function enter(path: string, stats: Stats | null, isGiven: boolean): Promise<void> {
    // What was given and is not there is refused by its name when it is to come in.
    if (!stats && !isGiven) unread.push(nameOf(path))
    if (!stats?.isDirectory()) {
      const isFile = stats?.isFile() ?? false
      if (isGiven || isFile) files.push({ path, bytes: isFile && stats ? stats.size : 0 })
      if (files.length > mostFiles) throw new Failure('files.tooMany', { most: mostFiles })
      return
    }
    // What lies in a portfolio is not for people.
    if (isPortfolioName(path)) return
    const real = await realpath(path).catch(() => path)
    if (seen.has(real)) return
    seen.add(real)
    folders += 1
    const names = await readdir(path).catch(() => {
      unread.push(nameOf(path))
      return []
    })
    names.sort((one, other) => one.localeCompare(other, 'en', { numeric: true }))
    await enterAll(
      names.filter((name) => !isClutter(name)).map((name) => join(path, name)),
      false,
    )
  }

  async function enterAll(paths: readonly string[], isGiven: boolean): Promise<void> {
    const looks = await mapAbreast(paths, async (path) => {
      if (signal.aborted) throw new Failure('cancelled')
      // A link that was given is meant; one that lies in a folder may lead anywhere.
      return (isGiven ? stat(path) : lstat(path)).catch(() => null)
    })
    for (const [index, path] of paths.entries()) await enter(path, looks[index] ?? null, isGiven)
  }

  await enterAll(given, true)
  return { files, folders, unread }
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
