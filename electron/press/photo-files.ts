import { closeSync, openSync, readSync } from 'node:fs'
import type { BookPhoto, BookSource } from '../domain/book'
import type { Pace } from './pace'

/** Sizes in px of the photos whose file can be printed. */
export type PhotoSizes = ReadonlyMap<BookPhoto, { width: number; height: number }>

/**
 * Looks into the file of every photo, so that a missing or damaged one gets its place before anything is laid
 * out.
 */
export async function readPhotoSizes(source: BookSource, pace: Pace): Promise<PhotoSizes> {
  const ofEvidence = source.sections.flatMap(({ strands, evidence }) =>
    [...strands.flatMap((strand) => strand.evidence), ...evidence].flatMap(({ attachments }) =>
      attachments.flatMap((each) => {
        if (each.role === 'photo') return [each]
        return each.role === 'document' && each.picture ? [each.picture] : []
      }),
    ),
  )
  const photos = [source.photo, source.logo, ...ofEvidence].filter((photo) => photo !== null)
  const sizes = new Map<BookPhoto, { width: number; height: number }>()
  for (const [index, photo] of photos.entries()) {
    await pace({ done: index, total: photos.length, step: 'pictures' })
    const size = photo.path === null ? null : readJpegSize(photo.path)
    if (size) sizes.set(photo, size)
  }
  return sizes
}

/**
 * The size of a JPEG in px, from its frame header (ITU T.81, B.2.2); null for a file that is none, or cannot
 * be read.
 */
export function readJpegSize(path: string): { width: number; height: number } | null {
  // All at once: handing each small read to another thread takes longer than the read.
  let file: number | null = null
  try {
    file = openSync(path, 'r')
    return findFrame(file)
  } catch {
    return null
  } finally {
    if (file !== null) closeSync(file)
  }
}

/**
 * Read at once, in bytes: renditions have their frame header here; only long profiles before it need more
 * reads.
 */
const windowSize = 4096

/** A marker segment with its length, and of a frame its precision, height, width and count of components. */
const headerSize = 10

function findFrame(file: number): { width: number; height: number } | null {
  const window = Buffer.alloc(windowSize)
  let start = 0
  let length = readSync(file, window, 0, windowSize, 0)
  if (length < headerSize || window.readUInt16BE(0) !== 0xffd8) return null
  for (let at = 2; ;) {
    if (at + headerSize > start + length) {
      start = at
      length = readSync(file, window, 0, windowSize, start)
      if (length < headerSize) return null
    }
    const segment = window.subarray(at - start, at - start + headerSize)
    const marker = segment.readUInt8(1)
    if (segment.readUInt8(0) !== 0xff || marker === 0xda) return null
    if (isFrame(marker)) return frameSize(segment)
    at += marker === 0xff ? 1 : 2 + segment.readUInt16BE(2)
  }
}

/** SOF0 to SOF15, without the tables that lie between them (DHT, JPG, DAC). */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
}

function frameSize(bytes: Buffer): { width: number; height: number } | null {
  const components = bytes.readUInt8(9)
  const size = { height: bytes.readUInt16BE(5), width: bytes.readUInt16BE(7) }
  return size.width > 0 && size.height > 0 && [1, 3, 4].includes(components) ? size : null
}
