import { existsSync, readFileSync, realpathSync } from 'node:fs'
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

type SyncedBy = NonNullable<OpenPortfolio['syncedBy']>

/** Folders that programs copy about, as Windows, macOS (`Library/CloudStorage/OneDrive-School`) and Linux call them. */
const syncedFolders: readonly { name: SyncedBy; pattern: RegExp }[] = [
  { name: 'OneDrive', pattern: /[\\/]onedrive(?: ?- ?[^\\/]+)?[\\/]/i },
  { name: 'Dropbox', pattern: /[\\/]dropbox(?: \([^\\/]+\)|-[^\\/]+)?[\\/]/i },
  { name: 'Google Drive', pattern: /[\\/](?:google ?drive|my drive|googledrive-[^\\/]+)[\\/]/i },
  { name: 'iCloud', pattern: /[\\/](?:icloud ?drive|mobile documents|com~apple~clouddocs)[\\/]/i },
  { name: 'Nextcloud', pattern: /[\\/](?:nextcloud|owncloud)\d*(?:-[^\\/]+)?[\\/]/i },
  // UNC, also in its long form, and what Linux desktops mount for the user.
  { name: 'network', pattern: /^(?:\\\\\?\\UNC\\|\\\\(?![?.]\\)|\/\/)[^\\/]/i },
  { name: 'network', pattern: /\/(?:gvfs|\.gvfs)\/[^/]+/ },
]

/** File systems that lie on another computer, as Linux lists them. */
const networkTypes =
  /^(?:cifs|smb3|smbfs|nfs4?|afs|9p|davfs|ceph|fuse\.(?:sshfs|rclone|gvfsd-fuse|davfs2|curlftpfs))$/

/**
 * Which program copies the folder about while the portfolio is open, or that it lies on another computer; told from its path, from
 * where that really leads (a link, or the letter that Windows gave a share), and, on Linux, from what is mounted there. Null when
 * none is known.
 * @param mounts the lines of `/proc/mounts`
 */
export function syncedBy(root: string, mounts: string = readMounts()): OpenPortfolio['syncedBy'] {
  const real = realPath(root)
  const named = syncedFolders.find(({ pattern }) =>
    [root, real].some((path) => pattern.test(`${path}/`)),
  )?.name
  return named ?? (isOnNetwork(real, mounts) ? 'network' : null)
}

/** The path itself where nothing is there. */
function realPath(path: string): string {
  try {
    // The system's own: only that follows the letters of Windows.
    return realpathSync.native(path)
  } catch {
    return path
  }
}

/** The longest mount point above a folder tells what it lies on. */
function isOnNetwork(root: string, mounts: string): boolean {
  let longest = -1
  let isNetwork = false
  for (const line of mounts.split('\n')) {
    const [, escaped = '', type = ''] = line.split(' ')
    const point = escaped.replace(/\\(\d{3})/g, (_, code: string) => String.fromCharCode(parseInt(code, 8)))
    const isAbove = point !== '' && (point === '/' || root === point || root.startsWith(`${point}/`))
    if (!isAbove || point.length < longest) continue
    longest = point.length
    isNetwork = networkTypes.test(type)
  }
  return isNetwork
}

function readMounts(): string {
  if (process.platform !== 'linux') return ''
  try {
    return readFileSync('/proc/self/mounts', 'utf8')
  } catch {
    return ''
  }
}
