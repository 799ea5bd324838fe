import type { PlanRow } from '../domain/plan'
import { formatCycle, type Language } from '../domain/portfolio'
import type { NameCitation } from '../domain/rich-text'
import type { SectionId } from '../domain/section'
import { listAnswers } from './answers'
import type { ReadableDb } from './database'
import { listEvidence } from './evidence'
import { listPlans } from './plan'
import { listSections, portfolio } from './portfolio'

/** What goes into the form: the answers (Markdown) and the plans, in its order. */
export type FormAnswers = {
  school: string
  /** Formatted: `2027–2028`. */
  cycle: string
  language: Language
  sections: {
    number: number
    title: string
    strands: { number: string; title: string; answer: string }[]
    plan: PlanRow[]
  }[]
  /** Evidence as a text without links names it: by the number that it has in the book. */
  nameCitation: NameCitation
}

/** Reads what goes into the form. @param only one section, or all of them */
export function formAnswers(db: ReadableDb, only: SectionId | null): FormAnswers {
  const { school, cycle, language } = portfolio(db)
  const answers = listAnswers(db)
  const plans = listPlans(db)
  const numbers = new Map(listEvidence(db).map(({ id, number }) => [id, number]))
  return {
    school,
    cycle: formatCycle(cycle),
    language,
    sections: listSections(db)
      .filter(({ id }) => only === null || id === only)
      .map(({ id, number, title, strands }) => ({
        number,
        title,
        strands: strands.map((strand) => ({
          number: strand.number,
          title: strand.title,
          answer: answers.get(strand.id) ?? '',
        })),
        plan: plans.get(id) ?? [],
      })),
    nameCitation: (id) => numbers.get(id) ?? null,
  }
}
