import { DOMSerializer, type Schema } from 'prosemirror-model'
import { history, redo, undo } from 'prosemirror-history'
import { dropCursor } from 'prosemirror-dropcursor'
import {
  EditorState,
  Plugin,
  Selection,
  TextSelection,
  type Command,
  type Transaction,
} from 'prosemirror-state'
import { tableEditing } from 'prosemirror-tables'
import { Decoration, DecorationSet, EditorView, type NodeViewConstructor } from 'prosemirror-view'
import { plainText, type NameCitation } from '../../../electron/domain/rich-text'
import { citing, type Asked, type CitingHooks } from './citing'
import { besideWord, cite } from './commands'
import { documentOf, markdownOf } from './document'
import { pasting } from './paste'
import { schemaOf, type SchemaKind } from './schema'
import { editorKeys, historyKeys, typingRules } from './typing'

export type EditorOptions = {
  kind: SchemaKind
  markdown: string
  /** Attributes of the element that is typed into: names, language, `data-saves`. */
  attributes: Record<string, string>
  placeholder: string
  /** True where the text is no part of the portfolio yet: then the field undoes its own typing. */
  isOwnHistory: boolean
  citation: NodeViewConstructor
  nameCitation: NameCitation
  citing: CitingHooks
  /** The text was changed by the person; `isStep` when it is more than a letter: pasted, formatted, dropped. */
  onChange: (read: () => string, isStep: boolean) => void
  onFocus: () => void
  onBlur: () => void
}

/** A rich text that is being edited: ProseMirror's view, and its state for the buttons. */
export class Editor {
  readonly view: EditorView
  #state: EditorState
  #placeholder: string

  constructor(element: HTMLElement, options: EditorOptions) {
    const schema = schemaOf(options.kind)
    this.#placeholder = options.placeholder
    const doc = documentOf(schema, options.markdown)
    const state = EditorState.create({
      doc,
      // Whoever comes by the keyboard goes on writing.
      selection: Selection.atEnd(doc),
      plugins: [
        citing(options.citing),
        typingRules(schema),
        ...(options.isOwnHistory ? [history(), historyKeys()] : []),
        ...editorKeys(schema),
        pasting(schema),
        dropCursor({ width: 2, class: 'drop-cursor' }),
        ...(options.kind === 'full' ? [tableEditing()] : []),
        placeholding(() => this.#placeholder),
      ],
    })
    this.#state = $state.raw(state)
    this.view = new EditorView(
      { mount: element },
      {
        state,
        attributes: options.attributes,
        nodeViews: { citation: options.citation },
        clipboardSerializer: outgoing(schema),
        clipboardTextSerializer: ({ content }) =>
          plainText(markdownOf(schema.topNodeType.create(null, content)), options.nameCitation),
        dispatchTransaction: (tr) => {
          this.#apply(tr, options)
        },
        handleDOMEvents: {
          focus: () => {
            options.onFocus()
            return false
          },
          blur: () => {
            options.onBlur()
            return false
          },
        },
      },
    )
  }

  /** Follows every change; the buttons read it. */
  get state(): EditorState {
    return this.#state
  }

  #apply(tr: Transaction, options: EditorOptions): void {
    this.#state = this.view.state.apply(tr)
    this.view.updateState(this.#state)
    if (!tr.docChanged || tr.getMeta('outside') === true) return
    const { doc } = this.#state
    options.onChange(() => markdownOf(doc), isStep(tr))
  }

  /** Shows a text that came from elsewhere: only what differs is replaced, so that the caret stays where it is. */
  show(markdown: string): void {
    const next = documentOf(this.#state.schema, markdown)
    const { doc } = this.#state
    const start = doc.content.findDiffStart(next.content)
    const end = start === null ? null : doc.content.findDiffEnd(next.content)
    if (start === null || !end) return
    // Where the ends overlap, letters were repeated.
    const overlap = Math.max(0, start - Math.min(end.a, end.b))
    const tr = this.#state.tr.replace(start, end.a + overlap, next.slice(start, end.b + overlap))
    if (this.view.hasFocus())
      tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(end.b + overlap, tr.doc.content.size)), -1))
    this.view.dispatch(tr.setMeta('outside', true).setMeta('addToHistory', false))
  }

  /** Gives the focus back to the text, and runs the command of a button there. */
  run(command: Command): void {
    this.view.focus()
    command(this.view.state, this.view.dispatch, this.view)
  }

  /** True when a button's command can be done here. */
  can(command: Command): boolean {
    return command(this.#state)
  }

  /** Cites evidence where it was dropped, or at the caret. */
  cite(evidence: { id: string; title: string }, point?: { left: number; top: number }): void {
    const at = point && this.view.posAtCoords(point)?.pos
    const { doc, selection } = this.view.state
    const beside = at === undefined ? null : besideWord(doc, at)
    const { from, to } = beside === null ? selection : { from: beside, to: beside }
    this.run(cite(this.#state.schema, evidence, { from, to }))
  }

  /** Cites evidence in the place of what asked for it, if that stands there still. */
  citeAt(evidence: { id: string; title: string }, { from, to, question }: Asked): void {
    const { doc, selection } = this.view.state
    if (to > doc.content.size || doc.textBetween(from, to, '\n', '￼') !== `@${question}`) return
    // Who typed on meanwhile goes on there.
    const caret = selection.head > to ? 'stays' : 'behind'
    this.run(cite(this.#state.schema, evidence, { from, to, caret }))
  }

  /** Takes a key as if it were pressed now. */
  press(key: string): void {
    this.view.dom.dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true }))
  }

  /** Undoes or redoes the field's own typing. */
  turn(which: 'undo' | 'redo'): void {
    this.run(which === 'undo' ? undo : redo)
  }

  /** Shows other names and states of the field, and other words to begin with. */
  refresh(attributes: Record<string, string>, placeholder: string): void {
    this.view.setProps({ attributes })
    if (this.#placeholder === placeholder) return
    this.#placeholder = placeholder
    this.view.dispatch(this.view.state.tr.setMeta('outside', true))
  }

  destroy(): void {
    this.view.destroy()
  }
}

/** More than typing: a step of its own to undo. */
function isStep(tr: Transaction): boolean {
  const event: unknown = tr.getMeta('uiEvent')
  if (event === 'paste' || event === 'drop' || event === 'cut') return true
  return tr.steps.some((step) => {
    const { stepType } = step.toJSON() as { stepType: string }
    return stepType !== 'replace'
  })
}

/** Words to begin with, while there is none. */
function placeholding(placeholder: () => string): Plugin {
  return new Plugin({
    props: {
      decorations: ({ doc }) => {
        const [first] = doc.children
        const isEmpty = doc.childCount === 1 && first?.isTextblock && first.content.size === 0
        if (!isEmpty || placeholder() === '') return null
        return DecorationSet.create(doc, [
          Decoration.node(0, first.nodeSize, { class: 'placeholder', 'data-placeholder': placeholder() }),
        ])
      },
    },
  })
}

/** What other programs get: links with their addresses, headings from the first level on. */
function outgoing(schema: Schema): DOMSerializer {
  const nodes = DOMSerializer.nodesFromSchema(schema)
  const marks = DOMSerializer.marksFromSchema(schema)
  return new DOMSerializer(
    { ...nodes, heading: ({ attrs }) => [attrs.level === 1 ? 'h1' : 'h2', 0] },
    { ...marks, link: ({ attrs }) => ['a', { href: String(attrs.url) }, 0] },
  )
}
