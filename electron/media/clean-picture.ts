import { crc32 } from 'node:zlib'
import { joined, withoutMetadata } from '../domain/jpeg-metadata'
import { withoutPaths } from '../domain/local-path'
import { cleanMetafile, isMetafile } from './clean-metafile'
import { cleanXml } from './clean-xml'

/* Pictures as they lie in documents: each format's own parts stay, all others go. */

/** PNG, third edition (W3C), and its animations; no texts, times, EXIF, and nothing private. */
const pngChunks = [
  'IHDR',
  'PLTE',
  'IDAT',
  'IEND',
  'tRNS',
  'gAMA',
  'cHRM',
  'sRGB',
  'iCCP',
  'cICP',
  'sBIT',
  'bKGD',
  'hIST',
  'pHYs',
  'acTL',
  'fcTL',
  'fdAT',
]

const webpChunks = ['VP8 ', 'VP8L', 'VP8X', 'ANIM', 'ANMF', 'ALPH', 'ICCP']

/**
 * A picture (JPEG, PNG, GIF, WebP, BMP, SVG, EMF, WMF) without what was written beside it. Throws for other formats, and for
 * one that is broken.
 */
export function cleanPicture(bytes: Uint8Array): Uint8Array {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const head = file.toString('latin1', 0, 12)
  if (head.startsWith('\u00ff\u00d8')) return withoutMetadata(file, { keepsTurn: true })
  if (head.startsWith('\u0089PNG\r\n\u001a\n')) return cleanPng(file)
  if (/^GIF8[79]a/.test(head)) return cleanGif(file)
  if (/^RIFF[^]{4}WEBP/.test(head)) return cleanWebp(file)
  if (head.startsWith('BM')) return cleanBmp(file)
  if (isMetafile(file)) return cleanMetafile(file)
  if (/^\s*(?:\u00ef\u00bb\u00bf)?\s*<(?:\?xml|!--|!doctype|svg)/i.test(file.toString('latin1', 0, 200)))
    return cleanSvg(file)
  throw new Error('no picture that can be cleaned')
}

function cleanPng(file: Buffer): Uint8Array {
  const parts: Uint8Array[] = [file.subarray(0, 8)]
  for (let at = 8; at + 12 <= file.length;) {
    const size = file.readUInt32BE(at)
    const end = at + 12 + size
    if (end > file.length) break
    const name = file.toString('latin1', at + 4, at + 8)
    // A name that was damaged could pass for another.
    if (crc32(file.subarray(at + 4, end - 4)) !== file.readUInt32BE(end - 4))
      throw new Error('a broken chunk')
    if (pngChunks.includes(name)) parts.push(file.subarray(at, end))
    if (name === 'IEND') return joined(parts)
    at = end
  }
  throw new Error('no end')
}

/** After GIF89a: frames, their controls and the loop. Comments, texts and programs' blocks go. */
function cleanGif(file: Buffer): Uint8Array {
  const tableSize = (flags: number) => ((flags & 0x80) === 0 ? 0 : 3 << ((flags & 7) + 1))
  let at = 13 + tableSize(file.readUInt8(10))
  const parts: Uint8Array[] = [file.subarray(0, at)]
  const endOfBlocks = (from: number): number => {
    let end = from
    while (file.readUInt8(end) !== 0) end += 1 + file.readUInt8(end)
    return end + 1
  }
  for (;;) {
    const kind = file.readUInt8(at)
    if (kind === 0x3b) return joined([...parts, file.subarray(at, at + 1)])
    if (kind === 0x2c) {
      const begin = at + 10 + tableSize(file.readUInt8(at + 9)) + 1
      const end = endOfBlocks(begin)
      parts.push(file.subarray(at, end))
      at = end
    } else if (kind === 0x21) {
      const end = endOfBlocks(at + 2)
      if (isKeptExtension(file.subarray(at, end))) parts.push(file.subarray(at, end))
      at = end
    } else throw new Error('no block')
  }
}

function isKeptExtension(block: Buffer): boolean {
  const isControl = block[1] === 0xf9 && block.length === 8
  const isLoop = block[1] === 0xff && block.length === 19 && block.toString('latin1', 3, 14) === 'NETSCAPE2.0'
  return isControl || isLoop
}

function cleanWebp(file: Buffer): Uint8Array {
  const parts: Buffer[] = []
  for (let at = 12; at + 8 <= Math.min(file.length, 8 + file.readUInt32LE(4));) {
    const name = file.toString('latin1', at, at + 4)
    const size = file.readUInt32LE(at + 4)
    const end = at + 8 + size + (size % 2)
    if (end > file.length) throw new Error('a broken chunk')
    const chunk = Buffer.from(file.subarray(at, end))
    // It tells which chunks there are: no EXIF, no XMP.
    if (name === 'VP8X') chunk.writeUInt8(chunk.readUInt8(8) & ~0x0c, 8)
    if (webpChunks.includes(name)) parts.push(chunk)
    at = end
  }
  const body = Buffer.concat(parts)
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1')
  head.writeUInt32LE(4 + body.length, 4)
  return Buffer.concat([head, body])
}

function cleanBmp(file: Buffer): Uint8Array {
  const headerSize = file.readUInt32LE(14)
  // A colour profile somewhere on the disk, by its path.
  if (headerSize >= 108 && file.toString('latin1', 70, 74) === 'KNIL') throw new Error('a profile elsewhere')
  const size = file.readUInt32LE(2)
  const offset = file.readUInt32LE(10)
  if (size > file.length || size < 54 || offset > 14 + headerSize + 1024 + 16)
    throw new Error('no such bitmap')
  return file.subarray(0, size)
}

/** Elements of an SVG that draw nothing, or run something. */
const svgDropped = [
  'metadata',
  'script',
  'namedview',
  'perspective',
  'path-effect',
  'pgf',
  'i:pgf',
  'foreignObject',
]

/** An SVG without notes of its program, scripts, and places on a computer; pictures within it are cleaned. */
function cleanSvg(bytes: Uint8Array): Buffer {
  return cleanXml(bytes, {
    element: ({ local, attributes }) => {
      if (svgDropped.includes(local)) return 'drop'
      for (const [key, value] of Object.entries(attributes)) {
        if (/^(?:sodipodi|inkscape|i|x|graph|a):/.test(key) || /^on/i.test(key)) delete attributes[key]
        else attributes[key] = /^\s*data:/i.test(value) ? cleanDataAddress(value) : withoutPaths(value)
      }
      return 'keep'
    },
  })
}

/** A `data:` address whose picture is clean; anything but a picture in it comes to nothing. */
export function cleanDataAddress(address: string): string {
  const [, type = '', packed = ''] = /^\s*data:(image\/[\w.+-]+)[^,]*;base64,([^]*)$/i.exec(address) ?? []
  if (type === '') return 'data:,'
  const clean = cleanPicture(Buffer.from(packed.replace(/%([0-9a-f]{2})/gi, decodeURIComponent), 'base64'))
  return `data:${type};base64,${Buffer.from(clean).toString('base64')}`
}
