import exifr from 'exifr'
import { exifOfHeif } from './heif-exif'

/** When something was taken: the camera's own clock as text and its distance from UTC; each empty when not told. */
export type Taken = { takenAt: string; takenOffset: string }

const untold: Taken = { takenAt: '', takenOffset: '' }

const hasExif = new Set([
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/tiff',
  'image/avif',
  'image/heic',
  'image/heif',
  'image/heic-sequence',
  'image/heif-sequence',
])

/** As the Exif standard (JEITA CP-3451, 4.6.5) writes them; a clock that was never set has zeros or blanks. */
const exifTime = /^(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d):(\d\d):(\d\d)/
const exifOffset = /^[+-](0\d|1[0-4]):[0-5]\d$/

/**
 * When a photo was taken, from its EXIF data: `DateTimeOriginal` and `OffsetTimeOriginal`, as they stand there, never
 * brought to another zone. Empty where nothing sensible is told, and for broken metadata; never throws.
 */
export async function takenIn(bytes: Uint8Array, type: string): Promise<Taken> {
  const block = hasExif.has(type) ? exifBlock(bytes, type) : null
  if (!block) return untold
  const tags = await readTags(block)
  const takenAt = wallClock(tags.DateTimeOriginal)
  const offset = typeof tags.OffsetTimeOriginal === 'string' ? tags.OffsetTimeOriginal.trim() : ''
  return { takenAt, takenOffset: takenAt !== '' && exifOffset.test(offset) ? offset : '' }
}

/** Where exifr does not find the data itself, they are found for it. */
function exifBlock(bytes: Uint8Array, type: string): Uint8Array | null {
  if (type === 'image/webp') return exifOfWebp(bytes)
  return /^image\/(hei[cf]|avif)/.test(type) ? exifOfHeif(bytes) : bytes
}

async function readTags(bytes: Uint8Array): Promise<Record<string, unknown>> {
  try {
    const tags: unknown = await exifr.parse(bytes, {
      reviveValues: false,
      tiff: true,
      exif: true,
      gps: false,
      interop: false,
      ifd1: false,
      xmp: false,
      icc: false,
      iptc: false,
      jfif: false,
      ihdr: false,
      pick: ['DateTimeOriginal', 'OffsetTimeOriginal'],
    })
    return typeof tags === 'object' && tags !== null ? { ...tags } : {}
  } catch {
    return {}
  }
}

/** `2026:05:14 09:30:00` as `2026-05-14T09:30:00`; empty for what is no time on any calendar. */
export function wallClock(raw: unknown): string {
  if (typeof raw !== 'string') return ''
  const [, year, month, day, hours, minutes, seconds] = exifTime.exec(raw) ?? []
  const text = `${year}-${month}-${day}T${hours}:${minutes}:${seconds}`
  const time = new Date(`${text}Z`)
  if (Number.isNaN(time.getTime()) || Number(year) < 1826) return ''
  // A 31st of February would have moved on to March.
  return time.toISOString().startsWith(text) ? text : ''
}

/** The EXIF chunk of a WebP file (RIFF), as a TIFF file of its own; null when it has none. */
function exifOfWebp(bytes: Uint8Array): Uint8Array | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 12; at + 8 <= file.length;) {
    const size = file.readUInt32LE(at + 4)
    const chunk = file.subarray(at + 8, at + 8 + size)
    if (file.toString('latin1', at, at + 4) === 'EXIF') {
      return chunk.toString('latin1', 0, 6) === 'Exif\0\0' ? chunk.subarray(6) : chunk
    }
    // Chunks are padded to an even length.
    at += 8 + size + (size % 2)
  }
  return null
}
