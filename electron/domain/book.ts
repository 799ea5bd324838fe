import type { BookOptions, PhotoLayout } from './book-options'
import type { EvidenceKind, EvidenceLevel } from './evidence'
import type { Language } from './portfolio'
import type { EarlierPlan, PlanRow } from './plan'
import type { ProjectLabel, ProjectType } from './project'
import type { SectionId, Wording } from './section'
import type { Told } from './two-languages'

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
export type BookDocument = {
  role: 'document'
  name: string
  type: string
  bytes: number
  caption: string
  /** Where the file lies as it came in. */
  original: string
  /** Its first page as a picture, null where there is none. */
  picture: BookPhoto | null
  /** What comes of it behind the book; null for nothing. */
  annex: BookAnnex | null
}

/** Pages of a PDF as the portfolio keeps them (domain/annex.ts), or the text of another document. */
export type BookAnnex = { kind: 'pages'; pages: string } | { kind: 'text'; text: string }

/** An address that the book links. */
export type BookLink = {
  role: 'link'
  url: string
  caption: string
  /** `YYYY-MM-DD`, or empty. */
  checkedOn: string
  /** The file that was kept of it, null for none: the book names it, the folder of the evidence holds it. */
  copy: BookPhoto | BookDocument | null
}

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
  /** Letters of the older forms' criteria, `A` to `F`, that the evidence is tagged with. */
  criteria: string[]
  kind: EvidenceKind | ''
  level: EvidenceLevel | ''
  people: string[]
  projects: string[]
  photoLayout: PhotoLayout
  attachments: BookAttachment[]
}

/** A strand with its answer, the evidence printed here and the numbers of evidence printed elsewhere. */
export type BookStrand = {
  number: string
  title: string
  /** As the edition tells it; empty where nothing is written. */
  answer: string
  /** The languages of title and answer, where they are not the book's. */
  titleIn?: Language
  answerIn?: Language
  /** The answer in the other language, below the first. */
  second?: Told | null
  /** The language that the edition asks for and the answer is not there in. */
  lacks?: Language | null
  evidence: BookEvidence[]
  /** Numbers of evidence that also shows this strand and is printed under another one. */
  alsoShownBy: string[]
}

/** Evidence that an answer names; its number is empty while it is placed nowhere. */
export type CitedEvidence = { id: string; number: string; title: string }

export type BookSection = {
  id: SectionId
  number: number
  title: string
  /** The languages of title and claim, where they are not the book's. */
  titleIn?: Language
  claimIn?: Language
  /** The official words of the Mission for this principle, where the school took them in. */
  wording: Wording | null
  claim: string
  strands: BookStrand[]
  /** Evidence of the section that is under no strand yet. */
  evidence: BookEvidence[]
  alsoShownBy: string[]
  /** What a renewing school planned last time, and what came of it. */
  earlierPlan: EarlierPlan | null
  plan: PlanRow[]
}

/** A project as the book lists it. Days are `YYYY-MM-DD`, or empty while not known. */
export type BookProject = {
  title: string
  type: ProjectType
  /** ISO 3166-1 codes of the partners' countries, in any order. */
  countries: string[]
  startedOn: string
  endedOn: string
  labels: ProjectLabel[]
}

/** What the school says of itself before the chapters. */
export type BookFacts = {
  /** `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; empty while not said. */
  registeredOn: string
  activeTeachers: number | null
  people: { name: string; role: string }[]
  projects: BookProject[]
}

/** The declaration of honour that the principal signs on paper. What is empty is a line to write on. */
export type BookDeclaration = {
  /** Empty: the app's own words. */
  text: string
  place: string
  /** `YYYY-MM-DD`, or empty. */
  date: string
  name: string
  role: string
  /** Whether there is to be room for the school's stamp. */
  stamp: boolean
}

/** The part of a portfolio that is printed: all that the press needs, and nothing that it must not print. */
export type BookSource = {
  /** Whether all sections are printed, not one. */
  isWhole: boolean
  /** Whether it is the app's sample, which every page says. */
  isSample?: boolean
  school: string
  /** On the cover over the school's name; empty for the app's own. */
  title: string
  /** On the cover; null for none. */
  photo: BookPhoto | null
  /** The school's logo; null for none. */
  logo: BookPhoto | null
  country: string
  /** That of the edition: of titles, and of all that the book says itself. */
  language: Language
  /** That in which the school writes evidence and plans, where it is not the book's. */
  writtenIn?: Language
  /** Formatted: `2027–2028`. */
  cycle: string
  /** The official introduction of the Mission that the school took in; empty for none. */
  introduction: string
  /** Null when a single section is printed. */
  facts: BookFacts | null
  sections: BookSection[]
  /** All that answers name, whether or not it is printed. */
  cited: CitedEvidence[]
  declaration: BookDeclaration | null
}

/** What the press is asked for. `now` becomes the dates in the metadata (ISO 8601), so that two runs can be alike. */
export type PrintOrder = {
  source: BookSource
  options: BookOptions
  /** Marks every page as a draft. */
  draft: boolean
  /** Folder with the fonts. */
  fonts: string
  /** The new file, which must not exist yet; the engine renames it when it is whole. */
  out: string
  now: string
  /** Pictures that are drawn in place of others, by path; the layout is that of the others. */
  pictures?: Readonly<Record<string, string>>
}

/** A part of a laid page, in pt from its top left corner, and the anchor of the book that it belongs to. */
type LaidPlace = { anchor: string; x: number; y: number; width: number; height: number }

/** A page that can be looked at; the key is made of what is on it. */
export type LaidPage = { key: string; places: LaidPlace[] }

/** What the book could not show as it should: a placeholder stands there, and the school should know. */
export type BookGap =
  | {
      kind: 'photoGone' | 'annexLocked' | 'annexDamaged'
      /** The evidence: its id and its number in the book. */
      evidence: string
      number: string
      /** The file's name. */
      name: string
    }
  | {
      /** The answer is not there in a language that was asked for, and printed in the other. */
      kind: 'answerMissing'
      section: SectionId
      /** Of the strand. */
      number: string
      /** The language's own name. */
      name: string
    }

/** A book that was laid out to be looked at: the size of its pages in pt, and the pictures on them. */
export type LaidBook = {
  width: number
  height: number
  pages: LaidPage[]
  pictures: string[]
  gaps: BookGap[]
}

/** What came out: bytes, pages, and the first page (from 1) of each chapter. */
export type PrintResult = {
  bytes: number
  pages: number
  chapters: { section: SectionId; title: string; page: number }[]
  /** Every picture in it once, with the largest size at which it stands, in pt. */
  pictures: { path: string; width: number; height: number }[]
  /** What each page added to the file, in bytes. */
  weights: number[]
  gaps: BookGap[]
}
