import type { Database } from 'better-sqlite3'
import { affectedBy, forgetRows } from './forget-rows'
import { errorCode } from './system-errors'

/*
 * What stays true whatever backup is gone back to: that something left the portfolio, that it was handed in or that such a record
 * was removed, that a consent was withdrawn, that files were forgotten, what colleagues were asked for and have sent. A backup of
 * before knows nothing of it. What was decided about what they sent goes with what came of it, and is that of then.
 */

/** Tables of facts, which are no part of the history; what others refer to comes first. */
const factTables = ['export', 'export_file', 'submission', 'forgotten_file', 'invitation'] as const

/**
 * Takes the facts over from another database of the same portfolio, which may be of an older version or damaged: what cannot be
 * read there is left out.
 * @param from the path of its file
 */
export function carryFacts(db: Database, from: string): void {
  const isThere = tried(() => db.prepare('ATTACH ? AS present').run(from))
  if (!isThere) return
  try {
    db.transaction(() => {
      for (const table of factTables) tried(() => copyRows(db, table))
      tried(() => removeSubmissions(db))
      tried(() => carryTray(db))
      tried(() => carrySending(db))
      const carried = tried(() => withdraw(db))
      // A step that would put back what is there by now could never be done again.
      if (carried) dropUndone(db)
    })()
  } finally {
    db.exec('DETACH present')
  }
  forgetAgain(db)
}

function copyRows(db: Database, table: string): void {
  const columnsOf = (schema: string) =>
    db
      .prepare<[string, string], string>('SELECT name FROM pragma_table_info(?, ?)')
      .pluck()
      .all(table, schema)
  const there = new Set(columnsOf('present'))
  const columns = columnsOf('main').filter((name) => there.has(name))
  if (columns.length === 0) return
  const names = columns.join(', ')
  db.exec(`INSERT OR IGNORE INTO main.${table} (${names}) SELECT ${names} FROM present.${table}`)
}

/** Their files are gone for good. */
function removeSubmissions(db: Database): void {
  db.exec(`INSERT OR IGNORE INTO main.gone_row (table_name, row_key, at)
      SELECT table_name, row_key, at FROM present.gone_row WHERE table_name = 'submission';
    DELETE FROM main.submission WHERE id IN (SELECT row_key FROM main.gone_row WHERE table_name = 'submission')`)
}

/** What colleagues sent lies beside the database, as it is now. */
function carryTray(db: Database): void {
  db.exec(`REPLACE INTO main.contribution (id, invitation_id, sender, note, sent_at, received_at)
      SELECT id, invitation_id, sender, note, sent_at, received_at FROM present.contribution;
    DELETE FROM main.contribution WHERE id NOT IN (SELECT id FROM present.contribution)`)
}

/** A portfolio that was begun for somebody else's knows when it was sent back, and with which word. */
function carrySending(db: Database): void {
  db.exec(`UPDATE main.invited SET sent_at = sent.sent_at, sender = sent.sender, note = sent.note
    FROM present.invited AS sent WHERE sent.id = invited.id`)
}

/** True when anything was withdrawn that was not in the backup. */
function withdraw(db: Database): boolean {
  const files = db
    .prepare(
      `INSERT INTO main.consent (file_hash, people, state, updated_at, updated_by)
         SELECT file_hash, people, state, updated_at, updated_by FROM present.consent WHERE state = 'withdrawn'
       ON CONFLICT (file_hash) DO UPDATE SET state = 'withdrawn' WHERE state <> 'withdrawn'`,
    )
    .run()
  const subjects = db
    .prepare(
      `UPDATE main.subject SET state = 'withdrawn' WHERE state <> 'withdrawn'
         AND id IN (SELECT id FROM present.subject WHERE state = 'withdrawn')`,
    )
    .run()
  return files.changes + subjects.changes > 0
}

function dropUndone(db: Database): void {
  db.exec(`DELETE FROM main.change_step WHERE change_id IN (SELECT id FROM main.change WHERE undone = 1);
    DELETE FROM main.change WHERE undone = 1`)
}

/** Files that were forgotten and are in the backup all the same, since it could not be cleaned then. */
function forgetAgain(db: Database): void {
  const rows = db
    .prepare<[], { hash: string; moment: string }>(
      `SELECT file_hash AS hash, forgotten_at AS moment FROM forgotten_file
       WHERE file_hash IN (SELECT hash FROM file)`,
    )
    .all()
  const [first] = rows
  if (!first) return
  const files = new Set(rows.map(({ hash }) => hash))
  const order = { files, subjects: new Set<string>(), moment: first.moment }
  db.pragma('secure_delete = ON')
  db.transaction(() => forgetRows(db, order, affectedBy(db, files)))()
}

function tried<Result>(work: () => Result): Result | null {
  try {
    return work()
  } catch (error) {
    // A table that is not there, or pages that cannot be read.
    if (/^SQLITE_(ERROR|CORRUPT|NOTADB|IOERR)/.test(errorCode(error))) return null
    throw error
  }
}
