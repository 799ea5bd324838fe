import Database from 'better-sqlite3'
import { errorCode } from './system-errors'

/*
 * Reads what can be read of a damaged database. SQLite has no call for that here, so rows are read in ranges of their numbers, and
 * a range in which a page cannot be read is halved until only the rows on that page are left out.
 */

/** Rows read at a time as long as all is well. */
const rowsAtATime = 500

/** How far to look behind the last row that could be read, where the database itself cannot tell what its last one is. */
const blindReach = 4096

type Values = unknown[]

/** Opens a file for reading whatever is wrong with it, also one that was cut off. Throws SQLite's errors where nothing can be read. */
export function openDamaged(path: string): Database.Database {
  const db = new Database(path, { fileMustExist: true })
  try {
    db.unsafeMode(true)
    // Else a file that is shorter than its header says is not read at all.
    db.pragma('writable_schema = ON')
    db.pragma('cell_size_check = ON')
    db.prepare('SELECT count(*) FROM sqlite_schema').get()
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** True for what SQLite says of pages that cannot be read. */
export function isDamage(error: unknown): boolean {
  return /^SQLITE_(CORRUPT|NOTADB|IOERR|ERROR)/.test(errorCode(error))
}

/**
 * Copies the rows of a table that can be read into the same table of another database.
 * @param columns those that both have
 * @returns how many were saved, and how many are lost; null where nothing tells how many there were
 */
export function salvageTable(
  from: Database.Database,
  to: Database.Database,
  { table, columns }: { table: string; columns: readonly string[] },
): { saved: number; lost: number | null } {
  const names = columns.join(', ')
  const add = to.prepare(
    `INSERT OR IGNORE INTO ${table} (${names}) VALUES (${columns.map(() => '?').join(', ')})`,
  )
  let saved = 0
  const keep = (row: Values): void => {
    try {
      saved += add.run(...row).changes
    } catch (error) {
      // What was read is no row of this table.
      if (!errorCode(error).startsWith('SQLITE_CONSTRAINT')) throw error
    }
  }
  const rowids = listRowids(from, table)
  if (rowids === 'none') return { saved: 0, lost: 0 }
  const isWhole =
    rowids === 'keyed'
      ? readBothEnds(from, { table, names, keep })
      : readRows(from, { table, names, keep, rowids })
  // What was read and is no row of this table is lost as well.
  if (Array.isArray(rowids)) return { saved, lost: Math.max(0, rowids.length - saved) }
  return { saved, lost: isWhole ? 0 : null }
}

/**
 * The numbers of a table's rows, as its index of keys knows them, which lies on other pages; `unknown` where that cannot be read
 * either, `keyed` for a table without numbers, `none` for one that is not there.
 */
function listRowids(db: Database.Database, table: string): number[] | 'unknown' | 'keyed' | 'none' {
  try {
    const sql = db
      .prepare<[string], string>("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?")
      .pluck()
      .get(table)
    if (sql === undefined) return 'none'
    if (/WITHOUT\s+ROWID/i.test(sql)) return 'keyed'
    return db
      .prepare<[], number>(`SELECT rowid FROM ${table} INDEXED BY sqlite_autoindex_${table}_1 ORDER BY rowid`)
      .pluck()
      .all()
  } catch (error) {
    if (!isDamage(error)) throw error
    return 'unknown'
  }
}

type Reading = { table: string; names: string; keep: (row: Values) => void }

/** True when every row could be read. */
function readRows(
  db: Database.Database,
  { table, names, keep, rowids }: Reading & { rowids: number[] | 'unknown' },
): boolean {
  const range = db
    .prepare<[number, number], Values>(`SELECT ${names} FROM ${table} WHERE rowid BETWEEN ? AND ?`)
    .raw()
  let isWhole = true

  function read(first: number, last: number): void {
    let rows: Values[]
    try {
      rows = range.all(first, last)
    } catch (error) {
      if (!isDamage(error)) throw error
      isWhole = false
      if (first === last) return
      const middle = Math.floor((first + last) / 2)
      read(first, middle)
      read(middle + 1, last)
      return
    }
    rows.forEach(keep)
  }

  if (rowids === 'unknown') {
    isWhole = false
    const [first, last] = blindBounds(db, table)
    for (let from = first; from <= last; from += rowsAtATime)
      read(from, Math.min(last, from + rowsAtATime - 1))
    return isWhole
  }
  for (let index = 0; index < rowids.length; index += rowsAtATime) {
    const slice = rowids.slice(index, index + rowsAtATime)
    read(slice[0] ?? 0, slice.at(-1) ?? 0)
  }
  return isWhole
}

/** Between which numbers there may be rows. */
function blindBounds(db: Database.Database, table: string): [number, number] {
  const ask = (sql: string): number | null => {
    try {
      return db.prepare<[], number>(sql).pluck().get() ?? null
    } catch (error) {
      if (!isDamage(error)) throw error
      return null
    }
  }
  const last = ask(`SELECT max(rowid) FROM ${table}`)
  const first = ask(`SELECT min(rowid) FROM ${table}`) ?? 1
  if (last !== null) return [first, last]
  let seen = first
  try {
    for (const rowid of db.prepare<[], number>(`SELECT rowid FROM ${table} ORDER BY rowid`).pluck().iterate())
      seen = rowid
  } catch (error) {
    if (!isDamage(error)) throw error
  }
  return [first, seen + blindReach]
}

/** Reads a table without numbers from its beginning, and where that ends too soon from its end. */
function readBothEnds(db: Database.Database, { table, names, keep }: Reading): boolean {
  const keys = db
    .prepare<[string], string>('SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk')
    .pluck()
    .all(table)
  for (const way of ['ASC', 'DESC']) {
    const order = keys.map((key) => `${key} ${way}`).join(', ')
    try {
      const rows = db.prepare<[], Values>(`SELECT ${names} FROM ${table} ORDER BY ${order}`).raw().iterate()
      for (const row of rows) keep(row)
      return way === 'ASC'
    } catch (error) {
      if (!isDamage(error)) throw error
    }
  }
  return false
}
