import { createHash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import type { Call } from '../contract/table'
import { manifestPath, type ArchiveManifest } from '../domain/archive'
import { Failure } from '../domain/failure'
import type { Piece } from './archive-contents'
import { writeManifest } from './archive-manifest'

/** A piece that was not what the manifest, which stands before it, says of it. */
export class Untrue extends Error {
  constructor(readonly path: string) {
    super('not what the manifest says')
  }
}

/** Read and written at a time, in bytes. */
const chunkSize = 1 << 20

/** A file that its owner may write and all may read. */
const mode = 0o100644

/**
 * Writes an archive from the beginning of a file, flushed to the disk: the manifest, then the pieces, stored as they are and hashed
 * on the way. Memory stays the same however large they are. Throws `Untrue` as soon as one is not what the manifest says,
 * `cancelled`, and what the system says.
 * @returns bytes and SHA-256 of the archive
 */
export async function writeArchive(
  target: FileHandle,
  { manifest, pieces, madeAt }: { manifest: ArchiveManifest; pieces: readonly Piece[]; madeAt: Date },
  { signal, progress }: Call,
): Promise<{ bytes: number; hash: string }> {
  const options = { mode, mtime: madeAt, compress: false }
  const total = pieces.reduce((sum, piece) => sum + piece.bytes, 0)
  let read = 0
  let source: Readable | null = null
  const zip = new ZipFile()
  const output = zip.outputStream as Readable
  const fail = (error: unknown): void => {
    output.destroy(error instanceof Error ? error : new Error(String(error)))
  }
  zip.on('error', fail)
  zip.addBuffer(writeManifest(manifest), manifestPath, options)
  for (const piece of pieces) {
    zip.addReadStreamLazy(piece.path, { ...options, size: piece.bytes }, (take) => {
      const onBytes = (bytes: number): void => {
        read += bytes
        progress({ done: read, total, step: 'archiveBytes' })
      }
      source = Readable.from(bytesOf(piece, onBytes), { objectMode: false, highWaterMark: chunkSize })
      // The archive's own stream does not hear of errors of what is put into it.
      source.once('error', fail)
      take(null, source)
    })
  }
  zip.end()
  try {
    return await writeAll(target, output, signal)
  } finally {
    ;(source as Readable | null)?.destroy()
  }
}

async function* bytesOf(piece: Piece, onBytes: (bytes: number) => void): AsyncGenerator<Buffer> {
  const file = await open(piece.from, 'r').catch(() => {
    throw new Untrue(piece.path)
  })
  try {
    const hash = createHash('sha256')
    let bytes = 0
    for (;;) {
      // What was yielded is still on its way: each chunk has a buffer of its own.
      const buffer = Buffer.allocUnsafe(Math.min(chunkSize, Math.max(piece.bytes - bytes, 1)))
      const { bytesRead } = await file.read(buffer, 0, buffer.length, bytes).catch(() => {
        throw new Untrue(piece.path)
      })
      if (bytesRead === 0) break
      bytes += bytesRead
      if (bytes > piece.bytes) throw new Untrue(piece.path)
      const chunk = buffer.subarray(0, bytesRead)
      hash.update(chunk)
      onBytes(bytesRead)
      // The last chunk only leaves when all of them are true.
      if (bytes === piece.bytes && hash.copy().digest('hex') !== piece.sha256) throw new Untrue(piece.path)
      yield chunk
    }
    if (bytes !== piece.bytes) throw new Untrue(piece.path)
  } finally {
    await file.close()
  }
}

async function writeAll(
  target: FileHandle,
  output: Readable,
  signal: AbortSignal,
): Promise<{ bytes: number; hash: string }> {
  const hash = createHash('sha256')
  let bytes = 0
  await target.truncate(0)
  for await (const chunk of output as AsyncIterable<Buffer>) {
    if (signal.aborted) throw new Failure('cancelled')
    hash.update(chunk)
    for (let done = 0; done < chunk.length;) {
      const { bytesWritten } = await target.write(chunk, done, chunk.length - done, bytes + done)
      done += bytesWritten
    }
    bytes += chunk.length
  }
  await target.sync()
  return { bytes, hash: hash.digest('hex') }
}
