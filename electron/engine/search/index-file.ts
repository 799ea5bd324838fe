import { rmSync } from 'node:fs'
import Database from 'better-sqlite3'
import { errorCode, isDiskFull, isForbidden } from '../system-errors'

/*
 * The index: one FTS5 table over entries, and the texts of documents. It lies in the cache and can be made again at any
 * time, so it is written without waiting for the disk.
 */

export type IndexDb = Database.Database

/** Counted up when the shape of the index or the folding changes: an older file is made anew. */
const shape = 2

const schema = `
  CREATE TABLE stamp (value TEXT NOT NULL) STRICT;
  INSERT INTO stamp VALUES ('');
  CREATE TABLE entry (number INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, UNIQUE (kind, id)) STRICT;
  CREATE TABLE document (hash TEXT PRIMARY KEY, text TEXT NOT NULL, folded TEXT NOT NULL) STRICT;
  CREATE VIRTUAL TABLE word USING fts5(title, text, document, content='', contentless_delete=1,
    tokenize='unicode61 remove_diacritics 0', prefix='2 3');
  PRAGMA user_version = ${shape};`

/**
 * Opens the index, or makes it anew when it is missing, damaged, of another shape, or something else; in memory where it cannot be
 * written, and for a portfolio that may only be read.
 */
export function openIndex(path: string, { inMemory = false } = {}): IndexDb {
  if (inMemory) return made(connect(':memory:'))
  try {
    const db = connect(path)
    if (db.pragma('user_version', { simple: true }) === shape && isSound(db)) {
      // Fails where there is no room.
      db.exec('UPDATE stamp SET value = value')
      return db
    }
    db.close()
  } catch {
    // Below.
  }
  try {
    for (const ending of ['', '-wal', '-shm', '-journal'])
      rmSync(path + ending, { force: true, recursive: true })
    return made(connect(path))
  } catch (error) {
    // No room, or nothing may be written there: what is found is kept in memory, and is indexed anew the next time.
    if (
      isDiskFull(error) ||
      isForbidden(error) ||
      /^(SQLITE_CANTOPEN|SQLITE_IOERR|ENOENT)/.test(errorCode(error))
    )
      return made(connect(':memory:'))
    throw error
  }
}

function made(db: IndexDb): IndexDb {
  try {
    db.exec(schema)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** Looked through only when the app ended before it was closed well: a large index takes seconds for it. */
function isSound(db: IndexDb): boolean {
  const wasClosed = db.prepare('SELECT value FROM stamp').pluck().get() !== ''
  return wasClosed || db.pragma('quick_check(1)', { simple: true }) === 'ok'
}

/** Writes the index anew, so that no word is left in it that was taken out. */
export function compact(db: IndexDb): void {
  // Words that were taken out are only marked until the parts of the index are made one.
  db.exec("INSERT INTO word (word) VALUES ('optimize')")
  db.exec('VACUUM')
  db.pragma('wal_checkpoint(TRUNCATE)')
}

function connect(path: string): IndexDb {
  const db = new Database(path)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = OFF')
  return db
}
