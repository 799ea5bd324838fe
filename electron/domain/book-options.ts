import type { Edition } from './two-languages'

/* How a book is made: what the school chooses on the Export screen. It is kept with the portfolio. */

export const paperSizes = ['A4', 'Letter'] as const
export type PaperSize = (typeof paperSizes)[number]

export const orientations = ['portrait', 'landscape'] as const
export type Orientation = (typeof orientations)[number]

/** A sheet in pt (1/72 inch) as it is held. */
export type Paper = { width: number; height: number }

const papers: Readonly<Record<PaperSize, Paper>> = {
  A4: { width: 595.28, height: 841.89 },
  Letter: { width: 612, height: 792 },
}

/** A sheet, upright or across. */
export function paperOf(size: PaperSize, orientation: Orientation): Paper {
  const { width, height } = papers[size]
  return orientation === 'portrait' ? { width, height } : { width: height, height: width }
}

/** Colours by principle; one calm colour; black alone for plain printers. */
export const bookThemes = ['colour', 'quiet', 'plain'] as const
export type BookTheme = (typeof bookThemes)[number]

/** The parts after the cover, in the order in which a new book has them. */
export const bookParts = [
  'contents',
  'map',
  'school',
  'people',
  'mission',
  'sections',
  'declaration',
  'list',
  'annexes',
] as const
export type BookPart = (typeof bookParts)[number]

/** What a file may weigh at most, in bytes, as portals count: 1 MB is 1,000,000. */
export const fileTargets = [20_000_000, 10_000_000, 5_000_000, 2_000_000] as const

/** Less than any book of ours can have, in bytes. */
export const smallestTarget = 100_000

export type BookOptions = {
  paper: PaperSize
  orientation: Orientation
  theme: BookTheme
  /** Every part once, in the order of the book. */
  parts: { part: BookPart; isShown: boolean }[]
  /** Bytes that the file may have; null for no limit. */
  target: number | null
  /** Its languages, where answers are written in two. */
  edition: Edition
}

/** What the portfolio keeps of it. */
export type BookChoices = BookOptions & {
  /** Stands on the cover in place of the app's own title; empty for that. */
  title: string
  /** The attachment whose photo is on the cover; empty for the app's choice, `none` for none. */
  coverPhoto: string
}

/** How the photos of a piece stand: as the app thinks best, one in a row, two, three, or small and many. */
export const photoLayouts = ['', 'one', 'two', 'three', 'sheet'] as const
export type PhotoLayout = (typeof photoLayouts)[number]

export const standardOptions: BookOptions = {
  paper: 'A4',
  orientation: 'portrait',
  theme: 'colour',
  parts: bookParts.map((part) => ({ part, isShown: true })),
  target: null,
  edition: 'first',
}

/** All parts once: those that are given first, those that a newer app has added where they usually stand. */
export function wholeParts(given: BookOptions['parts']): BookOptions['parts'] {
  const parts = given.filter(({ part }, index) => given.findIndex((other) => other.part === part) === index)
  for (const [index, part] of bookParts.entries()) {
    if (parts.some((each) => each.part === part)) continue
    const before = bookParts.slice(0, index).findLast((each) => parts.some((other) => other.part === each))
    const at = before === undefined ? 0 : parts.findIndex((each) => each.part === before) + 1
    parts.splice(at, 0, { part, isShown: true })
  }
  return parts
}
