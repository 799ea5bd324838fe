import type { SubjectOrFile } from '../contract/forget-requests'
import type { WritableDb } from './database'

/**
 * Notes that consent was withdrawn. What was said of the pictures before and would let them out all the same is taken back
 * with it: that nobody can be seen in them, and that what is covered is enough. Who said so may say it again, knowing this.
 */
export function withdraw(db: WritableDb, which: SubjectOrFile, files: readonly string[]): void {
  if ('subject' in which) {
    db.prepare(
      `UPDATE subject SET state = 'withdrawn', updated_at = now(), updated_by = author()
       WHERE id = ? AND state <> 'withdrawn'`,
    ).run(which.subject)
  } else {
    db.prepare(
      `INSERT INTO consent (file_hash, state, updated_at, updated_by) VALUES (?, 'withdrawn', now(), author())
       ON CONFLICT (file_hash) DO UPDATE SET state = 'withdrawn', updated_at = now(), updated_by = author()
         WHERE state <> 'withdrawn'`,
    ).run(which.file)
  }
  const hashes = JSON.stringify(files)
  db.prepare(
    `UPDATE consent SET people = '', updated_at = now(), updated_by = author()
     WHERE people = 'none' AND file_hash IN (SELECT value FROM json_each(?))`,
  ).run(hashes)
  db.prepare(
    `UPDATE redaction SET is_enough = 0, updated_at = now(), updated_by = author()
     WHERE is_enough = 1 AND file_hash IN (SELECT value FROM json_each(?))`,
  ).run(hashes)
}
