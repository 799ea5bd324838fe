import type { EvidenceFile } from '../contract/evidence-requests'
import type { InputOf } from '../contract/table'
import type { RedactionRequests } from '../contract/redaction-requests'
import { Failure } from '../domain/failure'
import { isPictureType } from '../domain/file-group'
import type { ReadableDb, WritableDb } from './database'
import { listPictures } from './evidence'

/** For pictures that nobody can cover: pages of the book, files that just came in. */
export const nothingCovered = { regions: '', seed: '' } as const

/**
 * What is covered in a file, as domain/redaction.ts writes it; empty for nothing. Asked for wherever a picture is named, so
 * that none goes out without it.
 */
export function redactionOf(db: ReadableDb, hash: string): string {
  const regions = db
    .prepare<[string], string>('SELECT regions FROM redaction WHERE file_hash = ?')
    .pluck()
    .get(hash)
  return regions ?? ''
}

/** The same for all files at once. */
export function redactions(db: ReadableDb): (hash: string) => string {
  const rows = db
    .prepare<[], { hash: string; regions: string }>('SELECT file_hash AS hash, regions FROM redaction')
    .all()
  const found = new Map(rows.map(({ hash, regions }) => [hash, regions]))
  return (hash) => found.get(hash) ?? ''
}

/**
 * Covers parts of a picture, wherever it is attached; without regions it is shown whole again, and what was said of it is
 * forgotten. Throws `evidence.gone` when the file is not there, or is none of which the app makes a picture.
 */
export function writeRedaction(
  db: WritableDb,
  { file, regions, isEnough }: InputOf<RedactionRequests['writeRedaction']>,
): void {
  requirePicture(db, file)
  if (regions === '') {
    db.prepare('DELETE FROM redaction WHERE file_hash = ?').run(file)
    return
  }
  db.prepare(
    `INSERT INTO redaction (file_hash, regions, is_enough, updated_at, updated_by)
     VALUES (@file, @regions, @enough, now(), author())
     ON CONFLICT (file_hash) DO UPDATE SET regions = @regions, is_enough = @enough, updated_at = now(), updated_by = author()
     WHERE regions <> @regions OR is_enough <> @enough`,
  ).run({ file, regions, enough: isEnough ? 1 : 0 })
}

/** The media type of a file in which something can be covered. Throws `evidence.gone`. */
export function requirePicture(db: ReadableDb, hash: string): string {
  const type = db.prepare<[string], string>('SELECT type FROM file WHERE hash = ?').pluck().get(hash)
  if (type === undefined || !isPictureType(type)) throw new Failure('evidence.gone')
  return type
}

/** The photos that are gone through together: those that are named, else those of one's piece. Throws `evidence.gone`. */
export function listSeries(
  db: ReadableDb,
  { attachment, among }: { attachment: string; among: readonly string[] },
): EvidenceFile[] {
  const named = new Set(among.includes(attachment) ? among : [attachment, ...among])
  const pieces = db
    .prepare<[string], string>(
      `SELECT DISTINCT evidence_id FROM attachment WHERE id IN (SELECT value FROM json_each(?)) ORDER BY evidence_id`,
    )
    .pluck()
    .all(JSON.stringify([...named]))
  const photos = listPictures(db, pieces).filter(({ attachment: { role } }) => role === 'photo')
  if (!photos.some((photo) => photo.attachment.id === attachment)) throw new Failure('evidence.gone')
  if (among.length === 0) return photos
  const order = [...named]
  return photos
    .filter((photo) => named.has(photo.attachment.id))
    .sort((one, other) => order.indexOf(one.attachment.id) - order.indexOf(other.attachment.id))
}
