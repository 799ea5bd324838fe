import { join } from 'node:path'
import type { PictureSize } from '../domain/evidence'

/** The places in a portfolio's folder `Name.fivefold/`. */
export type PortfolioFolder = {
  root: string
  database: string
  /** Originals, `files/ab/<sha256>`, never changed. */
  files: string
  /**
   * What can be made again at any time: `cache/thumbnail/<sha256>.jpg`, `cache/print/<sha256>.<edit>.jpg`,
   * `cache/print/<sha256>.p12.jpg`.
   */
  cache: string
  backups: string
  /** What was handed in, `submissions/<id>/`, read-only. Made with the first one. */
  submissions: string
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
  }
}

/** Where an original lies. */
export function originalPath(folder: PortfolioFolder, hash: string): string {
  return join(folder.files, hash.slice(0, 2), hash)
}

/** Where a rendition lies, once it is made: of a photo as it came or with an edit, of a document's page (from 1). */
export function picturePath(
  folder: PortfolioFolder,
  hash: string,
  size: PictureSize,
  { edit = '', page = 1 }: { edit?: string; page?: number } = {},
): string {
  const view = page > 1 ? `.p${page}` : edit === '' ? '' : `.${edit}`
  return join(folder.cache, size, `${hash}${view}.jpg`)
}
