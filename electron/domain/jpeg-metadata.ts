/*
 * A JPEG without what a camera or a program wrote beside the picture. All is left out but what is known to make the
 * picture (ITU T.81, annex B): a list of what must go would forget something.
 */

/** Names at the begin of a segment, and the marker that they belong to. */
const profile = 'ICC_PROFILE\0'

/**
 * A JPEG without camera, place, people, previews and comments, nor what hangs behind its end (a film, a second picture).
 * The JFIF header, the colour profile and Adobe's colour transform stay: they say how the colours are meant. Bytes that
 * are no JPEG come to nothing; of a broken one what is left is what can be told to be picture. Raises nothing.
 * @param keepsTurn whether a camera's note of how the picture is to be turned stays, in a header of its own
 */
export function withoutMetadata(
  bytes: Uint8Array,
  { keepsTurn = false }: { keepsTurn?: boolean } = {},
): Uint8Array {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return new Uint8Array()
  const parts: Uint8Array[] = [bytes.subarray(0, 2)]
  let at = 2
  while (at + 1 < bytes.length) {
    const marker = bytes[at + 1] ?? 0
    if (bytes[at] !== 0xff || marker === 0xff) {
      at += 1
      continue
    }
    if (marker === 0xd9) {
      parts.push(bytes.subarray(at, at + 2))
      break
    }
    const segment = segmentAt(bytes, at)
    const kept = segment && keptOf(marker, segment, keepsTurn)
    if (!segment || !kept) {
      // What is well formed is passed over whole: what looks like a marker in it (a preview's) is none of this picture.
      at += segment && isExtra(marker) ? segment.length : 2
      continue
    }
    parts.push(kept)
    at += segment.length
    if (marker !== 0xda) continue
    const end = endOfScan(bytes, at)
    parts.push(bytes.subarray(at, end))
    at = end
  }
  return joined(parts)
}

function segmentAt(bytes: Uint8Array, at: number): Uint8Array | null {
  const length = 2 + ((bytes[at + 2] ?? 0) << 8) + (bytes[at + 3] ?? 0)
  return length < 4 || at + length > bytes.length ? null : bytes.subarray(at, at + length)
}

/** APPn, JPGn and COM. */
function isExtra(marker: number): boolean {
  return marker >= 0xe0 && marker <= 0xfe
}

/** The segment as it may stay: only what its marker says is in it, and all of that. Null for what is not wanted. */
function keptOf(marker: number, segment: Uint8Array, keepsTurn: boolean): Uint8Array | null {
  const size = segment.length - 4
  const first = segment[4] ?? 0
  switch (marker) {
    case 0xe0:
      return begins(segment, 'JFIF\0') && size >= 14 ? headerOnly(segment) : null
    case 0xe1:
      return keepsTurn ? turnOnly(segment) : null
    case 0xe2:
      return begins(segment, profile) ? segment : null
    case 0xee:
      return begins(segment, 'Adobe') && size >= 12 ? cutTo(segment, 12) : null
    case 0xdb:
      return isTables(segment, (at) => ((segment[at] ?? 0) >> 4 === 0 ? 65 : 129)) ? segment : null
    case 0xc4:
      return isTables(segment, (at) => 17 + sumOf(segment.subarray(at + 1, at + 17))) ? segment : null
    case 0xcc:
      return size % 2 === 0 && size <= 16 ? segment : null
    case 0xda:
      return size === 4 + 2 * first ? segment : null
    case 0xdd:
    case 0xdc:
      return size === 2 ? segment : null
    default:
      return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc8 && size === 6 + 3 * (segment[9] ?? 0)
        ? segment
        : null
  }
}

/** Whether tables of the sizes that each tells fill the segment to its end. */
function isTables(segment: Uint8Array, sizeAt: (at: number) => number): boolean {
  let at = 4
  while (at < segment.length) at += sizeAt(at)
  return at === segment.length
}

function sumOf(numbers: Uint8Array): number {
  return numbers.reduce((sum, each) => sum + each, 0)
}

function begins(segment: Uint8Array, name: string): boolean {
  return Array.from(name).every((letter, index) => segment[4 + index] === letter.charCodeAt(0))
}

/** JFIF's header without the small picture that may hang on it. */
function headerOnly(segment: Uint8Array): Uint8Array {
  const header = cutTo(segment, 14)
  header.set([0, 0], 16)
  return header
}

function cutTo(segment: Uint8Array, size: number): Uint8Array {
  // Not `slice`: that of a Buffer is no copy.
  const cut = new Uint8Array(segment.subarray(0, 4 + size))
  cut.set([0, 2 + size], 2)
  return cut
}

/** Where the picture's own bytes end: at the next marker that is neither stuffing nor a restart (T.81, B.1.1.5). */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1]
    if (next === undefined) break
    const isPicture = next === 0 || next === 0xff || (next >= 0xd0 && next <= 0xd7)
    if (!isPicture) return at
  }
  return bytes.length
}

/** EXIF's orientation (tag 0x0112 of the first directory) as a header of nothing else; null where it says nothing. */
function turnOnly(segment: Uint8Array): Uint8Array | null {
  if (!begins(segment, 'Exif\0\0')) return null
  const tiff = new DataView(segment.buffer, segment.byteOffset + 10, segment.length - 10)
  try {
    const isLittle = tiff.getUint16(0) === 0x4949
    const directory = tiff.getUint32(4, isLittle)
    const count = tiff.getUint16(directory, isLittle)
    for (let entry = 0; entry < count; entry += 1) {
      const at = directory + 2 + entry * 12
      if (tiff.getUint16(at, isLittle) !== 0x0112) continue
      const turn = tiff.getUint16(at + 8, isLittle)
      return turn >= 2 && turn <= 8 ? turnHeader(turn) : null
    }
  } catch {
    // It points beyond its own end.
  }
  return null
}

function turnHeader(turn: number): Uint8Array {
  // Big-endian TIFF: one directory at 8 with one entry (orientation, SHORT, one value), and none after it.
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, turn, 0, 0, 0, 0, 0, 0]
  const name = Array.from('Exif\0\0', (letter) => letter.charCodeAt(0))
  return Uint8Array.from([0xff, 0xe1, 0, 2 + name.length + tiff.length, ...name, ...tiff])
}

/** Parts one after the other, as bytes of their own. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
