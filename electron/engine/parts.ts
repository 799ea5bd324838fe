import { createHash, randomUUID } from 'node:crypto'
import { lstatSync, readdirSync, rmSync } from 'node:fs'
import { hostname } from 'node:os'
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

/**
 * Removes the parts in a folder that were left over; what cannot be removed keeps nothing from being made there. At once: what is
 * asked for is made of the portfolio as it is then.
 */
export function removeLeftOver(folder: string): void {
  for (const name of namesIn(folder)) {
    try {
      const path = join(folder, name)
      if (isLeftOver(path, name)) rmSync(path, { recursive: true, force: true })
    } catch {
      // Another one is at it, or the drive lets nobody.
    }
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function isLeftOver(path: string, name: string): boolean {
  const [, computer, worker] = pattern.exec(name) ?? []
  if (worker === undefined) return false
  if (computer === thisComputer() && !isRunning(Number(worker))) return true
  // Another program may have the number of one that ended.
  return Date.now() - lstatSync(path).mtimeMs > longestIdle
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
