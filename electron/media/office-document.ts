import type { OfficeFormat } from './file-kinds'
import { listedParts } from './office-order'
import { openDocumentText, openSheetText, slideText, wordText } from './office-text'
import { sharedStrings, sheetText } from './sheet-text'
import { readZipParts } from './zip-parts'

/** The document asks for a password. */
export class OfficeLocked extends Error {}

/**
 * The text of an office document, about `most` characters of it at most, of one of Word `isWhole` with what stands around its text: slides and sheets in the order of the document.
 * Throws `OfficeLocked` for one of OASIS behind a password (Microsoft's are no archives then), other errors for what is
 * no such document, or unpacks to more than it may.
 */
export function officeDocumentText(
  path: string,
  { format, most, isWhole }: { format: OfficeFormat; most: number; isWhole: boolean },
): Promise<string> {
  if (format === 'pptx') return presentation(path, most)
  if (format === 'xlsx') return workbook(path, most)
  if (format === 'docx') return word(path, isWhole)
  return openDocument(path, format)
}

/** Footnotes, endnotes, headers and footers stand behind the text. */
async function word(path: string, isWhole: boolean): Promise<string> {
  const main = 'word/document.xml'
  const isAround = (name: string) =>
    isWhole && /^word\/(?:footnotes|endnotes|header\d*|footer\d*)\.xml$/.test(name)
  const parts = await readZipParts(path, (name) => name === main || isAround(name))
  const text = wordText(needed(parts, main))
  const around = [...parts].flatMap(([name, xml]) => (name === main ? [] : [wordText(xml.toString())]))
  return [text, ...around].join('\n\n')
}

async function openDocument(path: string, format: 'odf' | 'ods'): Promise<string> {
  const [content, manifest] = ['content.xml', 'META-INF/manifest.xml']
  const parts = await readZipParts(path, (name) => name === content || name === manifest)
  if (parts.get(manifest)?.includes('encryption-data')) throw new OfficeLocked()
  const xml = needed(parts, content)
  return format === 'ods' ? openSheetText(xml) : openDocumentText(xml)
}

async function presentation(path: string, most: number): Promise<string> {
  const [main, relations] = ['ppt/presentation.xml', 'ppt/_rels/presentation.xml.rels']
  const parts = await readZipParts(
    path,
    (name) => name === main || name === relations || /^ppt\/slides\/[^/]+\.xml$/.test(name),
  )
  const slides = listedParts({
    main: needed(parts, main),
    relations: needed(parts, relations),
    element: 'sldId',
    folder: 'ppt',
  })
  return joined(slides, most, (slide) => slideText(needed(parts, slide.path)))
}

async function workbook(path: string, most: number): Promise<string> {
  const [main, relations, strings] = ['xl/workbook.xml', 'xl/_rels/workbook.xml.rels', 'xl/sharedStrings.xml']
  const parts = await readZipParts(
    path,
    (name) => [main, relations, strings].includes(name) || /^xl\/worksheets\/[^/]+\.xml$/.test(name),
  )
  const sheets = listedParts({
    main: needed(parts, main),
    relations: needed(parts, relations),
    element: 'sheet',
    folder: 'xl',
  })
  const shared = parts.has(strings) ? sharedStrings(needed(parts, strings)) : []
  return joined(sheets, most, (sheet) => {
    // A diagram that fills a sheet of its own is no part of these.
    const xml = parts.get(sheet.path)?.toString('utf8')
    return xml === undefined ? '' : `${sheet.name}\n${sheetText(xml, shared, most)}`
  })
}

/** One after the other, until there are enough characters. */
function joined<Part>(parts: readonly Part[], most: number, read: (part: Part) => string): string {
  let text = ''
  for (const part of parts) {
    if (text.length >= most) break
    const next = read(part)
    if (next !== '') text += `${text === '' ? '' : '\n\n'}${next}`
  }
  return text
}

function needed(parts: ReadonlyMap<string, Buffer>, name: string): string {
  const part = parts.get(name)
  if (!part) throw new Error(`no ${name}`)
  return part.toString('utf8')
}
