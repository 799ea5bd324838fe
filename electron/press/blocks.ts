import type { ForeignPage } from './annex-file'
import type { BookGap, BookPhoto } from '../domain/book'
import type { BookTheme, PhotoLayout } from '../domain/book-options'
import type { Language } from '../domain/portfolio'
import type { SectionId } from '../domain/section'
import type { Element } from './elements'
import type { FontName, Ink, TextStyle } from './theme'

/** Where a click leads: an address, or an anchor of the book. */
export type Target = { url: string } | { anchor: string }

/**
 * Text in one look; `font` and `color` replace the block's. With `pageOf` the number of the page on which
 * that anchor stands is set in place of `text`.
 */
export type Span = { text: string; font?: FontName; color?: Ink; target?: Target; pageOf?: string }

/** A place that can be linked to, with its bookmark. */
export type Anchor = { name: string; bookmark: { title: string; level: 0 | 1 } | null }

type BlockBase = {
  /** Space above in pt; none at the top of a page. */
  before: number
  /** Left edge in pt from the left of the text area. */
  indent: number
  /** Not to be parted from the next block. */
  keepWithNext?: boolean
  /** Neighbours of one group stay on one page unless that would leave too large a gap. */
  group?: string
  anchor?: Anchor
}

/** Text that hangs left of a block's first line. */
export type Label = { text: string; style: TextStyle; indent: number; element: Element | null }

export type TextBlock = BlockBase & {
  kind: 'text'
  spans: Span[]
  style: TextStyle
  element: Element
  label?: Label
  /**
   * A bar left of the text, which goes on from the block above where that is `joined`. `indent` is that of the text as a whole
   * where this block is set in further: a list.
   */
  bar?: { color: Ink; joined: boolean; indent?: number | undefined }
  /** Narrower than the text area by this, in pt. */
  right?: number
  /** Whether words may be parted at the ends of lines: running text, no titles or names. */
  hyphenate?: boolean
}

/** The modules of a QR code, row by row; true is ink. No quiet zone around it. */
export type LinkCode = readonly (readonly boolean[])[]

/** What stands right of an attachment's words: the code of an address, a document's first page with its size in px. */
export type Aside =
  | { kind: 'code'; code: LinkCode }
  | { kind: 'picture'; path: string; width: number; height: number; element: Element }

/** A file or an address in words, and what can be seen of it. */
export type AttachmentBlock = BlockBase & {
  kind: 'attachment'
  spans: Span[]
  style: TextStyle
  element: Element
  label: Label
  aside: Aside | null
}

export type RuleBlock = BlockBase & {
  kind: 'rule'
  color: Ink
  thickness: number
  /** In pt; null for all of the width. */
  length: number | null
}

/** A photo of which the size is known, or which cannot be shown. Sizes in px. */
export type ShownPhoto = {
  photo: BookPhoto
  size: { width: number; height: number } | null
  figure: Element
  caption: Element | null
  /** Stands in the place of a photo that cannot be shown. */
  replacement: string
}

export type PhotosBlock = BlockBase & { kind: 'photos'; photos: ShownPhoto[]; layout: PhotoLayout }

/** `hyphenate` as in a text; a row that may go on on the next page leaves its words whole. */
export type TableCell = { element: Element; spans: Span[]; hyphenate?: boolean }

/** A small picture before the cells of a row, with its size in px; decoration, since the row says what it is of. */
export type RowPicture = { path: string; width: number; height: number }

/** Of a row with `isGroup` the first cell takes all of the width: it names the rows below. */
export type TableRow = {
  element: Element
  cells: TableCell[]
  isGroup?: true
  picture?: RowPicture | null
}

export type TableBlock = BlockBase & {
  kind: 'table'
  head: TableRow
  rows: TableRow[]
  /** Rows stand close: many short ones that are to be seen at once. */
  isDense?: true
  color: Ink
}

/** A row of the contents: a number, a text, and the page on which it stands. */
export type ContentsBlock = BlockBase & {
  kind: 'contents'
  label: Span
  text: string
  to: string
  style: TextStyle
  element: Element
}

/** A line to write on, with what is written on it already and what belongs there. */
export type FormField = {
  element: Element
  label: string
  value: string
  /** Its part of the row's width, beside those of the others; what is missing to 1 stays free. */
  share: number
}

/** Fields side by side. `room` is the height in pt that is left free above the line. */
export type FormRow = { fields: FormField[]; room: number }

/** A form to be filled in on paper; `stamp` is a place of its own below right. */
export type FormBlock = BlockBase & {
  kind: 'form'
  rows: FormRow[]
  stamp: { element: Element; label: string } | null
}

export type Block =
  TextBlock | AttachmentBlock | RuleBlock | PhotosBlock | TableBlock | ContentsBlock | FormBlock

/** A part of the book that begins on a new page. `section` is null for the front matter. */
export type Chapter = {
  section: SectionId | null
  title: string
  blocks: Block[]
  /** Takes all of the width where other chapters have columns. */
  isWide?: true
  /** Of an annex; its pages are counted by it: `A1-2`. */
  label?: string
  /** Pages of another document that follow, one a page. */
  foreign?: ForeignBlock[]
}

/** A page of another document; `number` counts within its annex, from 1. */
export type ForeignBlock = { page: ForeignPage; element: Element; number: number }

/** A picture on the cover, with its size in px. */
export type CoverPicture = { path: string; width: number; height: number; element: Element }

export type Cover = {
  eyebrow: string
  school: string
  lines: string[]
  /** A photo beside the words. */
  photo: CoverPicture | null
  logo: CoverPicture | null
  sections: { label: string; title: string; color: Ink }[]
  element: Element
}

/** The composed book: what is said, in which order and look. Nothing has a place yet. A list has no cover. */
export type Book = {
  language: Language
  theme: BookTheme
  title: string
  author: string
  cover: Cover | null
  chapters: Chapter[]
  gaps: BookGap[]
  root: Element
}
