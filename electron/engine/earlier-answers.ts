import { formatCycle } from '../domain/portfolio'
import type { EarlierAnswer, EarlierAnswers } from '../domain/submission'
import type { ReadableDb } from './database'

/**
 * What a renewing school wrote to these claims in the cycle before; null in a first portfolio, and where nothing was
 * written.
 */
export function listEarlierAnswers(db: ReadableDb, strands: readonly string[]): EarlierAnswers | null {
  const facts = db
    .prepare<[], { from: number | null; to: number | null; handedInOn: string }>(
      'SELECT earlier_from AS "from", earlier_to AS "to", earlier_handed_in AS handedInOn FROM application',
    )
    .get()
  if (typeof facts?.from !== 'number' || facts.to === null) return null
  const answers = db
    .prepare<[string], EarlierAnswer>(
      `SELECT strand_id AS strand, language, text FROM earlier_answer
       WHERE strand_id IN (SELECT value FROM json_each(?)) ORDER BY strand_id, language`,
    )
    .all(JSON.stringify(strands))
  if (answers.length === 0) return null
  const { from, to, handedInOn } = facts
  return { cycle: formatCycle({ from, to }), handedInOn, answers }
}
