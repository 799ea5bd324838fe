/*
 * Consent as data. What a school has to ask for, from whom and from which age is national law and the school's own rule: here
 * stands only what the school says, and what follows from it for what may leave the app.
 */

/** Who can be seen in a picture; empty: not yet said. */
export const seenPeople = ['none', 'adults', 'unrecognisable', 'recognisable'] as const
export type SeenPeople = (typeof seenPeople)[number] | ''

/** How consent stands; empty: not yet said. */
export const consentStates = ['not-needed', 'held', 'missing', 'withdrawn'] as const
export type ConsentState = (typeof consentStates)[number] | ''

/** What consent was given for, each more than the one before: at school, for the application, for everybody; empty: not said. */
export const consentScopes = ['internal', 'label', 'publication'] as const
export type ConsentScope = (typeof consentScopes)[number] | ''

/** What a book or a folder is made for. */
export const exportPurposes = ['label', 'publication'] as const
export type ExportPurpose = (typeof exportPurposes)[number]

/** One consent: of a person, a group, or for one picture. */
export type Consent = {
  state: ConsentState
  /** The day on which it was given, `YYYY-MM-DD`, or empty. */
  givenOn: string
  scope: ConsentScope
  /** Where the paper is kept. */
  paper: string
  /** The school's own mark for it; no name is needed. */
  reference: string
  /** The day until which the pictures may be kept, `YYYY-MM-DD`, or empty. */
  keepUntil: string
}

/** A person or a group that many pictures share. */
export type Subject = Consent & { id: string; kind: 'person' | 'group'; name: string }

/** What is known of the people in one stored file, wherever it is attached. */
export type FileConsent = Consent & {
  people: SeenPeople
  /** Ids of the persons and groups in it. */
  subjects: string[]
  /** What is covered, as domain/redaction.ts writes it; empty for nothing. */
  redaction: string
  /** Somebody said that with this nobody without consent can be recognised. */
  isRedactionEnough: boolean
}

/**
 * Whether a picture may leave the app: `clear`; `unsaid` (nobody has said who can be seen: it goes, and is named);
 * `withdrawn`, `missing` and `narrow` (consent is held for less than this) hold it back.
 */
export type ConsentStatus = 'clear' | 'unsaid' | 'withdrawn' | 'missing' | 'narrow'

export const noConsent: Consent = {
  state: '',
  givenOn: '',
  scope: '',
  paper: '',
  reference: '',
  keepUntil: '',
}

/** What is known of a file of which nothing was said. */
export const unsaidConsent: FileConsent = {
  ...noConsent,
  people: '',
  subjects: [],
  redaction: '',
  isRedactionEnough: false,
}

/** How many files stand how for what leaves the app. */
export type ConsentCounts = { clear: number; unsaid: number; heldBack: number }

/** Counts files by how they stand. */
export function countConsent(statuses: readonly ConsentStatus[]): ConsentCounts {
  const heldBack = statuses.filter(isHeldBack).length
  const unsaid = statuses.filter((status) => status === 'unsaid').length
  return { clear: statuses.length - heldBack - unsaid, unsaid, heldBack }
}

/** True for a status that holds a picture back. */
export function isHeldBack(status: ConsentStatus): boolean {
  return status === 'withdrawn' || status === 'missing' || status === 'narrow'
}

/**
 * How a file stands for what leaves the app. Of several consents the worst counts. Whoever withdrew is heard even where only
 * adults were seen; recognisable pupils need a consent that is held, or said not to be needed; what is covered well enough
 * is clear. A file that nobody has to be asked about (`isAsked` false: a document, a sound) is clear until something was said.
 * @param subjects those of the file that are there
 */
export function consentStatus(
  file: FileConsent,
  subjects: readonly Consent[],
  { purpose, isAsked }: { purpose: ExportPurpose; isAsked: boolean },
): ConsentStatus {
  const { people, state } = file
  if (people === 'none') return 'clear'
  if (file.redaction !== '' && file.isRedactionEnough) return 'clear'
  const consents = state === '' ? subjects : [file, ...subjects]
  const states = consents.map((each) => each.state)
  if (states.includes('withdrawn')) return 'withdrawn'
  if (people === 'unrecognisable') return 'clear'
  if (states.includes('missing')) return 'missing'
  if (people === 'adults') return isNarrow(consents, purpose) ? 'narrow' : 'clear'
  // Recognisable pupils, or not yet said who: nobody is taken to agree.
  const isHeld = states.length > 0 && states.every((each) => each === 'held' || each === 'not-needed')
  if (isHeld) return isNarrow(consents, purpose) ? 'narrow' : 'clear'
  if (people === 'recognisable') return 'missing'
  return isAsked ? 'unsaid' : 'clear'
}

/** A consent that says what it is for, and that is less than this purpose. */
function isNarrow(consents: readonly Consent[], purpose: ExportPurpose): boolean {
  const wanted = consentScopes.indexOf(purpose)
  return consents.some(
    ({ state, scope }) => state === 'held' && scope !== '' && consentScopes.indexOf(scope) < wanted,
  )
}
