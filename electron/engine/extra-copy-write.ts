import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { mkdir, open, readdir, rename, rm, rmdir, stat, type FileHandle } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import type { Call } from '../contract/table'
import { databasePath } from '../domain/archive'
import type { CopiedOut, LeftOut } from '../domain/extra-copy'
import { Failure } from '../domain/failure'
import type { Piece } from './archive-contents'
import { workIn, writeMarker, type WrittenDatabase } from './extra-copy-marker'
import type { CopyPlace } from './extra-copy-place'
import { syncFolder } from './files'
import { portfolioFolder } from './folders'
import { requireRoom } from './free-room'
import { sealSubmission, unsealed } from './submission-folder'
import { errorCode } from './system-errors'

/*
 * Bringing an extra copy up to date. What is new comes first, each file whole or not at all; then the database, by one rename; then
 * goes what that database knows nothing of. Wherever it is cut off, the copy is a whole portfolio of before or of now.
 */

/** Read and written at a time, in bytes. */
const chunkSize = 1 << 20

/** A file on its way; the rest of one that was cut off goes with the next copying. */
const onItsWay = '.incoming-'

/** The pieces begin with the database. */
type Source = { pieces: readonly Piece[]; portfolio: string; madeAt: string }

/**
 * Brings the copy in a place up to date with what a checked backup and the originals hold. Throws `cancelled`, `copy.noRoom`,
 * `backup.notMade` when the backup is another by now, and what the system says of the drive.
 */
export async function writeExtraCopy(
  place: CopyPlace,
  { pieces, portfolio, madeAt }: Source,
  call: Call,
): Promise<Omit<CopiedOut, 'name' | 'besides'>> {
  const { root } = place
  const { submissions } = portfolioFolder(root)
  const [database, ...originals] = pieces
  if (database?.path !== databasePath) throw new Error('a portfolio without a database')
  if (place.isNew) await begin(root, { portfolio, madeAt })
  const lacking = await lackingIn(root, originals, call)
  const isDatabaseNew = place.database?.hash !== database.sha256
  const needed = [...(isDatabaseNew ? [database] : []), ...lacking].reduce((sum, { bytes }) => sum + bytes, 0)
  await requireRoom(root, needed, root)
  // What somebody looked at there may be sealed, as in any portfolio. Not every drive knows of that.
  await unsealed(submissions).catch(() => undefined)
  const { files, bytes, leftOut } = await copyFiles(root, lacking, call)
  requireGoingOn(call)
  const next: WrittenDatabase = { hash: database.sha256, work: workIn(database.from) ?? '' }
  const either = [...(place.database ? [place.database] : []), next]
  if (isDatabaseNew) {
    await putDatabase(root, database, {
      before: () => writeMarker(root, { portfolio, madeAt, databases: either }),
    })
  }
  await writeMarker(root, { portfolio, madeAt, databases: [next] })
  await removeUnknown(root, new Set(pieces.map(({ path }) => path)))
  for (const folder of foldersIn(submissions)) await sealSubmission(folder).catch(() => undefined)
  return { files, bytes, leftOut }
}

/** Whatever comes later, the folder says whose it is. */
async function begin(root: string, { portfolio, madeAt }: Omit<Source, 'pieces'>): Promise<void> {
  await makeFolder(root)
  await writeMarker(root, { portfolio, madeAt, databases: [] })
  await settle(dirname(root))
}

/** What is not in the copy yet, or is there in another size. What is there was compared with its hash when it was written. */
async function lackingIn(root: string, pieces: readonly Piece[], call: Call): Promise<Piece[]> {
  const lacking: Piece[] = []
  for (const piece of pieces) {
    requireGoingOn(call)
    const stats = await stat(join(root, piece.path)).catch(() => null)
    if (stats?.size !== piece.bytes) lacking.push(piece)
  }
  return lacking
}

async function copyFiles(
  root: string,
  lacking: readonly Piece[],
  call: Call,
): Promise<{ files: number; bytes: number; leftOut: LeftOut[] }> {
  const leftOut: LeftOut[] = []
  const folders = new Set<string>()
  let bytes = 0
  for (const [done, piece] of lacking.entries()) {
    call.progress({ done, total: lacking.length, step: 'copyFiles' })
    const to = join(root, piece.path)
    const why = await copyPiece(piece, { root, to }, call)
    if (why) {
      leftOut.push({ path: piece.path, names: piece.names, why })
      continue
    }
    bytes += piece.bytes
    folders.add(dirname(to)).add(dirname(dirname(to)))
  }
  for (const folder of folders) await settle(folder)
  call.progress({ done: lacking.length, total: lacking.length, step: 'copyFiles' })
  return { files: lacking.length - leftOut.length, bytes, leftOut }
}

/** Of a path only the last part: a stick that was pulled out must not become a folder of this computer. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path)
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
  }
}

/** Null when it is there, whole; else why it could not be taken over. Throws what the system says of the copy's drive. */
async function copyPiece(
  piece: Piece,
  { root, to }: { root: string; to: string },
  call: Call,
): Promise<LeftOut['why'] | null> {
  const source = await open(piece.from, 'r').catch(() => null)
  if (!source) return 'missing'
  const aside = join(root, `${onItsWay}${randomUUID()}`)
  try {
    await makeFolder(dirname(dirname(to)))
    await makeFolder(dirname(to))
    const hash = await copyAside(source, aside, call)
    if (hash !== piece.sha256) return 'damaged'
    await rename(aside, to)
    return null
  } catch (error) {
    if (errorCode(error) === 'EFBIG') return 'tooLarge'
    throw error
  } finally {
    await source.close()
    await rm(aside, { force: true }).catch(() => undefined)
  }
}

/** The SHA-256 of what was copied and flushed; null when it cannot be read to its end. */
async function copyAside(source: FileHandle, aside: string, call: Call): Promise<string | null> {
  const target = await open(aside, 'wx')
  try {
    const hash = createHash('sha256')
    const buffer = Buffer.allocUnsafe(chunkSize)
    for (;;) {
      requireGoingOn(call)
      const read = await source.read(buffer, 0, buffer.length, null).catch(() => null)
      if (!read) return null
      if (read.bytesRead === 0) break
      const chunk = buffer.subarray(0, read.bytesRead)
      hash.update(chunk)
      await target.writeFile(chunk)
    }
    await target.sync()
    return hash.digest('hex')
  } finally {
    await target.close()
  }
}

/** @param before runs when the new database is whole beside the old one */
async function putDatabase(
  root: string,
  database: Piece,
  { before }: { before: () => Promise<void> },
): Promise<void> {
  const aside = join(root, `${onItsWay}${randomUUID()}`)
  const source = await open(database.from, 'r').catch(() => null)
  if (!source) throw new Failure('backup.notMade')
  try {
    // A database is small, and closing waits for nothing: from here on it goes through to the end.
    const hash = await copyAside(source, aside, {
      signal: new AbortController().signal,
      progress: () => undefined,
    })
    if (hash !== database.sha256) throw new Failure('backup.notMade')
    await before()
    await rename(aside, join(root, databasePath))
    await settle(root)
  } finally {
    await source.close()
    await rm(aside, { force: true }).catch(() => undefined)
  }
}

/**
 * Removes what the copy's database does not know: originals that were forgotten or thrown away, and what came in when somebody
 * opened the copy to look at it. What else lies in the folder is the user's own.
 */
async function removeUnknown(root: string, known: ReadonlySet<string>): Promise<void> {
  const { files, submissions, cache, backups, tray } = portfolioFolder(root)
  for (const folder of [cache, backups, tray]) await rm(folder, { recursive: true, force: true })
  for (const path of [...(await filesBelow(files)), ...(await filesBelow(submissions))]) {
    if (!known.has(relative(root, path).split(sep).join('/'))) await rm(path, { force: true })
  }
  for (const folder of foldersIn(submissions)) if (readdirSync(folder).length === 0) await rmdir(folder)
  for (const name of readdirSync(root)) {
    if (name.startsWith(onItsWay)) await rm(join(root, name), { force: true })
  }
}

/** A stick takes its time to tell: nothing else waits for it. */
async function filesBelow(path: string): Promise<string[]> {
  if (!existsSync(path)) return []
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
}

function foldersIn(path: string): string[] {
  if (!existsSync(path)) return []
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(path, name))
}

function requireGoingOn({ signal }: Call): void {
  if (signal.aborted) throw new Failure('cancelled')
}

/** Makes what was renamed in a folder last. Not every file system of a stick knows that of folders; the files themselves do. */
async function settle(folder: string): Promise<void> {
  try {
    await syncFolder(folder)
  } catch (error) {
    if (!existsSync(folder)) throw error
  }
}
