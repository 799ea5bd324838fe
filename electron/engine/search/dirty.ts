import type { ReadableDb } from '../database'
import type { EntryKind } from './entries'

/*
 * Which entries are to be indexed again. Temporary triggers on the portfolio's own connection note it, so that undo and
 * redo, which run as SQL, are noticed as every other change is.
 */

type Watched = { table: string; kind: EntryKind; id: (row: 'NEW' | 'OLD') => string; also?: string }

const watched: readonly Watched[] = [
  { table: 'evidence', kind: 'evidence', id: (row) => `${row}.id` },
  { table: 'attachment', kind: 'evidence', id: (row) => `${row}.evidence_id` },
  { table: 'evidence_tag', kind: 'evidence', id: (row) => `${row}.evidence_id` },
  { table: 'evidence_person', kind: 'evidence', id: (row) => `${row}.evidence_id` },
  { table: 'evidence_project', kind: 'evidence', id: (row) => `${row}.evidence_id` },
  { table: 'answer', kind: 'answer', id: (row) => `${row}.strand_id` },
  { table: 'second_answer', kind: 'answer', id: (row) => `${row}.strand_id` },
  { table: 'strand', kind: 'answer', id: (row) => `${row}.id` },
  { table: 'plan_row', kind: 'plan', id: (row) => `${row}.id` },
  { table: 'person', kind: 'person', id: (row) => `${row}.id`, also: 'evidence_person WHERE person_id' },
  { table: 'project', kind: 'project', id: (row) => `${row}.id`, also: 'evidence_project WHERE project_id' },
]

/** Begins to note what changes. */
export function watchDirty(db: ReadableDb): void {
  // Not unique: a trigger's own OR IGNORE gives way to the statement that sets it off.
  db.exec(`CREATE TEMP TABLE search_dirty (kind TEXT, id TEXT);
    CREATE INDEX temp.search_dirty_by_id ON search_dirty (kind, id)`)
  for (const { table, kind, id, also } of watched) {
    for (const [event, row] of [
      ['INSERT', 'NEW'],
      ['UPDATE', 'NEW'],
      ['DELETE', 'OLD'],
    ] as const) {
      const more =
        also === undefined
          ? ''
          : `INSERT INTO search_dirty SELECT 'evidence', evidence_id FROM ${also} = ${id(row)};`
      db.exec(`CREATE TEMP TRIGGER search_${table}_${event.toLowerCase()} AFTER ${event} ON main.${table} BEGIN
        INSERT INTO search_dirty VALUES ('${kind}', ${id(row)}); ${more} END`)
    }
  }
  // Answers in a second language are found only while there is one.
  db.exec(`CREATE TEMP TRIGGER search_second_language AFTER UPDATE OF second_language ON main.portfolio
    WHEN OLD.second_language <> NEW.second_language BEGIN
      INSERT INTO search_dirty SELECT 'answer', strand_id FROM second_answer; END`)
}

/** Notes everything: the index is to be made from the beginning. */
export function markAll(db: ReadableDb): void {
  db.exec(`INSERT INTO temp.search_dirty
    SELECT 'evidence', id FROM evidence UNION ALL SELECT 'answer', strand_id FROM answer
    UNION ALL SELECT 'answer', strand_id FROM second_answer
    UNION ALL SELECT 'plan', id FROM plan_row UNION ALL SELECT 'person', id FROM person
    UNION ALL SELECT 'project', id FROM project`)
}

/** Takes some of what was noted. */
export function takeDirty(db: ReadableDb, most: number): { kind: EntryKind; id: string }[] {
  const rows = db
    .prepare<[number], { kind: EntryKind; id: string }>(
      'SELECT DISTINCT kind, id FROM temp.search_dirty LIMIT ?',
    )
    .all(most)
  const forget = db.prepare('DELETE FROM temp.search_dirty WHERE kind = ? AND id = ?')
  for (const { kind, id } of rows) forget.run(kind, id)
  return rows
}

/** Where the portfolio stands; an index with another stamp has missed something. */
export function stampOf(db: ReadableDb): string {
  const stamp = db
    .prepare(
      `SELECT (SELECT ifnull(max(id), 0) FROM change) AS change, (SELECT count(*) FROM change WHERE undone = 1) AS undone,
         (SELECT ifnull(max(made_at), '') FROM change) AS at, (SELECT count(*) FROM evidence) AS evidence,
         (SELECT id FROM portfolio) AS portfolio`,
    )
    .get()
  return JSON.stringify(stamp)
}
