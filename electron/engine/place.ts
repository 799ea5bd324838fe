import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileNameFor } from '../domain/folder-name'
import type { OpenPortfolio } from '../contract/engine'
import { folderEnding } from './folders'

/** A folder for a new portfolio in `parent`, named after the school; numbered when that name is taken. */
export function freePlace(parent: string, school: string): string {
  const path = join(parent, fileNameFor(school, folderEnding))
  for (let count = 2; ; count++) {
    const candidate =
      count === 2 ? path : join(parent, fileNameFor(`${school.slice(0, 50)} ${count - 1}`, folderEnding))
    if (!existsSync(candidate)) return candidate
  }
}

const syncedFolders: readonly { name: NonNullable<OpenPortfolio['syncedBy']>; pattern: RegExp }[] = [
  { name: 'OneDrive', pattern: /[\\/]onedrive( - [^\\/]+)?[\\/]/i },
  { name: 'Dropbox', pattern: /[\\/]dropbox( \([^\\/]+\))?[\\/]/i },
  { name: 'Google Drive', pattern: /[\\/](google ?drive|my drive|googledrive-[^\\/]+)[\\/]/i },
  { name: 'iCloud', pattern: /[\\/](icloud ?drive|mobile documents)[\\/]/i },
  { name: 'network', pattern: /^(\\\\|\/\/)[^\\/]/ },
]

/** Which program copies the folder about while the portfolio is open; told from its path. Null when none is known. */
export function syncedBy(root: string): OpenPortfolio['syncedBy'] {
  return syncedFolders.find(({ pattern }) => pattern.test(root))?.name ?? null
}
