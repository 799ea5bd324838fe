import type { Database } from 'better-sqlite3'

/** `FvFd`, in the file's header: tells a portfolio from any other SQLite file, an empty one included. */
export const applicationId = 0x46764664

/** True when a database, which may be of an older version, has a column. */
export function hasColumn(db: Database, table: string, column: string): boolean {
  return db.prepare('SELECT 1 FROM pragma_table_info(?) WHERE name = ?').get(table, column) !== undefined
}
