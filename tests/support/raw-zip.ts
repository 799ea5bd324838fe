import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'
import Database from 'better-sqlite3'
import { fromBufferPromise } from 'yauzl'
import type { ArchiveManifest } from '../../electron/domain/archive'
import { temporaryFolder } from './temporary'

/*
 * ZIP archives byte by byte, as no honest program writes them.
 */

/** An entry; what is left out is as it should be. */
export type RawEntry = {
  name: string
  data: Buffer
  /** 8 compresses it. */
  method?: 0 | 8
  flags?: number
  /** A file's mode as Unix keeps it. */
  mode?: number
  /** What the directory says in place of the truth. */
  says?: { name?: string; bytes?: number; crc?: number; offset?: number }
  extra?: Buffer
}

/** An archive of these entries, in this order. */
export function rawZip(entries: readonly RawEntry[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, data, method = 0, flags = 0x800, mode = 0o100644, says = {}, extra } of entries) {
    const packed = method === 8 ? deflateRawSync(data) : data
    const crc = says.crc ?? crc32(data)
    const head = Buffer.alloc(30)
    head.writeUInt32LE(0x04034b50, 0)
    writeCommon(head, 4, { flags, method, crc, packed: packed.length, bytes: data.length })
    head.writeUInt16LE(Buffer.byteLength(name), 26)
    const record = Buffer.alloc(46)
    const told = Buffer.from(says.name ?? name)
    const bytes = says.bytes ?? data.length
    // What is encrypted has a head of its own.
    const locked = (flags & 1) * 12
    record.writeUInt32LE(0x02014b50, 0)
    record.writeUInt16LE((3 << 8) | 20, 4)
    writeCommon(record, 6, { flags, method, crc, packed: says.bytes ?? packed.length + locked, bytes })
    record.writeUInt16LE(told.length, 28)
    record.writeUInt16LE(extra?.length ?? 0, 30)
    record.writeUInt32LE((mode << 16) >>> 0, 38)
    record.writeUInt32LE(says.offset ?? at, 42)
    parts.push(head, Buffer.from(name), packed)
    directory.push(record, told, extra ?? Buffer.alloc(0))
    at += head.length + Buffer.byteLength(name) + packed.length
  }
  const tail = Buffer.concat(directory)
  return Buffer.concat([...parts, tail, endOf(entries.length, tail.length, at)])
}

type Common = { flags: number; method: number; crc: number; packed: number; bytes: number }

function writeCommon(record: Buffer, at: number, { flags, method, crc, packed, bytes }: Common): void {
  record.writeUInt16LE(20, at)
  record.writeUInt16LE(flags, at + 2)
  record.writeUInt16LE(method, at + 4)
  record.writeUInt32LE(crc >>> 0, at + 10)
  record.writeUInt32LE(packed, at + 14)
  record.writeUInt32LE(bytes, at + 18)
}

function endOf(count: number, length: number, offset: number): Buffer {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(length, 12)
  end.writeUInt32LE(offset, 16)
  return end
}

/** The entries of an archive, in their order. */
export async function entriesOf(path: string): Promise<RawEntry[]> {
  const zip = await fromBufferPromise(readFileSync(path))
  const entries: RawEntry[] = []
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = []
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer)
    entries.push({ name: entry.fileName, data: Buffer.concat(chunks) })
  }
  return entries
}

/** The entries with a manifest that is true of them: whoever changes an archive can do that, too. */
export function truthful(
  entries: readonly RawEntry[],
  change: (manifest: ArchiveManifest) => void = () => undefined,
): RawEntry[] {
  const [first, ...others] = entries
  if (!first) throw new Error('no manifest')
  const manifest = JSON.parse(first.data.toString()) as ArchiveManifest
  manifest.entries = others.map(({ name, data }) => ({
    path: name,
    bytes: data.length,
    sha256: createHash('sha256').update(data).digest('hex'),
  }))
  change(manifest)
  return [{ ...first, data: Buffer.from(JSON.stringify(manifest)) }, ...others]
}

/** The entries with another database: the SQL is run on the one that is there. */
export function withSql(entries: readonly RawEntry[], sql: string): RawEntry[] {
  const path = join(temporaryFolder(), 'x.sqlite')
  return entries.map((entry) => {
    if (entry.name !== 'portfolio.sqlite') return entry
    writeFileSync(path, entry.data)
    const db = new Database(path)
    db.unsafeMode(true)
    db.function('now', () => '')
    db.function('author', () => '')
    db.exec(sql)
    db.close()
    return { ...entry, data: readFileSync(path) }
  })
}
