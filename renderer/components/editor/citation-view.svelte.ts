import type { NodeViewConstructor } from 'prosemirror-view'
import type { Citable } from '../../../electron/contract/writing-requests'

export type CitationLook = {
  /** How a piece is called now; undefined while not known, null when it is gone. */
  named: (id: string) => Citable | null | undefined
  untitled: () => string
  gone: (title: string) => string
  onOpen: (id: string) => void
}

/** A citation as the writer sees it: number and title of the evidence, which follow every rename and move. */
export function citationView({ named, untitled, gone, onOpen }: CitationLook): NodeViewConstructor {
  return (node) => {
    const id = String(node.attrs.evidence)
    const written = String(node.attrs.text)
    const dom = document.createElement('span')
    dom.className = 'citation'
    dom.dataset.cited = id
    dom.dataset.title = written
    const end = $effect.root(() => {
      $effect.pre(() => {
        const piece = named(id)
        const title = piece?.title ?? written
        dom.textContent = [piece?.number, title || untitled()].filter(Boolean).join(' ')
        dom.classList.toggle('gone', piece === null)
        dom.title = piece === null ? gone(title || untitled()) : ''
      })
    })
    const open = (): void => {
      onOpen(id)
    }
    dom.addEventListener('click', open)
    return {
      dom,
      // What it reads is ours, not typed.
      ignoreMutation: () => true,
      destroy: () => {
        dom.removeEventListener('click', open)
        end()
      },
    }
  }
}
