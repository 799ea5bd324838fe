import type { Document } from './document'
import type { Element } from './elements'

type Structure = ReturnType<Document['struct']>

/**
 * A knot within a line, one for each `key` and page: a link, or a word that is broken over lines, with the
 * word as a screen reader says it.
 */
export type Inline = { tag: 'Link'; key: object } | { tag: 'Span'; key: object; actual: string }

/** Draws boxes into the document's structure tree. */
export type StructureTree = {
  /** What is drawn from now on belongs to `element`, within `inline` where that is given; null: decoration. */
  enter: (element: Element | null, inline?: Inline) => void
  /** The knot of a link of this page, for its annotation. */
  link: (link: object) => Structure | undefined
  /** Ends what is open. Links do not go on on the next page: pdfkit would name a wrong page for them. */
  endPage: () => void
  /** Completes the tree. */
  end: () => void
}

/**
 * Makes pdfkit's structure tree along with the drawing. A knot is made when it is first drawn into, after
 * those before it in the book, so that the tree has the book's order and knots without content (empty cells)
 * are not lost.
 */
export function createStructureTree(document: Document, root: Element): StructureTree {
  const made = new Map<Element, Structure>()
  const nextChild = new Map<Element, number>()
  let inlines = new Map<object, Structure>()
  let open: { element: Element | null; key: object | null } | null = null

  const rootStructure = document.struct('Document')
  document.addStructure(rootStructure)
  made.set(root, rootStructure)

  function structureOf(element: Element): Structure {
    const known = made.get(element)
    if (known) return known
    if (!element.parent) throw new Error('An element of another tree')
    const parent = structureOf(element.parent)
    makeChildren(element.parent, parent, element)
    const structure = made.get(element)
    if (!structure) throw new Error('An element that its parent does not know')
    return structure
  }

  /** Makes the children up to `last`, or all of them. */
  function makeChildren(parent: Element, structure: Structure, last?: Element): void {
    let index = nextChild.get(parent) ?? 0
    for (let child = parent.children[index]; child; child = parent.children[index]) {
      const { tag, alt, title, language } = child
      const options = {
        ...(alt === undefined ? {} : { alt }),
        ...(title === undefined ? {} : { title }),
        ...(language === undefined ? {} : { lang: language }),
        ...(tag === 'TH' ? { scope: 'Column' } : {}),
      }
      const childStructure = document.struct(tag, options)
      structure.add(childStructure)
      made.set(child, childStructure)
      index += 1
      nextChild.set(parent, index)
      if (child === last) return
    }
  }

  function leave(): void {
    if (open) document.endMarkedContent()
    open = null
  }

  function inlineOf(element: Element, inline: Inline): Structure {
    let structure = inlines.get(inline.key)
    if (!structure) {
      structure = document.struct(inline.tag, inline.tag === 'Span' ? { actual: inline.actual } : {})
      structureOf(element).add(structure)
      inlines.set(inline.key, structure)
    }
    return structure
  }

  return {
    enter: (element, inline) => {
      const key = inline?.key ?? null
      if (open?.element === element && open.key === key) return
      leave()
      if (!element) {
        document.markContent('Artifact', { type: 'Layout' })
        open = { element, key: null }
        return
      }
      const structure = inline ? inlineOf(element, inline) : structureOf(element)
      structure.add(document.markStructureContent(inline ? inline.tag : element.tag))
      open = { element, key }
    },
    link: (link) => inlines.get(link),
    endPage: () => {
      leave()
      for (const structure of inlines.values()) structure.end()
      inlines = new Map()
    },
    end: () => {
      const completeAll = (element: Element) => {
        makeChildren(element, structureOf(element))
        element.children.forEach(completeAll)
      }
      completeAll(root)
      rootStructure.end()
    },
  }
}
