import type { EvidenceFile } from '../contract/evidence-requests'
import { groupAlike } from '../domain/likeness'
import type { ReadableDb, WritableDb } from './database'
import { detach, findAttachment } from './attachments'
import { findEvidence, headOf, removeEvidence } from './evidence'

export type AlikeRow = { attachment: string; evidence: string; fingerprint: string }

/**
 * Photos that look alike, in groups, those taken first in front. A file that serves several pieces counts once: it is there
 * on purpose.
 */
export function listAlike(db: ReadableDb): EvidenceFile[][] {
  return groupAlike(listFingerprints(db)).map((group) => group.map((row) => photoOf(db, row)))
}

/**
 * The same by their ids. Comparing ten thousand photos takes a while, so it is left to the caller: `of` is another whenever
 * the photos are.
 */
export function listAlikeIds(db: ReadableDb): { of: string; groups: () => AlikeRow[][] } {
  const rows = listFingerprints(db)
  return { of: rows.map(({ attachment }) => attachment).join(), groups: () => groupAlike(rows) }
}

function listFingerprints(db: ReadableDb): AlikeRow[] {
  return db
    .prepare<[], AlikeRow>(
      `SELECT min(attachment.id) AS attachment, evidence_id AS evidence, fingerprint
       FROM attachment JOIN file ON file.hash = file_hash JOIN evidence ON evidence.id = evidence_id
       WHERE role = 'photo' AND fingerprint <> '' AND removed_at = ''
       GROUP BY file.hash ORDER BY taken_at = '', taken_at, attachment.id`,
    )
    .all()
}

function photoOf(db: ReadableDb, { attachment, evidence }: AlikeRow): EvidenceFile {
  const photo = findAttachment(db, attachment)
  if (photo.role !== 'photo') throw new Error(`${attachment} is no photo`)
  return { attachment: photo, isCopy: false, evidence: headOf(findEvidence(db, evidence)) }
}

/**
 * Takes photos off their pieces. A piece of which nothing is left, no file, no words, goes into the trash. Throws
 * `evidence.gone`.
 */
export function thinOut(db: WritableDb, photos: readonly string[]): void {
  const owners = new Set<string>()
  for (const id of photos) {
    owners.add(ownerOf(db, id))
    detach(db, id)
  }
  for (const owner of owners) {
    const { attachments, shows, note } = findEvidence(db, owner)
    if (attachments.length === 0 && shows === '' && note === '') removeEvidence(db, [owner])
  }
}

function ownerOf(db: ReadableDb, attachment: string): string {
  findAttachment(db, attachment)
  return (
    db.prepare<[string], string>('SELECT evidence_id FROM attachment WHERE id = ?').pluck().get(attachment) ??
    ''
  )
}
