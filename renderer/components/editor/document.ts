import type { Mark, Node, Schema } from 'prosemirror-model'
import { plainRun, readRichText, type RichBlock, type RichInline } from '../../../electron/domain/rich-text'
import { writeRichText } from '../../../electron/domain/rich-text-writer'

/*
 * The text of a field as Markdown, which is kept, and as the editor's document, which is worked on.
 */

/** The editor's document for a text that is kept. What a schema has no block for comes in as paragraphs. */
export function documentOf(schema: Schema, markdown: string): Node {
  const blocks = readRichText(markdown).flatMap((block) => nodesOf(schema, block))
  return schema.node('doc', null, blocks.length > 0 ? blocks : [schema.node('paragraph')])
}

/** The text as it is kept: Markdown that reads back the same. */
export function markdownOf(document: Node): string {
  return writeRichText(blocksOf(document))
}

function nodesOf(schema: Schema, block: RichBlock): Node[] {
  const { nodes } = schema
  switch (block.kind) {
    case 'paragraph':
      return [schema.node('paragraph', null, inlineNodes(schema, block.inlines))]
    case 'heading': {
      const inlines = inlineNodes(schema, block.inlines)
      return [
        nodes.heading
          ? nodes.heading.create({ level: block.level }, inlines)
          : schema.node('paragraph', null, inlines),
      ]
    }
    case 'quotation': {
      const within = block.blocks.flatMap((each) => nodesOf(schema, each))
      return nodes.blockquote ? [nodes.blockquote.create(null, within)] : within
    }
    case 'list': {
      const items = block.items.map((item) => {
        const within = item.flatMap((each) => nodesOf(schema, each))
        // An item begins with a paragraph, which may be empty.
        const first = within[0]?.type.name === 'paragraph' ? [] : [schema.node('paragraph')]
        return schema.node('list_item', null, [...first, ...within])
      })
      return [
        schema.node(
          block.isOrdered ? 'ordered_list' : 'bullet_list',
          block.isOrdered ? { start: block.start } : null,
          items,
        ),
      ]
    }
    case 'table':
      return nodes.table
        ? [tableNode(schema, block.rows)]
        : block.rows.map((row) =>
            schema.node(
              'paragraph',
              null,
              inlineNodes(
                schema,
                row.flatMap((cell, index) => (index > 0 ? [plainRun(' '), ...cell] : cell)),
              ),
            ),
          )
  }
}

function tableNode(schema: Schema, rows: RichInline[][][]): Node {
  return schema.node(
    'table',
    null,
    rows.map((cells, index) =>
      schema.node(
        'table_row',
        null,
        cells.map((cell) =>
          schema.node(index === 0 ? 'table_header' : 'table_cell', null, [
            schema.node('cell_line', null, inlineNodes(schema, cell)),
          ]),
        ),
      ),
    ),
  )
}

function inlineNodes(schema: Schema, inlines: readonly RichInline[]): Node[] {
  return inlines.map((inline) => {
    if (inline.kind === 'break') return schema.node('hard_break')
    const marks: Mark[] = [
      ...(inline.isBold ? [schema.mark('strong')] : []),
      ...(inline.isItalic ? [schema.mark('em')] : []),
    ]
    if (inline.kind === 'citation') {
      return schema.node('citation', { evidence: inline.evidence, text: inline.text }, undefined, marks)
    }
    return schema.text(
      inline.text,
      inline.url === null ? marks : [...marks, schema.mark('link', { url: inline.url })],
    )
  })
}

function blocksOf(parent: Node): RichBlock[] {
  return parent.children.flatMap(blockOf)
}

function blockOf(node: Node): RichBlock[] {
  switch (node.type.name) {
    case 'paragraph':
      return [{ kind: 'paragraph', inlines: inlinesOf(node) }]
    case 'heading':
      return [{ kind: 'heading', level: node.attrs.level === 1 ? 1 : 2, inlines: inlinesOf(node) }]
    case 'blockquote':
      return [{ kind: 'quotation', blocks: blocksOf(node) }]
    case 'bullet_list':
      return [{ kind: 'list', isOrdered: false, start: 1, items: node.children.map(blocksOf) }]
    case 'ordered_list':
      return [
        {
          kind: 'list',
          isOrdered: true,
          start: Number(node.attrs.start),
          items: node.children.map(blocksOf),
        },
      ]
    case 'table':
      return [
        {
          kind: 'table',
          rows: node.children.map((row) => row.children.map((cell) => cell.children.flatMap(inlinesOf))),
        },
      ]
    default:
      return []
  }
}

function inlinesOf(node: Node): RichInline[] {
  return node.children.map((child): RichInline => {
    if (child.type.name === 'hard_break') return { kind: 'break' }
    const isBold = child.marks.some(({ type }) => type.name === 'strong')
    const isItalic = child.marks.some(({ type }) => type.name === 'em')
    if (child.type.name === 'citation') {
      return {
        kind: 'citation',
        evidence: String(child.attrs.evidence),
        text: String(child.attrs.text),
        isBold,
        isItalic,
      }
    }
    const link = child.marks.find(({ type }) => type.name === 'link')
    return {
      kind: 'text',
      text: child.text ?? '',
      isBold,
      isItalic,
      url: link ? String(link.attrs.url) : null,
    }
  })
}
