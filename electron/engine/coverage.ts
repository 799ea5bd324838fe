import type { SectionCoverage } from '../domain/coverage'
import type { ReadableDb } from './database'
import { listAnswers } from './answers'
import { listPlans } from './plan'
import { listSections } from './portfolio'

/** What stands under each strand and in each plan. */
export function coverage(db: ReadableDb): SectionCoverage[] {
  const answers = listAnswers(db)
  const plans = listPlans(db)
  const counts = db
    .prepare<[], { strand: string; count: number }>(
      'SELECT strand_id AS strand, count(*) AS count FROM standing WHERE strand_id IS NOT NULL GROUP BY strand_id',
    )
    .all()
  const evidence = new Map(counts.map(({ strand, count }) => [strand, count]))
  return listSections(db).map((section) => ({
    section: section.id,
    strands: section.strands.map(({ id }) => ({
      strand: id,
      answered: (answers.get(id) ?? '').trim() !== '',
      evidence: evidence.get(id) ?? 0,
    })),
    planRows: plans.get(section.id)?.length ?? 0,
  }))
}
