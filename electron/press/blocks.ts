import type { BookPhoto } from '../domain/book'
import type { SectionId } from '../domain/section'
import type { FontName, TextStyle } from './theme'

/** An element of the document's structure tree: what a screen reader walks. Tags are those of ISO 32000-1, 14.8.4. */
export type Element = {
  tag: 'Document' | 'Sect' | 'H1' | 'H2' | 'H3' | 'P' | 'L' | 'LI' | 'LBody' | 'Lbl' | 'BlockQuote' | 'Figure' | 'Caption'
    | 'Table' | 'TR' | 'TH' | 'TD' | 'TOC' | 'TOCI' | 'Link' // prettier-ignore
  parent: Element | null
  /** For figures: what a person who cannot see them needs to know. */
  alt?: string
}

/** Where a click leads: an address, or an anchor of the book. */
export type Target = { url: string } | { anchor: string }

/** Text in one look; `font` and `color` differ from the block's where they are given. */
export type Span = { text: string; font?: FontName; color?: string; target?: Target }

/** A place that can be linked to, with its bookmark. */
export type Anchor = { name: string; bookmark: { title: string; level: 0 | 1 } | null }

type BlockBase = {
  /** Space above in pt; none at the top of a page. */
  before: number
  /** Left edge in pt from the left of the text area. */
  indent: number
  keepWithNext?: boolean
  newPage?: boolean
  anchor?: Anchor
}

export type TextBlock = BlockBase & {
  kind: 'text'
  spans: Span[]
  style: TextStyle
  element: Element
  /** Stands left of the first line, `bodyIndent` further out or at the given indent: a number or a bullet. */
  label?: { text: string; style: TextStyle; indent: number; element: Element }
  /** A bar left of the text, in this colour. */
  bar?: string
}

export type RuleBlock = BlockBase & { kind: 'rule'; color: string; thickness: number; length: number | null }

export type PhotosBlock = BlockBase & {
  kind: 'photos'
  photos: { photo: BookPhoto; figure: Element; caption: Element; replacement: string }[]
}

export type TableBlock = BlockBase & {
  kind: 'table'
  table: Element
  head: string[]
  rows: string[][]
  /** Shares of the width, adding up to 1. */
  shares: number[]
}

/** A row of the contents: text, a line to the right edge, and the page. */
export type ContentsBlock = BlockBase & {
  kind: 'contents'
  label: string
  labelColor: string
  text: string
  /** Printed page of `to`, empty while it is not known. */
  page: string
  to: string
  style: TextStyle
  element: Element
}

export type Block = TextBlock | RuleBlock | PhotosBlock | TableBlock | ContentsBlock

/** A part of the book that begins on a new page. `section` is null for the front matter. */
export type Chapter = { section: SectionId | null; title: string; blocks: Block[] }

/** The composed book: what is said, in which order and look, with no place yet. */
export type Book = {
  language: string
  title: string
  author: string
  cover: { eyebrow: string; title: string; lines: string[] }
  chapters: Chapter[]
  /** Said at the foot of page `page` of `pages`. */
  pageOf: (page: number, pages: number) => string
  draft: string | null
  root: Element
  coverElement: Element
}
