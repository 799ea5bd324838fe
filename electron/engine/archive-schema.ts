import Database from 'better-sqlite3'
import { applicationId } from './database'
import { migrations } from './migrations'

/*
 * What a portfolio's database of a version consists of. A database that came from elsewhere is taken only when it is just that:
 * no trigger, view or table of anybody else's, which would act when the app reads or writes.
 */

type SchemaRow = { type: string; name: string; tbl_name: string; sql: string | null }

/** What a database says that it is. */
export type DatabaseKind = 'ours' | 'newer' | 'strange'

/** Whether a database is a portfolio's of a version that this app knows, with the very schema of that version. */
export function kindOf(db: Database.Database): DatabaseKind {
  if (db.pragma('application_id', { simple: true }) !== applicationId) return 'strange'
  const version = Number(db.pragma('user_version', { simple: true }))
  if (version > (migrations.at(-1)?.version ?? 0)) return 'newer'
  return version >= 1 && schemaOf(db) === schemaOfVersion(version) ? 'ours' : 'strange'
}

function schemaOf(db: Database.Database): string {
  const rows = db
    .prepare<[], SchemaRow>('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name')
    .all()
  return JSON.stringify(rows.map(({ type, name, tbl_name, sql }) => [type, name, tbl_name, sql]))
}

/** As a new database would have it, brought to that version step by step. */
function schemaOfVersion(version: number): string {
  const db = new Database(':memory:')
  try {
    db.function('now', () => '')
    db.function('author', () => '')
    for (const step of migrations) if (step.version <= version) db.exec(step.sql)
    return schemaOf(db)
  } finally {
    db.close()
  }
}
