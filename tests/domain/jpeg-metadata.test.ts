import { describe, expect, it } from 'vitest'
import { withoutJpeg2000Metadata } from '../../electron/domain/jpeg2000-metadata'
import { withoutMetadata } from '../../electron/domain/jpeg-metadata'

const segment = (marker: number, content: string | number[]) => {
  const bytes = Buffer.from(typeof content === 'string' ? Buffer.from(content, 'latin1') : content)
  return Buffer.concat([
    Buffer.from([0xff, marker, (bytes.length + 2) >> 8, (bytes.length + 2) & 255]),
    bytes,
  ])
}
const begin = Buffer.from([0xff, 0xd8])
const end = Buffer.from([0xff, 0xd9])
const frame = segment(0xc0, [8, 0, 8, 0, 8, 1, 1, 0x11, 0])
const tables = segment(0xdb, [0, ...Array.from({ length: 64 }, () => 1)])
const scan = Buffer.concat([
  segment(0xda, [1, 1, 0, 0, 63, 0]),
  Buffer.from([1, 2, 0xff, 0, 3, 0xff, 0xd0, 4]),
])
const picture = [tables, frame, scan, end]

describe('a JPEG without metadata', () => {
  it('is the picture, its profile and Adobe’s word on its colours, whatever else stood in it or behind it', () => {
    const profile = segment(0xe2, 'ICC_PROFILE\0\u0001\u0001sRGB')
    const adobe = segment(0xee, [...Buffer.from('Adobe'), 0, 100, 0, 0, 0, 0, 1])
    const tagged = Buffer.concat([
      begin,
      segment(0xe1, 'Exif\0\0secret'),
      profile,
      segment(0xe2, 'MPF\0secret'),
      segment(0xed, 'Photoshop 3.0\0secret'),
      adobe,
      segment(0xfe, 'secret'),
      ...picture,
      Buffer.from('a film with a secret'),
    ])
    expect(Buffer.from(withoutMetadata(tagged))).toEqual(Buffer.concat([begin, profile, adobe, ...picture]))
  })

  it('has no small picture in its header, and no words in a table', () => {
    const header = segment(0xe0, [...Buffer.from('JFIF\0'), 1, 2, 0, 0, 1, 0, 1, 1, 1, 9, 9, 9])
    const kept = segment(0xe0, [...Buffer.from('JFIF\0'), 1, 2, 0, 0, 1, 0, 1, 0, 0])
    const odd = Buffer.concat([begin, header, segment(0xdb, 'secret'), ...picture])
    expect(Buffer.from(withoutMetadata(odd))).toEqual(Buffer.concat([begin, kept, ...picture]))
  })

  it('is what is there of one that is cut, and nothing of what is no JPEG', () => {
    const cut = Buffer.concat([begin, tables, frame, scan])
    expect(Buffer.from(withoutMetadata(cut))).toEqual(cut)
    expect(withoutMetadata(Buffer.from('secret')).length).toBe(0)
  })
})

describe('a JPEG 2000 without metadata', () => {
  const box = (name: string, content: Buffer) => {
    const head = Buffer.alloc(8)
    head.writeUInt32BE(content.length + 8)
    head.write(name, 4, 'latin1')
    return Buffer.concat([head, content])
  }
  const tile = Buffer.concat([Buffer.from('ff90000a00000000000e0001', 'hex'), Buffer.from('ff93', 'hex')])
  const comment = (words: string) =>
    Buffer.concat([Buffer.from([0xff, 0x64, 0, words.length + 4, 0, 1]), Buffer.from(words)])
  const stream = (words: string) =>
    Buffer.concat([Buffer.from('ff4fff510004abcd', 'hex'), comment(words), tile, Buffer.from('ffd9', 'hex')])

  it('has neither boxes that tell something nor comments', () => {
    const head = [box('jP  ', Buffer.from('0d0a870a', 'hex')), box('jp2h', box('ihdr', Buffer.alloc(14)))]
    const file = Buffer.concat([...head, box('uuid', Buffer.from('secret')), box('jp2c', stream('secret'))])
    const clean = Buffer.from(withoutJpeg2000Metadata(file))
    expect(clean.includes('secret')).toBe(false)
    expect(clean).toEqual(
      Buffer.concat([...head, box('jp2c', stream('\0\0\0\0\0\0')).fill(0, 8 + 12, 8 + 20)]),
    )
    expect(withoutJpeg2000Metadata(Buffer.from('secret')).length).toBe(0)
  })
})
