import type { Language } from './portfolio'
import type { PlanRow } from './plan'
import type { SectionId } from './section'

/** A photo as the book prints it: a rendition without metadata, or none when no picture could be made. */
export type BookPhoto = {
  role: 'photo'
  /** Where the print rendition lies (JPEG, sRGB, upright), null when the photo is unreadable. */
  path: string | null
  /** Size of the rendition in px; 0 when there is none. */
  width: number
  height: number
  caption: string
  alt: string
  name: string
}

/** A file that the book names. */
export type BookDocument = { role: 'document'; name: string; type: string; bytes: number; caption: string }

/** An address that the book links. */
export type BookLink = { role: 'link'; url: string; caption: string }

export type BookAttachment = BookPhoto | BookDocument | BookLink

/** A piece of evidence with the number it carries in the book. */
export type BookEvidence = {
  id: string
  number: string
  title: string
  shows: string
  note: string
  date: string
  dateUntil: string
  attachments: BookAttachment[]
}

/** A strand with its answer, the evidence printed here and the numbers of evidence printed elsewhere. */
export type BookStrand = {
  number: string
  title: string
  answer: string
  evidence: BookEvidence[]
  /** Numbers of evidence that also shows this strand and is printed under another one. */
  alsoShownBy: string[]
}

export type BookSection = {
  id: SectionId
  number: number
  title: string
  claim: string
  strands: BookStrand[]
  /** Evidence of the section that is under no strand yet. */
  evidence: BookEvidence[]
  alsoShownBy: string[]
  plan: PlanRow[]
}

/** The part of a portfolio that is printed: all that the press needs, and nothing that it must not print. */
export type BookSource = {
  school: string
  country: string
  language: Language
  /** Formatted: `2027–2028`. */
  cycle: string
  sections: BookSection[]
}

export const paperSizes = ['A4', 'Letter'] as const
export type PaperSize = (typeof paperSizes)[number]

/** What the press is asked for. `now` becomes the dates in the metadata (ISO 8601), so that two runs can be alike. */
export type PrintOrder = {
  source: BookSource
  paper: PaperSize
  /** Marks every page as a draft. */
  draft: boolean
  /** Folder with the fonts. */
  fonts: string
  /** The new file, which must not exist yet; the engine renames it when it is whole. */
  out: string
  now: string
}

/** What came out: bytes, pages, and the first page (from 1) of each chapter. */
export type PrintResult = {
  bytes: number
  pages: number
  chapters: { section: SectionId; title: string; page: number }[]
}
