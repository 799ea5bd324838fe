import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { fileNameFor } from '../domain/folder-name'
import { writeFailure } from './files'
import { makeFolder, type PortfolioFolder } from './folders'

const pastedFolder = (folder: PortfolioFolder) => join(folder.cache, 'pasted')

/**
 * Writes pasted bytes to a file of that name, so that they can be gathered as any file; gives its path.
 * Throws `disk.full`, `portfolio.notWritable`.
 */
export async function keepPasted(
  folder: PortfolioFolder,
  { name, bytes }: { name: string; bytes: Uint8Array },
): Promise<string> {
  const place = join(pastedFolder(folder), randomUUID())
  const ending = extname(name)
  const path = join(place, fileNameFor(name.slice(0, name.length - ending.length), ending))
  try {
    makeFolder(folder, place)
    await writeFile(path, bytes, { flag: 'wx' })
    return path
  } catch (error) {
    throw writeFailure(error, folder)
  }
}

/** Removes what was pasted and is kept by now. Only at opening, when nothing is being gathered. */
export function forgetPasted(folder: PortfolioFolder): void {
  rmSync(pastedFolder(folder), { recursive: true, force: true })
}
