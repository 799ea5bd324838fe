import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { BookDocument } from '../../electron/domain/book'
import { standardOptions } from '../../electron/domain/book-options'
import { createPress } from '../../electron/press/press'
import { temporaryFolder } from '../support/temporary'
import {
  flat,
  fontsFolder,
  jpegMaker,
  makeDocument,
  makeEvidence,
  makePhoto,
  makeSection,
  makeSource,
  makeStrand,
  print,
  quietCall,
  readPages,
} from './fixtures'

/** A book of one piece with these documents. */
function withDocuments(documents: BookDocument[]) {
  const evidence = [makeEvidence({ attachments: documents })]
  return makeSource([makeSection({ strands: [makeStrand({ evidence })] })])
}

const writePhoto = async () => (await jpegMaker(temporaryFolder()))('photo.jpg', 300, 200)

/** A PDF of the app's own, with a photo in it: as good a document as any. */
async function somePdf(): Promise<string> {
  const photo = makePhoto(await writePhoto())
  const section = makeSection({
    title: 'Rapport',
    strands: [makeStrand({ answer: 'Şükrü ученик', evidence: [makeEvidence({ attachments: [photo] })] })],
  })
  return (await print(makeSource([section]))).path
}

function pagesOf(original: string, pages = ''): Pick<BookDocument, 'original' | 'annex'> {
  return { original, annex: { kind: 'pages', pages } }
}

function qpdf(...order: string[]): string {
  return execFileSync('qpdf', order).toString()
}

const exif = (path: string) => execFileSync('exiftool', ['-a', '-G1', path]).toString()

describe('what comes behind the book', () => {
  it('is each document’s pages behind a title page, numbered, with a way there and back', async () => {
    const path = await somePdf()
    const annexes = [
      makeDocument({ name: 'rapport.pdf', ...pagesOf(path) }),
      makeDocument({ name: 'part.pdf', caption: 'Two of its pages', ...pagesOf(path, '1,3') }),
    ]
    const book = await print(withDocuments(annexes))
    const pages = readPages(book.path).map(flat)
    const title = pages.findIndex((text) => text.startsWith('Annex A1'))
    expect(pages[title]).toContain('rapport.pdf P3-01 Ambassadors at the staff meeting, p. 3')
    expect(pages[title + 3]).toContain('Şükrü ученик')
    expect(pages[title + 4]).toContain('Annex A2 Two of its pages')
    expect(pages).toHaveLength(title + 7)
    expect(pages[2]).toContain(`Annex A1, p. ${title + 1}`)
    expect(pages[1]).toContain(`A1 rapport.pdf ${title + 1}`)
    expect(qpdf('--check', book.path)).toContain('No syntax or stream encoding errors')
    const labels = JSON.parse(qpdf('--json', '--json-key=pagelabels', book.path)) as {
      pagelabels: { index: number; label: Record<string, unknown> }[]
    }
    expect(labels.pagelabels.map(({ index, label }) => [index, label['/P'] ?? label['/St']])).toEqual(
      expect.arrayContaining([
        [title + 1, 'u:A1-1'],
        [title + 3, 'u:A1-3'],
        [title + 4, title + 5],
      ]),
    )
  })

  it('is upright when the page was turned, and no larger than it was', async () => {
    const path = await somePdf()
    const turned = join(temporaryFolder(), 'turned.pdf')
    qpdf('--rotate=+90:3', path, turned)
    const { path: book } = await print(withDocuments([makeDocument({ ...pagesOf(turned, '3') })]))
    const boxes = execFileSync('pdftotext', ['-bbox', '-f', '5', '-l', '5', book, '-']).toString()
    const word = /xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">ученик/.exec(boxes)
    const [, left = 0, top = 0, right = 0, bottom = 0] = (word ?? []).map(Number)
    // Words of a page that lies on its side run from top to bottom.
    expect(bottom - top).toBeGreaterThan(right - left)
    expect(right).toBeLessThan(595)
  })

  it.each([
    ['opens only with a password', 'locked'],
    ['cannot be read', 'broken'],
    ['cannot be read', 'gone'],
    ['cannot be read', 'no pdf'],
  ])('is a page that says so when a file %s (%s)', async (words, what) => {
    const path = await somePdf()
    const file = join(temporaryFolder(), 'file.pdf')
    if (what === 'locked') qpdf('--encrypt', 'secret', 'secret', '256', '--', path, file)
    if (what === 'broken') writeFileSync(file, readFileSync(path).subarray(0, 2000))
    if (what === 'no pdf') writeFileSync(file, 'no PDF at all')
    const book = await print(withDocuments([makeDocument({ ...pagesOf(file) })]))
    expect(flat(readPages(book.path).at(-1) ?? '')).toMatch(new RegExp(words.replaceAll(' ', '.*')))
    const kind = what === 'locked' ? 'annexLocked' : 'annexDamaged'
    expect(book.gaps).toMatchObject([{ kind, number: 'P3-01', name: 'report.pdf' }])
    expect(qpdf('--check', book.path)).toContain('No syntax or stream encoding errors')
  })

  it('opens a file that its owner has locked against changes', async () => {
    const file = join(temporaryFolder(), 'owner.pdf')
    qpdf('--encrypt', '', 'owner', '256', '--', await somePdf(), file)
    const book = await print(withDocuments([makeDocument({ ...pagesOf(file, '3') })]))
    expect(flat(readPages(book.path).at(-1) ?? '')).toContain('Şükrü ученик')
  })

  it('keeps what is filled in and stamped, and leaves hidden notes out', async () => {
    const { PDFDocument, StandardFonts } = await import('@cantoo/pdf-lib')
    const form = await PDFDocument.create()
    const page = form.addPage([400, 300])
    page.drawText('Form', { x: 20, y: 250, font: await form.embedFont(StandardFonts.Helvetica) })
    const field = form.getForm().createTextField('name')
    field.setText('Filled in')
    field.addToPage(page, { x: 20, y: 100, width: 200, height: 24 })
    const file = join(temporaryFolder(), 'form.pdf')
    writeFileSync(file, await form.save())
    const book = await print(withDocuments([makeDocument({ ...pagesOf(file) })]))
    expect(flat(readPages(book.path).at(-1) ?? '')).toContain('Form Filled in')
  })

  it('brings no camera, place or program along', async () => {
    const { PDFDocument } = await import('@cantoo/pdf-lib')
    const photo = await writePhoto()
    const tagged = join(temporaryFolder(), 'tagged.jpg')
    writeFileSync(tagged, readFileSync(photo))
    execFileSync('exiftool', [
      '-q',
      '-overwrite_original',
      '-GPSLatitude=42.1',
      '-GPSLatitudeRef=N',
      '-Make=Camera',
      '-XMP:Creator=Someone',
      tagged,
    ])
    expect(exif(tagged)).toContain('GPS Latitude')
    const document = await PDFDocument.create()
    const image = await document.embedJpg(readFileSync(tagged))
    document.addPage([600, 400]).drawImage(image, { x: 0, y: 0, width: 600, height: 400 })
    const file = join(temporaryFolder(), 'photo.pdf')
    writeFileSync(file, await document.save())
    const { path } = await print(withDocuments([makeDocument({ ...pagesOf(file) })]))
    const folder = temporaryFolder()
    execFileSync('pdfimages', ['-all', path, join(folder, 'image')])
    const found = execFileSync('exiftool', ['-a', '-G1', '-r', folder]).toString()
    expect(found).toContain('JPEG')
    expect(found).not.toMatch(/GPS|Camera|Someone|XMP/)
  })

  it('is whole in every book that one press prints, and on a page that is drawn alone', async () => {
    const source = withDocuments([makeDocument({ ...pagesOf(await somePdf()) })])
    const press = createPress()
    const printed = async (name: string) => {
      const out = join(temporaryFolder(), name)
      const order = {
        source,
        options: standardOptions,
        draft: false,
        fonts: fontsFolder,
        now: '2026-11-23T08:00:00.000Z',
      }
      await press.print({ ...order, out }, quietCall)
      return { out, order }
    }
    await printed('first.pdf')
    const { out, order } = await printed('second.pdf')
    expect(flat(readPages(out).at(-1) ?? '')).toContain('Şükrü ученик')
    expect(qpdf('--check', out)).toContain('No syntax or stream encoding errors')
    const { pages } = await press.layBook({ ...order, out: '' }, quietCall)
    const page = join(temporaryFolder(), 'page.pdf')
    await press.drawPage({ key: pages.at(-1)?.key ?? '', out: page }, quietCall)
    expect(flat(readPages(page).at(-1) ?? '')).toContain('Şükrü ученик')
  })

  it('brings none along that is packed twice, and loses no glyph whose name is that of an entry', async () => {
    const { PDFDocument, PDFName } = await import('@cantoo/pdf-lib')
    const photo = await writePhoto()
    execFileSync('exiftool', [
      '-q',
      '-overwrite_original',
      '-GPSLatitude=42.1',
      '-XMP:Creator=Someone',
      photo,
    ])
    const document = await PDFDocument.create()
    const { context } = document
    const image = context.stream(deflateSync(readFileSync(photo)), {
      Type: 'XObject',
      Subtype: 'Image',
      Width: 300,
      Height: 200,
      ColorSpace: 'DeviceRGB',
      BitsPerComponent: 8,
      Filter: ['FlateDecode', 'DCTDecode'],
    })
    const glyph = context.register(context.stream('500 0 d0 0 0 400 400 re f'))
    const font = context.obj({
      Type: 'Font',
      Subtype: 'Type3',
      FontBBox: [0, 0, 500, 500],
      FontMatrix: [0.001, 0, 0, 0.001, 0, 0],
      CharProcs: { B: glyph },
      Encoding: { Type: 'Encoding', Differences: [66, 'B'] },
      FirstChar: 66,
      LastChar: 66,
      Widths: [500],
    })
    const page = document.addPage([600, 400])
    page.node.set(
      PDFName.of('Resources'),
      context.obj({ XObject: { Photo: context.register(image) }, Font: { F: context.register(font) } }),
    )
    const drawing = 'q 300 0 0 200 0 0 cm /Photo Do Q BT /F 40 Tf 20 300 Td (B) Tj ET'
    page.node.set(PDFName.of('Contents'), context.register(context.stream(drawing)))
    const file = join(temporaryFolder(), 'packed.pdf')
    writeFileSync(file, await document.save())
    const { path } = await print(withDocuments([makeDocument({ ...pagesOf(file) })]))
    const plain = qpdf('--qdf', '--object-streams=disable', path, '-')
    expect(plain).toMatch(/CharProcs <<\s*\/B /)
    const folder = temporaryFolder()
    execFileSync('pdfimages', ['-all', path, join(folder, 'image')])
    const found = execFileSync('exiftool', ['-a', '-G1', '-r', folder]).toString()
    expect(found).toMatch(/Image Size +: 300x200/)
    expect(found).not.toMatch(/GPS|Someone|XMP/)
  })

  it('is the text of a document that has no pages', async () => {
    const text = 'Програма\n\nПърва точка'
    const { path } = await print(
      withDocuments([makeDocument({ name: 'Plan.docx', annex: { kind: 'text', text } })]),
    )
    expect(flat(readPages(path).at(-1) ?? '')).toContain('Програма Първа точка')
  })

  it('is told to a screen reader page by page', async () => {
    const { path } = await print(withDocuments([makeDocument({ ...pagesOf(await somePdf(), '2-3') })]))
    const tree = execFileSync('pdfinfo', ['-struct', path]).toString()
    expect(tree.match(/Figure/g)).toHaveLength(2)
    expect(qpdf('--json', path)).toContain('"/Alt": "u:Page 3 of “report.pdf”"')
  })
})
