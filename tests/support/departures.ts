import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { TestEngine } from './engine'

/** Works on the database of an engine's portfolio, which is closed meanwhile. */
export function withDatabase(
  engine: TestEngine & { root: string },
  work: (db: Database.Database) => void,
): void {
  engine.close()
  const db = new Database(join(engine.root, 'portfolio.sqlite'))
  try {
    work(db)
  } finally {
    db.close()
    engine.open(engine.root)
  }
}

/** Notes that a file left in an export, as the record of exports does. */
export function noteExport(
  db: Database.Database,
  { id, file, evidence = 'e', notes = [] }: { id: string; file: string; evidence?: string; notes?: object[] },
): void {
  db.prepare(
    `INSERT OR IGNORE INTO export (id, kind, name, purpose, hash, bytes, notes, made_at, made_by)
     VALUES (?, 'book', 'Book.pdf', 'label', '', 1, ?, '2026-03-02T10:00:00.000Z', 'Mari')`,
  ).run(id, JSON.stringify(notes))
  db.prepare(
    `INSERT INTO export_file (export_id, file_hash, evidence_id, number, name, regions)
     VALUES (?, ?, ?, 'P3-01', 'a.txt', '')`,
  ).run(id, file, evidence)
}

/** Notes that a file was handed in. */
export function noteSubmission(db: Database.Database, { id, file }: { id: string; file: string }): void {
  db.prepare(
    `INSERT INTO submission (id, name, handed_in_on, files, contents, made_at, made_by)
     VALUES (?, '2027-2028', '2026-03-05', '[]', ?, '2026-03-05T10:00:00.000Z', 'Mari')`,
  ).run(id, JSON.stringify({ evidence: [{ files: [file] }] }))
}
