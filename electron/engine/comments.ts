import type { Comment, CommentTarget, OpenComment } from '../domain/comment'
import { Failure } from '../domain/failure'
import type { ReadableDb, WritableDb } from './database'
import { requireEvidence } from './evidence'
import { newId, strandPlace } from './rows'

type CommentRow = {
  id: string
  strand: string | null
  evidence: string | null
  text: string
  madeAt: string
  madeBy: string
  doneAt: string
  doneBy: string
}

const columns = `comment.id AS id, comment.strand_id AS strand, comment.evidence_id AS evidence, comment.text AS text,
  comment.made_at AS madeAt, comment.made_by AS madeBy, comment.done_at AS doneAt, comment.done_by AS doneBy`

function commentOf({ id, text, madeAt, madeBy, doneAt, doneBy }: CommentRow): Comment {
  return { id, text, madeAt, madeBy, doneAt, doneBy }
}

function targetOf({ strand, evidence }: CommentRow): CommentTarget {
  return strand === null ? { evidence: evidence ?? '' } : { strand }
}

/** What was said about an answer or a piece of evidence, the oldest first. */
export function listComments(db: ReadableDb, target: CommentTarget): Comment[] {
  const [column, id] = 'strand' in target ? ['strand_id', target.strand] : ['evidence_id', target.evidence]
  return db
    .prepare<[string], CommentRow>(`SELECT ${columns} FROM comment WHERE ${column} = ? ORDER BY made_at, id`)
    .all(id)
    .map(commentOf)
}

/** All that are not done, in the order of the form, those on evidence last; without hidden claims and the trash. */
export function listOpenComments(db: ReadableDb): OpenComment[] {
  return db
    .prepare<[], CommentRow & { title: string }>(
      `SELECT ${columns}, coalesce(strand.title, evidence.title) AS title
       FROM comment LEFT JOIN strand ON strand.id = comment.strand_id
         LEFT JOIN section ON section.id = strand.section_id
         LEFT JOIN evidence ON evidence.id = comment.evidence_id
       WHERE done_at = '' AND coalesce(strand.is_hidden, 0) = 0 AND coalesce(evidence.removed_at, '') = ''
       ORDER BY section.number IS NULL, section.number, strand.position, strand.id, evidence.id, made_at, comment.id`,
    )
    .all()
    .map((row) => ({ ...commentOf(row), target: targetOf(row), title: row.title }))
}

/** Adds a comment, signed by who is working. Throws `place.unknown`, `evidence.gone`. */
export function addComment(
  db: WritableDb,
  { target, text }: { target: CommentTarget; text: string },
): { id: string } {
  if ('strand' in target) strandPlace(db, target.strand)
  else requireEvidence(db, target.evidence)
  const id = newId()
  db.prepare(
    `INSERT INTO comment (id, strand_id, evidence_id, text, made_at, made_by, updated_at, updated_by)
     VALUES (@id, @strand, @evidence, @text, now(), author(), now(), author())`,
  ).run({ id, text, strand: null, evidence: null, ...target })
  return { id }
}

/** Throws `comment.gone`. */
export function writeComment(db: WritableDb, { id, text }: { id: string; text: string }): void {
  findTarget(db, id)
  db.prepare(
    'UPDATE comment SET text = @text, updated_at = now(), updated_by = author() WHERE id = @id AND text <> @text',
  ).run({ id, text })
}

/** Says that a comment is done, and by whom, or that it is open again. Throws `comment.gone`. */
export function settleComment(db: WritableDb, { id, isDone }: { id: string; isDone: boolean }): void {
  findTarget(db, id)
  const [at, by] = isDone ? ['now()', 'author()'] : ["''", "''"]
  db.prepare(
    `UPDATE comment SET done_at = ${at}, done_by = ${by}, updated_at = now(), updated_by = author()
     WHERE id = @id AND (done_at <> '') <> @done`,
  ).run({ id, done: Number(isDone) })
}

/** Throws `comment.gone`. */
export function removeComment(db: WritableDb, id: string): void {
  findTarget(db, id)
  db.prepare('DELETE FROM comment WHERE id = ?').run(id)
}

/** What a comment is about. Throws `comment.gone`. */
export function findTarget(db: ReadableDb, id: string): CommentTarget {
  const row = db.prepare<[string], CommentRow>(`SELECT ${columns} FROM comment WHERE id = ?`).get(id)
  if (!row) throw new Failure('comment.gone')
  return targetOf(row)
}
