import { createHash } from 'node:crypto'
import { open, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { crc32 } from 'node:zlib'
import type { Call } from '../contract/table'
import { archivedOriginal, manifestPath, type ArchivedFile, type ArchiveManifest } from '../domain/archive'
import { Failure } from '../domain/failure'
import { largestManifest, readManifest } from './archive-manifest'
import { readDirectory, readEntry, type OpenZip, type ZipEntry } from './archive-zip'
import { outFailure } from './out-file'

/*
 * Reading an archive, wherever it came from: what it says of itself, and single entries of it, each checked against that while it
 * is read. Nothing here knows where a portfolio lies.
 */

/** An archive whose directory and manifest agree. */
export type OpenArchive = {
  manifest: ArchiveManifest
  /** SHA-256 of the manifest in hex: names all that is in the archive. */
  mark: string
  zip: OpenZip
  entries: ReadonlyMap<string, ZipEntry>
}

/**
 * Opens an archive for as long as `use` takes. Throws `file.missing`, `archive.*`, and what `use` throws.
 * @param path anywhere on this computer
 */
export function withArchive<Result>(
  path: string,
  use: (archive: OpenArchive) => Promise<Result>,
): Promise<Result> {
  return withZip(path, async (zip) => use(await readArchive(zip)))
}

/**
 * The bytes of the first entry, by which any file of ours says what it is. Throws `file.missing`, `archive.*`.
 * @param largest in bytes
 */
export function readHead(path: string, largest: number): Promise<Buffer> {
  return withZip(path, async (zip) => {
    const entries = await readDirectory(zip)
    return readManifestEntry(zip, entries.get(manifestPath), largest)
  })
}

async function withZip<Result>(path: string, use: (zip: OpenZip) => Promise<Result>): Promise<Result> {
  const name = basename(path).normalize('NFC')
  const stats = await stat(path).catch(() => null)
  if (!stats) throw new Failure('archive.missing', { name })
  if (!stats.isFile()) throw new Failure('archive.notOne', { name })
  const handle = await open(path, 'r').catch((cause: unknown) => {
    throw new Failure('archive.driveGone', { name }, { cause })
  })
  try {
    return await use({ handle, size: stats.size, name })
  } finally {
    await handle.close()
  }
}

/** What an archive says of itself. Throws `archive.*`. */
export function readArchiveManifest(path: string): Promise<ArchiveManifest> {
  return withArchive(path, ({ manifest }) => Promise.resolve(manifest))
}

/**
 * Copies one original out of an archive to a place where nothing is yet; null when the archive does not hold it whole. Throws
 * `archive.*`, `disk.full`, `export.*`, `cancelled`.
 */
export function readArchivedOriginal(
  path: string,
  { hash, to }: { hash: string; to: string },
  call: Pick<Call, 'signal'>,
): Promise<ArchivedFile | null> {
  return withArchive(path, async (archive) => {
    const wanted = archive.manifest.entries.find((file) => file.path === archivedOriginal(hash))
    if (!wanted || wanted.isDamaged) return null
    await takeOut(archive, wanted, { to, signal: call.signal, onBytes: () => undefined })
    return wanted
  })
}

/**
 * Writes an entry to a file, flushed to the disk, and checks it on the way: a file that is not what the manifest says is removed
 * again. Throws `archive.damaged`, `archive.driveGone`, `disk.full`, `export.*`, `cancelled`.
 * @param onBytes told how many bytes were written more
 */
export async function takeOut(
  { zip, entries }: OpenArchive,
  { path, bytes, sha256 }: ArchivedFile,
  { to, signal, onBytes }: { to: string; signal: AbortSignal; onBytes: (bytes: number) => void },
): Promise<void> {
  const entry = entries.get(path)
  if (!entry) throw new Failure('archive.changed', { name: zip.name })
  // People know the archive, not the names of what is in it.
  const writingFailure = (error: unknown): unknown => outFailure(error, join(dirname(to), zip.name))
  const target = await open(to, 'wx').catch((error: unknown) => {
    throw writingFailure(error)
  })
  let isWhole = false
  try {
    const hash = createHash('sha256')
    for await (const chunk of readEntry(zip, path, entry)) {
      if (signal.aborted) throw new Failure('cancelled')
      hash.update(chunk)
      await target.writeFile(chunk).catch((error: unknown) => {
        throw writingFailure(error)
      })
      onBytes(chunk.length)
    }
    if (entry.bytes !== bytes || hash.digest('hex') !== sha256) {
      throw new Failure('archive.damaged', { name: zip.name })
    }
    await target.sync()
    isWhole = true
  } finally {
    await target.close()
    if (!isWhole) await rm(to, { force: true })
  }
}

async function readArchive(zip: OpenZip): Promise<OpenArchive> {
  const entries = await readDirectory(zip)
  const bytes = await readManifestEntry(zip, entries.get(manifestPath), largestManifest)
  const manifest = readManifest(bytes, zip.name)
  requireSame(manifest, entries, zip.name)
  return { manifest, mark: createHash('sha256').update(bytes).digest('hex'), zip, entries }
}

async function readManifestEntry(
  zip: OpenZip,
  entry: ZipEntry | undefined,
  largest: number,
): Promise<Buffer> {
  if (!entry) throw new Failure('archive.notOne', { name: zip.name })
  if (entry.bytes > largest) throw new Failure('archive.tooMany', { name: zip.name })
  const chunks: Buffer[] = []
  for await (const chunk of readEntry(zip, manifestPath, entry)) chunks.push(Buffer.from(chunk))
  const bytes = Buffer.concat(chunks)
  // Of the manifest nothing else says whether it is as it was written.
  if (crc32(bytes) !== entry.crc) throw new Failure('archive.damaged', { name: zip.name })
  return bytes
}

/** Every entry is in the manifest with its size, and the other way round. */
function requireSame(manifest: ArchiveManifest, entries: ReadonlyMap<string, ZipEntry>, name: string): void {
  if (manifest.entries.length !== entries.size - 1) throw new Failure('archive.changed', { name })
  for (const { path, bytes } of manifest.entries) {
    const entry = entries.get(path)
    if (!entry) throw new Failure('archive.changed', { name })
    if (entry.bytes !== bytes) throw new Failure('archive.damaged', { name })
  }
}
