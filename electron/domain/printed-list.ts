import type { Language } from './portfolio'
import type { PaperSize } from './book-options'

/** A row of a printed list: a text a column, and a small picture before them where one is known. */
export type PrintedRow = { cells: string[]; /** Path of a JPEG. */ picture: string | null }

/** Rows under a heading, with a column head each; a column is as wide as what stands in it asks for. */
export type PrintedGroup = { heading: string; note: string; columns: string[]; rows: PrintedRow[] }

/** A list for paper: for the principal to sign, for a colleague to work through. Its words are ready, in its language. */
export type PrintedList = {
  language: Language
  title: string
  /** Under the title: the school, the cycle, the day. */
  lines: string[]
  /** Before the groups: plain text, paragraphs by blank lines; may be empty. */
  introduction: string
  groups: PrintedGroup[]
  /** Lines to sign at the end, by who signs; none for a list that nobody signs. */
  signatures: string[]
}

/** What the press is told to print. `out` must not exist; `now` dates the file's metadata, ISO 8601. */
export type ListOrder = { list: PrintedList; paper: PaperSize; fonts: string; out: string; now: string }
