import type { SectionId } from '../domain/section'
import type { ForeignPage } from './annex-file'
import type { Anchor, LinkCode, Target } from './blocks'
import type { Element } from './elements'
import type { FontName, Ink } from './theme'
import type { BrokenWord } from './tokens'

/*
 * What paint draws. Every box carries its place in pt, from the top left: of its piece after measure, of the
 * page after paginate. `element` null is an artifact: decoration that a screen reader passes over.
 */

export type TextBox = {
  kind: 'text'
  x: number
  /** The baseline. */
  y: number
  /**
   * Without the space at which the line was broken, which is drawn so that the words stay apart when copied.
   */
  width: number
  text: string
  font: FontName
  size: number
  /** Added to each space, in pt. */
  spacing?: number
  /** Written from the right: brackets look the other way. */
  isMirrored?: true
  color: Ink
  element: Element | null
  target?: Target
  /** Ends in a hyphen that stands at the end of the line alone: it was not written. */
  isHyphenated?: true
  /** The whole word of which this is the part on this line; the same object for all its parts. */
  word?: BrokenWord
}

export type ImageBox = {
  kind: 'image'
  x: number
  y: number
  width: number
  height: number
  path: string
  /** Only what lies in it is seen. */
  clip?: { x: number; y: number; width: number; height: number }
  element: Element | null
}

export type RectBox = {
  kind: 'rect'
  x: number
  y: number
  width: number
  height: number
  color: Ink
}

/** A row of dots that leads the eye; `y` is the dots' middle. */
export type DotsBox = { kind: 'dots'; x: number; y: number; width: number; color: Ink }

/** A QR code, drawn as an artifact; a square. */
export type CodeBox = { kind: 'code'; x: number; y: number; width: number; height: number; code: LinkCode }

/** A page of another document. */
export type ForeignBox = {
  kind: 'foreign'
  x: number
  y: number
  width: number
  height: number
  page: ForeignPage
  element: Element
}

export type Box = TextBox | ImageBox | RectBox | DotsBox | CodeBox | ForeignBox

/** What pages are filled with and is never cut: a line, a row of photos, a strip of a table. */
export type Piece = {
  before: number
  height: number
  boxes: Box[]
  /** Drawn too where the piece follows another on its page: what fills the space above it. */
  bridge: Box[]
  /** Stands on the grid of half lines. */
  onGrid: boolean
  keepWithNext: boolean
  /** Kept with the next as long as that leaves no large gap: the parts of a card. */
  keepIfCalm: boolean
  anchor: Anchor | null
  /** Set again at the top of a page that begins with this piece: the head of a table. */
  repeats: Piece | null
  /**
   * May stand in place of this piece and those after it, `count` in all, where they do not fit: a smaller
   * photo. The first of them may have a smaller stand-in of its own. Made when it is asked for, and then kept: few pages
   * need it.
   */
  smaller: (() => SmallerPieces | null) | null
}

export type SmallerPieces = { pieces: Piece[]; count: number }

export type MeasuredChapter = {
  section: SectionId | null
  title: string
  pieces: Piece[]
  isWide: boolean
}

/** A page of boxes, in reading order; `furniture` is what runs on every page and is no part of the text. */
export type Page = {
  /** The chapter that runs here; null on the cover. */
  chapter: { title: string; section: SectionId | null; isOpening: boolean } | null
  /** How a reader's own page field calls it, where that is not its number: `A1-2`. */
  label?: string
  boxes: Box[]
  furniture: Box[]
  anchors: PlacedAnchor[]
}

/** An anchor with its place on the page in pt. */
export type PlacedAnchor = Anchor & { x: number; y: number }

/** The fonts that pages are set in. */
export function fontsOn(pages: readonly Page[]): Set<FontName> {
  const fonts = new Set<FontName>()
  for (const { boxes, furniture } of pages)
    for (const all of [boxes, furniture]) for (const box of all) if (box.kind === 'text') fonts.add(box.font)
  return fonts
}
