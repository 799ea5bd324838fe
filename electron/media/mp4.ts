import { open, type FileHandle } from 'node:fs/promises'
import { boxIn } from './boxes'
import { wallClock, type Taken } from './taken'

/** What is known of a film or a sound: its length in ms, null when not told, and when it was taken. */
export type RecordingFacts = Taken & { duration: number | null }

/* Films in boxes (ISO/IEC 14496-12, QuickTime File Format): MP4, MOV, M4A, 3GP. */

/** The table of contents of a film of many hours, in bytes. */
const largestMovie = 64 * 1024 * 1024

/** More boxes than a film has beside its table of contents; a fragmented one has many, but begins with it. */
const mostBoxes = 10_000

/** From 1904, where the films' clock begins, to 1970, in seconds. */
const epoch = 2_082_844_800

/** Apple writes the time of the place under this key; the clock of the film's own header is that of Greenwich. */
const placeTime = 'com.apple.quicktime.creationdate'

/**
 * Length in ms and time of a film, from its `moov` box alone, wherever that lies.
 * Throws when there is none, or what the system says.
 */
export async function mp4Facts(path: string): Promise<RecordingFacts> {
  const movie = await readMovie(path)
  const header = boxIn(movie, ['mvhd'])
  if (!header) throw new Error('no header of a film')
  const { duration, created } = readHeader(header)
  const local = timeOfPlace(boxIn(movie, ['meta']) ?? boxIn(movie, ['udta', 'meta']))
  if (local) return { duration, ...local }
  const isTold = created > epoch
  const takenAt = isTold ? wallClock(new Date((created - epoch) * 1000).toISOString()) : ''
  return { duration, takenAt, takenOffset: takenAt === '' ? '' : '+00:00' }
}

async function readMovie(path: string): Promise<Buffer> {
  const file = await open(path, 'r')
  try {
    for (let at = 0, count = 0; count < mostBoxes; count += 1) {
      const { name, size, head } = await readBox(file, at)
      if (name === 'moov') {
        if (size > largestMovie) throw new Error('too large')
        return await readAt(file, at + head, size - head)
      }
      at += size
    }
    throw new Error('no film in it')
  } finally {
    await file.close()
  }
}

async function readBox(file: FileHandle, at: number): Promise<{ name: string; size: number; head: number }> {
  const bytes = await readAt(file, at, 16)
  if (bytes.length < 8) throw new Error('no more boxes')
  const short = bytes.readUInt32BE(0)
  // 1: a longer number follows; 0: up to the end of the file, so nothing comes after it.
  const size = short === 1 && bytes.length === 16 ? Number(bytes.readBigUInt64BE(8)) : short
  const head = short === 1 ? 16 : 8
  if (size < head) throw new Error('no more boxes')
  return { name: bytes.toString('latin1', 4, 8), size, head }
}

async function readAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const { size } = await file.stat()
  const bytes = Buffer.alloc(Math.max(0, Math.min(length, size - at)))
  const { bytesRead } = await file.read(bytes, 0, bytes.length, at)
  return bytes.subarray(0, bytesRead)
}

function readHeader(header: Buffer): { duration: number | null; created: number } {
  const isLong = header[0] === 1
  const created = isLong ? Number(header.readBigUInt64BE(4)) : header.readUInt32BE(4)
  const scale = header.readUInt32BE(isLong ? 20 : 12)
  const length = isLong ? Number(header.readBigUInt64BE(24)) : header.readUInt32BE(16)
  // All bits set: not known.
  const isKnown = scale > 0 && length > 0 && length < (isLong ? 2 ** 63 : 2 ** 32 - 1)
  return { duration: isKnown ? Math.round((length / scale) * 1000) : null, created }
}

/** Apple's `2026-05-14T10:30:00+0300`, read by its key's number in the list of keys; null when it is not told. */
function timeOfPlace(meta: Buffer | null): { takenAt: string; takenOffset: string } | null {
  if (!meta) return null
  // QuickTime's own has no version in front, the ISO's has one of four bytes.
  const boxes = meta.toString('latin1', 4, 8) === 'hdlr' ? meta : meta.subarray(4)
  const [keys, values] = [boxIn(boxes, ['keys']), boxIn(boxes, ['ilst'])]
  if (!keys || !values) return null
  const number = numberOfKey(keys)
  if (number === 0) return null
  const name = Buffer.alloc(4)
  name.writeUInt32BE(number)
  const value = boxIn(values, [name.toString('latin1'), 'data'])?.toString('utf8', 8) ?? ''
  const takenAt = wallClock(value)
  if (takenAt === '') return null
  const [, hours, minutes] = /([+-]\d\d):?(\d\d)$/.exec(value) ?? []
  return { takenAt, takenOffset: hours && minutes ? `${hours}:${minutes}` : '' }
}

/** Counted from 1; 0 when it is not among them. */
function numberOfKey(keys: Buffer): number {
  for (let at = 8, number = 1; at + 8 <= keys.length; number += 1) {
    const size = keys.readUInt32BE(at)
    if (size < 8) return 0
    if (keys.toString('utf8', at + 8, at + size) === placeTime) return number
    at += size
  }
  return 0
}
