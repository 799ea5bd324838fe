import { chainCommands, baseKeymap, exitCode, toggleMark } from 'prosemirror-commands'
import {
  InputRule,
  inputRules,
  textblockTypeInputRule,
  undoInputRule,
  wrappingInputRule,
} from 'prosemirror-inputrules'
import { redo, undo } from 'prosemirror-history'
import { keymap } from 'prosemirror-keymap'
import type { MarkType, NodeType, Schema } from 'prosemirror-model'
import { liftListItem, sinkListItem, splitListItem } from 'prosemirror-schema-list'
import type { Command, Plugin } from 'prosemirror-state'
import { deepestList } from '../../../electron/domain/rich-text'
import { editorKeysOf, type ShortcutId } from '../../../electron/domain/shortcuts'
import { goToNextCell } from 'prosemirror-tables'

/** The shortcuts of Markdown, as they are typed: `# `, `- `, `1. `, `> `, `**bold**`, `*italic*`. */
export function typingRules(schema: Schema): Plugin {
  const { heading, blockquote, bullet_list: bullets, ordered_list: numbers } = schema.nodes
  const { strong, em } = schema.marks
  return inputRules({
    rules: [
      ...(heading
        ? [textblockTypeInputRule(/^(#{1,2})\s$/, heading, ([, marks = '']) => ({ level: marks.length }))]
        : []),
      ...(blockquote ? [wrappingInputRule(/^\s*>\s$/, blockquote)] : []),
      ...(bullets ? [wrappingInputRule(/^\s*([-–•*])\s$/, bullets)] : []),
      ...(numbers
        ? [
            wrappingInputRule(
              /^(\d{1,3})[.)]\s$/,
              numbers,
              ([, number]) => ({ start: Number(number) }),
              (match, node) => node.childCount + Number(node.attrs.start) === Number(match[1]),
            ),
          ]
        : []),
      ...(strong ? [markRule(/(?:^|[^*\p{L}\p{N}])(\*\*([^*\s](?:[^*]*[^*\s])?)\*\*)$/u, strong)] : []),
      ...(em
        ? [
            markRule(/(?:^|[^*\p{L}\p{N}])(\*([^*\s](?:[^*]*[^*\s])?)\*)$/u, em),
            markRule(/(?:^|[^_\p{L}\p{N}])(_([^_\s](?:[^_]*[^_\s])?)_)$/u, em),
          ]
        : []),
      behindCitation,
    ],
  })
}

/** A citation brings a space to go on writing; a comma or full stop takes its place. */
const behindCitation = new InputRule(/￼ [.,;:!?…)\]”»]$/u, (state, match, _start, end) => {
  const cited = state.doc.resolve(end - 1).nodeBefore
  return cited?.type.name === 'citation' ? state.tr.insertText(match[0].slice(2), end - 1, end) : null
})

/** Words between marks become bold or italic. The rule's first group is what is replaced, its second the words. */
function markRule(pattern: RegExp, type: MarkType): InputRule {
  return new InputRule(pattern, (state, match, start, end) => {
    const [all, marked = '', words = ''] = match
    const from = start + all.length - marked.length
    // What was typed last is not in the document yet.
    if (state.doc.textBetween(from, end, '\n', '￼') !== marked.slice(0, end - from)) return null
    const open = (marked.length - words.length) / 2
    const tr = state.tr
    tr.delete(from + open + words.length, end)
    tr.delete(from, from + open)
    tr.addMark(from, from + words.length, type.create())
    return tr.removeStoredMark(type)
  })
}

/** Sets an item in, as deep as the book has room for. */
function sink(item: NodeType): Command {
  return (state, dispatch) => {
    const { $from } = state.selection
    const lists = Array.from({ length: $from.depth }, (_, depth) => $from.node(depth + 1)).filter(
      ({ type }) => type === item,
    )
    return lists.length >= deepestList || sinkListItem(item)(state, dispatch)
  }
}

/** Puts a command on all the keys that the app's table has for it. */
function on(id: ShortcutId, command: Command): Record<string, Command> {
  return Object.fromEntries(editorKeysOf(id).map((key) => [key, command]))
}

/** For a text that is no part of the portfolio yet, and undoes its own typing. */
export function historyKeys(): Plugin {
  return keymap({ ...on('undo', undo), ...on('redo', redo) })
}

/** Keys as every word processor has them. */
export function editorKeys(schema: Schema): Plugin[] {
  const { list_item: item, hard_break: lineEnd } = schema.nodes
  const keys: Record<string, Command> = { Backspace: undoInputRule }
  if (schema.marks.strong) Object.assign(keys, on('bold', toggleMark(schema.marks.strong)))
  if (schema.marks.em) Object.assign(keys, on('italic', toggleMark(schema.marks.em)))
  if (item) {
    keys.Enter = splitListItem(item)
    // Within a list or table Tab means what it means there; else it goes on to the next field.
    const { table } = schema.nodes
    Object.assign(
      keys,
      on('further', table ? chainCommands(goToNextCell(1), sink(item)) : sink(item)),
      on('back', table ? chainCommands(goToNextCell(-1), liftListItem(item)) : liftListItem(item)),
    )
  }
  if (lineEnd) {
    const endLine: Command = (state, dispatch) => {
      const { $from, $to } = state.selection
      if (!$from.parent.canReplaceWith($from.index(), $to.indexAfter(), lineEnd)) return true
      dispatch?.(state.tr.replaceSelectionWith(lineEnd.create()).scrollIntoView())
      return true
    }
    Object.assign(keys, on('endLine', chainCommands(exitCode, endLine)))
  }
  return [keymap(keys), keymap(baseKeymap)]
}
