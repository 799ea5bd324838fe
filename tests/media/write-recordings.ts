import { openSync, writeFileSync, writeSync, closeSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '../support/temporary'

/** From 1904 to 1970, in seconds. */
const epoch = 2_082_844_800

type Movie = {
  /** ms; null: all bits set, not known */
  length: number | null
  /** ISO 8601 in UTC; null: a clock that was never set */
  created: string | null
  /** Apple's time of the place, as it writes it. */
  place?: string
  version?: 0 | 1
  /** Bytes of media in front of the table of contents, on no disk. */
  hole?: number
}

/** Writes a film without a frame, its table of contents last, as phones do. */
export function writeMovie({ length, created, place, version = 0, hole = 1000 }: Movie): string {
  const seconds = created === null ? 0 : Date.parse(created) / 1000 + epoch
  const moov = box(
    'moov',
    movieHeader(version, seconds, length),
    ...(place === undefined ? [] : [metaOf(place)]),
  )
  const front = Buffer.concat([box('ftyp', 'isom', u32(512), 'isommp41'), mediaHead(hole)])
  const path = join(temporaryFolder(), 'film.mp4')
  const file = openSync(path, 'w')
  writeSync(file, front)
  writeSync(file, moov, 0, moov.length, front.length + hole)
  closeSync(file)
  return path
}

function mediaHead(hole: number): Buffer {
  const head = Buffer.alloc(16)
  head.writeUInt32BE(1)
  head.write('mdat', 4, 'latin1')
  head.writeBigUInt64BE(BigInt(hole + 16), 8)
  return head
}

function movieHeader(version: 0 | 1, created: number, length: number | null): Buffer {
  if (version === 0) {
    return box('mvhd', u32(0, created, created, 1000, length ?? 0xffffffff, 0x10000), Buffer.alloc(76))
  }
  const rest = Buffer.alloc(8)
  rest.writeBigUInt64BE(BigInt(length ?? 0))
  return box('mvhd', u32(0x01000000, 0, created, 0, created, 1000), rest, Buffer.alloc(80))
}

function metaOf(place: string): Buffer {
  const entry = box('data', u32(1, 0), place)
  return box(
    'meta',
    box('hdlr', u32(0, 0), 'mdta', Buffer.alloc(13)),
    box('keys', u32(0, 1), box('mdta', 'com.apple.quicktime.creationdate')),
    box('ilst', box('\0\0\0\u0001', entry)),
  )
}

function box(name: string, ...parts: (string | Buffer)[]): Buffer {
  const content = Buffer.concat(parts.map((part) => Buffer.from(part)))
  const head = Buffer.alloc(8)
  head.writeUInt32BE(content.length + 8)
  head.write(name, 4, 'latin1')
  return Buffer.concat([head, content])
}

function u32(...numbers: number[]): Buffer {
  const bytes = Buffer.alloc(numbers.length * 4)
  numbers.forEach((number, index) => bytes.writeUInt32BE(number, index * 4))
  return bytes
}

function write(name: string, bytes: Buffer): string {
  const path = join(temporaryFolder(), name)
  writeFileSync(path, bytes)
  return path
}

/** Writes silence of so many ms: 8,000 samples of 16 bits a second. */
export function writeWav(length: number): string {
  const data = Buffer.alloc(length * 16)
  const head = Buffer.alloc(44)
  head.write('RIFF', 0, 'latin1')
  head.writeUInt32LE(36 + data.length, 4)
  head.write('WAVEfmt ', 8, 'latin1')
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(8000, 24)
  head.writeUInt32LE(16_000, 28)
  head.writeUInt16LE(2, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36, 'latin1')
  head.writeUInt32LE(data.length, 40)
  return write('sound.wav', Buffer.concat([head, data]))
}

/** Writes frames of 24 ms (MPEG-1 layer III, 128 kbit/s, 48 kHz) for so many ms. */
export function writeMp3(length: number): string {
  const frame = Buffer.alloc(384)
  frame.writeUInt32BE(0xfffb9400)
  return write('sound.mp3', Buffer.concat(Array.from({ length: Math.ceil(length / 24) }, () => frame)))
}

/** Writes the first and the last page of a Vorbis stream of so many ms at 8 kHz. */
export function writeOgg(length: number): string {
  const identity = Buffer.alloc(30)
  identity.write('\u0001vorbis', 0, 'latin1')
  identity[11] = 1
  identity.writeUInt32LE(8000, 12)
  identity[28] = 0xb8
  identity[29] = 1
  const comment = Buffer.concat([Buffer.from('\u0003vorbis', 'latin1'), Buffer.alloc(8), Buffer.from([1])])
  return write(
    'sound.ogg',
    Buffer.concat([
      oggPage(identity, 2, 0, 0),
      oggPage(comment, 0, 0, 1),
      oggPage(Buffer.alloc(10), 4, length * 8, 2),
    ]),
  )
}

function oggPage(content: Buffer, kind: number, position: number, number: number): Buffer {
  const head = Buffer.alloc(28)
  head.write('OggS', 0, 'latin1')
  head[5] = kind
  head.writeBigUInt64LE(BigInt(position), 6)
  head.writeUInt32LE(1, 14)
  head.writeUInt32LE(number, 18)
  head[26] = 1
  head[27] = content.length
  return Buffer.concat([head, content])
}

/** Writes the head of a WebM film of so many ms. */
export function writeWebm(length: number): string {
  const duration = Buffer.alloc(4)
  duration.writeFloatBE(length)
  const info = element('1549a966', element('2ad7b1', Buffer.from('0f4240', 'hex')), element('4489', duration))
  const head = element('1a45dfa3', element('4282', Buffer.from('webm')))
  return write('film.webm', Buffer.concat([head, element('18538067', info)]))
}

function element(id: string, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.from(id, 'hex'), Buffer.from([0x80 | content.length]), content])
}
