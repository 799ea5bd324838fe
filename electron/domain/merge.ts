import type { Place } from './section'

/*
 * Bringing two copies of a portfolio together: what a person sees of it, and decides.
 */

/** What a change is about, as the preview counts them. */
export const mergedKinds = [
  'evidence',
  'answer',
  'plan',
  'comment',
  'people',
  'consent',
  'form',
  'school',
  'submission',
  'record',
] as const
export type MergedKind = (typeof mergedKinds)[number]

/** The texts of which both sides may have written their own, by table and column; `line`: a text of one line. */
export const mergedTexts = {
  answer: { text: 'text' },
  second_answer: { text: 'text' },
  evidence: { title: 'line', shows: 'text', note: 'text' },
  attachment: { caption: 'line', alt: 'line' },
  plan_row: { goal: 'text', action: 'text', who: 'text', due: 'text', indicator: 'text' },
  earlier_plan_row: { outcome: 'text' },
  comment: { text: 'text' },
  section: { title: 'line', short_title: 'line', claim: 'text', wording: 'text' },
  strand: { title: 'line', question: 'text' },
  person: { name: 'line', role: 'line' },
  project: { title: 'line' },
  subject: { name: 'line', paper: 'line', reference: 'line' },
  application: {
    introduction: 'text',
    declaration_text: 'text',
    declaration_place: 'line',
    consent_rules: 'text',
  },
  portfolio: { school: 'line' },
  book: { title: 'line' },
} as const satisfies Readonly<Record<string, Readonly<Record<string, 'line' | 'text'>>>>

type FieldsOf<Table extends keyof typeof mergedTexts> =
  `${Table}.${keyof (typeof mergedTexts)[Table] & string}`

/** A text of a kind of row: `answer.text`, `evidence.title`. */
export type MergedField = { [Table in keyof typeof mergedTexts]: FieldsOf<Table> }[keyof typeof mergedTexts]

/** How long a text of that field may be taken for: on one line or on many; null for what is no text. */
export function textForm(table: string, column: string): 'line' | 'text' | null {
  const columns: Readonly<Record<string, Readonly<Record<string, 'line' | 'text'>>>> = mergedTexts
  return columns[table]?.[column] ?? null
}

export const sides = ['yours', 'theirs'] as const
export type Side = (typeof sides)[number]

/** What stands afterwards where both have written: one of them, or one below the other. */
export const choices = [...sides, 'both'] as const
export type Choice = (typeof choices)[number]

/** A text as it stands in one copy, who wrote it (empty: not known), and when (ISO 8601). */
export type SideText = { text: string; by: string; at: string }

/** A text that both have changed, not knowing of each other. */
export type Conflict = {
  /** Names it in the choices. */
  id: string
  field: MergedField
  /** Where it stands; null for what stands under no section. */
  place: Place | null
  /** The number of the claim, and what tells the row from others: a title, a goal. */
  number: string
  name: string
  yours: SideText
  theirs: SideText
  /** What was written last; taken unless something else is chosen. */
  preset: Side
  chosen: Choice
}

/** How much of a kind the merge adds, changes and takes away here. */
export type MergedCount = { kind: MergedKind; added: number; changed: number; removed: number }

/** Who wrote what comes in, and how many fields or rows of it. */
export type Contributor = { name: string; count: number }

/** A file that is to be forgotten here, too, as it was there. */
export type ForgottenThere = { file: string; name: string }

/** What a merge would do here, or has done. */
export type Merge = {
  counts: MergedCount[]
  contributors: Contributor[]
  /** In reading order. */
  conflicts: Conflict[]
  /** Files that come along, and their bytes. */
  files: number
  bytes: number
  /** Names of files that are missing or damaged there: their places come, empty. */
  missing: string[]
  forgotten: ForgottenThere[]
  /** All that changes: none where both copies say the same. */
  changes: number
}

/** One text below the other, or beside it where there is only one line. */
export function bothTexts(form: 'line' | 'text', yours: string, theirs: string): string {
  return form === 'text' ? `${yours.trimEnd()}\n\n${theirs.trimStart()}` : `${yours} / ${theirs}`
}

/** Who added a piece of evidence and who changed it last, and when (ISO 8601); no names where they are not known. */
export type Signature = { addedAt: string; addedBy: string; changedAt: string; changedBy: string }
