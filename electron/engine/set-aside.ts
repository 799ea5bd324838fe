import type { ReadableDb, WritableDb } from './database'

/** The keys of the findings that somebody decided to leave as they are. */
export function listSetAside(db: ReadableDb): Set<string> {
  return new Set(db.prepare<[], string>('SELECT finding FROM set_aside').pluck().all())
}

export function setAside(db: WritableDb, findings: readonly string[]): void {
  const add = db.prepare(
    `INSERT INTO set_aside (finding, updated_at, updated_by) VALUES (?, now(), author())
     ON CONFLICT (finding) DO NOTHING`,
  )
  for (const finding of findings) add.run(finding)
}

export function takeUp(db: WritableDb, finding: string): void {
  db.prepare('DELETE FROM set_aside WHERE finding = ?').run(finding)
}
