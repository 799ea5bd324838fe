import { chmodSync, existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A disk in memory where the system has one: for what is written ten thousand times. */
export const quickDisk = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/** A folder of this test alone, gone when it ends. */
export function temporaryFolder(place = tmpdir()): string {
  const folder = mkdtempSync(join(realpathSync(place), 'fivefold-test-'))
  onTestFinished(() => {
    try {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    } catch {
      // What was handed in lies in folders that nobody but root may write.
      openFolders(folder)
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    }
  })
  return folder
}

function openFolders(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) chmodSync(join(entry.parentPath, entry.name), 0o755)
  }
}
