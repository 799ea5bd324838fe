import { describe, expect, it } from 'vitest'
import { decodeBmp } from '../../electron/media/bmp'

type Order = {
  bits: number
  compression?: number
  height?: number
  palette?: number[]
  masks?: number[]
  rows: number[]
  headerSize?: number
}

/** A bitmap of three pixels in a row, two rows; `rows` are the bytes as they are stored. */
function bitmap({
  bits,
  compression = 0,
  height = 2,
  palette = [],
  masks = [],
  rows,
  headerSize = 40,
}: Order): Buffer {
  const extra = masks.flatMap((mask) => [mask & 255, (mask >>> 8) & 255, (mask >>> 16) & 255, mask >>> 24])
  const start = 14 + headerSize + extra.length + palette.length
  const head = Buffer.alloc(14 + headerSize)
  head.write('BM', 0, 'latin1')
  head.writeUInt32LE(start, 10)
  head.writeUInt32LE(headerSize, 14)
  if (headerSize === 12) {
    head.writeUInt16LE(3, 18)
    head.writeUInt16LE(height, 20)
    head.writeUInt16LE(bits, 24)
  } else {
    head.writeInt32LE(3, 18)
    head.writeInt32LE(height, 22)
    head.writeUInt16LE(bits, 28)
    head.writeUInt32LE(compression, 30)
  }
  return Buffer.concat([head, Buffer.from([...extra, ...palette, ...rows])])
}

const names: Readonly<Record<string, string>> = {
  '255,0,0': 'R',
  '0,255,0': 'G',
  '0,0,255': 'B',
  '255,255,255': 'W',
  '0,0,0': 'K',
}

/** The pixels as letters, row by row from the top. */
function seen(bytes: Buffer): string {
  const { data } = decodeBmp(bytes)
  return Array.from(
    { length: data.length / 4 },
    (_, i) => names[data.subarray(i * 4, i * 4 + 3).join()] ?? '?',
  ).join('')
}

const colours = [0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0, 0, 255, 255, 255, 0]

describe('a bitmap', () => {
  it.each<[string, Order]>([
    [
      '24 bits',
      {
        bits: 24,
        rows: [0, 0, 255, 0, 255, 0, 255, 0, 0, 9, 9, 9, 255, 255, 255, 0, 0, 0, 0, 0, 255, 9, 9, 9],
      },
    ],
    [
      '32 bits',
      {
        bits: 32,
        rows: [0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0, 0, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 255, 0],
      },
    ],
    ['16 bits', { bits: 16, rows: [0, 0x7c, 0xe0, 3, 0x1f, 0, 0, 0, 0xff, 0x7f, 0, 0, 0, 0x7c, 0, 0] }],
    [
      '16 bits with masks',
      {
        bits: 16,
        compression: 3,
        masks: [0xf800, 0x7e0, 0x1f],
        rows: [0, 0xf8, 0xe0, 7, 0x1f, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0xf8, 0, 0],
      },
    ],
    ['8 bits', { bits: 8, palette: [...colours, 0, 0, 0, 0], rows: [0, 1, 2, 9, 3, 4, 0, 9] }],
    ['4 bits', { bits: 4, palette: [...colours, 0, 0, 0, 0], rows: [0x01, 0x20, 0, 0, 0x34, 0x00, 0, 0] }],
    [
      'runs of 8 bits',
      {
        bits: 8,
        compression: 1,
        palette: [...colours, 0, 0, 0, 0],
        rows: [0, 3, 0, 1, 2, 0, 0, 0, 1, 3, 1, 4, 1, 0, 0, 1],
      },
    ],
    [
      'runs of 4 bits',
      {
        bits: 4,
        compression: 2,
        palette: [...colours, 0, 0, 0, 0],
        rows: [0, 3, 0x01, 0x20, 0, 0, 2, 0x34, 1, 0x00, 0, 1],
      },
    ],
  ])('of %s is read from the bottom up', (_name, order) => {
    expect(seen(bitmap(order))).toBe('WKRRGB')
  })

  it('of one bit, of OS/2, and one from the top down are read', () => {
    expect(
      seen(
        bitmap({ bits: 1, palette: [0, 0, 0, 0, 255, 255, 255, 0], rows: [0xa0, 0, 0, 0, 0x40, 0, 0, 0] }),
      ),
    ).toBe('KWKWKW')
    expect(
      seen(
        bitmap({
          bits: 1,
          headerSize: 12,
          palette: [0, 0, 0, 0, 0, 255],
          rows: [0xa0, 0, 0, 0, 0x40, 0, 0, 0],
        }),
      ),
    ).toBe('KRKRKR')
    const rows = [0, 0, 255, 0, 255, 0, 255, 0, 0, 9, 9, 9, 255, 255, 255, 0, 0, 0, 0, 0, 255, 9, 9, 9]
    expect(seen(bitmap({ bits: 24, height: -2, rows }))).toBe('RGBWKR')
  })

  it('of which rows are missing stays white there and is told damaged', () => {
    const bytes = bitmap({ bits: 24, rows: [0, 0, 255, 0, 255, 0, 255, 0, 0, 9, 9, 9] })
    expect([seen(bytes), decodeBmp(bytes).isDamaged]).toEqual(['WWWRGB', true])
  })

  it('that wraps another format, or is none, is refused', () => {
    for (const order of [
      { bits: 0, compression: 4, rows: [] },
      { bits: 7, rows: [] },
      { bits: 24, height: 0, rows: [] },
    ])
      expect(() => decodeBmp(bitmap(order))).toThrow()
    expect(() => decodeBmp(Buffer.from('BM'))).toThrow()
  })
})
