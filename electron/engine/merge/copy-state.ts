import type { ReadableDb } from '../database'
import { columnsOf, keyOf, sharedTables, type SharedRow } from '../shared-tables'
import { beforeStamps, belongings, wholeRow, type Stamp } from '../stamps'

/** The rows of a table, by what they are known by. */
export type Rows = Map<string, SharedRow>

/** The stamps of one row, by cell. */
export type Stamps = ReadonlyMap<string, Stamp>

/** All that a merge has to know of one copy. */
export type CopyState = {
  id: string
  /** Up to which stamp it has seen each copy, itself too. */
  known: ReadonlyMap<string, string>
  tables: ReadonlyMap<string, Rows>
  stamps: ReadonlyMap<string, ReadonlyMap<string, Stamps>>
  gone: ReadonlyMap<string, string>
  /** Hashes of files that it forgot, and those that are in use there. */
  forgotten: ReadonlySet<string>
  held: ReadonlySet<string>
}

/** Reads a copy whole. */
export function readCopy(db: ReadableDb): CopyState {
  const self = db.prepare<[], { id: string; clock: string }>('SELECT id, clock FROM this_copy').get()
  const known = new Map(
    db
      .prepare<[], { copy: string; at: string }>('SELECT copy, at FROM known_copy')
      .all()
      .map(({ copy, at }) => [copy, at]),
  )
  if (self) known.set(self.id, later(known.get(self.id) ?? '', self.clock))
  const gone = db
    .prepare<[], { table: string; key: string; at: string }>(
      'SELECT table_name AS "table", row_key AS key, at FROM gone_row',
    )
    .all()
  const hashes = (sql: string): Set<string> => new Set(db.prepare<[], string>(sql).pluck().all())
  return {
    id: self?.id ?? '',
    known,
    tables: new Map(sharedTables.map((shared) => [shared.table, readRows(db, shared.table)])),
    stamps: readStamps(db),
    gone: new Map(gone.map(({ table, key, at }) => [`${table} ${key}`, at])),
    forgotten: hashes('SELECT file_hash FROM forgotten_file'),
    held: hashes(`SELECT file_hash FROM attachment WHERE file_hash IS NOT NULL
      UNION SELECT copy_hash FROM attachment WHERE copy_hash IS NOT NULL
      UNION SELECT logo_hash FROM book WHERE logo_hash IS NOT NULL`),
  }
}

function readRows(db: ReadableDb, table: string): Rows {
  const shared = sharedTables.find((each) => each.table === table)
  if (!shared) throw new Error(`${table} is not shared`)
  const rows = db.prepare<[], SharedRow>(`SELECT ${columnsOf(db, table).join(', ')} FROM ${table}`).all()
  return new Map(rows.map((row) => [keyOf(shared, row), row]))
}

function readStamps(db: ReadableDb): Map<string, Map<string, Map<string, Stamp>>> {
  const tables = new Map<string, Map<string, Map<string, Stamp>>>()
  const rows = db
    .prepare<[], { table: string; key: string; cell: string } & Stamp>(
      'SELECT table_name AS "table", row_key AS key, cell, at, copy FROM stamp',
    )
    .iterate()
  for (const { table, key, cell, at, copy } of rows) {
    let keys = tables.get(table)
    if (!keys) tables.set(table, (keys = new Map<string, Map<string, Stamp>>()))
    let cells = keys.get(key)
    if (!cells) keys.set(key, (cells = new Map<string, Stamp>()))
    cells.set(cell, { at, copy })
  }
  return tables
}

const noStamps: Stamps = new Map()

/** The stamps of a row that it has written down. */
export function stampsOf(state: CopyState, table: string, key: string): Stamps {
  return state.stamps.get(table)?.get(key) ?? noStamps
}

/** When a field of a row was written, and where. */
export function cellStamp(stamps: Stamps, row: SharedRow, cell: string): Stamp {
  return stamps.get(cell) ?? stamps.get(wholeRow) ?? { at: String(row.updated_at), copy: beforeStamps }
}

/** The last writing of a row itself. */
export function lastStamp(stamps: Stamps, row: SharedRow): Stamp {
  let last = cellStamp(stamps, row, wholeRow)
  for (const [cell, stamp] of stamps) if (cell !== belongings && compareStamps(stamp, last) > 0) last = stamp
  return last
}

/** Below 0: the first was written before. The same for every copy that compares them. */
export function compareStamps(one: Stamp, other: Stamp): number {
  if (one.at !== other.at) return one.at < other.at ? -1 : 1
  if (one.copy === other.copy) return 0
  return one.copy < other.copy ? -1 : 1
}

/** The later of two moments as text. */
export function later(one: string, other: string): string {
  return one < other ? other : one
}

/**
 * Whether a copy has seen a writing. Of what is older than stamps it has seen what is no newer than its own row, or than its row
 * was when it went.
 */
export function hasSeen(
  state: CopyState,
  stamp: Stamp,
  { table, key }: { table: string; key: string },
): boolean {
  if (stamp.copy !== beforeStamps) return stamp.at <= (state.known.get(stamp.copy) ?? '')
  const row = state.tables.get(table)?.get(key)
  if (!row) return stamp.at <= (state.gone.get(`${table} ${key}`) ?? '')
  const whole = cellStamp(stampsOf(state, table, key), row, wholeRow)
  return whole.copy === beforeStamps && stamp.at <= whole.at
}
