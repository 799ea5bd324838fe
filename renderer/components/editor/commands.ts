import { lift, setBlockType, wrapIn } from 'prosemirror-commands'
import type { MarkType, Node, NodeType, Schema } from 'prosemirror-model'
import { liftListItem, wrapInList } from 'prosemirror-schema-list'
import { TextSelection, type Command, type EditorState } from 'prosemirror-state'
import {
  addColumnAfter,
  addRowAfter,
  deleteColumn,
  deleteRow,
  deleteTable,
  isInTable,
} from 'prosemirror-tables'

/*
 * What the buttons over a text do. Each tells by itself, without a dispatch, whether it can be done here.
 */

/** Whether the words that are chosen, or are typed next, carry a mark. */
export function hasMark({ selection, storedMarks, doc }: EditorState, type: MarkType | undefined): boolean {
  if (!type) return false
  if (selection.empty) return type.isInSet(storedMarks ?? selection.$from.marks()) !== undefined
  return doc.rangeHasMark(selection.from, selection.to, type)
}

/** The innermost block of that type around the caret. */
export function blockAround({ selection }: EditorState, type: NodeType | undefined): Node | null {
  const { $from } = selection
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type === type) return $from.node(depth)
  }
  return null
}

export type BlockStyle = 'text' | 'heading' | 'subheading' | 'quotation'

/** How the block with the caret is set. */
export function blockStyle(state: EditorState): BlockStyle {
  const { parent } = state.selection.$from
  if (parent.type.name === 'heading') return parent.attrs.level === 1 ? 'heading' : 'subheading'
  return blockAround(state, state.schema.nodes.blockquote) ? 'quotation' : 'text'
}

/** Sets the chosen blocks as text, as one of two headings, or as a quotation. */
export function setBlockStyle(style: BlockStyle): Command {
  return (state, dispatch, view) => {
    const { heading, paragraph, blockquote } = state.schema.nodes
    if (!heading || !paragraph || !blockquote) return false
    const isQuoted = blockAround(state, blockquote) !== null
    if (style === 'quotation') return isQuoted ? lift(state, dispatch) : wrapIn(blockquote)(state, dispatch)
    if (style === 'text') {
      if (state.selection.$from.parent.type === heading) return setBlockType(paragraph)(state, dispatch, view)
      return isQuoted && lift(state, dispatch)
    }
    return setBlockType(heading, { level: style === 'heading' ? 1 : 2 })(state, dispatch, view)
  }
}

/** Makes a list of the chosen blocks; a list of this kind becomes text again, one of the other kind changes. */
export function toggleList(type: NodeType, item: NodeType): Command {
  return (state, dispatch, view) => {
    const { $from } = state.selection
    for (let depth = $from.depth; depth > 0; depth -= 1) {
      const list = $from.node(depth)
      if (!['bullet_list', 'ordered_list'].includes(list.type.name)) continue
      if (list.type === type) return liftListItem(item)(state, dispatch, view)
      dispatch?.(state.tr.setNodeMarkup($from.before(depth), type))
      return true
    }
    return wrapInList(type)(state, dispatch, view)
  }
}

/** The link at the caret: its address and where it begins and ends; null for none. */
export function linkAt({ selection, schema }: EditorState): { url: string; from: number; to: number } | null {
  const type = schema.marks.link
  const { $from } = selection
  if (!type) return null
  const isLinked = (node: Node | null): string | null => {
    const mark = node && type.isInSet(node.marks)
    return mark ? String(mark.attrs.url) : null
  }
  const index = $from.index()
  const near = [index, index - 1].find(
    (each) => each >= 0 && each < $from.parent.childCount && isLinked($from.parent.child(each)) !== null,
  )
  if (near === undefined) return null
  const url = isLinked($from.parent.child(near)) ?? ''
  let first = near
  let last = near
  while (first > 0 && isLinked($from.parent.child(first - 1)) === url) first -= 1
  while (last < $from.parent.childCount - 1 && isLinked($from.parent.child(last + 1)) === url) last += 1
  const offset = (until: number): number =>
    $from.parent.children.slice(0, until).reduce((sum, child) => sum + child.nodeSize, $from.start())
  return { url, from: offset(first), to: offset(last + 1) }
}

/** Links the chosen words, or the link at the caret anew; without any words the address itself. Empty takes the link off. */
export function setLink(url: string): Command {
  return (state, dispatch) => {
    const type = state.schema.marks.link
    if (!type) return false
    const at = state.selection.empty ? linkAt(state) : state.selection
    const { tr } = state
    if (at) {
      tr.removeMark(at.from, at.to, type)
      if (url !== '') tr.addMark(at.from, at.to, type.create({ url }))
    } else if (url !== '') {
      tr.replaceSelectionWith(
        state.schema.text(url.replace(/^(https?:\/\/|mailto:)/, ''), [type.create({ url })]),
        false,
      )
    }
    dispatch?.(tr.scrollIntoView())
    return true
  }
}

/** Puts a table of two columns and three rows behind the block with the caret, and the caret into its head. */
export const addTable: Command = (state, dispatch) => {
  const { table, table_row: row, table_header: head, table_cell: cell } = state.schema.nodes
  if (!table || !row || !head || !cell || isInTable(state)) return false
  const { $from } = state.selection
  const make = (type: NodeType): Node => type.createAndFill() ?? type.create()
  const node = table.create(null, [
    row.create(null, [make(head), make(head)]),
    ...[1, 2].map(() => row.create(null, [make(cell), make(cell)])),
  ])
  if (!dispatch) return true
  const isEmpty = $from.depth === 1 && $from.parent.content.size === 0
  const at = isEmpty ? $from.before(1) : $from.after(1)
  const tr = isEmpty ? state.tr.replaceWith(at, $from.after(1), node) : state.tr.insert(at, node)
  // A paragraph behind it, to go on writing.
  if (at + node.nodeSize === tr.doc.content.size) {
    const paragraph = state.schema.nodes.paragraph?.create()
    if (paragraph) tr.insert(at + node.nodeSize, paragraph)
  }
  dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(at + 4))).scrollIntoView())
  return true
}

/** What can be done with the table around the caret. */
export const tableCommands = {
  addRow: addRowAfter,
  addColumn: addColumnAfter,
  removeRow: deleteRow,
  removeColumn: deleteColumn,
  removeTable: deleteTable,
} as const satisfies Record<string, Command>

/** Types an `@`, which opens the list of evidence. */
export const askForEvidence: Command = (state, dispatch) => {
  const { $from, from, to } = state.selection
  if (!$from.parent.inlineContent) return false
  const before = $from.parent.textBetween(
    Math.max(0, $from.parentOffset - 1),
    $from.parentOffset,
    undefined,
    '￼',
  )
  dispatch?.(state.tr.insertText(/[\p{L}\p{N}]$/u.test(before) ? ' @' : '@', from, to))
  return true
}

/** Puts a citation in the place of `from` to `to`, apart from the words around it, and the caret behind it or where it is. */
export function cite(
  schema: Schema,
  evidence: { id: string; title: string },
  { from, to, caret = 'behind' }: { from: number; to: number; caret?: 'behind' | 'stays' },
): Command {
  return (state, dispatch) => {
    const type = schema.nodes.citation
    const $from = state.doc.resolve(from)
    const $to = state.doc.resolve(to)
    if (!type || !$to.parent.inlineContent) return false
    const isCloseBefore =
      $from.nodeBefore?.type === type || /[\p{L}\p{N}.,;:!?…)\]”»]$/u.test($from.nodeBefore?.text ?? '')
    const next = $to.nodeAfter?.text ?? ''
    const isCloseBehind = !/^[\s.,;:!?…)\]”»]/.test(next)
    const tr = state.tr.replaceWith(from, to, type.create({ evidence: evidence.id, text: evidence.title }))
    if (isCloseBehind) tr.insertText(' ', from + 1)
    if (isCloseBefore) tr.insertText(' ', from)
    const behind = from + (isCloseBefore ? 2 : 1) + (isCloseBehind ? 1 : 0)
    if (caret === 'behind') tr.setSelection(TextSelection.near(tr.doc.resolve(behind)))
    dispatch?.(tr.scrollIntoView())
    return true
  }
}

/** The nearest place that is not within a word: where somebody who dropped something on the word meant it to be. */
export function besideWord(document: Node, position: number): number {
  const $at = document.resolve(position)
  if (!$at.parent.isTextblock || $at.textOffset === 0) return position
  const before = /[\p{L}\p{N}\p{M}]*$/u.exec($at.nodeBefore?.text ?? '')?.[0].length ?? 0
  const behind = /^[\p{L}\p{N}\p{M}]*/u.exec($at.nodeAfter?.text ?? '')?.[0].length ?? 0
  if (before === 0 || behind === 0) return position
  return before < behind ? position - before : position + behind
}
