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

/** A PDF with these paragraphs in narrow lines, as a leaflet is set. */
export async function writePdf(paragraphs: readonly string[], name = 'Mission.pdf'): Promise<string> {
  const path = join(temporaryFolder(), name)
  const document = new PDFDocument({ size: 'A5' })
  const chunks: Buffer[] = []
  document.on('data', (chunk: Buffer) => chunks.push(chunk))
  document.font(join(projectFolder, 'resources/fonts/SourceSans3-Regular.ttf')).fontSize(10)
  for (const paragraph of paragraphs) document.text(paragraph, { width: 240 }).moveDown()
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
