import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Failure } from '../domain/failure'
import { headSize, typeOf } from './file-types'
import { makeFolder, originalPath, type PortfolioFolder } from './folders'
import { errorCode, isDiskFull, isForbidden } from './system-errors'

/** What is known of an original once it is stored. */
export type StoredOriginal = { hash: string; bytes: number; type: string }

/** Read and written at a time, in bytes: large files are streamed, never read whole. */
const chunkSize = 1 << 20

/**
 * Copies a file into the portfolio under its SHA-256: aside in the same volume, flushed to the disk, then renamed, so
 * that a crash leaves no half file under a hash. A file that is there already is checked, not trusted.
 * Throws `file.missing`, `.isFolder`, `.empty`, `.unreadable`, `.changed`, `disk.full`, `portfolio.notWritable`, `cancelled`,
 * and what `admit` throws.
 */
export async function storeFile(
  folder: PortfolioFolder,
  path: string,
  options: {
    name: string
    signal?: AbortSignal
    /** Throws for what is not to come in, once it is known what it is. */
    admit?: (original: StoredOriginal) => void
  },
): Promise<StoredOriginal> {
  const { name, signal, admit } = options
  const source = await openSource(path, name)
  const aside = join(folder.files, `.incoming-${randomUUID()}`)
  try {
    const copied = await copyAside(source, aside, { name, folder, signal })
    admit?.(copied)
    await keep(folder, aside, copied.hash)
    return copied
  } finally {
    await source.close()
    await rm(aside, { force: true })
  }
}

/**
 * Copies a file to a place in the portfolio where nothing is yet, flushed to the disk. Throws as `storeFile` does.
 */
export async function copyInto(
  folder: PortfolioFolder,
  { from, to }: { from: string; to: string },
  { name, signal }: { name: string; signal?: AbortSignal },
): Promise<void> {
  const source = await openSource(from, name)
  try {
    await copyAside(source, to, { name, folder, signal })
  } finally {
    await source.close()
  }
}

async function openSource(path: string, name: string): Promise<FileHandle> {
  try {
    const stats = await stat(path)
    if (stats.isDirectory()) throw new Failure('file.isFolder', { name })
    // Pipes and devices never end, or are not what they seem.
    if (!stats.isFile()) throw new Failure('file.unreadable', { name })
    return await open(path, 'r')
  } catch (error) {
    if (error instanceof Failure) throw error
    const isMissing = ['ENOENT', 'ENOTDIR'].includes(errorCode(error))
    throw new Failure(isMissing ? 'file.missing' : 'file.unreadable', { name }, { cause: error })
  }
}

type CopyOptions = { name: string; folder: PortfolioFolder; signal: AbortSignal | undefined }

async function copyAside(source: FileHandle, aside: string, options: CopyOptions): Promise<StoredOriginal> {
  const { name, folder, signal } = options
  const before = await source.stat()
  const target = await openTarget(folder, aside)
  try {
    const hash = createHash('sha256')
    const buffer = Buffer.allocUnsafe(chunkSize)
    let head = Buffer.alloc(0)
    let bytes = 0
    for (;;) {
      if (signal?.aborted) throw new Failure('cancelled')
      const chunk = await readChunk(source, buffer, name)
      if (chunk.length === 0) break
      if (bytes === 0) head = Buffer.from(chunk.subarray(0, headSize))
      hash.update(chunk)
      await writeChunk(target, chunk, folder)
      bytes += chunk.length
    }
    if (bytes === 0) throw new Failure('file.empty', { name })
    const after = await source.stat()
    if (after.size !== bytes || after.mtimeMs !== before.mtimeMs) throw new Failure('file.changed', { name })
    await target.sync()
    return { hash: hash.digest('hex'), bytes, type: await typeOf(aside, head) }
  } finally {
    await target.close()
  }
}

async function openTarget(folder: PortfolioFolder, aside: string): Promise<FileHandle> {
  try {
    makeFolder(folder, folder.files)
    return await open(aside, 'wx')
  } catch (error) {
    throw writeFailure(error, folder)
  }
}

async function readChunk(source: FileHandle, buffer: Buffer, name: string): Promise<Buffer> {
  try {
    const { bytesRead } = await source.read(buffer, 0, buffer.length, null)
    return buffer.subarray(0, bytesRead)
  } catch (error) {
    throw new Failure('file.unreadable', { name }, { cause: error })
  }
}

async function writeChunk(target: FileHandle, chunk: Buffer, folder: PortfolioFolder): Promise<void> {
  try {
    await target.writeFile(chunk)
  } catch (error) {
    throw writeFailure(error, folder)
  }
}

/** What a failed write into the portfolio means for the user; a bug is passed on as it is. */
export function writeFailure(error: unknown, folder: PortfolioFolder): unknown {
  if (isDiskFull(error)) return new Failure('disk.full', {}, { cause: error })
  // A file lies where a folder should be.
  if (isForbidden(error) || ['EEXIST', 'ENOTDIR'].includes(errorCode(error)))
    return new Failure('portfolio.notWritable', { folder: folder.root }, { cause: error })
  if (errorCode(error) === 'ENOENT')
    return new Failure('portfolio.missing', { folder: folder.root }, { cause: error })
  return error
}

async function keep(folder: PortfolioFolder, aside: string, hash: string): Promise<void> {
  const path = originalPath(folder, hash)
  if ((await hashOf(path)) === hash) return
  makeFolder(folder, dirname(path))
  await rename(aside, path)
  await syncFolder(dirname(path))
}

/** Makes a rename last through a power cut. Windows knows no such call and needs none. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** The SHA-256 of a file's bytes in hex, read as a stream; null when it is not there or cannot be read. */
export async function hashOf(path: string): Promise<string | null> {
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: chunkSize }))
      hash.update(chunk as Buffer)
  } catch {
    return null
  }
  return hash.digest('hex')
}

/** The media type of a file before it is stored. Throws `file.missing`, `file.isFolder`, `file.unreadable`, `file.empty`. */
export async function sniff(path: string): Promise<string> {
  const name = basename(path)
  const source = await openSource(path, name)
  try {
    const head = Buffer.from(await readChunk(source, Buffer.alloc(headSize), name))
    if (head.length === 0) throw new Failure('file.empty', { name })
    return await typeOf(path, head)
  } finally {
    await source.close()
  }
}
