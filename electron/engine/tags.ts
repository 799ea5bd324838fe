import type { ReadableDb } from './database'

/** The tags in use, most used first. */
export function listTags(db: ReadableDb): { tag: string; count: number }[] {
  return db
    .prepare<[], { tag: string; count: number }>(
      `SELECT tag, count(*) AS count FROM evidence_tag JOIN evidence ON evidence.id = evidence_id
       WHERE removed_at = '' GROUP BY tag ORDER BY count(*) DESC, tag`,
    )
    .all()
}
