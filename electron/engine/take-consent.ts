import { uniteRegions } from '../domain/redaction'
import type { ReadableDb, WritableDb } from './database'
import { redactionOf } from './redactions'
import { newId } from './rows'

/*
 * What a colleague said of the people in a file comes along with it. Where something was said here, that stands; but a
 * withdrawal is heard, and what is covered in either is covered.
 */

/** Takes over what is said of a file in the colleague's portfolio. */
export function takeConsent(db: WritableDb, there: ReadableDb, hash: string): void {
  takeWords(db, there, hash)
  takeSubjects(db, there, hash)
  takeRedaction(db, there, hash)
}

type ConsentWords = Record<
  'people' | 'state' | 'given_on' | 'scope' | 'paper' | 'reference' | 'keep_until',
  string
>

function wordsOf(db: ReadableDb, hash: string): ConsentWords | undefined {
  return db
    .prepare<[string], ConsentWords>(
      'SELECT people, state, given_on, scope, paper, reference, keep_until FROM consent WHERE file_hash = ?',
    )
    .get(hash)
}

function takeWords(db: WritableDb, there: ReadableDb, hash: string): void {
  const theirs = wordsOf(there, hash)
  if (!theirs) return
  db.prepare(
    `INSERT INTO consent (file_hash, people, state, given_on, scope, paper, reference, keep_until, updated_at, updated_by)
     VALUES (@hash, @people, @state, @given_on, @scope, @paper, @reference, @keep_until, now(), author())
     ON CONFLICT (file_hash) DO UPDATE SET state = 'withdrawn', updated_at = now(), updated_by = author()
       WHERE excluded.state = 'withdrawn' AND state <> 'withdrawn'`,
  ).run({ hash, ...theirs })
}

type SubjectWords = Omit<ConsentWords, 'people'> & { id: string; kind: string; name: string }

/** Persons and groups are the same here when they are called the same. */
function takeSubjects(db: WritableDb, there: ReadableDb, hash: string): void {
  const theirs = there
    .prepare<[string], SubjectWords>(
      `SELECT subject.id, kind, name, state, given_on, scope, paper, reference, keep_until
       FROM file_subject JOIN subject ON subject.id = subject_id WHERE file_hash = ?`,
    )
    .all(hash)
  for (const subject of theirs) {
    const known = db
      .prepare<[string, string], string>(
        'SELECT id FROM subject WHERE id = ? OR name = ? COLLATE NOCASE ORDER BY id LIMIT 1',
      )
      .pluck()
      .get(subject.id, subject.name)
    const id = known ?? subject.id
    if (known === undefined) {
      db.prepare(
        `INSERT INTO subject (id, kind, name, state, given_on, scope, paper, reference, keep_until, updated_at, updated_by)
         VALUES (@id, @kind, @name, @state, @given_on, @scope, @paper, @reference, @keep_until, now(), author())`,
      ).run(subject)
    } else if (subject.state === 'withdrawn') {
      db.prepare(
        `UPDATE subject SET state = 'withdrawn', updated_at = now(), updated_by = author()
         WHERE id = ? AND state <> 'withdrawn'`,
      ).run(id)
    }
    db.prepare(
      `INSERT INTO file_subject (id, file_hash, subject_id, updated_at, updated_by)
       SELECT @tie, @hash, @id, now(), author()
       WHERE NOT EXISTS (SELECT 1 FROM file_subject WHERE file_hash = @hash AND subject_id = @id)`,
    ).run({ tie: newId(), hash, id })
  }
}

function takeRedaction(db: WritableDb, there: ReadableDb, hash: string): void {
  const theirs = redactionOf(there, hash)
  const ours = redactionOf(db, hash)
  if (theirs === '' || theirs === ours) return
  const isEnough =
    there
      .prepare<[string], number>('SELECT is_enough FROM redaction WHERE file_hash = ?')
      .pluck()
      .get(hash) ?? 0
  const regions = uniteRegions(ours, theirs)
  db.prepare(
    `INSERT INTO redaction (file_hash, regions, is_enough, updated_at, updated_by)
     VALUES (@hash, @regions, @isEnough, now(), author())
     ON CONFLICT (file_hash) DO UPDATE SET regions = @regions, updated_at = now(), updated_by = author()`,
  ).run({ hash, regions, isEnough })
}
