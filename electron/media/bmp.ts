import { checkSize } from './limits'
import type { Pixels } from './pixels'

/*
 * Windows bitmaps, which libvips does not read. After "[MS-WMF] 2.2.2.9 DeviceIndependentBitmap Object" and the
 * documentation of BITMAPV5HEADER.
 */

type Header = {
  width: number
  height: number
  /** Most are stored from the bottom row up. */
  isTopDown: boolean
  bits: number
  compression: number
  /** Where the pixels begin, in bytes. */
  start: number
  palette: Buffer
  /** Bytes of a colour in the palette. */
  step: number
  masks: Masks
}

/** Which bits of a pixel are red, green, blue, alpha. */
type Masks = readonly [number, number, number, number]

const masks16: Masks = [0x7c00, 0x03e0, 0x001f, 0]
const masks32: Masks = [0xff0000, 0xff00, 0xff, 0]

const plain = 0
const runs8 = 1
const runs4 = 2
const bitFields = 3
const alphaBitFields = 6

/**
 * Decodes a bitmap of 1, 4, 8, 16, 24 or 32 bits, also one of run lengths. Rows that are missing stay white, and the
 * picture is told damaged. Throws for what is no bitmap, for one that wraps another format, and for too many pixels.
 */
export function decodeBmp(bytes: Uint8Array): Pixels {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const header = readHeader(file)
  checkSize(header)
  const data = new Uint8Array(header.width * header.height * 4).fill(255)
  const isRuns = header.compression === runs8 || header.compression === runs4
  const isDamaged = isRuns ? readRuns(file, header, data) : readRows(file, header, data)
  return { width: header.width, height: header.height, data, profile: null, isDamaged }
}

function readHeader(file: Buffer): Header {
  if (file.toString('latin1', 0, 2) !== 'BM') throw new Error('no bitmap')
  const size = file.readUInt32LE(14)
  // The first kind of all, of OS/2: everything is shorter.
  const isCore = size === 12
  const rawHeight = isCore ? file.readUInt16LE(20) : file.readInt32LE(22)
  const bits = file.readUInt16LE(isCore ? 24 : 28)
  const compression = isCore ? plain : file.readUInt32LE(30)
  const isMasked = compression === bitFields || compression === alphaBitFields
  if (![plain, runs8, runs4, bitFields, alphaBitFields].includes(compression))
    throw new Error('another format')
  if (![1, 4, 8, 16, 24, 32].includes(bits)) throw new Error('no such depth')
  if (compression === runs8 && bits !== 8) throw new Error('no such depth')
  if (compression === runs4 && bits !== 4) throw new Error('no such depth')
  const extra = isMasked && size === 40 ? (compression === bitFields ? 12 : 16) : 0
  const start = file.readUInt32LE(10)
  return {
    width: isCore ? file.readUInt16LE(18) : file.readInt32LE(18),
    height: Math.abs(rawHeight),
    isTopDown: rawHeight < 0,
    bits,
    compression,
    start,
    palette: file.subarray(14 + size + extra, Math.max(start, 14 + size + extra)),
    step: isCore ? 3 : 4,
    masks: isMasked ? readMasks(file, size >= 56 || extra === 16) : bits === 16 ? masks16 : masks32,
  }
}

function readMasks(file: Buffer, hasAlpha: boolean): Masks {
  return [
    file.readUInt32LE(54),
    file.readUInt32LE(58),
    file.readUInt32LE(62),
    hasAlpha ? file.readUInt32LE(66) : 0,
  ]
}

/** Gives whether rows are missing. */
function readRows(file: Buffer, header: Header, data: Uint8Array): boolean {
  const { width, height, bits, start } = header
  const stride = Math.ceil((width * bits) / 32) * 4
  if (bits === 24) return copyRows(file, header, { stride, data })
  const paint = painter(header, data)
  for (let row = 0; row < height; row += 1) {
    const from = start + row * stride
    if (from + Math.ceil((width * bits) / 8) > file.length) return true
    for (let x = 0; x < width; x += 1) paint(x, row, valueAt(file, from, x, bits))
  }
  return false
}

/** The common kind, four times as fast. */
function copyRows(file: Buffer, header: Header, to: { stride: number; data: Uint8Array }): boolean {
  const { width, height, start, isTopDown } = header
  for (let row = 0; row < height; row += 1) {
    let from = start + row * to.stride
    if (from + width * 3 > file.length) return true
    let at = (isTopDown ? row : height - 1 - row) * width * 4
    for (const end = from + width * 3; from < end; from += 3, at += 4) {
      to.data[at] = file[from + 2] ?? 0
      to.data[at + 1] = file[from + 1] ?? 0
      to.data[at + 2] = file[from] ?? 0
    }
  }
  return false
}

function valueAt(file: Buffer, from: number, x: number, bits: number): number {
  if (bits === 32) return file.readUInt32LE(from + x * 4)
  if (bits === 24) return file.readUIntLE(from + x * 3, 3)
  if (bits === 16) return file.readUInt16LE(from + x * 2)
  const byte = file[from + ((x * bits) >> 3)] ?? 0
  return (byte >> (8 - bits - ((x * bits) & 7))) & ((1 << bits) - 1)
}

/** Sets a pixel; `row` counts as they are stored. */
function painter(header: Header, data: Uint8Array): (x: number, row: number, value: number) => void {
  const { width, height, isTopDown, bits, palette, step } = header
  const at = (x: number, row: number) => ((isTopDown ? row : height - 1 - row) * width + x) * 4
  if (bits <= 8) {
    return (x, row, value) => {
      const to = at(x, row)
      for (let band = 0; band < 3; band += 1) data[to + band] = palette[value * step + 2 - band] ?? 0
    }
  }
  const masks = bits === 24 ? masks32 : header.masks
  const bands = masks.map((mask, band) => ({ mask, band, ...scaleOf(mask) })).filter(({ mask }) => mask !== 0)
  return (x, row, value) => {
    const to = at(x, row)
    for (const { mask, band, shift, most } of bands)
      data[to + band] = (((value & mask) >>> shift) * 255) / most
  }
}

/** How far a mask's bits lie from the right, and the largest number in them. */
function scaleOf(mask: number): { shift: number; most: number } {
  const shift = mask === 0 ? 0 : 31 - Math.clz32(mask & -mask)
  return { shift, most: Math.max(1, mask >>> shift) }
}

/** Run lengths: pairs of count and colour, and escapes. Gives whether they end before the picture does. */
function readRuns(file: Buffer, header: Header, data: Uint8Array): boolean {
  const { width, height, bits, start } = header
  const paint = painter(header, data)
  let [x, row, at] = [0, 0, start]
  const put = (value: number) => {
    if (x < width && row < height) paint(x, row, value)
    x += 1
  }
  while (row < height) {
    const [count, value] = [file[at], file[at + 1]]
    if (count === undefined || value === undefined) return true
    at += 2
    if (count > 0) {
      for (let index = 0; index < count; index += 1) put(nibble(value, index, bits))
    } else if (value === 0) {
      x = 0
      row += 1
    } else if (value === 1) {
      return false
    } else if (value === 2) {
      x += file[at] ?? 0
      row += file[at + 1] ?? 0
      at += 2
    } else {
      for (let index = 0; index < value; index += 1) {
        const byte = file[at + (bits === 8 ? index : index >> 1)]
        if (byte === undefined) return true
        put(nibble(byte, index, bits))
      }
      // Padded to whole words.
      at += (Math.ceil((value * bits) / 8) + 1) & ~1
    }
  }
  return false
}

function nibble(byte: number, index: number, bits: number): number {
  if (bits === 8) return byte
  return index % 2 === 0 ? byte >> 4 : byte & 15
}
