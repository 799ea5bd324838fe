import { joined } from './jpeg-metadata'

/* A picture in JPEG 2000 (ISO/IEC 15444-1) without what was written beside it, as PDFs hold it. */

/** Boxes that make the picture; XML, UUIDs (where EXIF, XMP and places lie) and property rights are none of them. */
const keptBoxes = ['jP  ', 'ftyp', 'rreq', 'jp2h', 'jpch', 'jplh', 'jp2c']
const keptInHeader = ['ihdr', 'bpcc', 'colr', 'pclr', 'cmap', 'cdef', 'res ', 'opct', 'cgrp']
const headers = ['jp2h', 'jpch', 'jplh']

/** Markers of a codestream's headers (A.2): all that say how it is coded, and how long its parts are. */
const keptMarkers = [
  0x4f, 0x50, 0x51, 0x52, 0x53, 0x55, 0x57, 0x58, 0x5c, 0x5d, 0x5e, 0x5f, 0x60, 0x61, 0x63, 0x90,
]

/** The picture alone, in a file of boxes or bare. Bytes that are none come to nothing. Raises nothing. */
export function withoutJpeg2000Metadata(bytes: Uint8Array): Uint8Array {
  try {
    return bytes[0] === 0xff && bytes[1] === 0x4f ? codestream(bytes) : boxes(bytes, keptBoxes)
  } catch {
    return new Uint8Array()
  }
}

function boxes(bytes: Uint8Array, kept: readonly string[]): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const parts: Uint8Array[] = []
  for (let at = 0; at + 8 <= bytes.length;) {
    const short = view.getUint32(at)
    const head = short === 1 ? 16 : 8
    const size = short === 1 ? Number(view.getBigUint64(at + 8)) : short === 0 ? bytes.length - at : short
    if (size < head || at + size > bytes.length) break
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    if (kept.includes(name)) parts.push(box(name, bytes.subarray(at + head, at + size)))
    at += size
  }
  return joined(parts)
}

function box(name: string, content: Uint8Array): Uint8Array {
  const inner =
    name === 'jp2c' ? codestream(content) : headers.includes(name) ? boxes(content, keptInHeader) : content
  const head = new Uint8Array(8)
  new DataView(head.buffer).setUint32(0, 8 + inner.length)
  head.set(
    Array.from(name, (letter) => letter.charCodeAt(0)),
    4,
  )
  return joined([head, inner])
}

/** The same length, with comments emptied, to the end of its last tile. */
function codestream(bytes: Uint8Array): Uint8Array {
  // Not `slice`: that of a Buffer is no copy.
  const own = new Uint8Array(bytes)
  const view = new DataView(own.buffer)
  let at = 2
  let tileEnd = 0
  while (at + 4 <= own.length) {
    const marker = view.getUint16(at) - 0xff00
    if (marker === 0xd9) return own.subarray(0, at + 2)
    // The tile's own bytes begin.
    if (marker === 0x93) {
      at = tileEnd
      continue
    }
    const length = view.getUint16(at + 2)
    if (marker === 0x90) {
      const tile = view.getUint32(at + 6)
      tileEnd = tile === 0 ? own.length : at + tile
      if (tileEnd <= at || tileEnd > own.length) return own.subarray(0, at)
    } else if (!keptMarkers.includes(marker)) own.fill(0, at + 4, Math.min(own.length, at + 2 + length))
    at += 2 + length
  }
  return own.subarray(
    0,
    at + 2 <= own.length && view.getUint16(at) === 0xffd9 ? at + 2 : Math.min(at, own.length),
  )
}
