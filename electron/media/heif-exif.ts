import { boxesIn, boxIn } from './boxes'

/**
 * The EXIF data in a HEIC or AVIF file, as a TIFF file of its own; null when it has none, or lies about where. After
 * ISO/IEC 23008-12, annex A. (exifr's own search does not find what libheif writes.)
 */
export function exifOfHeif(bytes: Uint8Array): Uint8Array | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  // A full box: version and flags stand before the boxes in it.
  const meta = boxIn(file, ['meta'])?.subarray(4)
  const [names, places] = meta ? [boxIn(meta, ['iinf']), boxIn(meta, ['iloc'])] : [null, null]
  if (!names || !places) return null
  try {
    const id = exifItem(names)
    const place = id === null ? null : placeOf(places, id)
    if (!place) return null
    const item = file.subarray(place.offset, place.offset + place.length)
    // In front stands how far it is to the TIFF header, mostly past the word `Exif`.
    const tiff = item.subarray(4 + item.readUInt32BE(0))
    return tiff.toString('latin1', 0, 4) === 'Exif' ? tiff.subarray(6) : tiff
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** The number of the item that is EXIF data, by the list of items. */
function exifItem(names: Buffer): number | null {
  const entries = names.subarray(names[0] === 0 ? 6 : 8)
  for (const { name, content } of boxesIn(entries)) {
    const isWide = content[0] === 3
    const type = content.toString('latin1', isWide ? 10 : 8, isWide ? 14 : 12)
    if (name === 'infe' && type === 'Exif') return isWide ? content.readUInt32BE(4) : content.readUInt16BE(4)
  }
  return null
}

/** Where an item lies in the file, by its first piece, in bytes; EXIF data is never cut in more. */
function placeOf(places: Buffer, id: number): { offset: number; length: number } | null {
  const version = places[0] ?? 0
  const sizes = places.readUInt16BE(4)
  const [offsetSize, lengthSize, baseSize] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15]
  const indexSize = version === 0 ? 0 : sizes & 15
  let at = 6
  const next = (size: number) => {
    // Eight bytes are read as four: what lies beyond 4 GB is not in memory.
    const value = size === 0 ? 0 : size === 8 ? places.readUInt32BE(at + 4) : places.readUIntBE(at, size)
    at += size
    return value
  }
  const items = next(version < 2 ? 2 : 4)
  for (let count = 0; count < items; count += 1) {
    const item = next(version < 2 ? 2 : 4)
    // 0: counted from the begin of the file.
    const method = version === 0 ? 0 : next(2) & 15
    next(2)
    const base = next(baseSize)
    const pieces = next(2)
    for (let piece = 0; piece < pieces; piece += 1) {
      next(indexSize)
      const [offset, length] = [next(offsetSize), next(lengthSize)]
      if (item === id) return method === 0 ? { offset: base + offset, length } : null
    }
  }
  return null
}
