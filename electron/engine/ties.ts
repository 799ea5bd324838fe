import type { Evidence } from '../domain/evidence'
import { Failure } from '../domain/failure'
import type { ReadableDb, WritableDb } from './database'
import { addTo, amongIds, newId } from './rows'

/** What ties a piece of evidence to a person, a project, or a word. */
const tieTables = {
  people: { table: 'evidence_person', column: 'person_id', order: 'person_id' },
  projects: { table: 'evidence_project', column: 'project_id', order: 'project_id' },
  tags: { table: 'evidence_tag', column: 'tag', order: 'tag' },
} as const

export type Tie = keyof typeof tieTables

/** The ties of these pieces, or of all (null), by the piece's id. */
export function tiesOf(db: ReadableDb, ids: readonly string[] | null): (id: string) => Pick<Evidence, Tie> {
  const [people, projects, tags] = (['people', 'projects', 'tags'] as const).map((tie) => tied(db, tie, ids))
  return (id) => ({
    people: people?.get(id) ?? [],
    projects: projects?.get(id) ?? [],
    tags: tags?.get(id) ?? [],
  })
}

function tied(db: ReadableDb, tie: Tie, ids: readonly string[] | null): Map<string, string[]> {
  const { table, column, order } = tieTables[tie]
  const rows = db
    .prepare<[{ ids: string }], { evidence: string; value: string }>(
      `SELECT evidence_id AS evidence, ${column} AS value FROM ${table} ${amongIds('evidence_id', ids)} ORDER BY ${order}`,
    )
    .all({ ids: JSON.stringify(ids) })
  const values = new Map<string, string[]>()
  for (const { evidence, value } of rows) addTo(values, evidence, value)
  return values
}

/** Ties a piece to a value; does nothing where it is tied already. Throws `person.gone`, `project.gone`. */
export function addTie(
  db: WritableDb,
  tie: Tie,
  { evidence, value }: { evidence: string; value: string },
): void {
  const { table, column } = tieTables[tie]
  if (tie === 'people') requireRow(db, 'person', value)
  if (tie === 'projects') requireRow(db, 'project', value)
  const has = db
    .prepare(`SELECT 1 FROM ${table} WHERE evidence_id = ? AND ${column} = ?`)
    .get(evidence, value)
  if (has) return
  db.prepare(
    `INSERT INTO ${table} (id, evidence_id, ${column}, updated_at, updated_by) VALUES (?, ?, ?, now(), author())`,
  ).run(newId(), evidence, value)
}

/** Takes a tie off; does nothing where there is none. */
export function removeTie(
  db: WritableDb,
  tie: Tie,
  { evidence, value }: { evidence: string; value: string },
): void {
  const { table, column } = tieTables[tie]
  db.prepare(`DELETE FROM ${table} WHERE evidence_id = ? AND ${column} = ?`).run(evidence, value)
}

/** Takes all ties to a person or a project off, before it goes. */
export function dropTies(db: WritableDb, tie: 'people' | 'projects', value: string): void {
  const { table, column } = tieTables[tie]
  db.prepare(`DELETE FROM ${table} WHERE ${column} = ?`).run(value)
}

function requireRow(db: ReadableDb, table: 'person' | 'project', id: string): void {
  const row = db.prepare(`SELECT 1 FROM ${table} WHERE id = ?`).get(id)
  if (!row) throw new Failure(`${table}.gone`)
}
