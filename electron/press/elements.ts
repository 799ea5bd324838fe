import type { Language } from '../domain/portfolio'

/** Tags of ISO 32000-1, 14.8.4 that the book uses. */
export type Tag =
  | 'Document' | 'Sect' | 'Div' | 'H1' | 'H2' | 'H3' | 'H4' | 'H5' | 'P' | 'BlockQuote' | 'L' | 'LI' | 'Lbl' | 'LBody' | 'Figure' | 'Caption'
  | 'Table' | 'TR' | 'TH' | 'TD' | 'TOC' | 'TOCI' | 'Reference' | 'Link' // prettier-ignore

/**
 * A knot of the document's structure tree, which a screen reader walks. The tree is made with the book; what
 * is drawn points into it.
 */
export type Element = {
  tag: Tag
  parent: Element | null
  children: Element[]
  /** For figures: what a person who cannot see them needs to know. */
  alt?: string
  /** What the knot is about, shown where a reader lists the tree. */
  title?: string
  /** Where it is not said, that of what is around. */
  language?: Language
}

/** The language of what stands in a knot: its own, or that of the nearest around it; undefined where none is said. */
export function languageOf(element: Element | null): Language | undefined {
  for (let each = element; each; each = each.parent) if (each.language) return each.language
  return undefined
}

/** The root of a new tree. */
export function documentElement(): Element {
  return { tag: 'Document', parent: null, children: [] }
}

/** Adds a knot as the last child of another. */
export function addElement(
  parent: Element,
  tag: Tag,
  facts: Pick<Element, 'alt' | 'title' | 'language'> = {},
): Element {
  const element: Element = { tag, parent, children: [], ...facts }
  parent.children.push(element)
  return element
}
