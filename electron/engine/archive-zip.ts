import type { FileHandle } from 'node:fs/promises'
import { RandomAccessReader, fromRandomAccessReaderPromise, type Entry, type ZipFile } from 'yauzl'
import { archivedThing, manifestPath } from '../domain/archive'
import { Failure } from '../domain/failure'
import { mostEntries } from './archive-manifest'
import { errorCode } from './system-errors'

/*
 * The container: a plain ZIP archive in which everything is stored as it is, nothing is compressed, and no entry has a name that
 * could lead anywhere. Whatever else a ZIP archive can hold is refused by its directory, before anything is unpacked. Nothing is
 * compressed, so an archive cannot hold more than its own size: there are no bombs.
 */

/** Where an entry's header begins in the archive, and how many bytes it has. */
export type ZipEntry = { offset: number; bytes: number; crc: number }

/** An archive that is open for reading. */
export type OpenZip = { handle: FileHandle; size: number; name: string }

/** Read at a time, in bytes. */
const chunkSize = 1 << 20

/** Bytes of a local header without name and extra fields. */
const headerSize = 30

/** Reads within the archive only: what lies about where things are gets an error instead of an exception that nobody catches. */
class ArchiveReader extends RandomAccessReader {
  readonly #zip: OpenZip

  constructor(zip: OpenZip) {
    super()
    this.#zip = zip
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    const { handle, size } = this.#zip
    if (!(position >= 0 && position + length <= size)) {
      setImmediate(callback, new Error('outside of the archive'))
      return
    }
    handle.read(buffer, offset, length, position).then(
      ({ bytesRead }) => {
        callback(bytesRead === length ? null : new Error('unexpected end'))
      },
      (error: unknown) => {
        callback(error instanceof Error ? error : new Error(String(error)))
      },
    )
  }
}

/**
 * The directory of an archive by the entries' names; the manifest is first. Throws `archive.notOne`, `.damaged`, `.changed`,
 * `.unsafe`, `.locked`, `.tooMany`, `.driveGone`.
 */
export async function readDirectory(zip: OpenZip): Promise<Map<string, ZipEntry>> {
  const words = { name: zip.name }
  try {
    const head = Buffer.alloc(4)
    await zip.handle.read(head, 0, head.length, 0)
    if (head.readUInt32LE(0) !== 0x04034b50) throw new Failure('archive.notOne', words)
    const file = await fromRandomAccessReaderPromise(new ArchiveReader(zip), zip.size, {
      autoClose: false,
      lazyEntries: true,
      strictFileNames: true,
      validateEntrySizes: true,
    })
    if (file.entryCount > mostEntries) throw new Failure('archive.tooMany', words)
    return await readEntries(file, zip)
  } catch (error) {
    throw zipFailure(error, zip.name)
  }
}

async function readEntries(file: ZipFile, zip: OpenZip): Promise<Map<string, ZipEntry>> {
  const words = { name: zip.name }
  const entries = new Map<string, ZipEntry>()
  let sum = 0
  for await (const entry of file.eachEntry()) {
    const { fileName, uncompressedSize: bytes, relativeOffsetOfLocalHeader: offset, crc32: crc } = entry
    const isFirst = entries.size === 0
    if (isFirst && fileName !== manifestPath) throw new Failure('archive.notOne', words)
    requirePlain(entry, zip.name)
    if (!isFirst && archivedThing(fileName) === null) throw new Failure('archive.unsafe', words)
    if (entries.has(fileName)) throw new Failure('archive.changed', words)
    sum += headerSize + bytes
    // Stored entries that lie beside each other are never larger than what they lie in.
    if (sum > zip.size) throw new Failure('archive.damaged', words)
    entries.set(fileName, { offset, bytes, crc })
  }
  if (entries.size === 0) throw new Failure('archive.notOne', words)
  return entries
}

/** A file, stored as it is, that anybody may read: no link, no folder, no device, nothing encrypted or compressed. */
function requirePlain(entry: Entry, archive: string): void {
  const words = { name: archive }
  const { generalPurposeBitFlag: flags, versionMadeBy, externalFileAttributes } = entry
  // Encrypted, encrypted strongly, its directory encrypted.
  if ((flags & 0x2041) !== 0) throw new Failure('archive.locked', words)
  if (entry.compressionMethod !== 0) throw new Failure('archive.changed', words)
  const isFromUnix = versionMadeBy >>> 8 === 3
  const type = (externalFileAttributes >>> 16) & 0o170000
  if (isFromUnix && type !== 0 && type !== 0o100000) throw new Failure('archive.unsafe', words)
  // What the directory says in place of the name is not what other programs see.
  if (entry.extraFields.some(({ id }) => id === 0x7075)) throw new Failure('archive.unsafe', words)
}

/**
 * The bytes of an entry, a piece at a time, each good until the next is asked for. Throws `archive.damaged` where its own header
 * says something else than the directory, `archive.driveGone`.
 */
export async function* readEntry(
  zip: OpenZip,
  path: string,
  { offset, bytes }: ZipEntry,
): AsyncGenerator<Buffer> {
  const { handle, size, name: archive } = zip
  try {
    const header = await readWhole(zip, { offset, length: headerSize + Buffer.byteLength(path) })
    const nameLength = header.readUInt16LE(26)
    const isOwn =
      header.readUInt32LE(0) === 0x04034b50 &&
      (header.readUInt16LE(6) & 0x2041) === 0 &&
      header.readUInt16LE(8) === 0 &&
      nameLength === Buffer.byteLength(path) &&
      header.toString('utf8', headerSize) === path
    const start = offset + headerSize + nameLength + header.readUInt16LE(28)
    if (!isOwn || start + bytes > size) throw new Failure('archive.damaged', { name: archive })
    const buffer = Buffer.allocUnsafe(Math.min(chunkSize, bytes))
    for (let done = 0; done < bytes;) {
      const { bytesRead } = await handle.read(buffer, 0, Math.min(buffer.length, bytes - done), start + done)
      if (bytesRead === 0) throw new Failure('archive.damaged', { name: archive })
      yield buffer.subarray(0, bytesRead)
      done += bytesRead
    }
  } catch (error) {
    throw zipFailure(error, archive)
  }
}

async function readWhole(
  { handle, size }: OpenZip,
  { offset, length }: { offset: number; length: number },
): Promise<Buffer> {
  if (offset + length > size) throw new Error('outside of the archive')
  const buffer = Buffer.alloc(length)
  const { bytesRead } = await handle.read(buffer, 0, length, offset)
  if (bytesRead < length) throw new Error('unexpected end')
  return buffer
}

/** What an error while reading means: of the system that the drive is gone, of the reader of ZIP archives that this is none. */
function zipFailure(error: unknown, name: string): unknown {
  if (error instanceof Failure) return error
  // Node's own codes (`ERR_OUT_OF_RANGE`) tell of what stands in the archive, not of the drive.
  if (/^E(?!RR_)/.test(errorCode(error))) return new Failure('archive.driveGone', { name }, { cause: error })
  const message = error instanceof Error ? error.message : ''
  const code = /absolute path|invalid relative path|invalid characters/.test(message)
    ? 'archive.unsafe'
    : message.includes('encryption')
      ? 'archive.locked'
      : 'archive.damaged'
  return new Failure(code, { name }, { cause: error })
}
