import type { Blockquote, List, PhrasingContent, RootContent, Table } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { gfmTable } from 'micromark-extension-gfm-table'

/*
 * What people write (answers, what a piece of evidence shows, notes) is kept as Markdown: CommonMark's paragraphs,
 * headings, lists, quotations, bold, italic and links, and GitHub's tables. docs/decisions/0014 says why.
 */

/** Text in one look, or a place where the writer ended the line. */
export type RichInline =
  | { kind: 'text'; text: string; isBold: boolean; isItalic: boolean; url: string | null }
  | { kind: 'citation'; evidence: string; text: string; isBold: boolean; isItalic: boolean }
  | { kind: 'break' }

/** Words without any look. */
export function plainRun(text: string): Extract<RichInline, { kind: 'text' }> {
  return { kind: 'text', text, isBold: false, isItalic: false, url: null }
}

export type RichBlock =
  | { kind: 'paragraph'; inlines: RichInline[] }
  | { kind: 'heading'; level: 1 | 2; inlines: RichInline[] }
  | { kind: 'list'; isOrdered: boolean; start: number; items: RichBlock[][] }
  | { kind: 'quotation'; blocks: RichBlock[] }
  /** The first row is the head; all have as many cells as it has. */
  | { kind: 'table'; rows: RichInline[][][] }

/** What stands for evidence in a link: `[Open day](evidence:0192…)`. */
export const citationScheme = 'evidence:'

/** Markdown that no field here means: markup of pages, code, pictures, rules. It stays the text it is. */
const disabled = [
  'codeFenced',
  'codeIndented',
  'codeText',
  'definition',
  'htmlFlow',
  'htmlText',
  'labelStartImage',
  'setextUnderline',
  'thematicBreak',
]

/** Lists as people type them without thinking of Markdown. */
const otherBullet = /^([^\S\n]*)[–•]([^\S\n]+\S)/gm

/** Marks of lists and quotations within each other at the beginning of a line; what follows so many is text. */
const nestedMarks = /^((?:[^\S\n]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=\s))){12}[^\S\n]*)(?=[>*+\d-])/gm

/** Longer runs are no bold or italic: a line across the page. */
const longMarks = /([*_])\1{3,}/g

/** A paragraph with more marks of bold and italic was written by no person, and would be read for minutes. */
const mostMarks = 2000

/** Deeper lists and quotations are read as if they stood here: a page has no room for them. */
export const deepestList = 4

/**
 * What can mean more than its own letters, and what the parser would trim: a text with none of it is paragraphs as they stand,
 * and most texts are. Rather too much than too little: the parser has the last word.
 */
const beyondPlain = /[*_[\]\\#<>|&`~\0\r\t]|^(?:[^\S\n]|[-+–•:=]|\d{1,9}[.)])|[^\S\n]$/m

/** Reads Markdown. A line that the writer ended stays ended; nothing that is written is lost. */
export function readRichText(markdown: string): RichBlock[] {
  if (!beyondPlain.test(markdown)) return markdown.trim() === '' ? [] : unread(markdown.trim())
  const text = markdown
    .replace(/\0/g, '')
    .replace(/\r\n?/g, '\n')
    .replace(otherBullet, '$1-$2')
    .replace(nestedMarks, '$1\\')
    .split(/(\n{2,})/)
    .map((part) => {
      const marks = part.match(/[*_]/g)?.length ?? 0
      return marks > mostMarks ? withoutMarks(part) : part.replace(longMarks, withoutMarks)
    })
    .join('')
  if (text.trim() === '') return []
  try {
    const tree = fromMarkdown(text, {
      extensions: [gfmTable(), { disable: { null: disabled } }],
      mdastExtensions: [gfmTableFromMarkdown()],
    })
    return readBlocks(tree.children, 0)
  } catch (error) {
    // Hundreds of bolds within each other: no person wrote them.
    if (error instanceof RangeError) return unread(text)
    throw error
  }
}

function withoutMarks(text: string): string {
  return text.replace(/\\?[*_]/g, (mark) => (mark.length > 1 ? mark : `\\${mark}`))
}

/** The text as it stands. */
function unread(text: string): RichBlock[] {
  return text.split(/\n{2,}/).map((paragraph) => {
    const inlines = paragraph
      .split('\n')
      .flatMap((line, index): RichInline[] => [
        ...(index > 0 ? [{ kind: 'break' as const }] : []),
        { kind: 'text', text: line, isBold: false, isItalic: false, url: null },
      ])
    return { kind: 'paragraph', inlines }
  })
}

function readBlocks(nodes: readonly RootContent[], depth: number): RichBlock[] {
  return nodes.flatMap((node): RichBlock[] => {
    switch (node.type) {
      case 'paragraph':
        return filled({ kind: 'paragraph', inlines: readInlines(node.children) })
      case 'heading': {
        const level = node.depth === 1 ? 1 : 2
        return filled({ kind: 'heading', level, inlines: readInlines(node.children) })
      }
      case 'list':
        return readList(node, depth)
      case 'blockquote':
        return readQuotation(node, depth)
      case 'table':
        return [readTable(node)]
      default:
        return []
    }
  })
}

function filled(block: RichBlock & { inlines: RichInline[] }): RichBlock[] {
  return block.inlines.length === 0 ? [] : [block]
}

function readList({ ordered, start, children }: List, depth: number): RichBlock[] {
  const items = children
    .map((item) => readBlocks(item.children, depth + 1))
    .filter(({ length }) => length > 0)
  if (depth >= deepestList) return items.flat()
  return items.length === 0 ? [] : [{ kind: 'list', isOrdered: ordered ?? false, start: start ?? 1, items }]
}

function readQuotation({ children }: Blockquote, depth: number): RichBlock[] {
  const blocks = readBlocks(children, depth + 1)
  if (depth >= deepestList) return blocks
  return blocks.length === 0 ? [] : [{ kind: 'quotation', blocks }]
}

function readTable({ children }: Table): RichBlock {
  const columns = children[0]?.children.length ?? 0
  const rows = children.map((row) =>
    Array.from({ length: columns }, (_, index) => readInlines(row.children[index]?.children ?? [])),
  )
  return { kind: 'table', rows }
}

type Look = { isBold: boolean; isItalic: boolean; url: string | null }

function readInlines(nodes: readonly PhrasingContent[]): RichInline[] {
  const inlines: RichInline[] = []
  read(nodes, { isBold: false, isItalic: false, url: null })
  return inlines

  function read(within: readonly PhrasingContent[], look: Look): void {
    for (const node of within) readOne(node, look)
  }

  function readOne(node: PhrasingContent, look: Look): void {
    switch (node.type) {
      case 'text':
        for (const [index, text] of node.value.split('\n').entries()) {
          if (index > 0) inlines.push({ kind: 'break' })
          if (text !== '') inlines.push({ kind: 'text', text, ...look })
        }
        return
      case 'strong':
        read(node.children, { ...look, isBold: true })
        return
      case 'emphasis':
        read(node.children, { ...look, isItalic: true })
        return
      case 'break':
        inlines.push({ kind: 'break' })
        return
      case 'link': {
        const { isBold, isItalic } = look
        if (!node.url.startsWith(citationScheme)) {
          read(node.children, { ...look, url: isWebAddress(node.url) ? node.url : null })
          return
        }
        const text = textOf(node.children)
        const evidence = node.url.slice(citationScheme.length)
        inlines.push({ kind: 'citation', evidence, text, isBold, isItalic })
        return
      }
      // What is not read is not made by the parser either.
      default:
    }
  }
}

function isWebAddress(url: string): boolean {
  return /^(https?:\/\/|mailto:)\S+$/i.test(url)
}

function textOf(nodes: readonly PhrasingContent[]): string {
  return nodes
    .map((node) => ('value' in node ? node.value : 'children' in node ? textOf(node.children) : ''))
    .join('')
}

/** Whether a text can be more than plain words: what has none of these marks reads as it stands. */
export function hasMarks(markdown: string): boolean {
  return /[*_[\]\\#>|&`~]|^\s*(?:[-+–•]|\d{1,9}[.)])\s/m.test(markdown)
}

/** How a citation reads in plain text: the evidence's number, say; its own words where there is none. */
export type NameCitation = (evidence: string) => string | null

/**
 * The words without their look, as a form takes them: lists with dashes or numbers, the cells of a table apart, the
 * address of a link behind its words.
 */
export function plainText(markdown: string, nameCitation: NameCitation = () => null): string {
  return plainBlocks(readRichText(markdown), nameCitation)
}

function plainBlocks(blocks: readonly RichBlock[], name: NameCitation): string {
  return blocks.map((block) => plainBlock(block, name)).join('\n\n')
}

function plainBlock(block: RichBlock, name: NameCitation): string {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return plainInlines(block.inlines, name)
    case 'quotation':
      return plainBlocks(block.blocks, name)
    case 'table':
      return block.rows.map((row) => row.map((cell) => plainInlines(cell, name)).join('\t')).join('\n')
    case 'list':
      return block.items
        .map((item, index) => {
          const mark = block.isOrdered ? `${block.start + index}. ` : '- '
          const text = item.map((each) => plainBlock(each, name)).join('\n')
          return mark + text.replaceAll('\n', `\n${' '.repeat(mark.length)}`)
        })
        .join('\n')
  }
}

function plainInlines(inlines: readonly RichInline[], name: NameCitation): string {
  return inlines
    .map((inline, index) => {
      if (inline.kind === 'break') return '\n'
      if (inline.kind === 'citation') return name(inline.evidence) ?? inline.text
      const next = inlines[index + 1]
      const endsLink = inline.url !== null && !(next?.kind === 'text' && next.url === inline.url)
      const isNamed = inline.url !== null && inline.url.replace(/^mailto:/i, '') !== inline.text
      return endsLink && isNamed ? `${inline.text} (${inline.url ?? ''})` : inline.text
    })
    .join('')
}

/** The ids of the evidence that a text cites, in its order, each once. */
export function citedEvidence(markdown: string): string[] {
  if (!markdown.includes(citationScheme)) return []
  const cited: string[] = []
  const visit = (blocks: readonly RichBlock[]): void => {
    for (const block of blocks) {
      if (block.kind === 'list') block.items.forEach(visit)
      else if (block.kind === 'quotation') visit(block.blocks)
      else {
        const inlines = block.kind === 'table' ? block.rows.flat(2) : block.inlines
        for (const inline of inlines) if (inline.kind === 'citation') cited.push(inline.evidence)
      }
    }
  }
  visit(readRichText(markdown))
  return [...new Set(cited)]
}
