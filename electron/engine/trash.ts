import type { RemovedEvidence } from '../contract/evidence-requests'
import { Failure } from '../domain/failure'
import { summaryOf } from '../domain/evidence'
import type { ReadableDb, WritableDb } from './database'
import { evidenceById, placesOf } from './evidence'

/** What is in the trash, the newest first. */
export function listTrash(db: ReadableDb): RemovedEvidence[] {
  const removed = db
    .prepare<[], { id: string; removedAt: string }>(
      "SELECT id, removed_at AS removedAt FROM evidence WHERE removed_at <> '' ORDER BY removed_at DESC, id",
    )
    .all()
  const pieces = evidenceById(
    db,
    removed.map(({ id }) => id),
  )
  return removed.flatMap(({ id, removedAt }) => {
    const piece = pieces.get(id)
    return piece ? { ...summaryOf(piece), places: placesOf(db, id), removedAt } : []
  })
}

/** Takes pieces out of the trash; they stand where they stood. Throws `evidence.gone`. */
export function restoreEvidence(db: WritableDb, ids: readonly string[]): void {
  for (const id of ids) {
    const { changes } = db
      .prepare(
        "UPDATE evidence SET removed_at = '', updated_at = now(), updated_by = author() WHERE id = ? AND removed_at <> ''",
      )
      .run(id)
    if (changes === 0) throw new Failure('evidence.gone')
  }
}

/**
 * Lets go of all that is in the trash. As any change it can be undone; the files themselves go once the history has
 * forgotten it, at an opening.
 */
export function emptyTrash(db: WritableDb): void {
  const trash = "SELECT id FROM evidence WHERE removed_at <> ''"
  for (const table of [
    'attachment',
    'placement',
    'evidence_tag',
    'evidence_person',
    'evidence_project',
    'comment',
  ]) {
    db.prepare(`DELETE FROM ${table} WHERE evidence_id IN (${trash})`).run()
  }
  db.prepare("DELETE FROM evidence WHERE removed_at <> ''").run()
}
