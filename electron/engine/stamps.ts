import { statSync } from 'node:fs'
import { hostname, userInfo } from 'node:os'
import type { ReadableDb } from './database'
import { newId } from './rows'
import { cellsOf, digest, keySql, sharedTables, type SharedTable } from './shared-tables'

/*
 * Who wrote which field when. A stamp is a hybrid logical clock (Kulkarni et al., "Logical Physical Clocks", 2014) as text that
 * sorts: the time, and a number where the clock did not go on. It never goes back, though the computer's clock may, and is always
 * later than all that this copy has seen. Every transaction has one.
 *
 * Temporary triggers write the stamps, beside those of `changes.ts`; during a merge, which brings stamps along, they are silent.
 */

/** When a field was written, and in which copy. */
export type Stamp = { at: string; copy: string }

/** The copy that wrote what is older than stamps. */
export const beforeStamps = '0'

/** The cell that stands for the whole row, and the one that stands for all that belongs to it. */
export const wholeRow = ''
export const belongings = '/'

/** The stamp of what is written next: now, or just after the last one. */
export function nextStamp(db: ReadableDb): string {
  const row = db
    .prepare<[], { clock: string; moment: string }>('SELECT clock, now() AS moment FROM this_copy')
    .get()
  if (!row) throw new Error('an open portfolio does not know which copy it is')
  const next = stampAfter(row.clock, row.moment)
  db.prepare('UPDATE this_copy SET clock = ?').run(next)
  return next
}

const digits = 6

/** @param moment ISO 8601 in UTC with ms, which sorts as text */
function stampAfter(last: string, moment: string): string {
  const first = '0'.repeat(digits)
  const time = last.slice(0, moment.length)
  if (moment > time) return `${moment}-${first}`
  const number = Number(last.slice(moment.length + 1)) + 1
  if (number < 10 ** digits) return `${time}-${String(number).padStart(digits, '0')}`
  return `${new Date(Date.parse(time) + 1).toISOString()}-${first}`
}

/** Lets the clock be later than a stamp of another copy. */
export function noteStamp(db: ReadableDb, at: string): void {
  db.prepare('UPDATE this_copy SET clock = @at WHERE clock < @at').run({ at })
}

/** Says which copy this is, a new one where the file lies in another place than before, and begins to stamp. */
export function startStamps(db: ReadableDb): void {
  const id = settleCopy(db)
  db.function('digest', { deterministic: true }, (text) => digest(String(text)))
  for (const shared of sharedTables) db.exec(triggersFor(db, shared, id))
}

/** Who holds it, and where: a copied folder, an unpacked archive and a restored backup differ in one of these. */
function markOf(path: string): string {
  const { ino } = statSync(path, { bigint: true })
  return digest([hostname(), userName(), path, String(ino)].join('\n'))
}

function userName(): string {
  try {
    return userInfo().username
  } catch {
    // A user that the system has no name for.
    return ''
  }
}

function settleCopy(db: ReadableDb): string {
  const mark = markOf(db.name)
  const known = db
    .prepare<[], { id: string; mark: string; clock: string }>('SELECT id, mark, clock FROM this_copy')
    .get()
  if (known?.mark === mark) return known.id
  const id = newId()
  db.transaction(() => {
    if (known) {
      db.prepare(
        `INSERT INTO known_copy (copy, at) VALUES (@id, @clock) ON CONFLICT (copy) DO UPDATE SET at = @clock`,
      ).run(known)
    }
    db.exec('DELETE FROM this_copy')
    db.prepare('INSERT INTO this_copy (id, mark, clock) VALUES (?, ?, ?)').run(id, mark, known?.clock ?? '')
  })()
  return id
}

const replace = 'ON CONFLICT (table_name, row_key, cell) DO UPDATE SET at = excluded.at, copy = excluded.copy'

function triggersFor(db: ReadableDb, shared: SharedTable, copy: string): string {
  const { table, key, owners = {}, refs = {} } = shared
  const when = 'WHEN (SELECT at FROM temp.current_change) IS NOT NULL'
  const ofRow = (row: 'OLD' | 'NEW') => `table_name = '${table}' AND row_key = ${keySql(shared, row)}`
  const stamped = (row: 'OLD' | 'NEW', cell: string, condition = 'true') =>
    `INSERT INTO stamp (table_name, row_key, cell, at, copy)
     SELECT '${table}', ${keySql(shared, row)}, '${cell}', at, '${copy}' FROM temp.current_change WHERE ${condition} ${replace};`
  // A row that something is done to below it was worked on: who deletes it elsewhere without knowing does not take that along.
  const touch = (row: 'OLD' | 'NEW', column: string, to: string, condition = 'true') =>
    `INSERT INTO stamp (table_name, row_key, cell, at, copy)
     SELECT '${to}', ${row}.${column}, '${belongings}', at, '${copy}' FROM temp.current_change
     WHERE ${row}.${column} IS NOT NULL AND ${condition} ${replace};`
  const touchOwners = (row: 'OLD' | 'NEW') =>
    Object.entries(owners).map(([column, to]) => touch(row, column, to))
  const touchRefs = (condition: (column: string) => string) =>
    Object.entries(refs).map(([column, to]) => touch('NEW', column, to, condition(column)))
  const cells = cellsOf(db, shared).map((columns) => {
    const differs = columns.map((column) => `OLD.${column} IS NOT NEW.${column}`).join(' OR ')
    return `('${columns[0] ?? ''}', ${differs})`
  })
  const hasKeyChanged = `${keySql(shared, 'OLD')} <> ${keySql(shared, 'NEW')}`
  return `
    CREATE TEMP TRIGGER stamp_insert_${table} AFTER INSERT ON main.${table} ${when} BEGIN
      ${stamped('NEW', wholeRow)} ${touchOwners('NEW').join('\n')} ${touchRefs(() => 'true').join('\n')} END;
    CREATE TEMP TRIGGER stamp_update_${table} AFTER UPDATE ON main.${table} ${when} BEGIN
      INSERT INTO stamp (table_name, row_key, cell, at, copy)
        SELECT '${table}', ${keySql(shared, 'OLD')}, '${wholeRow}', OLD.updated_at, '${beforeStamps}'
        WHERE NOT EXISTS (SELECT 1 FROM stamp WHERE ${ofRow('OLD')} AND cell = '${wholeRow}');
      ${
        key.length > 1
          ? `DELETE FROM stamp WHERE ${ofRow('OLD')} AND ${hasKeyChanged}; ${stamped('NEW', wholeRow, hasKeyChanged)}`
          : ''
      }
      ${
        cells.length > 0
          ? `INSERT INTO stamp (table_name, row_key, cell, at, copy)
             SELECT '${table}', ${keySql(shared, 'NEW')}, column1, at, '${copy}'
             FROM temp.current_change, (VALUES ${cells.join(', ')}) WHERE column2 ${replace};`
          : ''
      }
      ${touchOwners('NEW').join('\n')}
      ${touchRefs((column) => `OLD.${column} IS NOT NEW.${column}`).join('\n')} END;
    CREATE TEMP TRIGGER stamp_delete_${table} AFTER DELETE ON main.${table} ${when} BEGIN
      INSERT INTO gone_row (table_name, row_key, at)
        SELECT '${table}', ${keySql(shared, 'OLD')}, ifnull(at, OLD.updated_at)
        FROM (SELECT max(at) AS at, max(copy) AS copy FROM stamp WHERE ${ofRow('OLD')} AND cell = '${wholeRow}')
        WHERE ifnull(copy, '${beforeStamps}') = '${beforeStamps}'
        ON CONFLICT (table_name, row_key) DO UPDATE SET at = max(at, excluded.at);
      DELETE FROM stamp WHERE ${ofRow('OLD')};
      ${touchOwners('OLD').join('\n')} END;`
}
