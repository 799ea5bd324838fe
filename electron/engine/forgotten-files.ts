import { Failure } from '../domain/failure'
import type { ReadableDb } from './database'

/** When a file of these bytes was forgotten, by its hash; of those that nobody has gathered again since. */
export function forgottenAmong(db: ReadableDb, bytes: number): Map<string, string> {
  const rows = db
    .prepare<[number], { hash: string; at: string }>(
      `SELECT file_hash AS hash, forgotten_at AS at FROM forgotten_file
       WHERE bytes = ? AND file_hash NOT IN (SELECT hash FROM file)`,
    )
    .all(bytes)
  return new Map(rows.map(({ hash, at }) => [hash, at]))
}

/** A file that was forgotten comes in only when somebody who was asked wants it. Throws `file.forgotten`. */
export function requireUnforgotten(
  db: ReadableDb,
  name: string,
  { hash, bytes }: { hash: string; bytes: number },
): void {
  const at = forgottenAmong(db, bytes).get(hash)
  if (at !== undefined) throw new Failure('file.forgotten', { name, day: Date.parse(at) })
}
