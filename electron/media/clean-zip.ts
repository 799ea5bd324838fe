import type { Readable } from 'node:stream'
import { fromBufferPromise, openPromise, type ZipFile } from 'yauzl'
import { ZipFile as NewZipFile } from 'yazl'

/** The largest part that is unpacked, and all together, in bytes: a bomb ends here. */
const largestPart = 128 * 1024 * 1024
const largestSum = 2 * largestPart

/** More parts than any document has. */
const mostParts = 20_000

/** The earliest that a ZIP archive can say: when a part was written is nobody's business. */
const noTime = new Date(1980, 0, 1)

export type ZipParts = Map<string, Buffer>

/** Cleans a picture, a film or a document that lies in another document. Throws for what cannot be cleaned. */
export type CleanEmbedded = (bytes: Buffer) => Promise<Buffer>

/** All files of an archive, from a path or from memory. Throws for one that is broken, locked, too large, or has a name twice. */
export async function readAllParts(source: string | Buffer): Promise<ZipParts> {
  const zip =
    typeof source === 'string'
      ? await openPromise(source, { autoClose: false })
      : await fromBufferPromise(source)
  try {
    const parts: ZipParts = new Map()
    let sum = 0
    for await (const entry of zip.eachEntry()) {
      const { fileName: name, uncompressedSize } = entry
      if (name.endsWith('/')) continue
      sum += uncompressedSize
      if (uncompressedSize > largestPart || sum > largestSum || parts.size > mostParts)
        throw new Error('too large')
      if (parts.has(name)) throw new Error('a name twice')
      parts.set(name, await unpack(zip, entry))
    }
    return parts
  } finally {
    zip.close()
  }
}

async function unpack(zip: ZipFile, entry: Parameters<ZipFile['openReadStreamPromise']>[0]): Promise<Buffer> {
  const stream: Readable = await zip.openReadStreamPromise(entry)
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** An archive of these parts in their order, without times, systems and comments. The first may have to lie bare. */
export async function writeParts(parts: ZipParts, { bare }: { bare: string }): Promise<Buffer> {
  const zip = new NewZipFile()
  for (const [name, content] of parts) {
    zip.addBuffer(content, name, {
      mtime: noTime,
      mode: 0o100644,
      forceDosTimestamp: true,
      compress: name !== bare && !/\.(?:jpe?g|png|gif|mp[34]|m4[av]|mov)$/i.test(name),
    })
  }
  zip.end()
  const chunks: Buffer[] = []
  for await (const chunk of zip.outputStream as Readable) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
