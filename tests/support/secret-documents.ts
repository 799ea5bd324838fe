import { readFileSync } from 'node:fs'
import { deflateSync } from 'node:zlib'
import { PDFDocument, PDFHexString, PDFName, PDFString, StandardFonts } from '@cantoo/pdf-lib'
import { readAllParts } from '../../electron/media/clean-zip'
import { writeDocx, writeOdt, writePptx, writeXlsx, writeZip } from './documents'
import { drawPicture } from './pictures'
import { author, place, withCamera, writeFile } from './secrets'

/* Documents that tell who made them, where and with what, in every corner that programs use for it. */

export async function photo(): Promise<string> {
  return withCamera(await drawPicture('photo.jpg', { width: 160, height: 120 }))
}

/** A PDF with a photo, a note, a form, an attached file, scripts, private data, and an older revision. */
export async function secretPdf(): Promise<string> {
  const document = await PDFDocument.create()
  const { context } = document
  const page = document.addPage([400, 300])
  page.drawText('Protocol of the day', {
    x: 20,
    y: 250,
    font: await document.embedFont(StandardFonts.Helvetica),
  })
  page.drawImage(await document.embedJpg(readFileSync(await photo())), {
    x: 20,
    y: 20,
    width: 160,
    height: 120,
  })
  document.setAuthor(author)
  document.setCreator(place)
  const metadata = context.register(
    context.stream(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>${author}</dc:creator></x:xmpmeta>`, {
      Type: 'Metadata',
      Subtype: 'XML',
    }),
  )
  document.catalog.set(PDFName.of('Metadata'), metadata)
  page.node.set(PDFName.of('Metadata'), metadata)
  page.node.set(PDFName.of('PieceInfo'), context.obj({ Word: { Private: PDFString.of(place) } }))
  const note = context.register(
    context.obj({
      Type: 'Annot',
      Subtype: 'Text',
      Rect: [300, 250, 320, 270],
      Contents: PDFString.of('A remark'),
      T: PDFString.of(author),
      NM: PDFString.of(author),
      M: PDFString.of('D:20260514'),
    }),
  )
  const link = context.obj({
    Type: 'Annot',
    Subtype: 'Link',
    Rect: [20, 250, 120, 270],
    A: { S: 'URI', URI: PDFString.of('file:///C:/Users/secret/plan.docx') },
  })
  page.node.set(PDFName.of('Annots'), context.obj([note, link]))
  await document.attach(Buffer.from(`name;${author}`), `${author}.csv`, { description: place })
  document.addJavaScript('greet', `app.alert(${JSON.stringify(author)})`)
  const field = document.getForm().createTextField('city')
  field.setText('Sofia')
  field.addToPage(page, { x: 200, y: 100, width: 120, height: 20 })
  const packed = deflateSync(Buffer.from(`% ${author}`))
  document.catalog.set(
    PDFName.of('AA'),
    context.register(context.stream(packed, { Filter: 'FlateDecode', Note: PDFHexString.fromText(author) })),
  )
  // What an older revision leaves behind: nothing leads to it.
  context.register(context.obj({ Author: PDFString.of(author), Path: PDFString.of(place) }))
  return writeFile('protocol.pdf', Buffer.from(await document.save({ useObjectStreams: false })))
}

const relation = (id: string, type: string, target: string, isOutside = false) =>
  `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"${isOutside ? ' TargetMode="External"' : ''}/>`
const relations = (...each: string[]) =>
  `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${each.join('')}</Relationships>`
const core = `<?xml version="1.0"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>${author}</dc:creator><cp:lastModifiedBy>${author}</cp:lastModifiedBy></cp:coreProperties>`
const app = `<?xml version="1.0"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Manager>${author}</Manager><Template>${place}</Template></Properties>`

/** The parts of an archive, with others beside them or in their place. */
async function withParts(
  name: string,
  path: string,
  others: Record<string, string | Buffer>,
): Promise<string> {
  const parts = Object.fromEntries(await readAllParts(path))
  return writeZip(name, { ...parts, ...others })
}

export async function secretDocx(): Promise<string> {
  const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
  const body =
    (await readAllParts(await writeDocx(['Plan of the year', 'Second line'])))
      .get('word/document.xml')
      ?.toString() ?? ''
  const changed = `<w:p><w:ins w:id="1" w:author="${author}" w:date="2026-05-14T09:30:00Z"><w:r><w:t>added</w:t></w:r></w:ins><w:r><w:instrText>INCLUDEPICTURE "${place.replaceAll('\\', '\\\\')}"</w:instrText></w:r><w:r><w:drawing><wp:docPr xmlns:wp="wp" id="1" name="p" descr="${place}"/></w:drawing></w:r></w:p></w:body>`
  return withParts('plan.docx', await writeDocx(['x']), {
    '_rels/.rels': relations(
      relation('r1', 'officeDocument', 'word/document.xml'),
      relation('r2', 'metadata/core-properties', 'docProps/core.xml'),
      relation('r3', 'metadata/thumbnail', 'docProps/thumbnail.jpeg'),
      relation('r4', 'custom-properties', 'docProps/custom.xml'),
    ),
    'word/document.xml': body.replace('</w:body>', changed),
    'word/_rels/document.xml.rels': relations(
      relation('r1', 'settings', 'settings.xml'),
      relation('r2', 'comments', 'comments.xml'),
      relation('r3', 'image', 'media/image1.jpeg'),
      relation('r4', 'hyperlink', 'file:///C:/Users/secret/Desktop/plan.docx', true),
      relation('r5', 'vbaProject', 'vbaProject.bin'),
      relation('r6', 'people', 'people.xml'),
    ),
    'word/settings.xml': `<?xml version="1.0"?><w:settings ${w} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:attachedTemplate r:id="rId1"/><w:docVars><w:docVar w:name="path" w:val="${place}"/></w:docVars></w:settings>`,
    'word/_rels/settings.xml.rels': relations(
      relation('rId1', 'attachedTemplate', 'file:///C:/Users/secret/school.dotx', true),
    ),
    'word/comments.xml': `<?xml version="1.0"?><w:comments ${w}><w:comment w:id="0" w:author="${author}" w:initials="IPS" w:date="2026-05-14T09:30:00Z"><w:p><w:r><w:t>well done</w:t></w:r></w:p></w:comment></w:comments>`,
    'word/people.xml': `<?xml version="1.0"?><w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w15:person w15:author="${author}"><w15:presenceInfo w15:providerId="AD" w15:userId="${author}"/></w15:person></w15:people>`,
    'word/vbaProject.bin': Buffer.from(author),
    'word/media/image1.jpeg': readFileSync(await photo()),
    'docProps/core.xml': core,
    'docProps/app.xml': app,
    'docProps/custom.xml': `<Properties><property name="path">${place}</property></Properties>`,
    'docProps/thumbnail.jpeg': readFileSync(await photo()),
  })
}

export async function secretXlsx(): Promise<string> {
  return withParts(
    'sums.xlsx',
    await writeXlsx({
      Sums: [
        ['Ada', 3],
        ['Bo', 4],
      ],
    }),
    {
      'xl/comments1.xml': `<?xml version="1.0"?><comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>${author}</author></authors><commentList><comment ref="A1" authorId="0"><text><r><t>${author}:</t></r><r><t>checked</t></r></text></comment></commentList></comments>`,
      'xl/worksheets/_rels/sheet1.xml.rels': relations(
        relation('r1', 'comments', '../comments1.xml'),
        relation('r2', 'printerSettings', '../printerSettings/printerSettings1.bin'),
      ),
      'xl/printerSettings/printerSettings1.bin': Buffer.from(`\\\\server\\${author}`, 'utf16le'),
      'xl/externalLinks/externalLink1.xml': '<externalLink/>',
      'xl/externalLinks/_rels/externalLink1.xml.rels': relations(
        relation('r1', 'externalLinkPath', 'file:///C:/Users/secret/sums.xlsx', true),
      ),
      'xl/connections.xml': `<?xml version="1.0"?><connections xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><connection id="1" sourceFile="${place}"><dbPr connection="User=${author}"/></connection></connections>`,
      'docProps/core.xml': core,
      'docProps/app.xml': app,
    },
  )
}

export async function secretPptx(): Promise<string> {
  return withParts('slides.pptx', await writePptx(['First slide', 'Second slide']), {
    'ppt/commentAuthors.xml': `<?xml version="1.0"?><p:cmAuthorLst xmlns:p="p"><p:cmAuthor id="1" name="${author}" initials="IPS"/></p:cmAuthorLst>`,
    'ppt/changesInfos/changesInfo1.xml': `<x name="${author}"/>`,
    'ppt/media/image1.png': readFileSync(withCamera(await drawPicture('p.png', { width: 60, height: 40 }))),
    'docProps/core.xml': core,
    'docProps/app.xml': app,
  })
}

export async function secretOdt(): Promise<string> {
  const parts = await readAllParts(await writeOdt(['Notes of the meeting']))
  const content = parts.get('content.xml')?.toString() ?? ''
  const names = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
  const note = `<text:p ${names}><office:annotation><dc:creator>${author}</dc:creator><dc:date>2026-05-14T09:30:00</dc:date></office:annotation><text:a xlink:href="file:///C:/Users/secret/x.odt">link</text:a></text:p></office:text>`
  return withParts('notes.odt', await writeOdt(['x']), {
    'content.xml': content.replace('</office:text>', note),
    'meta.xml': `<?xml version="1.0"?><office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta><dc:creator>${author}</dc:creator></office:meta></office:document-meta>`,
    'settings.xml': `<?xml version="1.0"?><office:document-settings xmlns:office="o" xmlns:config="c"><config:config-item config:name="PrinterSetup">${author}</config:config-item></office:document-settings>`,
    'Pictures/1.jpg': readFileSync(await photo()),
    'Thumbnails/thumbnail.png': readFileSync(
      withCamera(await drawPicture('t.png', { width: 30, height: 20 })),
    ),
  })
}

export async function secretRtf(): Promise<string> {
  const picture = readFileSync(await photo()).toString('hex')
  const path = place.replaceAll('\\', '\\\\')
  return writeFile(
    'letter.rtf',
    `{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Arial;}}{\\*\\revtbl{Unknown;}{${author};}}{\\info{\\title Plan}{\\author ${author}}{\\operator ${author}}}{\\*\\userprops{\\propname path}{\\staticval ${path}}}{\\*\\template ${path}}Dear all, {\\field{\\*\\fldinst HYPERLINK "${path.replaceAll('\\\\', '\\\\\\\\')}"}{\\fldrslt here}}\\par{\\pict\\jpegblip\\picw160\\pich120\n${picture}}\\par End.}`,
  )
}

export async function secretHtml(): Promise<string> {
  const picture = readFileSync(await photo()).toString('base64')
  return writeFile(
    'page.html',
    `<!doctype html><html><head><meta charset="utf-8"><meta name="author" content="${author}"><!-- saved from ${place} --><title>Page</title><style>p{background:url(file:///C:/Users/secret/b.png)}</style><script>const user = "${author}"</script></head><body><p>What we did: ünïcode.</p><img src="file:///C:/Users/secret/a.png" alt="a"><img src="data:image/jpeg;base64,${picture}"></body></html>`,
  )
}

export async function secretMail(): Promise<string> {
  const picture = readFileSync(await photo())
    .toString('base64')
    .replace(/.{76}/g, '$&\r\n')
  return writeFile(
    'letter.eml',
    `Received: from ${author} (192.168.1.4)\r\nFrom: school@example.org\r\nTo: partner@example.org\r\nSubject: Meeting\r\nDate: Thu, 14 May 2026 09:30:00 +0300\r\nX-Originating-User: ${author}\r\nMessage-ID: <${author.replace(' ', '')}@host>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b1"\r\n\r\n--b1\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nSee you in Tallinn.\r\n--b1\r\nContent-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\nX-Path: ${place}\r\n\r\n${picture}\r\n--b1--\r\n`,
  )
}

export function secretSvg(): string {
  return writeFile(
    'drawing.svg',
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:sodipodi="s" sodipodi:docname="${place}" width="60" height="40"><!-- ${author} --><metadata><creator>${author}</creator></metadata><rect width="20" height="20" fill="#a00"/><text>Sign</text></svg>`,
  )
}
