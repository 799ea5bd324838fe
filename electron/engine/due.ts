import type { DueGroup } from '../domain/forgetting'
import type { ReadableDb } from './database'
import { addTo } from './rows'
import { piecesUsing } from './uses'

type DueRow = { hash: string; until: string; subject: string | null; name: string | null }

/**
 * Pictures that were to be kept until a day before this one (`YYYY-MM-DD`), by that day and by whose it is. What was said of a
 * picture itself counts before what was said of the persons and groups in it; of those, the earliest day.
 */
export function listDue(db: ReadableDb, today: string): DueGroup[] {
  const rows = db
    .prepare<{ today: string }, DueRow>(
      `SELECT hash, consent.keep_until AS until, NULL AS subject, NULL AS name
         FROM file JOIN consent ON consent.file_hash = hash
         WHERE consent.keep_until <> '' AND consent.keep_until < @today
       UNION ALL
       SELECT hash, subject.keep_until, subject.id, subject.name
         FROM file JOIN file_subject ON file_subject.file_hash = hash JOIN subject ON subject.id = subject_id
           LEFT JOIN consent ON consent.file_hash = hash
         WHERE subject.keep_until <> '' AND subject.keep_until < @today AND ifnull(consent.keep_until, '') = ''
       ORDER BY until, name, subject, hash`,
    )
    .all({ today })
  const groups = new Map<string, DueRow[]>()
  const seen = new Set<string>()
  for (const row of rows) {
    if (seen.has(row.hash)) continue
    seen.add(row.hash)
    addTo(groups, `${row.until} ${row.subject ?? ''}`, row)
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (!first) return []
    const files = group.map(({ hash }) => hash)
    const { until, subject, name } = first
    return {
      keepUntil: until,
      subject: subject === null ? null : { id: subject, name: name ?? '' },
      pieces: piecesUsing(db, files),
      files,
    }
  })
}
