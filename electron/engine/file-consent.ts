import {
  consentStatus,
  noConsent,
  unsaidConsent,
  type Consent,
  type ConsentStatus,
  type FileConsent,
  type Subject,
} from '../domain/consent'
import { showsPeople } from '../domain/file-group'
import type { ReadableDb } from './database'
import { addTo } from './rows'

/** What is said of a file, joined to its row; null where nothing was said. */
export type ConsentRow = {
  people: FileConsent['people'] | null
  state: FileConsent['state'] | null
  given_on: string | null
  scope: FileConsent['scope'] | null
  paper: string | null
  reference: string | null
  keep_until: string | null
  regions: string | null
  is_enough: 0 | 1 | null
}

/** The columns of `ConsentRow` in a query that joins `consentJoins` to a table `file`. */
export const consentSelect = `consent.people, consent.state, consent.given_on, consent.scope, consent.paper,
    consent.reference, consent.keep_until, redaction.regions, redaction.is_enough`

export const consentJoins = `LEFT JOIN consent ON consent.file_hash = file.hash
    LEFT JOIN redaction ON redaction.file_hash = file.hash`

const nobody: readonly Subject[] = []

/** What is said of a file, with what it is. */
export type AttachedFile = ReturnType<typeof consentOf> & { hash: string; type: string }

/** The files of all evidence that is not in the trash, kept copies of its links too, each once. */
export function attachedFiles(db: ReadableDb): AttachedFile[] {
  const attached = (column: string): string =>
    `SELECT ${column} FROM attachment JOIN evidence ON evidence.id = evidence_id
     WHERE removed_at = '' AND ${column} IS NOT NULL`
  const subjectsOf = subjectsOfFiles(db)
  return db
    .prepare<[], ConsentRow & { hash: string; type: string }>(
      `SELECT file.hash, file.type, ${consentSelect} FROM file ${consentJoins}
       WHERE file.hash IN (${attached('file_hash')} UNION ${attached('copy_hash')})`,
    )
    .all()
    .map((row) => {
      const { hash, type } = row
      return { hash, type, ...consentOf(row, { type, subjects: subjectsOf(hash) }) }
    })
}

/** The persons and groups in files, by a file's hash. */
export function subjectsOfFiles(db: ReadableDb): (hash: string) => readonly Subject[] {
  const rows = db
    .prepare<[], SubjectRow & { hash: string }>(
      `SELECT file_hash AS hash, ${subjectSelect} FROM file_subject JOIN subject ON subject.id = subject_id
       ORDER BY subject.name, subject.id`,
    )
    .all()
  const found = new Map<string, Subject[]>()
  for (const row of rows) addTo(found, row.hash, toSubject(row))
  return (hash) => found.get(hash) ?? nobody
}

export type SubjectRow = {
  id: string
  kind: Subject['kind']
  name: string
  state: Consent['state']
  given_on: string
  scope: Consent['scope']
  paper: string
  reference: string
  keep_until: string
}

/** The columns of `SubjectRow`. */
export const subjectSelect = `subject.id, subject.kind, subject.name, subject.state, subject.given_on, subject.scope,
    subject.paper, subject.reference, subject.keep_until`

export function toSubject({ id, kind, name, given_on, keep_until, ...row }: SubjectRow): Subject {
  const { state, scope, paper, reference } = row
  return { id, kind, name, state, givenOn: given_on, scope, paper, reference, keepUntil: keep_until }
}

/** What is said of a file, and whether it may leave in an application for the label. */
export function consentOf(
  row: ConsentRow,
  { type, subjects }: { type: string; subjects: readonly Subject[] },
): { consent: FileConsent; status: ConsentStatus } {
  const isSilent = row.people === null && row.regions === null && subjects.length === 0
  const consent = isSilent ? unsaidConsent : toFileConsent(row, subjects)
  const status = consentStatus(consent, subjects, { purpose: 'label', isAsked: showsPeople(type) })
  return { consent, status }
}

function toFileConsent(row: ConsentRow, subjects: readonly Subject[]): FileConsent {
  return {
    people: row.people ?? '',
    state: row.state ?? noConsent.state,
    givenOn: row.given_on ?? '',
    scope: row.scope ?? noConsent.scope,
    paper: row.paper ?? '',
    reference: row.reference ?? '',
    keepUntil: row.keep_until ?? '',
    subjects: subjects.map(({ id }) => id),
    redaction: row.regions ?? '',
    isRedactionEnough: row.is_enough === 1,
  }
}
