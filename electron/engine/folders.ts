import { mkdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { PictureSize } from '../domain/evidence'
import { Failure } from '../domain/failure'
import { redactionMark } from '../domain/redaction'
import { errorCode } from './system-errors'

/** The places in a portfolio's folder `Name.fivefold/`. */
export type PortfolioFolder = {
  root: string
  database: string
  /** Originals, `files/ab/<sha256>`, never changed. */
  files: string
  /**
   * What can be made again at any time: `cache/thumbnail/<sha256>.jpg`, `cache/print/<sha256>.<edit>.<redaction>.jpg`,
   * `cache/print/<sha256>.p12.jpg`.
   */
  cache: string
  backups: string
  /** What was handed in, `submissions/<id>/`, read-only. Made with the first one. */
  submissions: string
  /** What colleagues sent back, `tray/<id>/`, each a portfolio of its own. Made with the first one. */
  tray: string
}

/** The ending of a portfolio's folder. */
export const folderEnding = '.fivefold'

export function portfolioFolder(root: string): PortfolioFolder {
  return {
    root,
    database: join(root, 'portfolio.sqlite'),
    files: join(root, 'files'),
    cache: join(root, 'cache'),
    backups: join(root, 'backups'),
    submissions: join(root, 'submissions'),
    tray: join(root, 'tray'),
  }
}

/**
 * Makes a folder in a portfolio, with those above it, but never the portfolio's own: where that has gone for a while, a new one
 * in its place would keep it from coming back. Throws what the system says, `ENOENT` where the portfolio is not there.
 */
export function makeFolder({ root }: PortfolioFolder, path: string): void {
  let at = root
  for (const name of relative(root, path).split(sep)) {
    at = join(at, name)
    try {
      mkdirSync(at)
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error
    }
  }
}

/**
 * A path below a place in a portfolio, of what its database says. A portfolio may come from anywhere, and whatever it says, no path
 * leads out. Throws `portfolio.damaged`.
 */
export function pathBelow({ root }: PortfolioFolder, place: string, ...names: readonly string[]): string {
  const path = join(place, ...names)
  if (!path.startsWith(place + sep)) throw new Failure('portfolio.damaged', { folder: root })
  return path
}

/** Where an original lies. Throws `portfolio.damaged` for what is no hash. */
export function originalPath(folder: PortfolioFolder, hash: string): string {
  return pathBelow(folder, folder.files, hash.slice(0, 2), hash)
}

/** How a picture is shown: of a photo its edit, of a document its page (from 1); and what is covered in the file. */
export type PictureView = { edit?: string; page?: number; redaction: string }

/**
 * Where a rendition lies, once it is made. What is covered in the file must be told: `redactionOf` knows. Throws
 * `portfolio.damaged` for what is no hash or edit.
 */
export function picturePath(
  folder: PortfolioFolder,
  hash: string,
  size: PictureSize,
  view: PictureView,
): string {
  return pathBelow(folder, folder.cache, size, pictureName(hash, view))
}

/** The name of a rendition: `<sha256>.jpg` for a photo as it came, `<sha256>.<edit>.<redaction>.jpg`, `<sha256>.p12.jpg`. */
export function pictureName(hash: string, { edit = '', page = 1, redaction }: PictureView): string {
  const view = page > 1 ? `p${page}` : edit
  return [hash, view, redactionMark(redaction), 'jpg'].filter((part) => part !== '').join('.')
}

/**
 * Where the picture of a file lies as it came, with nothing covered: it is made when the file comes in, shown while its
 * faces are being covered, and in no other place.
 */
export function originalViewPath(folder: PortfolioFolder, hash: string, size: PictureSize): string {
  return picturePath(folder, hash, size, { redaction: '' })
}
