/** The six parts of the application, in the Mission's order. Language-neutral; used as ids in the portfolio. */
export const sectionIds = [
  'esafety',
  'leadership',
  'collaboration',
  'students',
  'example',
  'inclusion',
] as const

export type SectionId = (typeof sectionIds)[number]

/** One claim of a section, as this portfolio words it. */
export type Strand = {
  /** `students.2` for a strand of the Mission, a UUID for one that the school added. */
  id: string
  /** What the school reads, counted within the section: `3.2`. */
  number: string
  title: string
  /** A question that helps to write the answer. */
  question: string
  /** How many characters the form takes for the answer; null for no limit. */
  limit: number | null
  /** Whether the school added it to the Mission's. */
  isOwn: boolean
}

/** The official words of the Mission for one principle, as the school took them in. */
export type Wording = { heading: string; text: string }

/** eSafety or one of the five principles, as this portfolio words it. */
export type Section = {
  id: SectionId
  /** 0 for eSafety, 1 to 5 for the principles. */
  number: number
  title: string
  /** Fits the rail, about 20 characters. */
  shortTitle: string
  claim: string
  /** How many characters the form takes for the two-year plan; null for no limit. */
  planLimit: number | null
  /** The person whose to-do list it stands on; null while it is nobody's. */
  responsible: string | null
  /** Null while the school took none in. */
  wording: Wording | null
  strands: Strand[]
  /** Strands that the school's form does not ask about: kept with what stands under them, and left out everywhere. */
  hiddenStrands: Strand[]
}

/** A part of the Mission statement that can be taken in: eSafety is no part of it. */
export const missionParts = [
  'introduction',
  'leadership',
  'collaboration',
  'students',
  'example',
  'inclusion',
] as const

export type MissionPartId = (typeof missionParts)[number]

/** Where a piece of evidence belongs: under a strand, or under a section while its strand is still open. */
export type Place = { section: SectionId; strand: string | null }
