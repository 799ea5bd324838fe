import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, statSync, truncateSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { typeOf } from '../../electron/engine/file-types'
import { cleanFile } from '../../electron/media/clean-file'
import { readAllParts } from '../../electron/media/clean-zip'
import { documentText } from '../../electron/media/document-text'
import { drawPage } from '../../electron/media/pdf-page'
import { writePdf, writeOdt, writeZip } from '../support/documents'
import { differenceBetween, drawPicture } from '../support/pictures'
import { leaksIn, withCamera, writeFile } from '../support/secrets'
import { secretDocx, secretOdt, secretPdf } from '../support/secret-documents'
import { secretFormats, secretPicture } from '../support/secret-formats'
import { frame, secretFilm } from '../support/secret-recordings'
import { temporaryFolder } from '../support/temporary'

const { signal } = new AbortController()

/** Cleans a file as the engine would; gives its state, and where it lies. */
async function clean(source: string): Promise<{ state: string; out: string; type: string }> {
  const type = await typeOf(source, readFileSync(source).subarray(0, 4100))
  const out = join(temporaryFolder(), basename(source))
  const { state } = await cleanFile({ source, type, out }, { signal })
  return { state, out, type }
}

describe('a cleaned file', () => {
  it.each(secretFormats)('of %s tells nothing but what it shows, and reads as before', async (_, write) => {
    const source = await write()
    expect((await leaksIn(source)).length).toBeGreaterThan(0)
    const { state, out, type } = await clean(source)
    expect(state).toBe('cleaned')
    expect(await leaksIn(out)).toEqual([])
    const read = (path: string) => documentText({ source: path, type, language: 'en' })
    expect(await read(out)).toEqual(await read(source))
  })

  it('looks as before, page by page', async () => {
    const source = await secretPdf()
    const { out } = await clean(source)
    const draw = async (path: string) => (await drawPage(readFileSync(path), { edge: 300, page: 1 })).pixels
    const [before, after] = [await draw(source), await draw(out)]
    expect(Buffer.compare(Buffer.from(before.data), Buffer.from(after.data))).toBe(0)
    expect(execFileSync('qpdf', ['--check', out]).toString()).toContain('No syntax or stream encoding errors')
    const plain = execFileSync('qpdf', ['--qdf', '--object-streams=disable', out, '-']).toString('latin1')
    expect(plain).not.toMatch(/JavaScript|EmbeddedFile|\/Info |\/AA|PieceInfo|\/Author/)
    expect(plain).toContain('A remark')
  })

  it('keeps the frames of a film where they are, and empties where it went', async () => {
    const source = secretFilm()
    const { out } = await clean(source)
    const [before, after] = [readFileSync(source), readFileSync(out)]
    expect(after.length).toBe(before.length)
    expect(after.indexOf(frame)).toBe(before.indexOf(frame))
  })

  it('has no times in it, and its parts lie as they have to', async () => {
    const { out } = await clean(await secretOdt())
    expect([...(await readAllParts(out)).keys()][0]).toBe('mimetype')
    expect(readFileSync(out).toString('latin1', 30, 77)).toContain('mimetypeapplication/vnd.oasis')
    expect(execFileSync('exiftool', ['-a', '-ZipModifyDate', '-s3', out]).toString()).not.toMatch(/20\d\d/)
  })

  it('has no reference to what was left out', async () => {
    const parts = await readAllParts((await clean(await secretDocx())).out)
    const text = (name: string) => parts.get(name)?.toString() ?? ''
    expect(text('_rels/.rels')).not.toMatch(/thumbnail|custom/)
    expect(text('word/_rels/document.xml.rels')).not.toContain('vbaProject')
    expect(text('word/settings.xml')).not.toContain('attachedTemplate')
    expect(text('word/comments.xml')).toContain('w:author="Author"')
    expect([...parts.keys()].filter((name) => /custom|thumbnail|vba/.test(name))).toEqual([])
  })

  it('is turned as before where a camera said how', async () => {
    const source = withCamera(await drawPicture('turned.jpg', { width: 60, height: 40 }))
    execFileSync('exiftool', ['-q', '-overwrite_original', '-n', '-Orientation=6', source])
    const docx = await writeZip('t.docx', {
      ...Object.fromEntries(await readAllParts(await secretDocx())),
      'word/media/image1.jpeg': readFileSync(source),
    })
    const parts = await readAllParts((await clean(docx)).out)
    const image = writeFile('image.jpg', parts.get('word/media/image1.jpeg') ?? '')
    expect(execFileSync('exiftool', ['-n', '-s3', '-Orientation', image]).toString().trim()).toBe('6')
    expect(await leaksIn(image)).toEqual([])
  })
})

it.each(['p.jpg', 'p.png', 'p.webp', 'p.gif'])('a cleaned picture shows the same: %s', async (name) => {
  const source = await secretPicture(name)
  const { out } = await clean(source)
  expect(await differenceBetween(source, out, 1)).toBe(0)
})

describe('a file that is as it is', () => {
  it('is plain text', async () => {
    const { state, out } = await clean(writeFile('notes.txt', 'Notes\n'))
    expect([state, readFileSync(out, 'utf8')]).toEqual(['asIs', 'Notes\n'])
  })
})

describe('what cannot be cleaned', () => {
  it.each<[string, () => string | Promise<string>]>([
    [
      'behind a password',
      async () => {
        const out = join(temporaryFolder(), 'locked.pdf')
        execFileSync('qpdf', ['--encrypt', 'a', 'b', '256', '--', await writePdf(['x']), out])
        return out
      },
    ],
    [
      'locked by its owner',
      async () => {
        const out = join(temporaryFolder(), 'owner.pdf')
        execFileSync('qpdf', ['--encrypt', '', 'b', '256', '--', await writePdf(['x']), out])
        return out
      },
    ],
    ['a locked document', () => writeOdt(['x'], { isLocked: true })],
    ['cut short', async () => writeFile('cut.docx', readFileSync(await secretDocx()).subarray(0, 900))],
    [
      'an old document of Word',
      () => writeFile('old.doc', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000)])),
    ],
    ['an archive', () => writeZip('all.zip', { 'a.txt': 'x' })],
    ['unknown', () => writeFile('what.bin', Buffer.from([0, 1, 2, 250]))],
    [
      'a document with a part that nobody knows',
      async () =>
        writeZip('odd.docx', {
          ...Object.fromEntries(await readAllParts(await secretDocx())),
          'word/unknown.dat': 'x',
        }),
    ],
    ['a TIFF', () => secretPicture('p.tif')],
  ])('is not written: %s', async (_, write) => {
    const { state, out } = await clean(await write())
    expect(state).toBe('cannot')
    expect(existsSync(out)).toBe(false)
  })
})

it('a film larger than memory is cleaned while it is copied', async () => {
  const source = secretFilm()
  // A long stretch of nothing behind it: on no disk, but read and written.
  const whole = readFileSync(source)
  const size = 700 * 1024 * 1024
  const hole = Buffer.alloc(16)
  hole.writeUInt32BE(1)
  hole.write('free', 4, 'latin1')
  hole.writeBigUInt64BE(BigInt(size), 8)
  const long = writeFile('long.mp4', Buffer.concat([whole, hole]))
  truncateSync(long, whole.length + size)
  const before = process.memoryUsage().rss
  const { state, out } = await clean(long)
  expect([state, statSync(out).size]).toEqual(['cleaned', whole.length + size])
  expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024)
})
