import { appendFileSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** A log that has grown beyond this is begun anew; one older log is kept. In bytes. */
const largestLog = 1 << 20

/** Writes bugs with their stacks to `log.txt` in the user's folder for the app. It never throws. */
export function createLog(folder: string): (error: unknown) => void {
  const path = join(folder, 'log.txt')
  return (error) => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
    try {
      if (sizeOf(path) > largestLog) renameSync(path, join(folder, 'log-before.txt'))
      appendFileSync(path, `${new Date().toISOString()} ${text}\n`)
    } catch {
      // A full disk must not turn one failure into two.
    }
    console.error(text)
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}
