import type { Evidence, EvidenceFacts, EvidenceTexts } from './evidence'
import type { Person } from './person'
import type { PlanRow } from './plan'
import type { Language, Portfolio } from './portfolio'
import type { Project } from './project'
import type { SectionId, Strand } from './section'
import type { OneEdition } from './version'

/*
 * What was handed in, kept as it was. `Submission` is the record, `SubmissionContents` what the portfolio said then, in its own
 * terms, so that later changes can be shown against it and a new cycle can begin from it.
 */

/** The files of a submission: these names and no others, so that a name never leads anywhere else. */
export const submissionFileNames = [
  'portfolio.pdf',
  'answers.docx',
  'answers.md',
  'answers.txt',
  'evidence-list.csv',
  'evidence-list.txt',
  'manifest.json',
] as const
export type SubmissionFileName = (typeof submissionFileNames)[number]

/** One of its files: bytes, SHA-256 in hex, and the name of the file that it was taken from; empty where the app made it. */
export type SubmissionFile = { name: SubmissionFileName; bytes: number; hash: string; from: string }

export type Submission = {
  id: string
  /** What the school calls it; may be empty. */
  name: string
  /** `YYYY-MM-DD`, as the school says. */
  handedInOn: string
  note: string
  files: SubmissionFile[]
  /** When the record was made (ISO 8601), and by whom. */
  madeAt: string
  madeBy: string
}

/** A stored file as it was attached: `copy` is what was kept of a link. */
type SubmittedFile = {
  role: 'photo' | 'document' | 'copy'
  name: string
  caption: string
  hash: string
  bytes: number
  /** What was covered in it so that nobody without consent can be recognised, as domain/redaction.ts writes it; else empty. */
  covered: string
}

/** A piece of evidence as it was handed in. What stood nowhere was not. */
export type SubmittedEvidence = EvidenceTexts &
  EvidenceFacts &
  Pick<Evidence, 'id' | 'places'> & {
    number: string
    files: SubmittedFile[]
    links: { url: string; caption: string; checkedOn: string }[]
  }

/** A claim with its answer (Markdown) in the portfolio's first and second language; empty where nothing was written. */
export type SubmittedStrand = Pick<Strand, 'id' | 'number' | 'title' | 'limit'> &
  Record<'answer' | 'second', string>

export type SubmittedSection = {
  id: SectionId
  number: number
  title: string
  planLimit: number | null
  strands: SubmittedStrand[]
  plan: PlanRow[]
}

/** What the school told beside answers and evidence. */
export type SubmittedFacts = Omit<Portfolio, 'id'> & {
  registeredOn: string
  activeTeachers: number | null
  /** Name and role of who signs; empty while not chosen. */
  signatory: string
  declarationText: string
  declarationPlace: string
  declarationOn: string
  introduction: string
  people: Pick<Person, 'name' | 'role'>[]
  projects: Omit<Project, 'id'>[]
}

/** What the portfolio said. `version` names the form of this record, which outlives the app that wrote it. */
export type SubmissionContents = {
  version: 1
  facts: SubmittedFacts
  sections: SubmittedSection[]
  evidence: SubmittedEvidence[]
}

/** An answer that is not as it was handed in. */
export type ChangedAnswer = { section: SectionId; strand: string; edition: OneEdition }

/** The submission that counts, and which answers are not as they were in it. */
export type SubmissionStanding = { submission: Submission; answers: ChangedAnswer[] }

/** What a renewing school wrote in the cycle before, by claim: plain text in each language that it was written in. */
export type EarlierAnswers = {
  /** The years it was for: `2025–2026`. */
  cycle: string
  /** `YYYY-MM-DD`; empty where it is not known whether it was handed in so. */
  handedInOn: string
  answers: EarlierAnswer[]
}
export type EarlierAnswer = { strand: string; language: Language; text: string }

/** How evidence was numbered then, for texts that cite it. */
export function submittedNumbers({ evidence }: SubmissionContents): Map<string, string> {
  return new Map(evidence.map(({ id, number }) => [id, number]))
}

/** All claims with the sections that they stood in. */
export function submittedStrands({
  sections,
}: SubmissionContents): Map<string, SubmittedStrand & { section: SectionId }> {
  return new Map(
    sections.flatMap(({ id: section, strands }) =>
      strands.map((strand) => [strand.id, { ...strand, section }]),
    ),
  )
}

/** Where the two texts of a claim stand in a record, by edition. */
export const answerFields = { first: 'answer', second: 'second' } as const satisfies Record<
  OneEdition,
  keyof SubmittedStrand
>
