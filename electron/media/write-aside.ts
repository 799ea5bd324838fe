import { randomUUID } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'

/** Writes a file beside its place and renames it: a reader never meets half a file. Throws what the system says. */
export async function writeAside(path: string, bytes: Uint8Array): Promise<void> {
  const aside = `${path}.${randomUUID()}`
  try {
    await writeFile(aside, bytes, { flag: 'wx' })
    await rename(aside, path)
  } finally {
    await rm(aside, { force: true })
  }
}
