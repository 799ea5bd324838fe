import { readFileSync } from 'node:fs'
import { author, place, serial, writeFile } from './secrets'
import { writeMp3, writeOgg, writeWav, writeWebm } from '../media/write-recordings'

/* Films and sounds that tell who made them and where. */

const way = '+42.69751+23.32415/'

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

/** A track of one piece. */
function track(kind: string, format: string, { at, size }: { at: number; size: number }): Buffer {
  const entry =
    kind === 'vide'
      ? box(
          format,
          Buffer.concat([
            u32(0, 1, 0),
            Buffer.from('GoPr'),
            u32(0, 0, 0x00100010, 0x480000, 0x480000, 0),
            Buffer.from([0, 1, 10]),
            Buffer.from(serial),
            Buffer.alloc(21),
            Buffer.from([0, 24, 255, 255]),
          ]),
        )
      : box(format, u32(0, 1))
  return box(
    'trak',
    box('tkhd', u32(7, 3_800_000_000, 3_800_000_000, 1, 0, 1000), Buffer.alloc(60)),
    box(
      'mdia',
      box('mdhd', u32(0, 3_800_000_000, 3_800_000_000, 1000, 1000, 0x55c40000)),
      box('hdlr', u32(0, 0), kind, u32(0, 0, 0), `${author}\0`),
      box(
        'minf',
        box('dinf', box('dref', u32(0, 1), box('url ', u32(1)))),
        box(
          'stbl',
          box('stsd', u32(0, 1), entry),
          box('stts', u32(0, 1, 1, 1000)),
          box('stsc', u32(0, 1, 1, 1, 1)),
          box('stsz', u32(0, 0, 1, size)),
          box('stco', u32(0, 1, at)),
        ),
      ),
    ),
  )
}

/** What its picture is made of; it has to stay. */
export const frame = Buffer.from('the frames of the film')

/** A film as an action camera writes it: with a track of where it went, tags, and an XMP packet behind it. */
export function secretFilm(): string {
  const head = box('ftyp', 'isom', u32(512), 'isommp41')
  const route = Buffer.from(`GPS5 ${way}`)
  const at = head.length + 8
  const media = box('mdat', frame, route)
  const tags = box(
    'udta',
    box('\u00a9xyz', Buffer.from([0, way.length, 0x15, 0xc7]), way),
    box('\u00a9aut', author),
    box('GUMI', serial),
  )
  const movie = box(
    'moov',
    box('mvhd', u32(0, 3_800_000_000, 3_800_000_000, 1000, 1000, 0x10000), Buffer.alloc(76)),
    track('vide', 'avc1', { at, size: frame.length }),
    track('meta', 'gpmd', { at: at + frame.length, size: route.length }),
    tags,
    box(
      'meta',
      box('hdlr', u32(0, 0), 'mdta', Buffer.alloc(13)),
      box('keys', u32(0, 1), box('mdta', 'com.apple.quicktime.location.ISO6709')),
      box('ilst', box('\0\0\0\u0001', box('data', u32(1, 0), way))),
    ),
  )
  const xmp = box(
    'uuid',
    Buffer.from('be7acfcb97a942e89c71999491e3afac', 'hex'),
    `<x:xmpmeta>${author}</x:xmpmeta>`,
  )
  return writeFile('film.mp4', Buffer.concat([head, media, movie, box('free', way), xmp]))
}

export function secretMp3(): string {
  const text = (id: string, words: string) => {
    const content = Buffer.from(`\0${words}`)
    return Buffer.concat([Buffer.from(id), u32(content.length), Buffer.alloc(2), content])
  }
  const frames = Buffer.concat([text('TPE1', author), text('TENC', place)])
  const head = Buffer.from([0x49, 0x44, 0x33, 3, 0, 0, 0, 0, frames.length >> 7, frames.length & 0x7f])
  const last = Buffer.alloc(128)
  last.write(`TAG${author}`)
  const ape = Buffer.from(`APETAGEX${author}`)
  return writeFile('talk.mp3', Buffer.concat([head, frames, readFileSync(writeMp3(900)), ape, last]))
}

function chunk(name: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.write(name, 'latin1')
  head.writeUInt32LE(content.length, 4)
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)])
}

export function secretWav(): string {
  const sound = readFileSync(writeWav(300))
  const list = chunk('LIST', Buffer.concat([Buffer.from('INFO'), chunk('IART', Buffer.from(author))]))
  const bext = chunk('bext', Buffer.from(`${author} ${place}`.padEnd(602, '\0')))
  const whole = Buffer.concat([sound, list, bext])
  whole.writeUInt32LE(whole.length - 8, 4)
  return writeFile('talk.wav', whole)
}

export function secretFlac(): string {
  const block = (kind: number, content: Buffer) =>
    Buffer.concat([u32(kind * 0x1000000 + content.length), content])
  const stream = Buffer.alloc(34)
  stream.writeUInt16BE(4096, 0)
  stream.writeUInt16BE(4096, 2)
  stream.writeUInt32BE(0x0ac44170, 10)
  const comment = Buffer.from(`ARTIST=${author}`)
  const size = Buffer.alloc(4)
  size.writeUInt32LE(comment.length)
  const comments = Buffer.concat([Buffer.alloc(4), Buffer.from([1, 0, 0, 0]), size, comment])
  return writeFile(
    'talk.flac',
    Buffer.concat([
      Buffer.from('fLaC'),
      block(0, stream),
      block(0x84, comments),
      Buffer.from('fff8c9a80000', 'hex'),
      Buffer.alloc(400, 7),
    ]),
  )
}

export function secretOgg(): string {
  const whole = readFileSync(writeOgg(900))
  const comment = Buffer.from(`ARTIST=${author}`)
  const packet = Buffer.concat([
    Buffer.from('\u0003vorbis', 'latin1'),
    Buffer.alloc(4),
    Buffer.from([1, 0, 0, 0, comment.length, 0, 0, 0]),
    comment,
    Buffer.from([1]),
  ])
  const second = whole.indexOf('OggS', 4)
  const third = whole.indexOf('OggS', second + 4)
  const head = Buffer.from(whole.subarray(second, second + 28))
  head.writeUInt8(packet.length, 27)
  return writeFile(
    'talk.ogg',
    Buffer.concat([whole.subarray(0, second), head, packet, whole.subarray(third)]),
  )
}

export function secretWebm(): string {
  const whole = readFileSync(writeWebm(900))
  const element = (id: string, ...parts: Buffer[]) => {
    const content = Buffer.concat(parts)
    const size = Buffer.alloc(2)
    size.writeUInt16BE(0x4000 | content.length)
    return Buffer.concat([Buffer.from(id, 'hex'), size, content])
  }
  const begin = whole.indexOf(Buffer.from('18538067', 'hex'))
  const old = whole.subarray(begin + 5)
  const tags = element(
    '1254c367',
    element(
      '7373',
      element('67c8', element('45a3', Buffer.from('ARTIST')), element('4487', Buffer.from(author))),
    ),
  )
  const title = element('1549a966', element('7ba9', Buffer.from(place)), element('5741', Buffer.from(author)))
  const cluster = element(
    '1f43b675',
    element('e7', Buffer.from([0])),
    element('a3', Buffer.from([0x81, 0, 0, 0x80, 1, 2, 3])),
  )
  return writeFile(
    'film.webm',
    Buffer.concat([whole.subarray(0, begin), element('18538067', old, title, cluster, tags)]),
  )
}
