import type { ReadableDb, WritableDb } from './database'
import { requireEvidence } from './evidence'
import { newId } from './rows'

/** The tags in use, most used first. */
export function listTags(db: ReadableDb): { tag: string; count: number }[] {
  return db
    .prepare<[], { tag: string; count: number }>(
      'SELECT tag, count(*) AS count FROM evidence_tag GROUP BY tag ORDER BY count(*) DESC, tag',
    )
    .all()
}

/** Tags a piece of evidence; does nothing where it has the tag. */
export function addTag(db: WritableDb, { evidence, tag }: { evidence: string; tag: string }): void {
  requireEvidence(db, evidence)
  const has = db.prepare('SELECT 1 FROM evidence_tag WHERE evidence_id = ? AND tag = ?').get(evidence, tag)
  if (has) return
  db.prepare(
    'INSERT INTO evidence_tag (id, evidence_id, tag, updated_at, updated_by) VALUES (?, ?, ?, now(), author())',
  ).run(newId(), evidence, tag)
}

export function removeTag(db: WritableDb, { evidence, tag }: { evidence: string; tag: string }): void {
  requireEvidence(db, evidence)
  db.prepare('DELETE FROM evidence_tag WHERE evidence_id = ? AND tag = ?').run(evidence, tag)
}
