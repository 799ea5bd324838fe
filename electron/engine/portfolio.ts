import { Failure } from '../domain/failure'
import type { Country, Cycle, Language, Portfolio, PortfolioFacts } from '../domain/portfolio'
import type { Section, Strand } from '../domain/section'
import { missionSections } from '../domain/mission'
import { sampleId } from '../domain/sample'
import type { ReadableDb, WritableDb } from './database'
import { newId } from './rows'
import { translateUntouched } from './wording'

type PortfolioRow = {
  id: string
  school: string
  country: Country
  language: Language
  cycle_from: number
  cycle_to: number
  second_language: Language | ''
}

/** The portfolio's own facts. */
export function portfolio(db: ReadableDb): Portfolio {
  const row = db
    .prepare<[], PortfolioRow>(
      'SELECT id, school, country, language, cycle_from, cycle_to, second_language FROM portfolio',
    )
    .get()
  if (!row) throw new Error('an open portfolio has no facts')
  const cycle: Cycle = { from: row.cycle_from, to: row.cycle_to }
  const { id, school, country, language, second_language } = row
  return { id, school, country, language, cycle, secondLanguage: second_language || null }
}

/**
 * Fills a new database: the facts, and the portfolio's own copy of the Mission's sections and strands.
 * Not a change: a portfolio begins with it, and it cannot be undone.
 */
export function fillPortfolio(
  db: ReadableDb,
  facts: PortfolioFacts,
  { isSample }: { isSample: boolean },
): void {
  requireTwo(facts)
  const addSection = db.prepare(
    `INSERT INTO section (id, number, title, short_title, claim, updated_at, updated_by)
     VALUES (?, ?, ?, ?, ?, now(), author())`,
  )
  const addStrand = db.prepare(
    `INSERT INTO strand (id, section_id, position, title, question, updated_at, updated_by)
     VALUES (?, ?, ?, ?, ?, now(), author())`,
  )
  const id = isSample ? sampleId(newId()) : newId()
  db.transaction(() => {
    db.prepare(
      `INSERT INTO portfolio (id, school, country, language, cycle_from, cycle_to, second_language,
         created_at, updated_at, updated_by)
       VALUES (?, ?, ?, ?, ?, ?, ?, now(), now(), author())`,
    ).run(
      id,
      facts.school,
      facts.country,
      facts.language,
      facts.cycle.from,
      facts.cycle.to,
      facts.secondLanguage ?? '',
    )
    db.prepare('INSERT INTO application (id, updated_at, updated_by) VALUES (?, now(), author())').run(id)
    db.prepare('INSERT INTO book (id, updated_at, updated_by) VALUES (?, now(), author())').run(id)
    missionSections(facts.language).forEach((section, number) => {
      addSection.run(section.id, number, section.title, section.shortTitle, section.claim)
      section.strands.forEach((strand, position) => {
        addStrand.run(strand.id, section.id, position, strand.title, strand.question)
      })
    })
  })()
}

/**
 * Corrects the facts. With another language, the texts of the Mission that are still ours follow. Answers in the second
 * language stay when there is none any more. Throws `school.missing`, `language.same`.
 */
export function writePortfolio(db: WritableDb, facts: PortfolioFacts): void {
  if (facts.school === '') throw new Failure('school.missing')
  const before = portfolio(db)
  const { school, country, language, cycle, secondLanguage = before.secondLanguage } = facts
  requireTwo({ language, secondLanguage })
  translateUntouched(db, before.language, language)
  db.prepare(
    `UPDATE portfolio SET school = @school, country = @country, language = @language,
       cycle_from = @from, cycle_to = @to, second_language = @second, updated_at = now(), updated_by = author()
     WHERE (school, country, language, cycle_from, cycle_to, second_language)
       <> (@school, @country, @language, @from, @to, @second)`,
  ).run({ school, country, language, ...cycle, second: secondLanguage ?? '' })
}

/** Two languages are two. Throws `language.same`. */
function requireTwo({ language, secondLanguage }: Pick<PortfolioFacts, 'language' | 'secondLanguage'>): void {
  if (language === secondLanguage) throw new Failure('language.same')
}

type SectionRow = Pick<
  Section,
  'id' | 'number' | 'title' | 'shortTitle' | 'claim' | 'planLimit' | 'responsible'
> & {
  heading: string
  wording: string
}
type StrandRow = {
  id: string
  section: string
  title: string
  question: string
  limit: number | null
  isHidden: number
}

/** The sections in the Mission's order with their strands, numbered as the school reads them. */
export function listSections(db: ReadableDb): Section[] {
  const strands = db
    .prepare<[], StrandRow>(
      `SELECT id, section_id AS section, title, question, answer_limit AS "limit", is_hidden AS isHidden
       FROM strand ORDER BY section_id, position, id`,
    )
    .all()
  return db
    .prepare<[], SectionRow>(
      `SELECT id, number, title, short_title AS shortTitle, claim, plan_limit AS planLimit, responsible,
         wording_heading AS heading, wording FROM section ORDER BY number`,
    )
    .all()
    .map(({ heading, wording, ...section }) => {
      const own = strands.filter((strand) => strand.section === section.id)
      return {
        ...section,
        wording: wording === '' ? null : { heading, text: wording },
        strands: own
          .filter(({ isHidden }) => isHidden === 0)
          .map((row, index) => strandOf(row, `${section.number}.${index + 1}`)),
        hiddenStrands: own.filter(({ isHidden }) => isHidden === 1).map((row) => strandOf(row, '')),
      }
    })
}

function strandOf({ id, section, title, question, limit }: StrandRow, number: string): Strand {
  return { id, number, title, question, limit, isOwn: !id.startsWith(`${section}.`) }
}
