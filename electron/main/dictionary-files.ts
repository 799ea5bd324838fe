import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { dictionaryList } from '../domain/dictionaries'

/**
 * Copies the dictionaries to where Chromium looks for them, where they are missing or of another version; gives whether
 * they lie there now. A build without dictionaries has none.
 * @param from the dictionaries that came with the app
 * @param to Chromium's folder in the user's folder for the app
 */
export function placeDictionaries(from: string, to: string): boolean {
  if (!existsSync(join(from, dictionaryList))) return false
  // The list is written last, and names the versions.
  const isSame = readIfThere(join(to, dictionaryList)) === readIfThere(join(from, dictionaryList))
  const names = readdirSync(from).filter((name) => name !== dictionaryList)
  const missing = isSame ? names.filter((name) => sizeOf(join(from, name)) !== sizeOf(join(to, name))) : names
  mkdirSync(to, { recursive: true })
  for (const name of missing) copy(join(from, name), join(to, name))
  if (!isSame) copy(join(from, dictionaryList), join(to, dictionaryList))
  return true
}

/** Renamed into place: a start that was cut off leaves no half dictionary. */
function copy(from: string, to: string): void {
  const aside = `${to}.new`
  try {
    writeFileSync(aside, readFileSync(from))
    renameSync(aside, to)
  } finally {
    rmSync(aside, { force: true })
  }
}

function readIfThere(path: string): string | null {
  return existsSync(path) ? readFileSync(path, 'utf8') : null
}

function sizeOf(path: string): number | null {
  return existsSync(path) ? statSync(path).size : null
}
