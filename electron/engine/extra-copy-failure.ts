import { existsSync } from 'node:fs'
import { Failure } from '../domain/failure'
import { errorCode, isDiskFull, isDriveGone } from './system-errors'

/**
 * What an error while an extra copy was made means for the user: the drive was pulled out, is full, or may not be written. A bug is
 * passed on as it is.
 * @param folder the one that was chosen
 */
export function copyFailure(error: unknown, folder: string): unknown {
  const words = { folder }
  if (error instanceof Failure)
    return error.code === 'archive.noRoom' ? new Failure('copy.noRoom', { ...error.words, folder }) : error
  // Of SQLite: about the portfolio's own disk.
  if (/^$|^SQLITE_/.test(errorCode(error))) return error
  if (!existsSync(folder) || isDriveGone(error)) return new Failure('copy.notThere', words, { cause: error })
  if (isDiskFull(error)) return new Failure('copy.full', words, { cause: error })
  return new Failure('copy.notWritable', words, { cause: error })
}
