import * as v from 'valibot'
import { Failure } from '../domain/failure'
import { submissionFileNames, type Submission, type SubmissionContents } from '../domain/submission'
import type { ReadableDb } from './database'
import { parseContents } from './submission-contents'

/*
 * The records of what was handed in. They are facts and no part of the history: undo takes none away, so they are kept by a
 * database that may only read what the history logs.
 */

type SubmissionRow = Omit<Submission, 'files'> & { files: string }

const submissionSelect = `SELECT id, name, handed_in_on AS handedInOn, note, files, made_at AS madeAt, made_by AS madeBy
  FROM submission`

// By the day that the school says; of one day by when they were kept, not by the clock, which may have been set back.
const newestFirst = 'ORDER BY handed_in_on DESC, rowid DESC'

/** A row names a folder and files on the disk: nothing else than what the app itself would write is taken for one. */
const idSchema = v.pipe(v.string(), v.uuid())
const filesSchema = v.array(
  v.object({
    name: v.picklist(submissionFileNames),
    bytes: v.number(),
    hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
    from: v.string(),
  }),
)

function toSubmission({ files, ...row }: SubmissionRow): Submission[] {
  if (!v.is(idSchema, row.id)) return []
  try {
    return [{ ...row, files: v.parse(filesSchema, JSON.parse(files)) }]
  } catch {
    return [{ ...row, files: [] }]
  }
}

/** All records, the newest first: the one that counts. */
export function listSubmissions(db: ReadableDb): Submission[] {
  return db.prepare<[], SubmissionRow>(`${submissionSelect} ${newestFirst}`).all().flatMap(toSubmission)
}

/** One record. Throws `submission.gone`. */
export function findSubmission(db: ReadableDb, id: string): Submission {
  const row = db.prepare<[string], SubmissionRow>(`${submissionSelect} WHERE id = ?`).get(id)
  const [submission] = row ? toSubmission(row) : []
  if (!submission) throw new Failure('submission.gone')
  return submission
}

/** What the portfolio said in one of them. Throws `submission.gone`, `submission.damaged`. */
export function submittedContents(db: ReadableDb, id: string): SubmissionContents {
  const json = db.prepare<[string], string>('SELECT contents FROM submission WHERE id = ?').pluck().get(id)
  if (json === undefined) throw new Failure('submission.gone')
  return parseContents(json)
}

/** The newest record with what the portfolio said in it; null where there is none that can be read. */
export function newestSubmission(
  db: ReadableDb,
): { submission: Submission; contents: SubmissionContents } | null {
  const [submission] = listSubmissions(db)
  if (!submission) return null
  try {
    return { submission, contents: submittedContents(db, submission.id) }
  } catch (error) {
    if (error instanceof Failure) return null
    throw error
  }
}

/** Keeps a record: from this moment on it exists. Throws `portfolio.none` when the portfolio was closed meanwhile. */
export function keepSubmission(
  db: ReadableDb,
  { id, name, handedInOn, note, files, madeAt, madeBy }: Submission,
  contents: string,
): void {
  if (!db.open) throw new Failure('portfolio.none')
  db.prepare(
    `INSERT INTO submission (id, name, handed_in_on, note, files, contents, made_at, made_by)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(id, name, handedInOn, note, JSON.stringify(files), contents, madeAt, madeBy)
}

/** Whether there is a record of that id. */
export function hasSubmission(db: ReadableDb, id: string): boolean {
  return db.prepare('SELECT 1 FROM submission WHERE id = ?').get(id) !== undefined
}

/** The records of which no copy is to know any more, since they were removed here or in one that this one knows of. */
export function removedSubmissions(db: ReadableDb): Set<string> {
  return new Set(
    db.prepare<[], string>("SELECT row_key FROM gone_row WHERE table_name = 'submission'").pluck().all(),
  )
}

/** Takes a record out for good: no other copy brings it back. Its files are the caller's. */
export function forgetSubmission(db: ReadableDb, id: string): void {
  db.transaction(() => {
    dropSubmission(db, id)
    db.prepare(
      "INSERT INTO gone_row (table_name, row_key, at) VALUES ('submission', ?, now()) ON CONFLICT DO NOTHING",
    ).run(id)
  })()
}

/**
 * The records that a step of the history, a merge, brought or took: true for those that an undo or a redo of it can bring back.
 */
export function turnedSubmissions(db: ReadableDb): Map<string, boolean> {
  const rows = db
    .prepare<[], { id: string; comesBack: number }>(
      `SELECT row_key AS id, max(operation = 'delete') AS comesBack FROM change_step
       WHERE table_name = 'submission' GROUP BY row_key`,
    )
    .all()
  return new Map(rows.map(({ id, comesBack }) => [id, comesBack === 1]))
}

/** Takes a record out; its files are the caller's. */
export function dropSubmission(db: ReadableDb, id: string): void {
  db.prepare('DELETE FROM submission WHERE id = ?').run(id)
}
