import type { Place } from '../domain/section'
import type { ReadableDb, WritableDb } from './database'
import { placeEvidence, placesOf } from './evidence'

/** The piece of evidence that has a file already. */
export type Twin = {
  evidence: string
  title: string
  attachment: string
  /** True when the file is all that the piece holds. */
  isAlone: boolean
}

/** The piece that has a file, or null; one that holds nothing else before others, then the oldest. */
export function findPieceOf(db: ReadableDb, hash: string): Twin | null {
  const row = db
    .prepare<[string], Omit<Twin, 'isAlone'> & { alone: number }>(
      `SELECT evidence.id AS evidence, evidence.title, attachment.id AS attachment,
         (SELECT count(*) FROM attachment AS other WHERE other.evidence_id = evidence.id) = 1 AS alone
       FROM attachment JOIN evidence ON evidence.id = attachment.evidence_id
       WHERE attachment.file_hash = ? AND evidence.removed_at = '' ORDER BY alone DESC, evidence.id LIMIT 1`,
    )
    .get(hash)
  if (!row) return null
  const { alone, ...twin } = row
  return { ...twin, isAlone: alone === 1 }
}

/**
 * Lets the piece that is nothing but this file stand under one more place, so that the book shows it once, with one number.
 * Null when there is none, or when it stands there already: then whoever wants the file there wants another piece.
 */
export function useTwin(db: WritableDb, hash: string, place: Place | null): Twin | null {
  const twin = findPieceOf(db, hash)
  if (place === null || !twin?.isAlone) return null
  const isThere = placesOf(db, twin.evidence).some(
    ({ section, strand }) => section === place.section && strand === place.strand,
  )
  if (isThere) return null
  placeEvidence(db, { id: twin.evidence, place })
  return twin
}
