import { Failure } from '../domain/failure'
import type { ReadableDb, WritableDb } from './database'
import { noteVersion } from './versions'

/** The answer of each strand that has one. */
export function listAnswers(db: ReadableDb): Map<string, string> {
  const rows = db
    .prepare<[], { strand_id: string; text: string }>("SELECT strand_id, text FROM answer WHERE text <> ''")
    .all()
  return new Map(rows.map((row) => [row.strand_id, row.text]))
}

/** Writes how a strand is put into practice; what stood there before is kept as a version, now and then. */
export function writeAnswer(db: WritableDb, { strand, text }: { strand: string; text: string }): void {
  const exists = db.prepare('SELECT 1 FROM strand WHERE id = ?').get(strand)
  if (!exists) throw new Failure('place.unknown', { place: strand })
  const isWritten = db.prepare('SELECT 1 FROM answer WHERE strand_id = ?').get(strand) !== undefined
  if (!isWritten && text === '') return
  noteVersion(db, { strand, edition: 'first', next: text })
  db.prepare(
    `INSERT INTO answer (strand_id, text, updated_at, updated_by) VALUES (@strand, @text, now(), author())
     ON CONFLICT (strand_id) DO UPDATE SET text = @text, updated_at = now(), updated_by = author() WHERE text <> @text`,
  ).run({ strand, text })
}
