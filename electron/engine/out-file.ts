import { existsSync, readdirSync, statSync } from 'node:fs'
import { rename, rm, rmdir } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { Failure } from '../domain/failure'
import { newPart, removeLeftOver } from './parts'
import { errorCode, isDiskFull, isDriveGone } from './system-errors'

/**
 * Makes a file aside, in the folder where it is to lie, and renames it when it is whole: an older one is there until
 * then, and stays when anything fails.
 * Throws `export.*`, `disk.full`, and what `make` throws.
 */
export async function writeFileAside<Result>(
  out: string,
  make: (aside: string) => Promise<Result>,
): Promise<Result> {
  const name = basename(out)
  if (isFolder(out)) throw new Failure('export.isFolder', { name })
  return makeAside(out, make)
}

/** The same for a folder, which is new: one that is there is only taken when it is empty. Throws `export.folderTaken` too. */
export async function writeFolderAside<Result>(
  out: string,
  make: (aside: string) => Promise<Result>,
): Promise<Result> {
  const isFree = !existsSync(out) || (isFolder(out) && readdirSync(out).length === 0)
  if (!isFree) throw new Failure('export.folderTaken', { name: basename(out) })
  return makeAside(out, make)
}

async function makeAside<Result>(out: string, make: (aside: string) => Promise<Result>): Promise<Result> {
  const name = basename(out)
  const folder = dirname(out)
  if (!isFolder(folder)) throw new Failure('export.noFolder', { name })
  removeLeftOver(folder)
  const aside = newPart(folder)
  try {
    const result = await make(aside)
    // Windows does not rename over a folder, not even an empty one.
    if (isFolder(out)) await rmdir(out)
    await rename(aside, out)
    return result
  } catch (error) {
    throw outFailure(error, out)
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
}

/** What went wrong in the system while something was written to `out`; other errors are as they are. */
export function outFailure(error: unknown, out: string): unknown {
  if (error instanceof Failure) return error
  const code = errorCode(error)
  const name = basename(out)
  if (isDiskFull(error)) return new Failure('disk.full', {}, { cause: error })
  if (code === 'EFBIG') return new Failure('archive.tooLargeForDrive', { name }, { cause: error })
  if (isDriveGone(error)) return new Failure('archive.driveGone', { name }, { cause: error })
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new Failure('export.noFolder', { name }, { cause: error })
  // Windows forbids replacing a file that a viewer holds open.
  if (existsSync(out) && ['EBUSY', 'EPERM', 'EACCES'].includes(code))
    return new Failure('export.inUse', { name }, { cause: error })
  return code === '' ? error : new Failure('export.notWritable', { name }, { cause: error })
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory()
}
