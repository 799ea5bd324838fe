import { createWriteStream, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import PDFDocument from 'pdfkit'
import { ZipFile } from 'yazl'
import { projectFolder } from './command-line'
import { temporaryFolder } from './temporary'

/** Writes the parts as a ZIP archive into a folder of this test; parts whose name is `mimetype` stand bare in front. */
export async function writeZip(name: string, parts: Record<string, string | Buffer>): Promise<string> {
  const path = join(temporaryFolder(), name)
  const zip = new ZipFile()
  for (const [part, content] of Object.entries(parts)) {
    zip.addBuffer(Buffer.from(content), part, { compress: part !== 'mimetype' })
  }
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(path))
  return path
}

export const escapeXml = (text: string): string =>
  text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? sign)

/** A DOCX whose body is this XML. */
export function writeDocxBody(body: string, name = 'Mission.docx'): Promise<string> {
  return writeZip(name, {
    '[Content_Types].xml':
      '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    '_rels/.rels':
      '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    'word/document.xml': `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>${body}</w:body></w:document>`,
  })
}

/** A DOCX with these paragraphs; each word is a run of its own, as Word leaves them after corrections. */
export function writeDocx(paragraphs: readonly string[], name?: string): Promise<string> {
  const body = paragraphs.map((paragraph) => {
    const runs = (paragraph.match(/\S+\s*/g) ?? []).map(
      (word) => `<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">${escapeXml(word)}</w:t></w:r>`,
    )
    return `<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs></w:pPr>${runs.join('')}</w:p>`
  })
  return writeDocxBody(body.join(''), name)
}

/** An ODT with these paragraphs. */
export function writeOdt(
  paragraphs: readonly string[],
  { isLocked = false }: { isLocked?: boolean } = {},
): Promise<string> {
  const entry = isLocked
    ? '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
    : ''
  return writeZip('Mission.odt', {
    mimetype: 'application/vnd.oasis.opendocument.text',
    'META-INF/manifest.xml': `<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">${entry}</manifest:manifest>`,
    'content.xml': `<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>${paragraphs
      .map((paragraph) => `<text:p>\n  <text:span>${escapeXml(paragraph)}</text:span></text:p>`)
      .join('')}</office:text></office:body></office:document-content>`,
  })
}

const openNames =
  'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0"'

function writeOpen(name: string, kind: string, body: string): Promise<string> {
  return writeZip(name, {
    mimetype: `application/vnd.oasis.opendocument.${kind}`,
    'META-INF/manifest.xml':
      '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
    'content.xml': `<?xml version="1.0" encoding="UTF-8"?><office:document-content ${openNames}><office:body>${body}</office:body></office:document-content>`,
  })
}

/** An ODP with a slide for each text, and a speaker's note to each. */
export function writeOdp(slides: readonly string[]): Promise<string> {
  const pages = slides.map(
    (text) =>
      `<draw:page><draw:frame><draw:text-box><text:p>${escapeXml(text)}</text:p></draw:text-box></draw:frame><presentation:notes><text:p>unsaid</text:p></presentation:notes></draw:page>`,
  )
  return writeOpen(
    'Slides.odp',
    'presentation',
    `<office:presentation>${pages.join('')}</office:presentation>`,
  )
}

/** An ODS with one sheet of these rows. */
export function writeOds(rows: readonly (readonly string[])[]): Promise<string> {
  const cells = rows.map(
    (row) =>
      `<table:table-row>${row.map((cell) => `<table:table-cell><text:p>${escapeXml(cell)}</text:p></table:table-cell>`).join('')}</table:table-row>`,
  )
  return writeOpen(
    'Table.ods',
    'spreadsheet',
    `<office:spreadsheet><table:table>${cells.join('')}</table:table></office:spreadsheet>`,
  )
}

/** The list of what a part of an Office Open XML document points to: `rId1` and so on, in the order of the targets. */
function relations(targets: readonly string[]): string {
  const entries = targets.map(
    (target, index) =>
      `<Relationship Id="rId${index + 1}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/x" Target="${target}"/>`,
  )
  return `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${entries.join('')}</Relationships>`
}

const contentTypes = (part: string, type: string) =>
  `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/${part}" ContentType="application/vnd.openxmlformats-officedocument.${type}.main+xml"/></Types>`

/** A PPTX with a slide for each text; the files of the slides are numbered from the last. */
export function writePptx(slides: readonly string[]): Promise<string> {
  const file = (index: number) => `slides/slide${slides.length - index}.xml`
  const main = 'ppt/presentation.xml'
  const ids = slides.map((_, index) => `<p:sldId id="${256 + index}" r:id="rId${index + 1}"/>`)
  const parts = slides.map((text, index) => [
    `ppt/${file(index)}`,
    `<?xml version="1.0" encoding="UTF-8"?><p:sld xmlns:p="p" xmlns:a="a"><p:sp><p:txBody><a:p><a:pPr/>${text
      .split(' ')
      .map((word, at) => `<a:r><a:rPr/><a:t>${at > 0 ? ' ' : ''}${escapeXml(word)}</a:t></a:r>`)
      .join('')}</a:p><a:p><a:fld type="slidenum"><a:t>7</a:t></a:fld></a:p></p:txBody></p:sp></p:sld>`,
  ])
  return writeZip('Slides.pptx', {
    '[Content_Types].xml': contentTypes(main, 'presentationml.presentation'),
    [main]: `<?xml version="1.0"?><p:presentation xmlns:p="p" xmlns:r="r"><p:sldIdLst>${ids.join('')}</p:sldIdLst></p:presentation>`,
    'ppt/_rels/presentation.xml.rels': relations(slides.map((_, index) => file(index))),
    ...(Object.fromEntries(parts) as Record<string, string>),
  })
}

/** An XLSX of sheets by name; a text is shared, a number is a number. The files are numbered from the last. */
export function writeXlsx(sheets: Readonly<Record<string, (string | number)[][]>>): Promise<string> {
  const shared: string[] = []
  const main = 'xl/workbook.xml'
  const names = Object.keys(sheets)
  const cell = (value: string | number) =>
    typeof value === 'number'
      ? `<c><v>${value}</v></c>`
      : `<c t="s"><v>${shared.push(`<si><r><t>${escapeXml(value)}</t></r><rPh><t>pronounced</t></rPh></si>`) - 1}</v></c>`
  const file = (index: number) => `worksheets/sheet${names.length - index}.xml`
  const parts = Object.values(sheets).map((rows, index) => [
    `xl/${file(index)}`,
    `<?xml version="1.0"?><worksheet xmlns="x"><sheetData>${rows.map((row) => `<row>${row.map(cell).join('')}</row>`).join('')}</sheetData></worksheet>`,
  ])
  return writeZip('Table.xlsx', {
    '[Content_Types].xml': contentTypes(main, 'spreadsheetml.sheet'),
    [main]: `<?xml version="1.0"?><workbook xmlns="x" xmlns:r="r"><sheets>${names.map((name, index) => `<sheet name="${escapeXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(names.map((_, index) => `/xl/${file(index)}`)),
    ...(Object.fromEntries(parts) as Record<string, string>),
    'xl/sharedStrings.xml': `<?xml version="1.0"?><sst xmlns="x">${shared.join('')}</sst>`,
  })
}

/** A PDF with these paragraphs in narrow lines, as a leaflet is set. */
export async function writePdf(paragraphs: readonly string[], name = 'Mission.pdf'): Promise<string> {
  const path = join(temporaryFolder(), name)
  const document = new PDFDocument({ size: 'A5' })
  const chunks: Buffer[] = []
  document.on('data', (chunk: Buffer) => chunks.push(chunk))
  document.font(join(projectFolder, 'resources/fonts/SourceSans3-Regular.ttf')).fontSize(10)
  for (const paragraph of paragraphs) {
    if (paragraph === '\f') document.addPage()
    else document.text(paragraph, { width: 240 }).moveDown()
  }
  document.end()
  await new Promise((resolve) => document.on('end', resolve))
  writeFileSync(path, Buffer.concat(chunks))
  return path
}

/** The bytes of a text in a code page of Windows, such as `windows-1254`; what it has not is a question mark. */
export function encode(text: string, codePage: string): Buffer {
  const decoder = new TextDecoder(codePage)
  const bytes = new Map(
    Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte] as const),
  )
  return Buffer.from(Array.from(text, (letter) => bytes.get(letter) ?? 0x3f))
}
