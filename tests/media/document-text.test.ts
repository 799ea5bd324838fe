import { execFileSync } from 'node:child_process'
import { readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Language } from '../../electron/domain/portfolio'
import { sniff } from '../../electron/engine/files'
import { documentText } from '../../electron/media/document-text'
import { projectFolder } from '../support/command-line'
import {
  encode,
  escapeXml,
  writeDocx,
  writeDocxBody,
  writeOdt,
  writePdf,
  writeZip,
} from '../support/documents'
import { drawPicture } from '../support/pictures'
import { temporaryFolder } from '../support/temporary'

const statement = (language: string) =>
  readFileSync(join(projectFolder, 'tests/files/mission', `${language}.txt`), 'utf8').normalize('NFC')

async function read(source: string, language: Language = 'en') {
  return documentText({ source, type: await sniff(source), language })
}

function write(content: string | Uint8Array, name = 'Mission.txt'): string {
  const path = join(temporaryFolder(), name)
  writeFileSync(path, content)
  return path
}

/** Words in their order, without the line ends of a page. */
const words = (text: string) => text.replace(/-\n/g, '').split(/\s+/).filter(Boolean).join(' ')

const paragraphs = [
  'Öğretmenler İstanbul’da ılık bir günde şöyle dedi: “Çığır açan iş birliği”.',
  'Училищата си сътрудничат; „споделеното“ лидерство е щастие.',
  'Școlile împărtășesc: țintă, șansă, în, până & <atât>.',
  'Õpilased šokolaadi ja žürii üle.',
]

/** The page of each language, and the pages of the others. */
const codePages = {
  tr: 'windows-1254',
  bg: 'windows-1251',
  ro: 'windows-1250',
  et: 'windows-1257',
  nl: 'windows-1252',
} as const

describe('a plain text', () => {
  for (const [language, codePage] of Object.entries(codePages)) {
    // Romanian's own comma letters came after this code page, which has those with a cedilla.
    const text = statement(language).replace(
      /[țșȚȘ]/g,
      (letter) => ({ ț: 'ţ', ș: 'ş', Ț: 'Ţ', Ș: 'Ş' })[letter] ?? '',
    )

    it(`in ${codePage} is read whatever the portfolio's language`, async () => {
      const path = write(encode(text, codePage))
      for (const portfolio of ['en', 'tr', 'et', 'ro', 'bg', 'nl'] as const) {
        expect((await read(path, portfolio)).text).toBe(text.replace(/\r\n/g, '\n'))
      }
    })

    it(`of a few words in ${codePage} is read in the portfolio's language`, async () => {
      const few = { tr: 'Şarkı', bg: 'Песен', ro: 'Ţară', et: 'Žürii', nl: 'Één' }[language] ?? ''
      expect((await read(write(encode(few, codePage)), language as Language)).text).toBe(few)
    })
  }

  it('in UTF-8 and UTF-16, with or without a mark, loses nothing but the mark', async () => {
    const text = paragraphs.join('\n\n')
    const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le')
    for (const content of [text, `\ufeff${text}`, utf16, Buffer.from(utf16).swap16()]) {
      expect(await read(write(content))).toEqual({ text, pages: null, state: 'ready' })
    }
  })

  it('is composed, has line feeds for line ends, and no control characters', async () => {
    const { text } = await read(write('s\u0327i\r\nb\u0001ir\ruc\u001b\f\u2028x'))
    expect(text).toBe('şi\nbir\nuc\n\nx')
  })

  it('without a word is empty', async () => {
    expect((await read(write(' \r\n\t\n'))).state).toBe('empty')
  })
})

describe('a document', () => {
  it('in PDF gives the words of its pages, and their number', async () => {
    const { text, pages, state } = await read(
      await writePdf([...paragraphs, ...paragraphs.map((each) => each.repeat(12))]),
    )
    expect({ pages, state }).toEqual({ pages: 3, state: 'ready' })
    expect(words(text)).toContain(words(paragraphs.join(' ')))
  })

  it('in DOCX gives its paragraphs, with words that are made of many runs', async () => {
    expect(await read(await writeDocx(paragraphs))).toEqual({
      text: paragraphs.join('\n\n'),
      pages: null,
      state: 'ready',
    })
  })

  it('in DOCX leaves out what was deleted, what is no text, and the second copy of a text box', async () => {
    const run = (text: string) => `<w:r><w:t>${escapeXml(text)}</w:t></w:r>`
    const box = `<w:p>${run('box')}</w:p>`
    const path = await writeDocxBody(
      `<w:p>${run('one')}<w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:r><w:br/><w:t>two</w:t><w:tab/><w:t>three</w:t></w:r>` +
        `<w:r><mc:AlternateContent><mc:Choice>${box}</mc:Choice><mc:Fallback>${box}</mc:Fallback></mc:AlternateContent></w:r>` +
        `<w:r><w:instrText>PAGE</w:instrText></w:r></w:p><w:tbl><w:tr><w:tc><w:p>${run('cell')}</w:p></w:tc></w:tr></w:tbl>`,
    )
    expect((await read(path)).text).toBe('box\n\none\ntwo three\n\ncell')
  })

  it('in ODT gives its paragraphs', async () => {
    const { text, state } = await read(await writeOdt(paragraphs))
    expect([text.split('\n\n').map(words), state]).toEqual([paragraphs, 'ready'])
  })

  it('that is a scan is empty', async () => {
    const image = await drawPicture('scan.jpg', { width: 200, height: 200 })
    const path = join(temporaryFolder(), 'scan.pdf')
    writeFileSync(path, await pdfOfPicture(image))
    expect(await read(path)).toMatchObject({ state: 'empty', pages: 1 })
  })

  it('behind a password is locked', async () => {
    const plain = await writePdf(paragraphs)
    const pdf = join(temporaryFolder(), 'locked.pdf')
    execFileSync('qpdf', ['--encrypt', 'user', 'owner', '256', '--', plain, pdf])
    const odt = await writeOdt(paragraphs, { isLocked: true })
    // As Word saves it: a compound file with the document in a part of this name.
    const docx = write(
      Buffer.concat([
        Buffer.from('d0cf11e0a1b11ae1', 'hex'),
        Buffer.alloc(1024),
        Buffer.from('EncryptedPackage', 'utf16le'),
        Buffer.alloc(1024),
      ]),
      'locked.docx',
    )
    expect(await Promise.all([pdf, odt, docx].map(async (path) => (await read(path)).state))).toEqual([
      'locked',
      'locked',
      'locked',
    ])
  })

  it('that is none is unreadable, whatever is wrong with it', async () => {
    const cut = await writePdf(paragraphs)
    truncateSync(cut, 900)
    const cutDocx = await writeDocx(paragraphs)
    truncateSync(cutDocx, 700)
    const cases = [
      cut,
      cutDocx,
      await writeZip('photos.zip', { 'a.txt': 'a' }),
      await writeDocxBody('<w:p><w:r><w:t>open'),
      await drawPicture('photo.jpg', { width: 20, height: 20 }),
      write(Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(4096)]), 'old.doc'),
      write(Buffer.from('%PDF-1.7\nnothing of the kind'), 'no.pdf'),
    ]
    for (const path of cases)
      expect(await read(path), path).toEqual({ text: '', pages: null, state: 'unreadable' })
  })

  it('that unpacks to more than it may is unreadable, and so is one with a bomb of entities', async () => {
    const long = `<w:p><w:r><w:t>${'a'.repeat(70_000_000)}</w:t></w:r></w:p>`
    const entities =
      '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><office:document-content xmlns:office="o" xmlns:text="t"><text:p>&b;</text:p></office:document-content>'
    const bomb = await writeZip('bomb.odt', {
      mimetype: 'application/vnd.oasis.opendocument.text',
      'content.xml': entities,
    })
    for (const path of [await writeDocxBody(long), bomb]) expect((await read(path)).state).toBe('unreadable')
  })

  it('with very much text gives two million characters of it', async () => {
    const path = write('Училище. '.repeat(300_000))
    expect((await read(path)).text).toHaveLength(2_000_000)
  })

  it('whose bytes are changed anywhere gives a text or says that there is none', async () => {
    const originals = await Promise.all([writePdf(paragraphs), writeDocx(paragraphs), writeOdt(paragraphs)])
    const bytes = originals.map((path) => readFileSync(path))
    await fc.assert(
      fc.asyncProperty(
        fc.nat(2),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 12 }),
        async (which, changes) => {
          const damaged = Buffer.from(bytes[which] ?? [])
          for (const [at, value] of changes) damaged[at % damaged.length] = value
          const { text, state } = await read(write(damaged, 'damaged'))
          expect(text === '').toBe(state !== 'ready')
          expect(text).not.toMatch(/\p{Cs}/u)
        },
      ),
      { numRuns: 150 },
    )
  })
})

/** A page that is one picture, as a scanner makes it. */
async function pdfOfPicture(image: string): Promise<Buffer> {
  const { default: PDFDocument } = await import('pdfkit')
  const document = new PDFDocument()
  const chunks: Buffer[] = []
  document.on('data', (chunk: Buffer) => chunks.push(chunk))
  document.image(image).end()
  await new Promise((resolve) => document.on('end', resolve))
  return Buffer.concat(chunks)
}

it('a page that begins as XML does is a page all the same', async () => {
  const page =
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n<html><body><p>Училище</p></body></html>'
  expect((await read(write(page, 'saved.xhtml'))).text).toBe('Училище')
})
