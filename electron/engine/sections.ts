import type { SectionContents } from '../contract/engine'
import type { SectionId } from '../domain/section'
import { listAnswers } from './answers'
import { listEarlierAnswers } from './earlier-answers'
import type { ReadableDb } from './database'
import { evidenceInSection } from './evidence'
import { listEarlierPlans, listPlans } from './plan'
import { listSections } from './portfolio'
import { sectionName } from './rows'
import { listSecondAnswers } from './second-answers'

/** Everything of one section's screen. */
export function sectionContents(db: ReadableDb, id: SectionId): SectionContents {
  sectionName(db, id)
  const answers = listAnswers(db)
  const secondAnswers = listSecondAnswers(db)
  const evidence = evidenceInSection(db, id)
  const under = (strand: string | null) =>
    evidence.filter(({ places }) => places.some((place) => place.section === id && place.strand === strand))
  const strands = listSections(db).find((section) => section.id === id)?.strands ?? []
  return {
    section: id,
    strands: strands.map((strand) => ({
      strand: strand.id,
      answer: answers.get(strand.id) ?? '',
      second: secondAnswers.get(strand.id) ?? null,
      evidence: under(strand.id),
    })),
    unsorted: under(null),
    plan: listPlans(db).get(id) ?? [],
    earlierPlan: listEarlierPlans(db).get(id) ?? null,
    earlierAnswers: listEarlierAnswers(
      db,
      strands.map((strand) => strand.id),
    ),
  }
}
