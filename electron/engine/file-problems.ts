import type { WorkedThrough } from '../contract/evidence-requests'
import type { StoredFile } from '../domain/evidence'
import { isMisnamed, kindOf } from '../domain/file-kind'
import { problemOf } from '../domain/file-problem'
import type { ReadableDb } from './database'

type Row = Pick<StoredFile, 'type' | 'picture' | 'text'> & { name: string }

/** What is to be said of these attached files, in their order, as far as they were worked through; what was removed is left out. */
export function workedThrough(db: ReadableDb, attachments: readonly string[]): WorkedThrough {
  const rows = db
    .prepare<[string], Row>(
      `SELECT attachment.name, file.type, picture, text
       FROM json_each(?) AS asked JOIN attachment ON attachment.id = asked.value
         JOIN file ON hash = file_hash JOIN evidence ON evidence.id = evidence_id
       WHERE removed_at = '' ORDER BY asked.key`,
    )
    .all(JSON.stringify(attachments))
  return {
    waiting: rows.filter(({ picture, text }) => picture === 'waiting' || text === 'waiting').length,
    files: rows.flatMap((row) => {
      const problem = problemOf(row)
      const isOther = isMisnamed(row)
      return problem || isOther ? [{ name: row.name, problem, isOther, kind: kindOf(row) }] : []
    }),
  }
}
