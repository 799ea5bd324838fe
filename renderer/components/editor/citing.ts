import { Plugin, type EditorState } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'

/** Where an `@` was typed and what follows it, up to the caret. */
export type Asked = { from: number; to: number; question: string }

/** What the plugin tells while someone types behind an `@`; all return true when they took the key. */
export type CitingHooks = {
  /** Null when nothing is asked (any more). */
  onAsk: (asked: Asked | null, view: EditorView) => void
  onMove: (by: 1 | -1) => boolean
  onChoose: (event: KeyboardEvent) => boolean
  onLeave: () => boolean
}

/** `@` begins a question where a word could begin: not within an e-mail address. Words may follow, but no line. */
const pattern = /(?:^|[\s([{"'«„“‘’–—￼])@([^@\n￼]{0,60})$/u

function askedAt({ selection }: EditorState): Asked | null {
  const { $from, empty } = selection
  if (!empty || !$from.parent.isTextblock) return null
  const before = $from.parent.textBetween(0, $from.parentOffset, undefined, '￼')
  const match = pattern.exec(before)
  if (!match) return null
  const question = match[1] ?? ''
  // Two spaces end it: whoever goes on writing meant the sign.
  if (/\s\s$|^\s/.test(question)) return null
  return { from: $from.pos - question.length - 1, to: $from.pos, question }
}

/** Watches for `@` as one types, and hands on the keys that choose from the list. */
export function citing(hooks: CitingHooks): Plugin {
  /** Where an `@` stands that was left with Escape. */
  let left: number | null = null
  let asked: Asked | null = null
  const ask = (next: Asked | null, view: EditorView): void => {
    asked = next
    hooks.onAsk(next, view)
  }
  return new Plugin({
    view: () => ({
      update: (view, before) => {
        if (before.doc.eq(view.state.doc) && before.selection.eq(view.state.selection)) return
        const next = askedAt(view.state)
        if (next?.from !== left) left = null
        // Only typing asks: neither a click behind an old @, nor what is typed where the text stands once more.
        const isTyped = view.hasFocus() && !before.doc.eq(view.state.doc)
        if (next && left === null && (isTyped || asked !== null)) ask(next, view)
        else if (asked) ask(null, view)
      },
      destroy: () => {
        asked = null
      },
    }),
    props: {
      handleKeyDown: (view, event) => {
        if (!asked || event.isComposing) return false
        if (event.key === 'ArrowDown') return hooks.onMove(1)
        if (event.key === 'ArrowUp') return hooks.onMove(-1)
        if (event.key === 'Enter' || event.key === 'Tab') return hooks.onChoose(event)
        if (event.key !== 'Escape' || !hooks.onLeave()) return false
        left = asked.from
        ask(null, view)
        // Only the list goes, not the dialog or the panel around the text.
        event.stopPropagation()
        return true
      },
      handleDOMEvents: {
        blur: (view) => {
          if (asked) ask(null, view)
          return false
        },
      },
    },
  })
}
