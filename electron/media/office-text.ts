import { SaxesParser, type SaxesTagPlain } from 'saxes'

/*
 * The running text of office documents, from their XML: what a reader of the document would read aloud. Entities of the
 * document's own are not expanded, so a bomb of them is an error and not a text.
 */

/** What the names of an office format's XML mean, without their prefix. */
type Vocabulary = {
  /** Each is a paragraph of its own. */
  paragraphs: ReadonlySet<string>
  /** Text counts only inside of these; null: anywhere in a paragraph. */
  runs: ReadonlySet<string> | null
  /** What is in them is no text, or a text that stands elsewhere once more. */
  skipped: ReadonlySet<string>
  breaks: ReadonlySet<string>
  spaces: ReadonlySet<string>
  /** What stands in them is one line, parted by tabs. */
  rows: ReadonlySet<string>
}

/** Office Open XML (ECMA-376), `word/document.xml`. */
const word: Vocabulary = {
  paragraphs: new Set(['p']),
  runs: new Set(['t']),
  skipped: new Set(['pPr', 'rPr', 'del', 'moveFrom', 'Fallback', 'instrText']),
  breaks: new Set(['br', 'cr']),
  spaces: new Set(['tab', 'noBreakHyphen']),
  rows: new Set(),
}

/** The same, a slide; fields are numbers of slides and dates. */
const slide: Vocabulary = {
  paragraphs: new Set(['p']),
  runs: new Set(['t']),
  skipped: new Set(['pPr', 'rPr', 'Fallback', 'fld']),
  breaks: new Set(['br']),
  spaces: new Set(['tab']),
  rows: new Set(),
}

/** Open Document (ISO/IEC 26300), `content.xml`. */
const openDocument: Vocabulary = {
  paragraphs: new Set(['p', 'h']),
  runs: null,
  skipped: new Set([
    'tracked-changes',
    'annotation',
    'note-citation',
    'styles',
    'automatic-styles',
    'scripts',
    // What a speaker says to slides.
    'notes',
  ]),
  breaks: new Set(['line-break']),
  spaces: new Set(['s', 'tab']),
  rows: new Set(),
}

const openSheet: Vocabulary = { ...openDocument, rows: new Set(['table-row']) }

/** The text of a DOCX from its `word/document.xml`; paragraphs are parted by blank lines. Throws when it is no XML. */
export function wordText(xml: string): string {
  return readText(xml, word)
}

/** The text of a slide of a PPTX from its XML; paragraphs are parted by blank lines. Throws when it is no XML. */
export function slideText(xml: string): string {
  return readText(xml, slide)
}

/** The text of an ODS from its `content.xml`: rows are lines, cells are parted by tabs. Throws when it is no XML. */
export function openSheetText(xml: string): string {
  return readText(xml, openSheet)
}

/** The text of an ODT or ODP from its `content.xml`; paragraphs are parted by blank lines. Throws when it is no XML. */
export function openDocumentText(xml: string): string {
  return readText(xml, openDocument)
}

function readText(xml: string, vocabulary: Vocabulary): string {
  const done: string[] = []
  // A text box is a paragraph within a paragraph.
  const open: string[] = []
  // How much was done when each row began: a table may stand within a table.
  const rows: number[] = []
  let skipping = 0
  let running = 0
  const append = (text: string) => {
    if (skipping === 0 && open.length > 0) open.push((open.pop() ?? '') + text)
  }

  const parser = new SaxesParser()
  parser.on('opentag', (tag: SaxesTagPlain) => {
    const name = local(tag.name)
    if (vocabulary.skipped.has(name)) skipping += 1
    else if (vocabulary.paragraphs.has(name)) open.push('')
    else if (vocabulary.breaks.has(name)) append('\n')
    else if (vocabulary.spaces.has(name)) append(name === 'noBreakHyphen' ? '-' : ' ')
    if (vocabulary.runs?.has(name)) running += 1
    if (vocabulary.rows.has(name)) rows.push(done.length)
  })
  parser.on('closetag', (tag: SaxesTagPlain) => {
    const name = local(tag.name)
    if (vocabulary.skipped.has(name)) skipping -= 1
    else if (vocabulary.paragraphs.has(name)) done.push(open.pop() ?? '')
    if (vocabulary.runs?.has(name)) running -= 1
    if (vocabulary.rows.has(name)) joinRow(done, rows.pop() ?? 0)
  })
  parser.on('text', (text) => {
    if (vocabulary.runs === null) append(text.replace(/\s+/g, ' '))
    else if (running > 0) append(text)
  })
  parser.on('error', (error) => {
    throw error
  })
  parser.write(xml).close()
  return done.filter((paragraph) => paragraph.trim() !== '').join(vocabulary.rows.size > 0 ? '\n' : '\n\n')
}

/** Makes one line of what was done since a row began. */
function joinRow(done: string[], begin: number): void {
  const cells = done.splice(begin).filter((cell) => cell.trim() !== '')
  if (cells.length > 0) done.push(cells.join('\t'))
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
