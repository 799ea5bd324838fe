import { planColumns, type PlanRow } from '../domain/plan'
import type { Cycle, Language, PortfolioFacts } from '../domain/portfolio'
import type { SectionId } from '../domain/section'
import type { ReadableDb } from './database'
import { listPlans } from './plan'
import { portfolio } from './portfolio'
import { newId } from './rows'
import { translateUntouched } from './wording'

/** Rows of a table as they lie there, for taking over into another portfolio. */
type Rows = Record<string, unknown>[]

/** What a new cycle takes over from an old portfolio. No evidence and no answer. */
export type Renewable = {
  facts: PortfolioFacts
  sections: Rows
  strands: Rows
  people: Rows
  projects: Rows
  application: Record<string, unknown>
  plans: { section: SectionId; row: PlanRow }[]
}

/** Reads what a new cycle takes over. */
export function readRenewable(db: ReadableDb): Renewable {
  const { id: _id, ...facts } = portfolio(db)
  const all = (sql: string): Rows => db.prepare<[], Record<string, unknown>>(sql).all()
  const [application = {}] = all(
    `SELECT registered_on, active_teachers, rule_years, rule_teachers, rule_labels, signatory, declaration_text,
       declaration_place, declaration_stamp, uses_criteria, consent_rules, introduction FROM application`,
  )
  return {
    facts,
    sections: all('SELECT id, title, short_title, claim, plan_limit, wording_heading, wording FROM section'),
    strands: all('SELECT id, section_id, position, title, question, answer_limit, is_hidden FROM strand'),
    people: all('SELECT id, name, role, is_active FROM person'),
    projects: all('SELECT id, title, type, countries, started_on, ended_on, labels FROM project'),
    application,
    plans: [...listPlans(db)].flatMap(([section, rows]) => rows.map((row) => ({ section, row }))),
  }
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
    update(db, 'application', { id: own, ...old.application, ...earlierYears(old.facts.cycle) })
    old.plans.forEach(({ section, row }, position) => {
      const texts = Object.fromEntries(planColumns.map((column) => [column, row[column]]))
      insert(db, 'earlier_plan_row', { id: newId(), section_id: section, position, ...texts, outcome: '' })
    })
    translateUntouched(db, old.facts.language, language)
  })()
}

function earlierYears({ from, to }: Cycle): Record<string, number> {
  return { earlier_from: from, earlier_to: to }
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
