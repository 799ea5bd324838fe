import type {
  BlockContent,
  Emphasis,
  Link,
  ListItem,
  Paragraph,
  PhrasingContent,
  RootContent,
  Table,
  Text,
} from 'mdast'
import { gfmTableToMarkdown } from 'mdast-util-gfm-table'
import { defaultHandlers, toMarkdown, type Handle, type Options } from 'mdast-util-to-markdown'
import { citationScheme, plainRun, type RichBlock, type RichInline } from './rich-text'

/** A paragraph, a heading or a cell holds these. */
type Run = Exclude<RichInline, { kind: 'break' }>

/**
 * Writes what `readRichText` reads, so that reading it again gives the same blocks: Markdown that a person can read, with
 * a backslash or a character reference only where words would be taken for marks. Spaces at the ends of paragraphs and
 * empty paragraphs are not kept: Markdown has none.
 */
export function writeRichText(blocks: readonly RichBlock[]): string {
  const children = blocks.flatMap(toNode)
  return wholeLetters(toMarkdown({ type: 'root', children }, options)).trim()
}

/** The library writes a reference to half a letter where an emoji stands beside a mark. */
function wholeLetters(markdown: string): string {
  return markdown
    .replace(/([\ud800-\udbff])&#x(D[C-F][0-9A-F]{2});/g, (_, high: string, low: string) =>
      reference(high + String.fromCharCode(parseInt(low, 16))),
    )
    .replace(/&#x(D[89AB][0-9A-F]{2});([\udc00-\udfff])/g, (_, high: string, low: string) =>
      reference(String.fromCharCode(parseInt(high, 16)) + low),
    )
}

function reference(letter: string): string {
  return `&#x${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase()};`
}

/**
 * A star within a word, where CommonMark takes no underscore; an underscore beside other marks, which stars would run
 * into.
 */
const emphasis: Handle = (node: Emphasis, parent, state, info) => {
  const around = `${info.before.slice(-1)}${info.after.slice(0, 1)}`
  state.options.emphasis = /[*_]/.test(around) ? '_' : /[^\s\p{P}\p{S}]/u.test(around) ? '*' : '_'
  return defaultHandlers.emphasis(node, parent, state, info)
}

/** A backslash before a letter is doubled: the letter may become a reference, which the backslash would escape. */
const text: Handle = (node: Text, _parent, state, info) =>
  state
    .safe(node.value, info)
    .replace(/\\([\s\S]?)/g, (pair, next: string) => (/[!-/:-@[-`{-~]/.test(next) ? pair : `\\\\${next}`))

const options: Options = {
  bullet: '-',
  bulletOther: '*',
  listItemIndent: 'one',
  resourceLink: true,
  rule: '-',
  extensions: [gfmTableToMarkdown({ tablePipeAlign: false, tableCellPadding: true })],
  handlers: {
    text,
    emphasis: Object.assign(emphasis, { peek: () => '_' }),
    // A line that the writer ended is a line of the text: no backslash, no spaces behind it.
    break: (_node, _parent, state) =>
      state.stack.includes('headingAtx') || state.stack.includes('tableCell') ? ' ' : '\n',
  },
  unsafe: [
    // These lines would be read as lists.
    { character: '–', atBreak: true },
    { character: '•', atBreak: true },
  ],
}

function toNode(block: RichBlock): RootContent[] {
  switch (block.kind) {
    case 'paragraph':
      return paragraph(block.inlines)
    case 'heading': {
      const children = phrasing(onOneLine(block.inlines))
      return children.length === 0 ? [] : [{ type: 'heading', depth: block.level, children }]
    }
    case 'quotation': {
      const children = block.blocks.flatMap(toNode) as BlockContent[]
      return children.length === 0 ? [] : [{ type: 'blockquote', children }]
    }
    case 'list': {
      const children = block.items.flatMap((item): ListItem[] => {
        const within = item.flatMap(toNode) as BlockContent[]
        return within.length === 0 ? [] : [{ type: 'listItem', spread: !isTight(within), children: within }]
      })
      if (children.length === 0) return []
      return [{ type: 'list', ordered: block.isOrdered, start: block.start, spread: false, children }]
    }
    case 'table':
      return [table(block.rows)]
  }
}

/** One paragraph, and a list below it, need no empty line between them; but only a list that begins with 1 ends a paragraph. */
function isTight([first, second, third]: readonly BlockContent[]): boolean {
  if (!second) return true
  return (
    first?.type === 'paragraph' && second.type === 'list' && (!second.ordered || second.start === 1) && !third
  )
}

function paragraph(inlines: readonly RichInline[]): Paragraph[] {
  const children = phrasing(inlines)
  return children.length === 0 ? [] : [{ type: 'paragraph', children }]
}

function table(rows: readonly RichInline[][][]): Table {
  return {
    type: 'table',
    children: rows.map((cells) => ({
      type: 'tableRow',
      children: cells.map((cell) => ({ type: 'tableCell', children: phrasing(onOneLine(cell)) })),
    })),
  }
}

function onOneLine(inlines: readonly RichInline[]): RichInline[] {
  return inlines.map((inline) => (inline.kind === 'break' ? plainRun(' ') : inline))
}

/** Runs as a tree: bold within italic where both meet, links innermost, since they hold the marks' words together. */
function phrasing(inlines: readonly RichInline[]): PhrasingContent[] {
  return lines(inlines).flatMap((line, index): PhrasingContent[] => [
    ...(index > 0 ? [{ type: 'break' } as const] : []),
    ...byLook(trimmed(line), 'isBold', (bold) => byLook(bold, 'isItalic', byLink)),
  ])
}

function lines(inlines: readonly RichInline[]): Run[][] {
  const all: Run[][] = [[]]
  for (const inline of inlines) {
    if (inline.kind === 'break') all.push([])
    else all.at(-1)?.push(inline)
  }
  return all.filter((line) => line.some((run) => run.kind === 'citation' || run.text.trim() !== ''))
}

/** Without the spaces at the ends of the line, which Markdown does not keep. */
function trimmed(line: readonly Run[]): Run[] {
  const first = line.findIndex(isWritten)
  const last = line.findLastIndex(isWritten)
  return line.slice(first, last + 1).map((run, index, runs) => {
    if (run.kind === 'citation') return run
    let { text } = run
    if (index === 0) text = text.trimStart()
    if (index === runs.length - 1) text = text.trimEnd()
    return { ...run, text }
  })
}

function isWritten(run: Run): boolean {
  return run.kind === 'citation' || run.text.trim() !== ''
}

/** Neighbours with the same look stand in one mark; spaces at its ends stand outside, where Markdown wants them. */
function byLook(
  runs: readonly Run[],
  look: 'isBold' | 'isItalic',
  inner: (runs: readonly Run[]) => PhrasingContent[],
): PhrasingContent[] {
  return grouped(spacesOutside(runs, look), (run) => run[look]).flatMap((group): PhrasingContent[] => {
    const children = inner(group)
    if (!group[0]?.[look]) return children
    return [{ type: look === 'isBold' ? 'strong' : 'emphasis', children }]
  })
}

function spacesOutside(runs: readonly Run[], look: 'isBold' | 'isItalic'): Run[] {
  return grouped(runs, (run) => run[look]).flatMap((group) => {
    if (!group[0]?.[look]) return group
    const first = group.findIndex(isWritten)
    const last = group.findLastIndex(isWritten)
    if (first < 0) return group.map((run) => ({ ...run, [look]: false }))
    return group.flatMap((run, index): Run[] => {
      if (index < first || index > last) return [{ ...run, [look]: false }]
      if (run.kind === 'citation') return [run]
      const start = index === first ? (/^\s*/.exec(run.text)?.[0] ?? '') : ''
      const end = index === last ? (/\s*$/.exec(run.text)?.[0] ?? '') : ''
      const text = run.text.slice(start.length, run.text.length - end.length)
      return [
        ...(start === '' ? [] : [{ ...run, text: start, [look]: false }]),
        { ...run, text },
        ...(end === '' ? [] : [{ ...run, text: end, [look]: false }]),
      ]
    })
  })
}

function byLink(runs: readonly Run[]): PhrasingContent[] {
  return grouped(runs, (run) => (run.kind === 'text' ? run.url : run)).map((group): PhrasingContent => {
    const [first] = group
    const value = group.map(({ text }) => text).join('')
    if (first?.kind === 'citation') return link(`${citationScheme}${first.evidence}`, value)
    return first === undefined || first.url === null ? { type: 'text', value } : link(first.url, value)
  })
}

function link(url: string, value: string): Link {
  return { type: 'link', url, children: [{ type: 'text', value }] }
}

/** Splits a list where `key` changes. */
function grouped<Item>(items: readonly Item[], key: (item: Item) => unknown): Item[][] {
  const groups: Item[][] = []
  for (const item of items) {
    const group = groups.at(-1)
    const [first] = group ?? []
    if (group && first !== undefined && key(first) === key(item)) group.push(item)
    else groups.push([item])
  }
  return groups
}
