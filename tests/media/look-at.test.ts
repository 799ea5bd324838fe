import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { nothingCovered } from '../../electron/engine/redactions'
import { drawPictures, lookAt } from '../../electron/media/renditions'
import { writeZip } from '../support/documents'
import {
  cornersIn,
  drawCorners,
  drawField,
  drawPicture,
  drawScene,
  encodeHeic,
  middleOf,
  redraw,
  sizesOf,
  tag,
} from '../support/pictures'
import { temporaryFolder } from '../support/temporary'

const types: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  tif: 'image/tiff',
  avif: 'image/avif',
  bmp: 'image/bmp',
  heic: 'image/heic',
  svg: 'image/svg+xml',
  pdf: 'application/pdf',
}
const photos = ['jpg', 'png', 'webp', 'gif', 'tif', 'avif', 'bmp', 'heic']

const typeOf = (path: string) => types[path.split('.').pop() ?? ''] ?? 'application/octet-stream'

async function look(source: string, type = typeOf(source)) {
  const folder = temporaryFolder()
  const [thumbnail, print] = [join(folder, 'thumbnail.jpg'), join(folder, 'print.jpg')]
  const found = await lookAt({ source, type, thumbnail })
  const printed = await drawPictures({
    source,
    type,
    edit: '',
    redaction: nothingCovered,
    page: 1,
    pictures: [{ size: 'print', path: print }],
  })
  expect(printed.picture).toBe(found.picture)
  return { ...found, thumbnail, print }
}

function write(content: string | Uint8Array, name: string): string {
  const path = join(temporaryFolder(), name)
  writeFileSync(path, content)
  return path
}

/** Groups and names of all tags but those of the file itself and of its coding. */
function tagsOf(path: string): string[] {
  const [tags] = JSON.parse(execFileSync('exiftool', ['-json', '-G0', path], { encoding: 'utf8' })) as [
    object,
  ]
  return Object.keys(tags).filter((name) => !/^(SourceFile|File:|ExifTool:|Composite:|JFIF:)/.test(name))
}

const nothing = {
  picture: 'none',
  width: null,
  height: null,
  takenAt: '',
  takenOffset: '',
  fingerprint: '',
  pages: null,
  duration: null,
}

beforeAll(() => {
  // libheif says on the console what is wrong with a file.
  vi.spyOn(console, 'log').mockImplementation(() => undefined)
})

describe('a photo', () => {
  it.each(photos)('in %s gives its size, a thumbnail and a print that show it as it is', async (ending) => {
    const found = await look(await drawCorners(`p.${ending}`, { width: 1700, height: 1020 }))
    expect(found).toMatchObject({ picture: 'ready', width: 1700, height: 1020, pages: null, duration: null })
    expect(await sizesOf(found.thumbnail, found.print)).toEqual(['500x300', '1600x960'])
    for (const path of [found.thumbnail, found.print]) expect(await cornersIn(path)).toEqual([0, 1, 2, 3])
    expect(found.fingerprint).toMatch(/^[0-9a-f]{16}$/)
    expect(found.memory).toBeGreaterThan(1_000_000)
  })

  it.each(['jpg', 'png', 'webp', 'tif'])('in %s that was taken sideways is upright', async (ending) => {
    for (const [orientation, seen] of [
      [6, [3, 0, 1, 2]],
      [8, [1, 2, 3, 0]],
      [3, [2, 3, 0, 1]],
      [5, [0, 3, 2, 1]],
    ] as const) {
      const source = tag(
        await drawCorners(`p.${ending}`, { width: 120, height: 100 }),
        `-Orientation=${orientation}`,
      )
      const { width, height, thumbnail, print } = await look(source)
      expect([width, height], `${orientation}`).toEqual(orientation === 3 ? [120, 100] : [100, 120])
      for (const path of [thumbnail, print]) expect(await cornersIn(path), `${orientation}`).toEqual(seen)
    }
  })

  it('in HEIC that was taken sideways is turned once, not twice', async () => {
    const jpeg = tag(await drawCorners('p.jpg', { width: 700, height: 600 }), '-Orientation=6')
    const source = encodeHeic(jpeg, join(temporaryFolder(), 'p.heic'))
    const bytes = readFileSync(source)
    // The encoder notes no rotation; a property that the picture can do without becomes one: three quarters, as phones do.
    const property = bytes.indexOf('pixi')
    bytes.write('irot', property, 'latin1')
    bytes[property + 4] = 3
    const { width, height, thumbnail } = await look(write(bytes, 'p.heic'))
    expect([width, height]).toEqual([600, 700])
    expect(await cornersIn(thumbnail)).toEqual([3, 0, 1, 2])
  })

  it.each(['jpg', 'png', 'webp', 'tif', 'heic', 'avif'])(
    'in %s tells when it was taken by the clock of its camera, with and without its offset',
    async (ending) => {
      const source = tag(
        await drawPicture(`p.${ending}`, { width: 60, height: 40 }),
        '-DateTimeOriginal=2026:05:14 09:30:05',
      )
      expect(await look(source)).toMatchObject({ takenAt: '2026-05-14T09:30:05', takenOffset: '' })
      tag(source, '-OffsetTimeOriginal=+03:00')
      expect(await look(source)).toMatchObject({ takenAt: '2026-05-14T09:30:05', takenOffset: '+03:00' })
    },
  )

  it.each(['0000:00:00 00:00:00', '    :  :     :  :  ', '2026:02:31 10:00:00', 'yesterday'])(
    'whose clock says %j has no time',
    async (time) => {
      const source = tag(
        await drawPicture('p.jpg', { width: 60, height: 40 }),
        '-DateTimeOriginal=2026:05:14 09:30:05',
      )
      const bytes = readFileSync(source)
      bytes.write(time.padEnd(19, '\0'), bytes.indexOf('2026:05:14'), 'latin1')
      expect(await look(write(bytes, 'p.jpg'))).toMatchObject({
        picture: 'ready',
        takenAt: '',
        takenOffset: '',
      })
    },
  )

  it.each(['jpg', 'png', 'webp', 'tif', 'heic', 'avif'])(
    'in %s loses every trace of place, person and camera in both',
    async (ending) => {
      const source = tag(
        await drawPicture(`p.${ending}`, { width: 800, height: 600 }),
        '-GPSLatitude=42.7',
        '-GPSLatitudeRef=N',
        '-EXIF:Artist=Maria',
        '-XMP:Creator=Maria',
        '-DateTimeOriginal=2026:05:14 09:30:05',
      )
      expect(tagsOf(source).join()).toMatch(/GPS/)
      const { thumbnail, print } = await look(source)
      for (const path of [thumbnail, print]) {
        expect(tagsOf(path).filter((name) => !name.startsWith('ICC_Profile:'))).toEqual([])
        expect(readFileSync(path).includes('Maria')).toBe(false)
      }
    },
  )

  it('that is smaller than a rendition is not made larger', async () => {
    const { thumbnail, print } = await look(await drawPicture('p.bmp', { width: 90, height: 60 }))
    expect(await sizesOf(thumbnail, print)).toEqual(['90x60', '90x60'])
  })

  it('with see-through parts is shown on white', async () => {
    const { thumbnail } = await look(
      write(
        '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="80"><path d="M0 0h9v9H0z"/></svg>',
        'p.svg',
      ),
    )
    expect(await middleOf(thumbnail)).toEqual([255, 255, 255])
  })

  it.each([
    ['of a phone, in JPEG', () => drawField('p.jpg[Q=98,subsample_mode=off]', 'p3')],
    ['of a phone, in PNG', () => drawField('p.png', 'p3')],
    [
      'of a phone, in HEIC',
      async () => encodeHeic(await drawField('p.png', 'p3'), join(temporaryFolder(), 'p.heic')),
    ],
    ['of a printing press', () => drawField('p.jpg[Q=98]', 'cmyk')],
    ['of a scanner, 16 bits deep', () => drawField('p.png', 'rgb16')],
  ])('in the colours %s, looks the same in sRGB', async (_name, draw) => {
    const { print } = await look((await draw()).replace(/\[.*$/, ''))
    const [red = 0, green = 0, blue = 0] = await middleOf(print)
    expect(Math.max(Math.abs(red - 200), Math.abs(green - 30), Math.abs(blue - 30))).toBeLessThan(20)
  })

  it('is never touched itself', async () => {
    for (const ending of photos) {
      const source = await drawPicture(`p.${ending}`, { width: 120, height: 90 })
      const before = readFileSync(source)
      await look(source)
      expect(readFileSync(source).equals(before)).toBe(true)
    }
  })
})

describe('the fingerprint', () => {
  const distance = (a: string, b: string) =>
    (BigInt(`0x${a}`) ^ BigInt(`0x${b}`)).toString(2).replaceAll('0', '').length

  it('of the same photo in another size, format or quality differs in 8 bits at most', async () => {
    for (const seed of [1, 2, 3]) {
      const source = await drawScene('p.png', { width: 600, height: 400, seed })
      const copies = [
        await redraw(source, 'good.jpg'),
        await redraw(source, 'small.jpg', { scale: 0.3 }),
        await redraw(source, 'small.webp', { scale: 0.5 }),
        await redraw(source, 'poor.jpg[Q=25]', { scale: 0.8 }),
      ]
      const { fingerprint } = await look(source)
      for (const copy of copies)
        expect(distance(fingerprint, (await look(copy)).fingerprint)).toBeLessThanOrEqual(8)
    }
  })

  it('of different photos differs in more', async () => {
    const prints: string[] = []
    for (let seed = 1; seed <= 24; seed++) {
      prints.push((await look(await drawScene('p.jpg', { width: 300, height: 200, seed }))).fingerprint)
    }
    const distances = prints.flatMap((a, i) => prints.slice(i + 1).map((b) => distance(a, b)))
    expect(Math.min(...distances)).toBeGreaterThan(8)
  })

  it('of a blank sheet is empty: it would resemble every other', async () => {
    const blank = write('<svg xmlns="http://www.w3.org/2000/svg" width="80" height="80"/>', 'p.svg')
    expect(await look(blank)).toMatchObject({ picture: 'ready', fingerprint: '' })
  })
})

describe('a drawing in SVG', () => {
  const svg = (inside: string, size = 'width="200" height="100"') =>
    write(
      `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${size}>${inside}</svg>`,
      'p.svg',
    )
  const red = '<rect width="100%" height="100%" fill="#c81e1e"/>'

  it('is drawn as large as it is needed', async () => {
    const found = await look(svg(red))
    expect(found).toMatchObject({ picture: 'ready', width: 1600, height: 800 })
    expect(await sizesOf(found.thumbnail, found.print)).toEqual(['500x250', '1600x800'])
    expect((await middleOf(found.print)).map(Math.round)).toEqual([200, 30, 30])
  })

  it('of any size is drawn within the limit', async () => {
    const found = await look(svg(red, 'width="900000" height="900000"'))
    expect(['ready', 'unreadable']).toContain(found.picture)
  })

  it('shows no file of this computer, however it names it', async () => {
    const secret = await drawPicture('secret.png', { width: 50, height: 50 })
    for (const href of [
      `xlink:href="${secret}"`,
      `href='${secret}'`,
      `xlink:href = "file://${secret}"`,
      `href="&#x2f;${secret.slice(1)}"`,
      `href="data:image/svg+xml;base64,${Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="${secret}" width="9" height="9"/></svg>`).toString('base64')}"`,
    ]) {
      const { thumbnail } = await look(svg(`<image ${href} width="200" height="100"/>`))
      expect(await middleOf(thumbnail), href).toEqual([255, 255, 255])
    }
  })

  it('that hides what it is made of, or loops, is unreadable', async () => {
    const secret = await drawPicture('secret.png', { width: 50, height: 50 })
    const hidden = `<!DOCTYPE svg [<!ENTITY x "<image hre&#102;='${secret}' width='90' height='90'/>">]><svg xmlns="http://www.w3.org/2000/svg" width="90" height="90">&x;</svg>`
    expect((await look(write(hidden, 'p.svg'))).picture).toBe('unreadable')
    expect((await look(write('no drawing', 'p.svg'))).picture).toBe('unreadable')
  })
})

describe('a document', () => {
  it('in PDF shows its first page and tells how many there are', async () => {
    const found = await look(await pdf([{ size: [300, 600] }, { size: [300, 300] }]))
    expect(found).toMatchObject({ picture: 'ready', width: 800, height: 1600, pages: 2 })
    expect(await sizesOf(found.thumbnail, found.print)).toEqual(['250x500', '800x1600'])
    expect((await middleOf(found.print)).map(Math.round)).toEqual([200, 30, 30])
  })

  it('in PDF of 200 by 200 inches is drawn no larger than others', async () => {
    const begun = performance.now()
    const found = await look(await pdf([{ size: [14_400, 14_400] }]))
    expect(await sizesOf(found.print)).toEqual(['1600x1600'])
    expect(performance.now() - begun).toBeLessThan(3000)
  })

  it('in PDF behind a password, or broken, has no picture', async () => {
    const plain = await pdf([{ size: [300, 600] }])
    const locked = join(temporaryFolder(), 'locked.pdf')
    execFileSync('qpdf', ['--encrypt', 'user', 'owner', '256', '--', plain, locked])
    for (const path of [
      locked,
      write(readFileSync(plain).subarray(0, 300), 'cut.pdf'),
      write('%PDF-1.7', 'no.pdf'),
    ]) {
      const { memory: _memory, thumbnail, print, ...found } = await look(path)
      expect(found).toEqual({ ...nothing, picture: 'unreadable' })
      expect([existsSync(thumbnail), existsSync(print)]).toEqual([false, false])
    }
  })

  const ooxml = 'application/vnd.openxmlformats-officedocument'
  const odf = 'application/vnd.oasis.opendocument'
  it.each([
    [`${ooxml}.wordprocessingml.document`, 'docProps/thumbnail.jpeg'],
    [`${ooxml}.presentationml.presentation`, 'docProps/thumbnail.jpeg'],
    [`${ooxml}.spreadsheetml.sheet`, 'docProps/thumbnail.png'],
    [`${odf}.text`, 'Thumbnails/thumbnail.png'],
    [`${odf}.presentation`, 'Thumbnails/thumbnail.png'],
    [`${odf}.spreadsheet`, 'Thumbnails/thumbnail.png'],
  ])('of the type %s shows the thumbnail in it, if there is one', async (type, part) => {
    const picture = await drawCorners(part.endsWith('png') ? 't.png' : 't.jpg', { width: 256, height: 180 })
    const found = await look(await writeZip('d.zip', { [part]: readFileSync(picture) }), type)
    expect(found).toMatchObject({ picture: 'ready', width: 256, height: 180, pages: null })
    expect(await cornersIn(found.thumbnail)).toEqual([0, 1, 2, 3])
    for (const parts of [{ 'content.xml': '<a/>' }, { 'docProps/thumbnail.emf': 'x' }]) {
      const {
        memory: _memory,
        thumbnail,
        print: _print,
        ...bare
      } = await look(await writeZip('d.zip', parts), type)
      expect(bare).toEqual(nothing)
      expect(existsSync(thumbnail)).toBe(false)
    }
  })

  it('of any other type has no picture', async () => {
    for (const type of ['text/plain', 'application/zip', 'application/x-cfb', 'application/octet-stream']) {
      const {
        memory: _memory,
        thumbnail: _thumbnail,
        print: _print,
        ...found
      } = await look(write('words', 'f'), type)
      expect(found).toEqual(nothing)
    }
  })
})

describe('a bomb', () => {
  /** Writes a number over another, in each of the places where it stands. */
  function overwrite(path: string, change: (bytes: Buffer) => void): string {
    const bytes = readFileSync(path)
    change(bytes)
    writeFileSync(path, bytes)
    return path
  }

  it.each<[string, (bytes: Buffer) => void]>([
    [
      'jpg',
      (bytes) => {
        const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]))
        bytes.writeUInt32BE(0x9c409c40, frame + 5)
      },
    ],
    [
      'png',
      (bytes) => {
        bytes.writeUInt32BE(40_000, 16)
        bytes.writeUInt32BE(40_000, 20)
        bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29)
      },
    ],
    [
      'gif',
      (bytes) => {
        for (const at of [6, bytes.indexOf(0x2c, 13 + 768) + 5]) bytes.writeUInt32LE(0x9c409c40, at)
      },
    ],
    [
      'webp',
      (bytes) => {
        // The most that the format knows: 268 megapixels.
        bytes.writeUInt32LE(0x3fff3fff, bytes.indexOf(Buffer.from([0x9d, 0x01, 0x2a])) + 3)
      },
    ],
    [
      'tif',
      (bytes) => {
        for (let entry = bytes.readUInt32LE(4) + 2, left = 2; left > 0; entry += 12, left -= 1) {
          while (![0x100, 0x101].includes(bytes.readUInt16LE(entry))) entry += 12
          bytes.writeUInt16LE(4, entry + 2)
          bytes.writeUInt32LE(40_000, entry + 8)
        }
      },
    ],
    [
      'bmp',
      (bytes) => {
        bytes.writeInt32LE(40_000, 18)
        bytes.writeInt32LE(40_000, 22)
      },
    ],
    [
      'heic',
      (bytes) => {
        const box = bytes.indexOf('ispe')
        bytes.writeUInt32BE(40_000, box + 8)
        bytes.writeUInt32BE(40_000, box + 12)
      },
    ],
    [
      'avif',
      (bytes) => {
        const box = bytes.indexOf('ispe')
        bytes.writeUInt32BE(40_000, box + 8)
        bytes.writeUInt32BE(40_000, box + 12)
      },
    ],
  ])('of 40,000 by 40,000 pixels in %s is unreadable and leaves no file', async (ending, change) => {
    const begun = performance.now()
    const source = overwrite(await drawPicture(`p.${ending}`, { width: 300, height: 300 }), change)
    const { picture, thumbnail, print } = await look(source)
    expect(picture).toBe('unreadable')
    expect([existsSync(thumbnail), existsSync(print)]).toEqual([false, false])
    expect(performance.now() - begun).toBeLessThan(3000)
  })
})

describe('a file that was cut short', () => {
  it.each([
    ['jpg', 'damaged'],
    ['png', 'damaged'],
    ['gif', 'damaged'],
    ['bmp', 'damaged'],
    ['webp', 'unreadable'],
    ['tif', 'unreadable'],
    ['avif', 'unreadable'],
    ['heic', 'unreadable'],
  ])('in %s is %s', async (ending, expected) => {
    const whole = readFileSync(await drawPicture(`p.${ending}`, { width: 900, height: 700 }))
    const found = await look(write(whole.subarray(0, Math.round(whole.length * 0.6)), `cut.${ending}`))
    expect(found.picture).toBe(expected)
    expect(existsSync(found.thumbnail)).toBe(expected === 'damaged')
    if (expected === 'damaged') expect([found.width, found.height]).toEqual([900, 700])
    expect((await look(write(whole.subarray(0, 20), `cut.${ending}`))).picture).toBe('unreadable')
  })
})

async function pdf(pages: readonly { size: [number, number] }[]): Promise<string> {
  const { default: PDFDocument } = await import('pdfkit')
  const document = new PDFDocument({ autoFirstPage: false })
  const chunks: Buffer[] = []
  document.on('data', (chunk: Buffer) => chunks.push(chunk))
  for (const { size } of pages)
    document
      .addPage({ size })
      .rect(0, 0, ...size)
      .fill('#c81e1e')
  document.end()
  await new Promise((resolve) => document.on('end', resolve))
  return write(Buffer.concat(chunks), 'd.pdf')
}

/** The checksum of a PNG's chunks. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}
