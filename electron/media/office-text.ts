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
}

/** Office Open XML (ECMA-376), `word/document.xml`. */
const word: Vocabulary = {
  paragraphs: new Set(['p']),
  runs: new Set(['t']),
  skipped: new Set(['pPr', 'rPr', 'del', 'moveFrom', 'Fallback', 'instrText']),
  breaks: new Set(['br', 'cr']),
  spaces: new Set(['tab', 'noBreakHyphen']),
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
  ]),
  breaks: new Set(['line-break']),
  spaces: new Set(['s', 'tab']),
}

/** The text of a DOCX from its `word/document.xml`; paragraphs are parted by blank lines. Throws when it is no XML. */
export function wordText(xml: string): string {
  return readText(xml, word)
}

/** The text of an ODT from its `content.xml`; paragraphs are parted by blank lines. Throws when it is no XML. */
export function openDocumentText(xml: string): string {
  return readText(xml, openDocument)
}

function readText(xml: string, vocabulary: Vocabulary): string {
  const done: string[] = []
  // A text box is a paragraph within a paragraph.
  const open: string[] = []
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
  })
  parser.on('closetag', (tag: SaxesTagPlain) => {
    const name = local(tag.name)
    if (vocabulary.skipped.has(name)) skipping -= 1
    else if (vocabulary.paragraphs.has(name)) done.push(open.pop() ?? '')
    if (vocabulary.runs?.has(name)) running -= 1
  })
  parser.on('text', (text) => {
    if (vocabulary.runs === null) append(text.replace(/\s+/g, ' '))
    else if (running > 0) append(text)
  })
  parser.on('error', (error) => {
    throw error
  })
  parser.write(xml).close()
  return done.filter((paragraph) => paragraph.trim() !== '').join('\n\n')
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
