import { Failure } from '../domain/failure'
import {
  planColumns,
  type EarlierPlan,
  type EarlierPlanRow,
  type PlanColumn,
  type PlanRow,
} from '../domain/plan'
import { formatCycle } from '../domain/portfolio'
import type { SectionId } from '../domain/section'
import type { ReadableDb, WritableDb } from './database'
import { newId, planOrder, reorder, sectionName } from './rows'

/** The rows of every section's two-year plan, in order. */
export function listPlans(db: ReadableDb): Map<SectionId, PlanRow[]> {
  const rows = db
    .prepare<[], PlanRow & { section_id: SectionId }>(
      'SELECT id, section_id, goal, action, who, due, indicator FROM plan_row ORDER BY section_id, position, id',
    )
    .all()
  const plans = new Map<SectionId, PlanRow[]>()
  for (const { section_id, ...row } of rows) plans.set(section_id, [...(plans.get(section_id) ?? []), row])
  return plans
}

/** Adds a row at the end of a section's plan. */
export function addPlanRow(
  db: WritableDb,
  { section, ...texts }: { section: SectionId } & Partial<Record<PlanColumn, string>>,
): { id: string } {
  sectionName(db, section)
  const id = newId()
  db.prepare(
    `INSERT INTO plan_row (id, section_id, position, goal, action, who, due, indicator, updated_at, updated_by)
     VALUES (@id, @section, (SELECT ifnull(max(position) + 1, 0) FROM plan_row WHERE section_id = @section),
       @goal, @action, @who, @due, @indicator, now(), author())`,
  ).run({ id, section, ...Object.fromEntries(planColumns.map((column) => [column, texts[column] ?? ''])) })
  return { id }
}

/** Writes one field of a row. */
export function writePlanRow(
  db: WritableDb,
  { id, column, text }: { id: string; column: PlanColumn; text: string },
): void {
  planSection(db, id)
  db.prepare(
    `UPDATE plan_row SET ${column} = @text, updated_at = now(), updated_by = author() WHERE id = @id AND ${column} <> @text`,
  ).run({ id, text })
}

/** Moves a row to `position` (from 0) within its plan. */
export function movePlanRow(db: WritableDb, { id, position }: { id: string; position: number }): void {
  planSection(db, id)
  reorder(db, planOrder, id, position)
}

export function removePlanRow(db: WritableDb, { id }: { id: string }): void {
  planSection(db, id)
  db.prepare('DELETE FROM plan_row WHERE id = ?').run(id)
}

/** What the school planned in the cycle before, per section; empty in a first portfolio. */
export function listEarlierPlans(db: ReadableDb): Map<SectionId, EarlierPlan> {
  const years = db
    .prepare<[], { from: number | null; to: number | null }>(
      'SELECT earlier_from AS "from", earlier_to AS "to" FROM application',
    )
    .get()
  const plans = new Map<SectionId, EarlierPlan>()
  if (typeof years?.from !== 'number' || years.to === null) return plans
  const cycle = formatCycle({ from: years.from, to: years.to })
  const rows = db
    .prepare<[], EarlierPlanRow & { section_id: SectionId }>(
      `SELECT id, section_id, goal, action, who, due, indicator, outcome
       FROM earlier_plan_row ORDER BY section_id, position, id`,
    )
    .all()
  for (const { section_id, ...row } of rows) {
    plans.set(section_id, { cycle, rows: [...(plans.get(section_id)?.rows ?? []), row] })
  }
  return plans
}

/** Writes what came of a row of the plan of the cycle before. */
export function writeOutcome(db: WritableDb, { id, text }: { id: string; text: string }): void {
  earlierPlanSection(db, id)
  db.prepare(
    'UPDATE earlier_plan_row SET outcome = @text, updated_at = now(), updated_by = author() WHERE id = @id AND outcome <> @text',
  ).run({ id, text })
}

/** The section to whose earlier plan a row belongs. Throws `place.unknown`. */
export function earlierPlanSection(db: ReadableDb, id: string): SectionId {
  return rowSection(db, 'earlier_plan_row', id)
}

/** The section to whose plan a row belongs. Throws `place.unknown` when it is gone. */
export function planSection(db: ReadableDb, id: string): SectionId {
  return rowSection(db, 'plan_row', id)
}

function rowSection(db: ReadableDb, table: 'plan_row' | 'earlier_plan_row', id: string): SectionId {
  const section = db
    .prepare<[string], SectionId>(`SELECT section_id FROM ${table} WHERE id = ?`)
    .pluck()
    .get(id)
  if (section === undefined) throw new Failure('place.unknown', { place: id })
  return section
}
