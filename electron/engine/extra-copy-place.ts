import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { Failure } from '../domain/failure'
import { fileNameFor } from '../domain/folder-name'
import { markerName, readMarker, writtenIn, type WrittenDatabase } from './extra-copy-marker'
import { folderEnding, portfolioFolder } from './folders'

/*
 * Where an extra copy lies in the folder that the user chose. Only a copy that we wrote, and in which nobody has worked since, is
 * ever written again; beside anything else a new one is begun.
 */

/** A folder for the copy, and the database that lies there. */
export type CopyPlace = {
  root: string
  isNew: boolean
  database: WrittenDatabase | null
  /** A copy of the same portfolio in which somebody worked, beside which this one is begun; null as a rule. */
  besides: string | null
}

/** @param taken what copies of others are called that are made in the same folder */
type Wanted = { portfolio: string; root: string; known: string; taken: ReadonlySet<string> }

/** Throws `copy.notThere`, and `copy.inPortfolio` for a folder in a portfolio, this one or another. */
export function requireOutside(chosen: string): void {
  if (!isFolder(chosen)) throw new Failure('copy.notThere', { folder: chosen })
  let place = realpathSync(chosen)
  for (;;) {
    if (existsSync(portfolioFolder(place).database)) throw new Failure('copy.inPortfolio', { folder: chosen })
    if (dirname(place) === place) return
    place = dirname(place)
  }
}

/** True when both lie on one disk, which takes both along when it breaks. */
export function isOnSameDisk(one: string, other: string): boolean {
  const [a, b] = [one, other].map((path) => statSync(path, { throwIfNoEntry: false })?.dev)
  return a !== undefined && a === b
}

/**
 * The place in the chosen folder: the copy of before where it is as we left it, else the first name that is free, or is that of
 * another copy of ours.
 */
export async function findCopyPlace(
  chosen: string,
  { portfolio, root, known, taken }: Wanted,
): Promise<CopyPlace> {
  const own = existsSync(root) ? realpathSync(root) : root
  let besides: string | null = null
  for (const name of namesFor(root, known)) {
    const place = join(chosen, name)
    if (taken.has(name)) continue
    if (isFree(place)) return { root: place, isNew: true, database: null, besides }
    if (realpathSync(place) === own) continue
    const marker = readMarker(place)
    if (marker?.portfolio !== portfolio) continue
    const written = await writtenIn(place, marker)
    if (written) return { root: place, isNew: false, ...written, besides: null }
    besides ??= name
  }
  throw new Error('names never end')
}

/** The name of before, then that of the portfolio's folder, numbered. Good on every drive, whatever the folder was renamed to. */
function* namesFor(root: string, known: string): Generator<string> {
  if (known !== '') yield known
  const name = basename(resolve(root), folderEnding)
  yield fileNameFor(name, folderEnding)
  for (let count = 2; ; count += 1) yield fileNameFor(`${name.slice(0, 50)} ${count}`, folderEnding)
}

/** Nothing is there, or only what is written first: a kill came between. */
function isFree(place: string): boolean {
  if (!existsSync(place)) return true
  return isFolder(place) && readdirSync(place).every((name) => name === `${markerName}.new`)
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}
