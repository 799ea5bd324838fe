import { wholeWith, type Patch, type Plan, type Source } from './patches'

/* Ogg (RFC 3533) with Vorbis, Opus or Theora: the comments of each stream are emptied in their place. */

/** Read whole, in bytes. */
const largestSound = 200 * 1024 * 1024

/** How a stream begins, and how its comments do. */
const codecs: readonly [begin: string, comments: string, framing: number][] = [
  ['\u0001vorbis', '\u0003vorbis', 1],
  ['OpusHead', 'OpusTags', 0],
  ['\u0080theora', '\u0081theora', 0],
]

type Page = { at: number; from: number; to: number; serial: number; isFirst: boolean; lacing: number[] }

type Stream = { comments: string; framing: number; packet: number; pieces: { from: number; to: number }[] }

/** How such a file is cleaned. Throws for a broken one, and for streams that are not known. */
export async function planOgg(source: Source): Promise<Plan> {
  if (source.size > largestSound) throw new Error('too large')
  const bytes = await source.read(0, source.size)
  const own = Buffer.from(bytes)
  const streams = new Map<number, Stream>()
  const touched: Page[] = []
  for (const page of pagesIn(bytes)) {
    if (page.isFirst) streams.set(page.serial, streamOf(bytes.toString('latin1', page.from, page.from + 8)))
    const stream = streams.get(page.serial)
    if (!stream) throw new Error('a page of no stream')
    if (stream.packet > 1) continue
    touched.push(page)
    let at = page.from
    for (const length of page.lacing) {
      if (stream.packet === 1) stream.pieces.push({ from: at, to: at + length })
      at += length
      if (length === 255) continue
      if (stream.packet === 1) emptyPacket(own, stream)
      stream.packet += 1
    }
  }
  if ([...streams.values()].some(({ packet }) => packet < 2)) throw new Error('a stream without its comments')
  const patches = touched.map(({ at, to }): Patch => {
    own.writeUInt32LE(0, at + 22)
    own.writeUInt32LE(checksum(own.subarray(at, to)), at + 22)
    return { at, length: to - at, bytes: own.subarray(at, to) }
  })
  return wholeWith(source, patches)
}

function* pagesIn(bytes: Buffer): Generator<Page> {
  for (let at = 0; at < bytes.length;) {
    if (at + 27 > bytes.length || bytes.toString('latin1', at, at + 4) !== 'OggS') throw new Error('no page')
    const lacing = [...bytes.subarray(at + 27, at + 27 + bytes.readUInt8(at + 26))]
    const from = at + 27 + lacing.length
    const to = from + lacing.reduce((sum, length) => sum + length, 0)
    if (to > bytes.length) throw new Error('a page that is cut')
    yield {
      at,
      from,
      to,
      serial: bytes.readUInt32LE(at + 14),
      isFirst: (bytes.readUInt8(at + 5) & 2) !== 0,
      lacing,
    }
    at = to
  }
}

function streamOf(begin: string): Stream {
  const [, comments, framing] = codecs.find(([each]) => begin.startsWith(each)) ?? []
  if (comments === undefined || framing === undefined) throw new Error('a stream that is not known')
  return { comments, framing, packet: 0, pieces: [] }
}

/** No writer, no comments, and zeros as long as they were. */
function emptyPacket(bytes: Buffer, { comments, framing, pieces }: Stream): void {
  const packet = Buffer.concat(pieces.map(({ from, to }) => bytes.subarray(from, to)))
  emptyComments(packet, { at: 0, comments, framing })
  let done = 0
  for (const { from, to } of pieces) done += packet.copy(bytes, from, done, done + to - from)
}

/** Empties comments that begin with their name, up to the end of the bytes. Throws when they do not. */
export function emptyComments(
  bytes: Buffer,
  { at, comments, framing }: { at: number; comments: string; framing: number },
): void {
  const from = at + comments.length
  if (bytes.toString('latin1', at, from) !== comments || from + 9 > bytes.length)
    throw new Error('no comments')
  bytes.fill(0, from)
  bytes.writeUInt8(framing, from + 8)
}

/** CRC-32 as Ogg counts it: not reflected, from zero (RFC 3533, 6). */
const table = Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 24
  for (let bit = 0; bit < 8; bit += 1) value = value < 0 ? (value << 1) ^ 0x04c11db7 : value << 1
  return value
})

function checksum(page: Buffer): number {
  let sum = 0
  for (const byte of page) sum = (sum << 8) ^ (table[((sum >>> 24) ^ byte) & 0xff] ?? 0)
  return sum >>> 0
}
