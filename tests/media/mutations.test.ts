import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { nothingCovered } from '../../electron/engine/redactions'
import { documentText } from '../../electron/media/document-text'
import { drawPictures, lookAt } from '../../electron/media/renditions'
import {
  writeDocx,
  writeOdp,
  writeOds,
  writeOdt,
  writePdf,
  writePptx,
  writeXlsx,
  writeZip,
} from '../support/documents'
import { drawPicture, tag } from '../support/pictures'
import { temporaryFolder } from '../support/temporary'
import { writeMovie, writeMp3, writeOgg, writeWav, writeWebm } from './write-recordings'

/** How often each format is damaged; 24 formats make 1,080 files. */
const runs = 45

/** ms that one call may take, whatever the file. */
const patience = 5000

const ooxml = 'application/vnd.openxmlformats-officedocument'
const odf = 'application/vnd.oasis.opendocument'
const words = ['Öğretmenler', 'Училищата & ние', 'Școlile']

const photo = async (name: string) =>
  tag(await drawPicture(name, { width: 120, height: 90 }), '-DateTimeOriginal=2026:05:14 09:30:05')
const plain = (name: string) => drawPicture(name, { width: 120, height: 90 })
const text = (content: string) => {
  const path = join(temporaryFolder(), 'text')
  writeFileSync(path, content)
  return path
}

const formats: readonly [type: string, write: () => string | Promise<string>][] = [
  ['image/jpeg', () => photo('p.jpg')],
  ['image/png', () => photo('p.png')],
  ['image/webp', () => photo('p.webp')],
  ['image/tiff', () => photo('p.tif')],
  ['image/heic', () => photo('p.heic')],
  ['image/avif', () => photo('p.avif')],
  ['image/gif', () => plain('p.gif')],
  ['image/bmp', () => plain('p.bmp')],
  [
    'image/svg+xml',
    () =>
      text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><path d="M0 0h9v9z"/><text>a</text></svg>',
      ),
  ],
  ['application/pdf', () => writePdf(words)],
  [`${ooxml}.wordprocessingml.document`, () => writeDocx(words)],
  [`${ooxml}.presentationml.presentation`, () => writePptx(words)],
  [`${ooxml}.spreadsheetml.sheet`, () => writeXlsx({ A: [words, [1, 2]] })],
  [`${odf}.text`, () => writeOdt(words)],
  [`${odf}.presentation`, () => writeOdp(words)],
  [`${odf}.spreadsheet`, () => writeOds([words])],
  [
    `${odf}.graphics`,
    async () => writeZip('t.odg', { 'Thumbnails/thumbnail.png': readFileSync(await plain('t.png')) }),
  ],
  [
    'application/rtf',
    () =>
      text("{\\rtf1\\ansicpg1251{\\fonttbl{\\f0\\fcharset204 A;}}\\f0 \\'d3\\u536?\\par{\\b x}\\bin3 abc}"),
  ],
  [
    'text/html',
    () =>
      text('<meta charset="utf-8"><title>a</title><p>b &amp; c<table><tr><td>d</table><script>e</script>'),
  ],
  [
    'message/rfc822',
    () =>
      text(
        'From: a@b.c\r\nSubject: =?utf-8?B?0JDQvdCw?=\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Transfer-Encoding: base64\r\n\r\nYWJj\r\n--x--\r\n',
      ),
  ],
  [
    'video/mp4',
    () => writeMovie({ length: 900, created: '2026-05-14T07:30:00Z', place: '2026-05-14T10:30:00+0300' }),
  ],
  ['video/webm', () => writeWebm(900)],
  ['audio/mpeg', () => writeMp3(900)],
  ['audio/wav', () => writeWav(900)],
  ['audio/ogg', () => writeOgg(900)],
]

beforeAll(() => {
  // libheif says on the console what is wrong with a file.
  vi.spyOn(console, 'log').mockImplementation(() => undefined)
})

afterAll(() => {
  vi.restoreAllMocks()
})

const changes = fc.record({
  flips: fc.array(fc.tuple(fc.nat(), fc.constantFrom(0, 1, 0x7f, 0x80, 0xff, 0x20, 0x3c)), {
    minLength: 1,
    maxLength: 10,
  }),
  // Headers are where numbers are believed.
  isInHead: fc.boolean(),
  cut: fc.option(fc.nat(), { freq: 3 }),
})

it.each(formats)(
  'a damaged file of %s never breaks or holds the worker',
  async (type, write) => {
    const whole = readFileSync(await write())
    const folder = temporaryFolder()
    const source = join(folder, 'source')
    const [thumbnail, print] = [join(folder, 't.jpg'), join(folder, 'p.jpg')]
    await fc.assert(
      fc.asyncProperty(changes, async ({ flips, isInHead, cut }) => {
        const bytes = Buffer.from(whole)
        const reach = isInHead ? Math.min(200, bytes.length) : bytes.length
        for (const [at, value] of flips) bytes[at % reach] = value
        const damaged = cut === null ? bytes : bytes.subarray(0, cut % bytes.length)
        writeFileSync(source, damaged)
        const look = await within(lookAt({ source, type, thumbnail }))
        expect(['none', 'ready', 'damaged', 'unreadable']).toContain(look.picture)
        expect(look.fingerprint).toMatch(/^([0-9a-f]{16})?$/)
        expect(look.takenAt).toMatch(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)?$/)
        expect(look.duration === null || look.duration >= 0).toBe(true)
        expect(look.width === null).toBe(!['ready', 'damaged'].includes(look.picture))
        await within(
          drawPictures({
            source,
            type,
            edit: '',
            redaction: nothingCovered,
            page: 1,
            pictures: [{ size: 'print', path: print }],
          }),
        )
        const { text: found, state } = await within(documentText({ source, type, language: 'bg' }))
        expect(found === '').toBe(state !== 'ready')
        expect(readFileSync(source).equals(damaged)).toBe(true)
      }),
      { numRuns: runs },
    )
  },
  60_000,
)

async function within<Result>(call: Promise<Result>): Promise<Result> {
  const begun = performance.now()
  const result = await call
  expect(performance.now() - begun).toBeLessThan(patience)
  return result
}
