import { open, type FileHandle } from 'node:fs/promises'
import type { Call } from '../contract/table'
import { Failure } from '../domain/failure'
import { errorCode } from './system-errors'

/** Read and written at a time, in bytes. */
const chunkSize = 1 << 20

/** Where SQLite's locks lie (fileformat2, "The Lock-Byte Page"): nothing is stored there, and Windows lets nobody else read it. */
const locks = { from: 0x40000000, bytes: 512 }

/**
 * Copies a database that another process has open, its journal with it, and brings both to the disk. That process must fold nothing
 * of the journal into the database meanwhile: then the database does not change, the journal only grows, and the two are the
 * database as it was at one of its commits, not before the copying began. Throws `cancelled`, and what the system says.
 */
export async function takeCopy(
  { from, to }: { from: string; to: string },
  { signal, progress }: Call,
): Promise<void> {
  for (const ending of ['', '-wal']) {
    const source = await openIfThere(from + ending)
    if (!source) continue
    try {
      const { size } = await source.stat()
      await copyBytes(source, { to: to + ending, size }, (done) => {
        if (signal.aborted) throw new Failure('cancelled')
        if (ending === '') progress({ done, total: size, step: 'archiveDatabase' })
      })
    } finally {
      await source.close()
    }
  }
}

async function openIfThere(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, 'r')
  } catch (error) {
    if (errorCode(error) === 'ENOENT' && path.endsWith('-wal')) return null
    throw error
  }
}

/** @param size what is written behind it comes too late: who writes on and on would never let the copying end */
async function copyBytes(
  source: FileHandle,
  { to, size }: { to: string; size: number },
  onChunk: (done: number) => void,
): Promise<void> {
  const target = await open(to, 'w')
  try {
    const buffer = Buffer.allocUnsafe(chunkSize)
    for (let position = 0; position < size;) {
      if (position === locks.from) position += locks.bytes
      const length = Math.min(chunkSize - (position % chunkSize), size - position)
      const { bytesRead } = await source.read(buffer, 0, length, position)
      if (bytesRead === 0) break
      await target.write(buffer, 0, bytesRead, position)
      position += bytesRead
      onChunk(position)
    }
    await target.sync()
  } finally {
    await target.close()
  }
}
