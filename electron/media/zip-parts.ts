import type { Readable } from 'node:stream'
import { openPromise, type ZipFile } from 'yauzl'

/** The largest part of an archive that is unpacked, in bytes: a bomb ends here. */
const largestPart = 64 * 1024 * 1024

/** All wanted parts together, in bytes. */
const largestSum = 2 * largestPart

/** More parts than any office document has. */
const mostParts = 20_000

/**
 * Reads the parts of a ZIP archive whose names are wanted, whole, into memory; each is capped, and their sum.
 * Throws when the archive is broken or lies about its sizes.
 */
export async function readZipParts(
  path: string,
  isWanted: (name: string) => boolean,
): Promise<Map<string, Buffer>> {
  const zip = await openPromise(path, { autoClose: false })
  try {
    const parts = new Map<string, Buffer>()
    let count = 0
    let sum = 0
    for await (const entry of zip.eachEntry()) {
      count += 1
      if (count > mostParts) throw new Error('too many parts')
      if (!isWanted(entry.fileName) || parts.has(entry.fileName)) continue
      sum += entry.uncompressedSize
      if (entry.uncompressedSize > largestPart || sum > largestSum) throw new Error('too large')
      parts.set(entry.fileName, await unpack(zip, entry))
    }
    return parts
  } finally {
    zip.close()
  }
}

async function unpack(zip: ZipFile, entry: Parameters<ZipFile['openReadStreamPromise']>[0]): Promise<Buffer> {
  const stream: Readable = await zip.openReadStreamPromise(entry)
  const chunks: Buffer[] = []
  // yauzl ends a part that is larger than its entry says with an error.
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
