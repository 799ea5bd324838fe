import Database from 'better-sqlite3'
import type { Methods } from '../contract/table'
import type { checkerRequests, CopyContents } from '../contract/workers'
import { Failure } from '../domain/failure'
import { countContents } from './backup-files'
import { applicationId } from './schema'
import { errorCode, isDiskFull, isDriveGone } from './system-errors'
import { takeCopy } from './take-copy'

/** The work of the checker: a large database is copied and read to its end, for which nobody else is to wait. */
export const checkerMethods: Methods<typeof checkerRequests> = {
  takeCopy: async ({ from, to }, call) => {
    try {
      await takeCopy({ from, to }, call)
    } catch (error) {
      throw plain(error)
    }
    return look(to, { readonly: false }, (copy) => {
      // The journal is folded in: at rest a copy is to be one file.
      copy.pragma('journal_mode = DELETE')
      return contentsOf(copy)
    })
  },
  checkCopy: ({ path }) => look(path, { readonly: true }, contentsOf),
}

/** What SQLite cannot read is no copy of ours. Throws `disk.full`. */
function look(
  path: string,
  { readonly }: { readonly: boolean },
  read: (copy: Database.Database) => CopyContents | null,
): CopyContents | null {
  try {
    const copy = new Database(path, { readonly, fileMustExist: true })
    try {
      return read(copy)
    } finally {
      copy.close()
    }
  } catch (error) {
    if (error instanceof Database.SqliteError && !isDiskFull(error)) return null
    throw plain(error)
  }
}

function contentsOf(db: Database.Database): CopyContents | null {
  if (db.pragma('application_id', { simple: true }) !== applicationId) return null
  if (db.pragma('quick_check(1)', { simple: true }) !== 'ok') return null
  if (db.prepare('SELECT 1 FROM portfolio').get() === undefined) return null
  return countContents(db)
}

/** Only failures cross to the engine. */
function plain(error: unknown): unknown {
  if (isDiskFull(error)) return new Failure('disk.full', {}, { cause: error })
  const isGone = isDriveGone(error) || errorCode(error) === 'ENOENT'
  return isGone ? new Failure('backup.notMade', {}, { cause: error }) : error
}
