import type { PlanRow } from '../domain/plan'
import { formatCycle, type Language } from '../domain/portfolio'
import type { NameCitation } from '../domain/rich-text'
import type { SectionId } from '../domain/section'
import { spokenSections } from '../domain/mission-translation'
import { toldAnswer, type Edition, type ToldAnswer } from '../domain/two-languages'
import { listAnswers } from './answers'
import { bookOptions } from './book'
import type { ReadableDb } from './database'
import { listEvidence } from './evidence'
import { listPlans } from './plan'
import { listSections, portfolio } from './portfolio'
import { listSecondAnswers } from './second-answers'

/** What goes into the form: the answers (Markdown) and the plans, in its order. */
export type FormAnswers = {
  school: string
  /** Formatted: `2027–2028`. */
  cycle: string
  /** That of titles and of what the app says itself. */
  language: Language
  /** That of the plans. */
  planLanguage: Language
  sections: {
    number: number
    title: string
    strands: { number: string; title: string; answer: ToldAnswer }[]
    plan: PlanRow[]
  }[]
  /** Evidence as a text without links names it: by the number that it has in the book. */
  nameCitation: NameCitation
}

/**
 * Reads what goes into the form. @param only one section, or all of them
 * @param edition in which of the portfolio's languages; where that is not said, as for the book
 */
export function formAnswers(
  db: ReadableDb,
  only: SectionId | null,
  edition: Edition = bookOptions(db).edition,
): FormAnswers {
  const { school, cycle, language: first, secondLanguage: second } = portfolio(db)
  const language = edition === 'second' && second !== null ? second : first
  const secondAnswers = listSecondAnswers(db)
  const telling = { edition, languages: { first, second } }
  const answers = listAnswers(db)
  const plans = listPlans(db)
  const numbers = new Map(listEvidence(db).map(({ id, number }) => [id, number]))
  return {
    school,
    cycle: formatCycle(cycle),
    language,
    planLanguage: first,
    sections: spokenSections(listSections(db), first, language)
      .filter(({ id }) => only === null || id === only)
      .map(({ id, number, title, strands }) => ({
        number,
        title,
        strands: strands.map((strand) => ({
          number: strand.number,
          title: strand.title,
          answer: toldAnswer(answers.get(strand.id) ?? '', secondAnswers.get(strand.id)?.text ?? '', telling),
        })),
        plan: plans.get(id) ?? [],
      })),
    nameCitation: (id) => numbers.get(id) ?? null,
  }
}
