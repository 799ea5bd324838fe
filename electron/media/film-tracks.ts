import { boxIn } from './boxes'

/** A track of a film: what it is (`vide`, `soun` ...) and where its media lies, in bytes; a size that is not told is null. */
export type Track = { kind: string; chunks: { at: number; size: number | null }[] }

/** More pieces than a film of a day has. */
const mostChunks = 2_000_000

/** Reads a track from the content of its `trak` box. Throws for a broken one. */
export function readTrack(track: Buffer): Track {
  const handler = boxIn(track, ['mdia', 'hdlr'])
  const table = boxIn(track, ['mdia', 'minf', 'stbl'])
  if (!handler || !table) throw new Error('a track without a kind')
  const kind = handler.toString('latin1', 8, 12)
  const places = placesIn(table)
  const sizes = sizesIn(table, kind)
  const counts = countsIn(table, places.length)
  let sample = 0
  const chunks = places.map((at, index) => {
    const count = counts[index] ?? 0
    const first = sample
    sample += count
    return { at, size: sizes?.(first, count) ?? null }
  })
  return { kind, chunks }
}

function placesIn(table: Buffer): number[] {
  const short = boxIn(table, ['stco'])
  const places = short ?? boxIn(table, ['co64'])
  if (!places) return []
  const count = places.readUInt32BE(4)
  if (count > mostChunks) throw new Error('too many pieces')
  return Array.from({ length: count }, (_, index) =>
    short ? short.readUInt32BE(8 + index * 4) : Number(places.readBigUInt64BE(8 + index * 8)),
  )
}

/** How large some samples in a row are; null for sound that only says how many values it has. */
function sizesIn(table: Buffer, kind: string): ((first: number, count: number) => number) | null {
  const small = boxIn(table, ['stz2'])
  const sizes = boxIn(table, ['stsz'])
  if (sizes) {
    const all = sizes.readUInt32BE(4)
    if (all > 0) return kind === 'soun' ? null : (_, count) => all * count
    return summed((sample) => sizes.readUInt32BE(12 + sample * 4))
  }
  const bits = small?.readUInt8(7)
  if (!small || (bits !== 8 && bits !== 16)) throw new Error('samples without a size')
  return summed((sample) => (bits === 8 ? small.readUInt8(12 + sample) : small.readUInt16BE(12 + sample * 2)))
}

function summed(sizeOf: (sample: number) => number): (first: number, count: number) => number {
  return (first, count) => {
    let sum = 0
    for (let nth = 0; nth < count; nth += 1) sum += sizeOf(first + nth)
    return sum
  }
}

/** How many samples each piece has: the table names the first piece of each run. */
function countsIn(table: Buffer, pieces: number): number[] {
  const runs = boxIn(table, ['stsc'])
  const counts: number[] = []
  const entries = runs?.readUInt32BE(4) ?? 0
  for (let entry = 0; runs && entry < entries; entry += 1) {
    const first = runs.readUInt32BE(8 + entry * 12)
    const count = runs.readUInt32BE(12 + entry * 12)
    const next = entry + 1 < entries ? runs.readUInt32BE(20 + entry * 12) : pieces + 1
    for (let piece = first; piece < next && piece <= pieces; piece += 1) counts[piece - 1] = count
  }
  return counts
}
