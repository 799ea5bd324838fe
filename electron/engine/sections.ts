import type { SectionContents } from '../contract/engine'
import type { SectionId } from '../domain/section'
import { listAnswers } from './answers'
import type { ReadableDb, WritableDb } from './database'
import { listEarlierAnswers } from './earlier-answers'
import { evidenceInSection } from './evidence'
import { findPerson } from './people'
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

/** Says who sees to a part of the form; null for nobody. Throws `person.gone`. */
export function writeResponsible(
  db: WritableDb,
  { section, person }: { section: SectionId; person: string | null },
): void {
  if (person !== null) findPerson(db, person)
  db.prepare(
    `UPDATE section SET responsible = @person, updated_at = now(), updated_by = author()
     WHERE id = @section AND responsible IS NOT @person`,
  ).run({ section, person })
}
