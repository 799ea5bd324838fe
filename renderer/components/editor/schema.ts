import { Schema, type DOMOutputSpec, type MarkSpec, type NodeSpec } from 'prosemirror-model'
import { tableNodes } from 'prosemirror-tables'

/*
 * What a text can hold: that, and only that, which `domain/rich-text.ts` reads and the book prints. Whatever is pasted is
 * made to fit into it.
 */

/** `full` for answers and notes; `cell` for a field of the plan, which stands in a cell of the book's table. */
export type SchemaKind = 'full' | 'cell'

const line = '(text | citation)*'

/** The addresses that a link may have: those that the book links. */
const webAddress = /^(https?:\/\/|mailto:)\S+$/i

const paragraph: NodeSpec = {
  content: 'inline*',
  group: 'block',
  parseDOM: [{ tag: 'p' }, { tag: 'div' }],
  toDOM: () => ['p', 0],
}

const listItem: NodeSpec = {
  content: 'paragraph block*',
  defining: true,
  parseDOM: [{ tag: 'li' }],
  toDOM: () => ['li', 0],
}

const lists: Record<string, NodeSpec> = {
  bullet_list: {
    content: 'list_item+',
    group: 'block',
    parseDOM: [{ tag: 'ul' }],
    toDOM: () => ['ul', 0],
  },
  ordered_list: {
    content: 'list_item+',
    group: 'block',
    attrs: { start: { default: 1, validate: 'number' } },
    parseDOM: [{ tag: 'ol', getAttrs: (element) => ({ start: Number(element.getAttribute('start')) || 1 }) }],
    toDOM: ({ attrs }): DOMOutputSpec =>
      attrs.start === 1 ? ['ol', 0] : ['ol', { start: String(attrs.start) }, 0],
  },
  list_item: listItem,
}

/** Blocks that a cell of the plan has no room for. */
const wide: Record<string, NodeSpec> = {
  heading: {
    content: line,
    group: 'block',
    defining: true,
    attrs: { level: { default: 1, validate: 'number' } },
    parseDOM: [
      { tag: 'h1', attrs: { level: 1 } },
      ...['h2', 'h3', 'h4', 'h5', 'h6'].map((tag) => ({ tag, attrs: { level: 2 } })),
    ],
    // Below the headings of the screen, where the text stands.
    toDOM: ({ attrs }): DOMOutputSpec => [attrs.level === 1 ? 'h3' : 'h4', 0],
  },
  blockquote: {
    content: 'block+',
    group: 'block',
    defining: true,
    parseDOM: [{ tag: 'blockquote' }],
    toDOM: () => ['blockquote', 0],
  },
  // One line a cell: neither Markdown nor the book's tables know more.
  cell_line: {
    content: line,
    // Before it is taken for a paragraph, which a cell has no room for.
    parseDOM: [{ tag: 'p', context: 'table_cell/|table_header/', priority: 60 }],
    toDOM: () => ['p', 0],
  },
  ...tableNodes({ tableGroup: 'block', cellContent: 'cell_line', cellAttributes: {} }),
}

const inlines: Record<string, NodeSpec> = {
  text: { group: 'inline' },
  hard_break: {
    inline: true,
    group: 'inline',
    selectable: false,
    linebreakReplacement: true,
    parseDOM: [{ tag: 'br' }],
    toDOM: () => ['br'],
  },
  /** Evidence that the text names: its id, and the title that it had when it was cited. */
  citation: {
    inline: true,
    group: 'inline',
    atom: true,
    attrs: { evidence: { validate: 'string' }, text: { default: '', validate: 'string' } },
    parseDOM: [
      {
        tag: 'span[data-cited]',
        getAttrs: (element) => ({ evidence: element.dataset.cited ?? '', text: element.dataset.title ?? '' }),
      },
    ],
    toDOM: ({ attrs }): DOMOutputSpec => [
      'span',
      { 'data-cited': String(attrs.evidence), 'data-title': String(attrs.text) },
      String(attrs.text),
    ],
  },
}

const marks: Record<string, MarkSpec> = {
  link: {
    attrs: { url: { validate: 'string' } },
    inclusive: false,
    parseDOM: [
      {
        tag: 'a[href]',
        getAttrs: (element) => {
          const url = element.getAttribute('href')?.trim() ?? ''
          return isWebAddress(url) && { url }
        },
      },
    ],
    // No address in the page: a click on it opens nothing, and the window loads nothing.
    toDOM: ({ attrs }) => ['span', { class: 'link', title: String(attrs.url) }, 0],
  },
  em: {
    parseDOM: [
      { tag: 'i' },
      { tag: 'em' },
      { style: 'font-style=italic' },
      { style: 'font-style=normal', clearMark: ({ type }) => type.name === 'em' },
    ],
    toDOM: () => ['em', 0],
  },
  strong: {
    parseDOM: [
      { tag: 'strong' },
      // Google Docs wraps everything that it copies into a <b> that is not bold.
      { tag: 'b', getAttrs: (element) => element.style.fontWeight !== 'normal' && null },
      { style: 'font-weight=400', clearMark: ({ type }) => type.name === 'strong' },
      { style: 'font-weight', getAttrs: (value) => /^(bold(er)?|[6-9]\d{2})$/.test(value) && null },
    ],
    toDOM: () => ['strong', 0],
  },
}

const schemas: Readonly<Record<SchemaKind, Schema>> = {
  full: new Schema({
    nodes: { doc: { content: 'block+' }, paragraph, ...lists, ...wide, ...inlines },
    marks,
  }),
  cell: new Schema({ nodes: { doc: { content: 'block+' }, paragraph, ...lists, ...inlines }, marks }),
}

export function schemaOf(kind: SchemaKind): Schema {
  return schemas[kind]
}

/** True for an address that a text may link. */
export function isWebAddress(url: string): boolean {
  return webAddress.test(url)
}
