import { planColumns, type PlanRow } from '../domain/plan'
import { plainText } from '../domain/rich-text'
import { submittedNumbers, type EarlierAnswer, type SubmissionContents } from '../domain/submission'
import type { Language, PortfolioFacts } from '../domain/portfolio'
import type { SectionId } from '../domain/section'
import type { ReadableDb } from './database'
import { portfolio } from './portfolio'
import { newId } from './rows'
import { readContents } from './submission-contents'
import { newestSubmission } from './submissions'
import { translateUntouched } from './wording'

/** Rows of a table as they lie there, for taking over into another portfolio. */
type Rows = Record<string, unknown>[]

/**
 * What a new cycle takes over from an old portfolio: plans and answers as they were handed in, where that was kept, and not what
 * was changed afterwards. No evidence; answers only to be read.
 */
export type Renewable = {
  facts: PortfolioFacts
  sections: Rows
  strands: Rows
  people: Rows
  projects: Rows
  application: Record<string, unknown>
  plans: { section: SectionId; row: PlanRow }[]
  answers: EarlierAnswer[]
  /** The day on which they were handed in, `YYYY-MM-DD`; null where nothing was kept of that. */
  handedInOn: string | null
}

/** Reads what a new cycle takes over. */
export function readRenewable(db: ReadableDb): Renewable {
  const { id: _id, ...facts } = portfolio(db)
  const all = (sql: string): Rows => db.prepare<[], Record<string, unknown>>(sql).all()
  const [application = {}] = all(
    `SELECT registered_on, active_teachers, rule_years, rule_teachers, rule_labels, signatory, declaration_text,
       declaration_place, declaration_stamp, uses_criteria, consent_rules, introduction FROM application`,
  )
  const handedIn = newestSubmission(db)
  const contents = handedIn?.contents ?? readContents(db)
  return {
    facts,
    sections: all('SELECT id, title, short_title, claim, plan_limit, wording_heading, wording FROM section'),
    strands: all('SELECT id, section_id, position, title, question, answer_limit, is_hidden FROM strand'),
    people: all('SELECT id, name, role, is_active FROM person'),
    projects: all('SELECT id, title, type, countries, started_on, ended_on, labels FROM project'),
    application,
    plans: contents.sections.flatMap(({ id, plan }) => plan.map((row) => ({ section: id, row }))),
    answers: answersIn(contents),
    handedInOn: handedIn?.submission.handedInOn ?? null,
  }
}

/** Its answers as plain text: what they cite lies in the old portfolio, and is named by the number that it had. */
function answersIn(contents: SubmissionContents): EarlierAnswer[] {
  const { language, secondLanguage } = contents.facts
  const numbers = submittedNumbers(contents)
  const plain = (text: string): string => plainText(text, (id) => numbers.get(id) ?? null).trim()
  return contents.sections
    .flatMap(({ strands }) => strands)
    .flatMap(({ id: strand, answer, second }) => [
      { strand, language, text: plain(answer) },
      ...(secondLanguage === null ? [] : [{ strand, language: secondLanguage, text: plain(second) }]),
    ])
    .filter(({ text }) => text !== '')
}

/**
 * Fills a portfolio that was just made: the school's own wording of the form, people and projects, and the old plan
 * as what was planned. Not a change: the portfolio begins with it.
 */
export function renew(db: ReadableDb, old: Renewable, language: Language): void {
  db.transaction(() => {
    db.prepare('DELETE FROM strand').run()
    for (const row of old.sections) update(db, 'section', row)
    for (const row of old.strands) insert(db, 'strand', row)
    for (const row of old.people) insert(db, 'person', row)
    for (const row of old.projects) insert(db, 'project', row)
    const own = db.prepare<[], string>('SELECT id FROM application').pluck().get()
    update(db, 'application', { id: own, ...old.application, ...earlierFacts(old) })
    old.plans.forEach(({ section, row }, position) => {
      const texts = Object.fromEntries(planColumns.map((column) => [column, row[column]]))
      insert(db, 'earlier_plan_row', { id: newId(), section_id: section, position, ...texts, outcome: '' })
    })
    const addAnswer = db.prepare('INSERT INTO earlier_answer (strand_id, language, text) VALUES (?, ?, ?)')
    for (const { strand, language: spoken, text } of old.answers) addAnswer.run(strand, spoken, text)
    translateUntouched(db, old.facts.language, language)
  })()
}

function earlierFacts({ facts: { cycle }, handedInOn }: Renewable): Record<string, unknown> {
  return { earlier_from: cycle.from, earlier_to: cycle.to, earlier_handed_in: handedInOn ?? '' }
}

type FilledTable = 'section' | 'strand' | 'person' | 'project' | 'application' | 'earlier_plan_row'

function insert(db: ReadableDb, table: FilledTable, row: Record<string, unknown>): void {
  const columns = Object.keys(row)
  db.prepare(
    `INSERT INTO ${table} (${columns.join(', ')}, updated_at, updated_by)
     VALUES (${columns.map((column) => `@${column}`).join(', ')}, now(), author())`,
  ).run(row)
}

function update(db: ReadableDb, table: FilledTable, row: Record<string, unknown>): void {
  const assignments = Object.keys(row).map((column) => `${column} = @${column}`)
  db.prepare(
    `UPDATE ${table} SET ${assignments.join(', ')}, updated_at = now(), updated_by = author() WHERE id = @id`,
  ).run(row)
}
