import { chmodSync, existsSync, readdirSync, rmSync } from 'node:fs'
import { chmod, copyFile, mkdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Uncleaned } from '../domain/forgetting'
import { listFiles } from './opened'
import { writeFileAside } from './out-file'

/**
 * Copies of files that other programs were given to show, each in a folder that begins with its hash. They are gone when the
 * app ends, or at its next start.
 */
export type OpenedCopies = {
  /** Puts a copy there, read-only, and gives its path; one that is there is shown again. Throws `disk.full`, `export.*`. */
  put: (copy: { from: string; name: string }) => Promise<string>
  /** Removes the copies of files that are forgotten, and names those that another program holds. */
  forget: (files: ReadonlySet<string>) => Uncleaned[]
  clear: () => void
}

/** @param root the folder that holds them; null where nothing is opened (command line) */
export function createOpenedCopies(root: string | null): OpenedCopies {
  const folders = () => (root !== null && existsSync(root) ? readdirSync(root) : [])
  return {
    put: async ({ from, name }) => {
      if (root === null) throw new Error('there is no folder for what is opened')
      // Originals and renditions are named by the hash of their file (folders.ts).
      const folder = join(root, basename(from, '.jpg'))
      const path = join(folder, name)
      if (existsSync(path)) return path
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeFileAside(path, async (aside) => {
        await copyFile(from, aside)
        // What somebody changed in it would be lost: their program says so, and offers another name.
        await chmod(aside, 0o400)
      })
      return path
    },
    forget: (files) =>
      folders()
        .filter((name) => files.has(name.slice(0, 64)))
        .flatMap((name) =>
          isRemoved(join(root ?? '', name)) ? [] : [{ what: 'opened' as const, name: '' }],
        ),
    clear: () => {
      for (const name of folders()) isRemoved(join(root ?? '', name))
    },
  }
}

function isRemoved(path: string): boolean {
  try {
    // Windows removes nothing that is read-only.
    for (const file of listFiles(path)) chmodSync(file.path, 0o600)
    rmSync(path, { recursive: true, force: true })
  } catch {
    // Another program has it open: it is tried again at the next start.
  }
  return !existsSync(path)
}
