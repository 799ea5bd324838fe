import type { ListedSubject } from '../contract/consent-requests'
import { isHeldBack, type Subject } from '../domain/consent'
import { Failure } from '../domain/failure'
import { localeOf } from '../domain/language'
import type { ReadableDb, WritableDb } from './database'
import { attachedFiles, subjectSelect, toSubject, type SubjectRow } from './file-consent'
import { portfolio } from './portfolio'
import { newId } from './rows'

/** Persons and groups, sorted as the portfolio's language sorts, with how many files of evidence they are in. */
export function listSubjects(db: ReadableDb): ListedSubject[] {
  const counts = new Map<string, { files: number; heldBack: number }>()
  for (const { consent, status } of attachedFiles(db)) {
    for (const id of consent.subjects) {
      const { files, heldBack } = counts.get(id) ?? { files: 0, heldBack: 0 }
      counts.set(id, { files: files + 1, heldBack: heldBack + Number(isHeldBack(status)) })
    }
  }
  const { compare } = new Intl.Collator(localeOf(portfolio(db).language), { numeric: true })
  return allSubjects(db)
    .map((subject) => ({ ...subject, ...(counts.get(subject.id) ?? { files: 0, heldBack: 0 }) }))
    .sort((one, other) => compare(one.name, other.name))
}

function allSubjects(db: ReadableDb): Subject[] {
  return db.prepare<[], SubjectRow>(`SELECT ${subjectSelect} FROM subject ORDER BY id`).all().map(toSubject)
}

/** One person or group. Throws `subject.gone`. */
export function findSubject(db: ReadableDb, id: string): Subject {
  const row = db.prepare<[string], SubjectRow>(`SELECT ${subjectSelect} FROM subject WHERE id = ?`).get(id)
  if (!row) throw new Failure('subject.gone')
  return toSubject(row)
}

/** Adds a person or a group of whose consent nothing is known. Throws `subject.taken`. */
export function addSubject(db: WritableDb, { kind, name }: Pick<Subject, 'kind' | 'name'>): { id: string } {
  requireFreeName(db, name, null)
  const id = newId()
  db.prepare(
    'INSERT INTO subject (id, kind, name, updated_at, updated_by) VALUES (?, ?, ?, now(), author())',
  ).run(id, kind, name)
  return { id }
}

/** Writes what is given; the rest stays. Throws `subject.gone`, `subject.taken`. */
export function writeSubject(db: WritableDb, { id, ...given }: Pick<Subject, 'id'> & Partial<Subject>): void {
  const subject = { ...findSubject(db, id), ...given }
  if (given.name !== undefined) requireFreeName(db, given.name, id)
  db.prepare(
    `UPDATE subject SET kind = @kind, name = @name, state = @state, given_on = @givenOn, scope = @scope,
       paper = @paper, reference = @reference, keep_until = @keepUntil, updated_at = now(), updated_by = author()
     WHERE id = @id AND (kind, name, state, given_on, scope, paper, reference, keep_until)
       <> (@kind, @name, @state, @givenOn, @scope, @paper, @reference, @keepUntil)`,
  ).run(subject)
}

/** Removes a person or a group with its ties. Throws `subject.gone`. */
export function removeSubject(db: WritableDb, id: string): void {
  findSubject(db, id)
  db.prepare('DELETE FROM file_subject WHERE subject_id = ?').run(id)
  db.prepare('DELETE FROM subject WHERE id = ?').run(id)
}

/** Two of one name could not be told apart on paper. */
function requireFreeName(db: ReadableDb, name: string, own: string | null): void {
  const same = new Intl.Collator(localeOf(portfolio(db).language), { sensitivity: 'accent' })
  const other = allSubjects(db).find((each) => each.id !== own && same.compare(each.name, name) === 0)
  if (other) throw new Failure('subject.taken', { name: other.name })
}
