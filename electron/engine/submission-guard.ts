import { consentStatus, isHeldBack } from '../domain/consent'
import type { SubmissionContents } from '../domain/submission'
import type { ReadableDb } from './database'
import { consentJoins, consentOf, consentSelect, subjectsOfFiles, type ConsentRow } from './file-consent'
import type { Asked } from './guard'

/**
 * The files that were handed in, judged by what is known now: consent may have been withdrawn since. What was covered then
 * is covered there; what was covered later is not. A file that was forgotten meanwhile is still remembered.
 * @returns `goes`: nothing holds it back
 */
export function judgeSubmission(db: ReadableDb, { evidence }: SubmissionContents): Asked[] {
  const hashes = evidence.flatMap(({ files }) => files.map(({ hash }) => hash))
  const subjectsOf = subjectsOfFiles(db)
  const rows = db
    .prepare<[string], ConsentRow & { hash: string }>(
      `SELECT file.hash, ${consentSelect}
       FROM (SELECT DISTINCT value AS hash FROM json_each(?)) AS file ${consentJoins}`,
    )
    .all(JSON.stringify(hashes))
  const known = new Map(rows.map((row) => [row.hash, row]))
  return evidence.flatMap(({ id, number, title, files }) =>
    files.flatMap(({ hash, name, covered }) => {
      const row = known.get(hash)
      if (!row) return []
      const subjects = subjectsOf(hash)
      // Whoever was not asked then is not asked now: it has left.
      const { consent } = consentOf(row, { type: '', subjects })
      const then = { ...consent, redaction: covered, isRedactionEnough: covered !== '' }
      const status = consentStatus(then, subjects, { purpose: 'label', isAsked: false })
      const nobody = { subjects: [], isOwn: true, attachment: '', picture: null }
      return {
        ...nobody,
        file: hash,
        name,
        evidence: id,
        number,
        title,
        status,
        regions: covered,
        goes: !isHeldBack(status),
      }
    }),
  )
}
