import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

export type Sources = {
  /** Files that count by when they were last written. */
  folders: readonly string[]
  /** Files that count by what they hold, such as the lock file, which an installation may write anew unchanged. */
  files: readonly string[]
}

/** A text that changes when one of the sources is written, added, removed or renamed. */
export function fingerprint(sources: Sources): string {
  const hash = createHash('sha256')
  for (const folder of sources.folders) {
    if (existsSync(folder)) addFolder(hash, folder)
  }
  for (const file of sources.files) hash.update(file).update(readFileSync(file))
  return hash.digest('hex')
}

function addFolder(hash: ReturnType<typeof createHash>, folder: string): void {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) {
      addFolder(hash, path)
      continue
    }
    const { mtimeMs, size } = statSync(path)
    hash.update(`${path}\n${String(mtimeMs)} ${String(size)}\n`)
  }
}
