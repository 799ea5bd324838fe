import { Failure } from '../domain/failure'
import type { Signature } from '../domain/merge'
import type { ReadableDb } from './database'

/** Who gathered a piece, and who last changed it or what belongs to it. Throws `evidence.gone`. */
export function signatureOf(db: ReadableDb, evidence: string): Signature {
  const added = db
    .prepare<[string], Pick<Signature, 'addedAt' | 'addedBy'>>(
      'SELECT created_at AS addedAt, created_by AS addedBy FROM evidence WHERE id = ?',
    )
    .get(evidence)
  const tables = ['attachment', 'placement', 'evidence_tag', 'evidence_person', 'evidence_project']
  const changed = db
    .prepare<{ evidence: string }, Pick<Signature, 'changedAt' | 'changedBy'>>(
      `SELECT updated_at AS changedAt, updated_by AS changedBy FROM (
         SELECT updated_at, updated_by FROM evidence WHERE id = @evidence
         ${tables.map((table) => `UNION ALL SELECT updated_at, updated_by FROM ${table} WHERE evidence_id = @evidence`).join(' ')})
       ORDER BY updated_at DESC LIMIT 1`,
    )
    .get({ evidence })
  if (!added || !changed) throw new Failure('evidence.gone')
  return { ...added, ...changed }
}
