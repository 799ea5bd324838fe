import { existsSync, readdirSync, statSync } from 'node:fs'
import { mkdir, readdir, rename, rm, rmdir, stat } from 'node:fs/promises'
import { basename, dirname, join, relative, sep } from 'node:path'
import type { Call } from '../contract/table'
import { databasePath, type ArchivedFile, type ArchiveManifest } from '../domain/archive'
import { Failure } from '../domain/failure'
import { requireSoundDatabase } from './archive-database'
import { takeOut, withArchive, type OpenArchive } from './archive-read'
import { hashOf, syncFolder } from './files'
import { portfolioFolder } from './folders'
import { requireRoom } from './free-room'
import { outFailure } from './out-file'
import { sealSubmission, unsealed } from './submission-folder'

/*
 * Unpacking: everything goes into a folder beside the place where the portfolio is to lie, is checked there, and comes to its place
 * when it is whole. What an ended unpacking left there is used by the next one of the same archive, after it was checked again.
 */

/** What was unpacked, and the files that the archive itself says are damaged or missing. */
export type Unpacked = { manifest: ArchiveManifest; damaged: string[]; missing: string[] }

/**
 * Unpacks an archive to a new folder `root`. Throws `archive.*`, `portfolio.exists`, `export.noFolder`, `disk.full`, `cancelled`;
 * then nothing is there.
 */
export async function unpackArchive(path: string, root: string, call: Call): Promise<Unpacked> {
  requireFree(root)
  return withArchive(path, async (archive) => {
    const staging = stagingFor(root, archive)
    const unpacked = await stageArchive(archive, staging, call)
    await placed(staging, root)
    return unpacked
  })
}

/** Where an archive is unpacked that is to lie at `root`: the same for the same archive, so that work goes on where it was. */
function stagingFor(root: string, { mark }: OpenArchive): string {
  return join(dirname(root), `.${mark.slice(0, 32)}.fivefold-part`)
}

/**
 * Unpacks an archive into a folder and checks all of it: a portfolio that can be opened, compared or moved to its place. When it is
 * refused or cancelled the folder is gone; when the app or a drive went, what was checked waits there for another try.
 */
export async function stageArchive(archive: OpenArchive, staging: string, call: Call): Promise<Unpacked> {
  const { manifest, zip } = archive
  try {
    await makeFolder(staging)
    const { done, bytes } = await keepSound(staging, manifest, call)
    const total = manifest.entries.reduce((sum, file) => sum + file.bytes, 0)
    await requireRoom(dirname(staging), total - bytes, zip.name)
    await takeAllOut(archive, staging, { done, bytes, total }, call)
    call.progress({ done: total, total, step: 'archiveCheck' })
    await furnish(staging)
    const damaged = manifest.entries.filter(({ isDamaged }) => isDamaged).map(({ path }) => path)
    return { manifest, damaged, missing: manifest.missing.map(({ path }) => path) }
  } catch (error) {
    const failure = outFailure(error, join(dirname(staging), zip.name))
    const isToGoOn = !(failure instanceof Failure) || failure.code === 'archive.driveGone'
    if (!isToGoOn) await removeStaging(staging)
    throw failure
  }
}

/** Removes a staging folder, the sealed files of submissions in it included. */
export async function removeStaging(staging: string): Promise<void> {
  await unsealed(join(staging, 'submissions'))
  await rm(staging, { recursive: true, force: true })
}

function requireFree(root: string): void {
  if (!existsSync(dirname(root))) throw new Failure('export.noFolder', { name: basename(root) })
  const isFree = !existsSync(root) || (statSync(root).isDirectory() && readdirSync(root).length === 0)
  if (!isFree) throw new Failure('portfolio.exists', { folder: root })
}

/** What lies in the staging folder as the manifest says stays; all else goes. */
async function keepSound(
  staging: string,
  { entries }: ArchiveManifest,
  { signal }: Call,
): Promise<{ done: Set<string>; bytes: number }> {
  const wanted = new Map(entries.map((file) => [file.path, file]))
  const done = new Set<string>()
  let bytes = 0
  await unsealed(join(staging, 'submissions'))
  for (const entry of await readdir(staging, { recursive: true, withFileTypes: true })) {
    if (signal.aborted) throw new Failure('cancelled')
    if (entry.isDirectory()) continue
    const path = join(entry.parentPath, entry.name)
    const file = wanted.get(relative(staging, path).split(sep).join('/'))
    if (entry.isFile() && file && (await isSound(path, file))) {
      done.add(file.path)
      bytes += file.bytes
    } else await rm(path, { force: true })
  }
  return { done, bytes }
}

async function isSound(path: string, { bytes, sha256 }: ArchivedFile): Promise<boolean> {
  return (await stat(path)).size === bytes && (await hashOf(path)) === sha256
}

/** The database comes first and is checked at once: what is not to be taken is refused before gigabytes are written. */
async function takeAllOut(
  archive: OpenArchive,
  staging: string,
  { done, bytes, total }: { done: ReadonlySet<string>; bytes: number; total: number },
  { signal, progress }: Call,
): Promise<void> {
  const { manifest, zip } = archive
  let written = bytes
  const folders = new Set<string>([staging])

  async function take(file: ArchivedFile): Promise<void> {
    if (signal.aborted) throw new Failure('cancelled')
    const to = join(staging, ...file.path.split('/'))
    const folder = dirname(to)
    if (!folders.has(folder)) await makeFolders(staging, folder)
    folders.add(folder)
    if (done.has(file.path)) return
    const onBytes = (more: number): void => {
      written += more
      progress({ done: written, total, step: 'archiveBytes' })
    }
    await takeOut(archive, file, { to, signal, onBytes })
  }

  const isDatabase = ({ path }: ArchivedFile): boolean => path === databasePath
  for (const file of manifest.entries.filter(isDatabase)) await take(file)
  requireSoundDatabase(join(staging, databasePath), manifest, zip.name)
  for (const file of manifest.entries) if (!isDatabase(file)) await take(file)
  for (const folder of folders) await syncFolder(folder)
}

/** Makes the folders on the way from one folder down to another. */
async function makeFolders(from: string, to: string): Promise<void> {
  const names = relative(from, to).split(sep)
  for (const [index] of names.entries()) await makeFolder(join(from, ...names.slice(0, index + 1)))
}

/** Not Node's own recursive way, which says of a full disk that a folder is not there. */
async function makeFolder(path: string): Promise<void> {
  if (!existsSync(path)) await mkdir(path)
}

/** What a portfolio's folder has beside what was packed, and nobody may write what was handed in. */
async function furnish(staging: string): Promise<void> {
  const { files, cache, backups, submissions } = portfolioFolder(staging)
  for (const path of [files, cache, backups]) await makeFolder(path)
  if (!existsSync(submissions)) return
  for (const id of await readdir(submissions)) await sealSubmission(join(submissions, id))
}

/** Windows does not rename over a folder, not even an empty one. */
async function placed(staging: string, root: string): Promise<void> {
  try {
    requireFree(root)
    if (existsSync(root)) await rmdir(root)
    await rename(staging, root)
    await syncFolder(dirname(root))
  } catch (error) {
    await removeStaging(staging)
    throw outFailure(error, root)
  }
}
