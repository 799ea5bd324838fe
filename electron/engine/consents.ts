import type { SeenFile } from '../contract/consent-requests'
import { countConsent, type Consent, type ConsentCounts, type FileConsent } from '../domain/consent'
import { fileOf, hasPeople } from '../domain/evidence'
import { Failure } from '../domain/failure'
import { attachmentsOf } from './attachments'
import type { ReadableDb, WritableDb } from './database'
import { attachedFiles } from './file-consent'
import { newId } from './rows'

/** What is said of files by people; what is covered in them stands elsewhere. */
type SaidConsent = Consent & Pick<FileConsent, 'people'>

/**
 * The files of these pieces, or of all that are not in the trash (null), of which somebody has to say who can be seen or
 * has said it. Each once, where it is attached first.
 */
export function seenFiles(db: ReadableDb, ids: readonly string[] | null): SeenFile[] {
  const there = new Set(
    db.prepare<[], string>("SELECT id FROM evidence WHERE removed_at = '' ORDER BY id").pluck().all(),
  )
  const attachments = attachmentsOf(db, ids)
  const seen = new Map<string, SeenFile>()
  for (const evidence of ids ?? there) {
    if (!there.has(evidence)) continue
    for (const attachment of attachments.get(evidence) ?? []) {
      const file = fileOf(attachment)
      if (!file || seen.has(file.hash) || !hasPeople(file)) continue
      const name = attachment.role === 'link' ? (attachment.copy?.name ?? '') : attachment.name
      seen.set(file.hash, { file, attachment: attachment.id, evidence, name })
    }
  }
  return [...seen.values()]
}

export function consentCounts(db: ReadableDb): ConsentCounts {
  return countConsent(
    attachedFiles(db)
      .filter(hasPeople)
      .map(({ status }) => status),
  )
}

/** Says the same of many files; what is not given stays. Throws `evidence.gone` for a file that is not known. */
export function writeConsent(
  db: WritableDb,
  { files, ...given }: { files: readonly string[] } & Partial<SaidConsent>,
): void {
  requireFiles(db, files)
  const find = db.prepare<[string], SaidConsent>(
    `SELECT people, state, given_on AS givenOn, scope, paper, reference, keep_until AS keepUntil
     FROM consent WHERE file_hash = ?`,
  )
  const write = db.prepare(
    `INSERT INTO consent (file_hash, people, state, given_on, scope, paper, reference, keep_until, updated_at, updated_by)
     VALUES (@hash, @people, @state, @givenOn, @scope, @paper, @reference, @keepUntil, now(), author())
     ON CONFLICT (file_hash) DO UPDATE SET people = excluded.people, state = excluded.state,
       given_on = excluded.given_on, scope = excluded.scope, paper = excluded.paper, reference = excluded.reference,
       keep_until = excluded.keep_until, updated_at = excluded.updated_at, updated_by = excluded.updated_by`,
  )
  for (const hash of files) {
    const before = find.get(hash) ?? silent
    const after = { ...before, ...given }
    const isSame = fields.every((field) => before[field] === after[field])
    if (!isSame) write.run({ hash, ...after })
  }
}

const silent: SaidConsent = {
  people: '',
  state: '',
  givenOn: '',
  scope: '',
  paper: '',
  reference: '',
  keepUntil: '',
}
const fields = Object.keys(silent) as (keyof SaidConsent)[]

/** Says that a person or a group that is there can be seen in these files. Throws `evidence.gone`. */
export function tieSubject(
  db: WritableDb,
  { files, subject }: { files: readonly string[]; subject: string },
): void {
  requireFiles(db, files)
  const isTied = db.prepare('SELECT 1 FROM file_subject WHERE file_hash = ? AND subject_id = ?')
  const tie = db.prepare(
    `INSERT INTO file_subject (id, file_hash, subject_id, updated_at, updated_by)
     VALUES (?, ?, ?, now(), author())`,
  )
  for (const hash of files) if (!isTied.get(hash, subject)) tie.run(newId(), hash, subject)
}

export function untieSubject(
  db: WritableDb,
  { files, subject }: { files: readonly string[]; subject: string },
): void {
  const untie = db.prepare('DELETE FROM file_subject WHERE file_hash = ? AND subject_id = ?')
  for (const hash of files) untie.run(hash, subject)
}

function requireFiles(db: ReadableDb, files: readonly string[]): void {
  const find = db.prepare('SELECT 1 FROM file WHERE hash = ?')
  if (files.some((hash) => !find.get(hash))) throw new Failure('evidence.gone')
}
