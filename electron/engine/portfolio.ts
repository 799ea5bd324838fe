import { Failure } from '../domain/failure'
import type { Country, Cycle, Language, Portfolio, PortfolioFacts } from '../domain/portfolio'
import type { Section } from '../domain/section'
import mission from '../../resources/mission/en.json'
import type { ReadableDb, WritableDb } from './database'
import { newId } from './rows'

type PortfolioRow = {
  id: string
  school: string
  country: Country
  language: Language
  cycle_from: number
  cycle_to: number
}

/** The portfolio's own facts. */
export function portfolio(db: ReadableDb): Portfolio {
  const row = db
    .prepare<[], PortfolioRow>('SELECT id, school, country, language, cycle_from, cycle_to FROM portfolio')
    .get()
  if (!row) throw new Error('an open portfolio has no facts')
  const cycle: Cycle = { from: row.cycle_from, to: row.cycle_to }
  return { id: row.id, school: row.school, country: row.country, language: row.language, cycle }
}

/**
 * Fills a new database: the facts, and the portfolio's own copy of the Mission's sections and strands.
 * Not a change: a portfolio begins with it, and it cannot be undone.
 */
export function fillPortfolio(db: ReadableDb, facts: PortfolioFacts): void {
  const addSection = db.prepare(
    `INSERT INTO section (id, number, title, short_title, claim, updated_at, updated_by)
     VALUES (?, ?, ?, ?, ?, now(), author())`,
  )
  const addStrand = db.prepare(
    `INSERT INTO strand (id, section_id, position, title, question, updated_at, updated_by)
     VALUES (?, ?, ?, ?, ?, now(), author())`,
  )
  db.transaction(() => {
    db.prepare(
      `INSERT INTO portfolio (id, school, country, language, cycle_from, cycle_to, created_at, updated_at, updated_by)
       VALUES (?, ?, ?, ?, ?, ?, now(), now(), author())`,
    ).run(newId(), facts.school, facts.country, facts.language, facts.cycle.from, facts.cycle.to)
    mission.sections.forEach((section, number) => {
      addSection.run(section.id, number, section.title, section.shortTitle, section.claim)
      section.strands.forEach((strand, position) => {
        addStrand.run(strand.id, section.id, position, strand.title, strand.question)
      })
    })
  })()
}

/** Corrects the facts. */
export function writePortfolio(db: WritableDb, facts: PortfolioFacts): void {
  if (facts.school === '') throw new Failure('school.missing')
  db.prepare(
    `UPDATE portfolio SET school = @school, country = @country, language = @language,
       cycle_from = @from, cycle_to = @to, updated_at = now(), updated_by = author()
     WHERE (school, country, language, cycle_from, cycle_to) <> (@school, @country, @language, @from, @to)`,
  ).run({ school: facts.school, country: facts.country, language: facts.language, ...facts.cycle })
}

type SectionRow = { id: Section['id']; number: number; title: string; short_title: string; claim: string }
type StrandRow = { id: string; section_id: string; title: string; question: string }

/** The sections in the Mission's order with their strands, numbered as the school reads them. */
export function listSections(db: ReadableDb): Section[] {
  const strands = db
    .prepare<[], StrandRow>(
      'SELECT id, section_id, title, question FROM strand ORDER BY section_id, position, id',
    )
    .all()
  return db
    .prepare<[], SectionRow>('SELECT id, number, title, short_title, claim FROM section ORDER BY number')
    .all()
    .map((section) => ({
      id: section.id,
      number: section.number,
      title: section.title,
      shortTitle: section.short_title,
      claim: section.claim,
      strands: strands
        .filter((strand) => strand.section_id === section.id)
        .map(({ id, title, question }, index) => ({
          id,
          number: `${section.number}.${index + 1}`,
          title,
          question,
        })),
    }))
}
