import { createHash, randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { lstat, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode } from './system-errors'

/*
 * What is on its way out of the portfolio is made aside, as a hidden part in the folder where it is to lie. A process that is killed
 * leaves its part there: photos of pupils that nobody sees. So its name says who works on it, and whoever makes the next part in
 * that folder takes away first what nobody works on any more.
 */

/** `.<computer>-<process>-<random>.fivefold-part`, and what lies beside it for as long as it is made. */
const pattern = /^\.([0-9a-f]{8})-(\d+)-[0-9a-f]{8}\.fivefold-part(?:-[a-z-]+)?$/

/** A part of another computer, on a share, is left over when it was not written for so long, in ms. */
const longestIdle = 24 * 60 * 60_000

/** A path in a folder for what is made aside, where nothing is yet. */
export function newPart(folder: string): string {
  return join(folder, `.${thisComputer()}-${process.pid}-${randomUUID().slice(0, 8)}.fivefold-part`)
}

/** Removes the parts in a folder that were left over. What cannot be removed keeps nothing from being made there. */
export async function removeLeftOver(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  for (const name of names) {
    const path = join(folder, name)
    if (await isLeftOver(path, name)) await rm(path, { recursive: true, force: true }).catch(() => undefined)
  }
}

async function isLeftOver(path: string, name: string): Promise<boolean> {
  const [, computer, worker] = pattern.exec(name) ?? []
  if (worker === undefined) return false
  if (computer === thisComputer() && !isRunning(Number(worker))) return true
  // Another program may have the number of one that ended.
  const written = await lstat(path).catch(() => null)
  return written !== null && Date.now() - written.mtimeMs > longestIdle
}

/** One that may not be asked runs, too. */
function isRunning(worker: number): boolean {
  try {
    process.kill(worker, 0)
    return true
  } catch (error) {
    return errorCode(error) !== 'ESRCH'
  }
}

function thisComputer(): string {
  return createHash('sha256').update(hostname()).digest('hex').slice(0, 8)
}
