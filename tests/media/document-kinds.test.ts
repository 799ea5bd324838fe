import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Language } from '../../electron/domain/portfolio'
import { documentText } from '../../electron/media/document-text'
import { encode, writeOdp, writeOds, writePptx, writeXlsx, writeZip } from '../support/documents'
import { temporaryFolder } from '../support/temporary'

const ooxml = 'application/vnd.openxmlformats-officedocument'
const odf = 'application/vnd.oasis.opendocument'
const texts = [
  'Öğretmenler İstanbul’da & <çok> güzel',
  'Училищата си сътрудничат',
  'Școlile împărtășesc',
  'Õpilased žürii üle',
]

function read(source: string, type: string, language: Language = 'en') {
  return documentText({ source, type, language })
}

function write(content: string | Uint8Array): string {
  const path = join(temporaryFolder(), 'document')
  writeFileSync(path, content)
  return path
}

async function textOf(content: string | Uint8Array, type: string, language?: Language) {
  return (await read(write(content), type, language)).text
}

describe('slides and tables', () => {
  it('in PPTX give the slides in the order of the talk', async () => {
    const type = `${ooxml}.presentationml.presentation`
    expect(await read(await writePptx(texts), type)).toEqual({
      text: texts.join('\n\n'),
      pages: null,
      state: 'ready',
    })
  })

  it('in ODP give the slides without what the speaker says to them', async () => {
    expect((await read(await writeOdp(texts), `${odf}.presentation`)).text).toBe(texts.join('\n\n'))
  })

  it('in XLSX give the sheets in their order, rows as lines', async () => {
    const path = await writeXlsx({
      Ученици: [
        ['Ана', 5],
        ['Öykü', 0.30000000000000004],
      ],
      'B & C': [['Școală'], ['Școală', 12.5]],
    })
    expect((await read(path, `${ooxml}.spreadsheetml.sheet`)).text).toBe(
      'Ученици\nАна\t5\nÖykü\t0.3\n\nB & C\nȘcoală\nȘcoală\t12.5',
    )
  })

  it('in ODS give rows as lines', async () => {
    const path = await writeOds([['Ана', '5'], [''], ['Öykü', '6']])
    expect((await read(path, `${odf}.spreadsheet`)).text).toBe('Ана\t5\nÖykü\t6')
  })

  it('behind a password are locked', async () => {
    for (const kind of ['presentation', 'spreadsheet', 'text']) {
      const path = await writeZip('l.zip', {
        'META-INF/manifest.xml': '<m><e><encryption-data/></e></m>',
        'content.xml': 'x',
      })
      expect((await read(path, `${odf}.${kind}`)).state).toBe('locked')
    }
    const compound = write(Buffer.concat([Buffer.alloc(600), Buffer.from('EncryptedPackage', 'utf16le')]))
    expect((await read(compound, 'application/x-cfb')).state).toBe('locked')
  })

  it('that name parts which are not there are unreadable', async () => {
    const path = await writeZip('x.zip', { 'ppt/presentation.xml': '<p/>', 'xl/workbook.xml': '<w/>' })
    for (const kind of ['presentationml.presentation', 'spreadsheetml.sheet', 'wordprocessingml.document'])
      expect((await read(path, `${ooxml}.${kind}`)).state).toBe('unreadable')
  })

  it('of which many parts unpack to more than they may are unreadable', async () => {
    const slides = Object.fromEntries(
      [1, 2, 3].map((n) => [`ppt/slides/slide${n}.xml`, Buffer.alloc(60 * 1024 * 1024, 32)]),
    )
    const path = await writeZip('b.zip', { 'ppt/presentation.xml': '<p/>', ...slides })
    expect((await read(path, `${ooxml}.presentationml.presentation`)).state).toBe('unreadable')
  })

  it('in which a few bytes name a long text again and again end at the limit', async () => {
    const path = await writeXlsx({ A: [['x'.repeat(1_000_000)]] })
    const long = await writeZip('t.xlsx', {
      'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="A" r:id="rId1"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels':
        '<Relationships><Relationship Id="rId1" Target="worksheets/s.xml"/></Relationships>',
      'xl/sharedStrings.xml': `<sst><si><t>${'x'.repeat(1_000_000)}</t></si></sst>`,
      'xl/worksheets/s.xml': `<w><row>${'<c t="s"><v>0</v></c>'.repeat(100_000)}</row></w>`,
    })
    expect((await read(path, `${ooxml}.spreadsheetml.sheet`)).text).toHaveLength(1_000_002)
    expect((await read(long, `${ooxml}.spreadsheetml.sheet`)).text).toHaveLength(2_000_000)
  })
})

describe('rich text', () => {
  const rtf = (body: string, head = '\\ansi\\ansicpg1252') => `{\\rtf1${head}${body}}`
  const type = 'application/rtf'

  it('gives its paragraphs, without fonts, pictures, fields and notes of programs', async () => {
    const body =
      '{\\fonttbl{\\f0\\fnil Arial;}}{\\colortbl;\\red0;}{\\stylesheet{\\s0 Normal;}}{\\info{\\title Hidden}}{\\*\\generator Word;}' +
      '\\pard\\f0 One \\b bold\\b0  word.\\par\r\nTwo\\line lines\\tab and \\{braces\\}\\par{\\pict\\wmetafile8 0102ab}' +
      '{\\field{\\*\\fldinst HYPERLINK "x"}{\\fldrslt link}}\\~end'
    expect(await textOf(rtf(body), type)).toBe('One bold word.\n\nTwo\nlines\tand {braces}\n\nlink\u00a0end')
  })

  it('reads letters in the code page of the document or of their font, and in Unicode', async () => {
    const hex = (text: string, page: string) =>
      [...encode(text, page)].map((byte) => `\\'${byte.toString(16).padStart(2, '0')}`).join('')
    const bulgarian = rtf(hex('Училище', 'windows-1251'), '\\ansi\\ansicpg1251')
    expect(await textOf(bulgarian, type)).toBe('Училище')
    const fonts =
      '{\\fonttbl{\\f0\\fcharset162 A;}{\\f1\\fcharset204 B;}{\\f2\\fcharset238 C;}{\\f3\\fcharset186 D;}}'
    const mixed = `${fonts}\\f0 ${hex('Şarkı', 'windows-1254')} {\\f1 ${hex('Песен', 'windows-1251')}} ${hex('ğ', 'windows-1254')}\\f2  ${hex('Ţară', 'windows-1250')}\\f3  ${hex('Žürii', 'windows-1257')}`
    expect(await textOf(rtf(mixed), type)).toBe('Şarkı Песен ğ Ţară Žürii')
    expect(
      await textOf(rtf("\\uc1\\u536?coal\\u259\\'e3 \\uc0\\u350ark\\u305 \\uc2\\u-10179??\\u-8704??!"), type),
    ).toBe('Școală Şarkı😀!')
  })

  it('that is none is unreadable, and one that was cut short gives what there is', async () => {
    expect((await read(write('words'), type)).state).toBe('unreadable')
    expect(await textOf("{\\rtf1 One\\par Tw\\'f", type)).toMatch(/^One\n\nTw/)
    expect(await textOf(`{\\rtf1 ${'{'.repeat(100_000)}deep`, type)).toBe('deep')
  })
})

describe('a page of the web', () => {
  const type = 'text/html'

  it('gives what a reader sees', async () => {
    const html =
      '<!doctype html><title>Our  school</title><style>p{}</style><script>alert("no")</script><h1>Eén &amp; &eacute;&#1071;&hellip;</h1>' +
      '<p>First<br>line\n  goes <b>on</b></p><ul><li>a<li>b</ul><table><tr><td>1<td>2</table><pre>x\n  y</pre><!-- no --><template>no</template>'
    expect(await textOf(html, type)).toBe(
      'Our school\n\nEén & éЯ…\n\nFirst\nline goes on\n\na\nb\n\n1\t2\n\nx\ny',
    )
  })

  it('is read in the encoding that it names, or that its bytes tell', async () => {
    const page = (charset: string) => `<meta charset="${charset}"><p>Училище`
    expect(await textOf(encode(page('windows-1251'), 'windows-1251'), type)).toBe('Училище')
    expect(await textOf(page('windows-1251'), type)).toBe('Училище')
    expect(await textOf(encode('<p>Училище', 'windows-1251'), type, 'bg')).toBe('Училище')
    expect(await textOf(encode(page('no-such'), 'windows-1251'), type, 'bg')).toBe('Училище')
    expect(await textOf(Buffer.from('\ufeff<p>Şarkı', 'utf16le'), type)).toBe('Şarkı')
    const old = '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-9"><p>Şarkı'
    expect(await textOf(encode(old, 'windows-1254'), type)).toBe('Şarkı')
  })
})

describe('a message', () => {
  const type = 'message/rfc822'
  const head =
    'From: =?utf-8?B?0JDQvdCw?= <ana@example.org>\r\nTo: b@example.org, "C D" <c@example.org>\r\nSubject: =?iso-8859-9?Q?=DEark=FD?=\r\nDate: Thu, 14 May 2026 10:30:00 +0300\r\nMIME-Version: 1.0\r\n'
  const seen =
    'Şarkı\nАна <ana@example.org>\nb@example.org, C D <c@example.org>\nThu, 14 May 2026 10:30:00 +0300'

  it('gives subject, people, date and what was written', async () => {
    const body =
      'Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=C5=9Fark=C4=B1 uzun=\r\n sat=C4=B1r\r\n'
    expect((await textOf(head + body, type)).trim()).toBe(`${seen}\n\nşarkı uzun satır`)
  })

  it('prefers plain text to HTML, and reads HTML as text', async () => {
    const html = Buffer.from('<p>Само &amp; <b>HTML</b></p><script>no</script>').toString('base64')
    const part = `Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${html}\r\n`
    expect((await textOf(head + part, type)).trim()).toBe(`${seen}\n\nСамо & HTML`)
    const both = `Content-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nplain\r\n--x\r\n${part}--x--\r\n`
    expect((await textOf(head + both, type)).trim()).toBe(`${seen}\n\nplain`)
  })

  it('names the files that are attached to it', async () => {
    const mixed =
      'Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nplain\r\n--x\r\n' +
      'Content-Type: application/pdf\r\nContent-Disposition: attachment; filename="=?utf-8?B?0J/Qu9Cw0L0=?=.pdf"\r\n\r\nx\r\n--x--\r\n'
    expect(await textOf(head + mixed, type)).toMatch(/plain\s+План\.pdf$/)
  })
})

it('a Word document is found by its notes, headers and footers, which are no part of what it says', async () => {
  const part = (name: string, text: string) =>
    `<w:${name} xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:${name}>`
  const source = await writeZip('plan.docx', {
    'word/header1.xml': part('hdr', 'Школа Мост'),
    'word/document.xml': part('document', 'Plan'),
    'word/footnotes.xml': part('footnotes', 'Õppekava'),
    'word/settings.xml': part('settings', 'nothing'),
  })
  const type = `${ooxml}.wordprocessingml.document`
  const language = 'en'
  expect((await documentText({ source, type, language })).text).toBe('Plan')
  expect((await documentText({ source, type, language, isWhole: true })).text).toBe(
    'Plan\n\nШкола Мост\n\nÕppekava',
  )
})

it('CSV and Markdown are read as they stand', async () => {
  expect(await textOf(encode('Име;Оценка\r\nАна;5', 'windows-1251'), 'text/csv', 'bg')).toBe(
    'Име;Оценка\nАна;5',
  )
  expect(await textOf('# Title\n\n*word*', 'text/markdown')).toBe('# Title\n\n*word*')
})

it('a drawing gives the words in it', async () => {
  const svg =
    '<?xml version="1.0" encoding="windows-1251"?><svg xmlns="http://www.w3.org/2000/svg"><title>План</title><style>no</style><text>Нашето\n <tspan>училище</tspan> &amp; вие</text><script>no</script></svg>'
  expect(await textOf(encode(svg, 'windows-1251'), 'image/svg+xml')).toBe('План\n\nНашето училище & вие')
})
