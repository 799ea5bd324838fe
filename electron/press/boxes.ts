import type { SectionId } from '../domain/section'
import type { Anchor, Element, Target } from './blocks'
import type { FontName } from './theme'

/*
 * What paint draws. Every box carries its place in pt: relative to its piece after measure, to the page after paginate.
 * `element` null is an artifact: decoration that a screen reader passes over.
 */

export type TextBox = {
  kind: 'text'
  x: number
  /** The baseline. */
  y: number
  width: number
  text: string
  font: FontName
  size: number
  color: string
  element: Element | null
  target?: Target
}

export type ImageBox = {
  kind: 'image'
  x: number
  y: number
  width: number
  height: number
  path: string
  element: Element
}

export type RectBox = {
  kind: 'rect'
  x: number
  y: number
  width: number
  height: number
  color: string
  element: Element | null
}

export type Box = TextBox | ImageBox | RectBox

/** The smallest thing that pages are filled with: a line, a row of photos, a strip of a table row. */
export type Piece = {
  before: number
  height: number
  boxes: Box[]
  keepWithNext: boolean
  newPage: boolean
  anchor: Anchor | null
  /** Set again at the top of a page that begins with this piece: the head of a table. */
  repeats: Piece | null
}

/** The measured book: pieces per chapter. */
export type MeasuredChapter = { section: SectionId | null; title: string; pieces: Piece[] }

/** A page of boxes. */
export type Page = {
  /** Title of the chapter that runs here; empty on the cover. */
  chapter: string
  section: SectionId | null
  boxes: Box[]
  anchors: (Anchor & { y: number })[]
}
