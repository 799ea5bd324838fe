import { appendFileSync, readFileSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { scrubbedError } from '../domain/scrub'

/** A log that has grown beyond this is begun anew; one older log is kept. In bytes. */
const largestLog = 1 << 20

/** Writes bugs down, for a report of a problem: where in the app they were met, and nothing personal. */
export type Log = {
  /** It never throws. */
  note: (error: unknown) => void
  /** The end of what was noted, at most so many characters; cut at a line. */
  tail: (longest: number) => string
}

/**
 * A log in `log.txt` of the user's folder for the app.
 * @param personal names that must not come into it, as they are at that moment
 */
export function createLog(folder: string, personal: () => readonly string[]): Log {
  const path = join(folder, 'log.txt')
  return {
    note: (error) => {
      const text = scrubbedError(error, personalNow(personal))
      try {
        if (sizeOf(path) > largestLog) renameSync(path, join(folder, 'log-before.txt'))
        appendFileSync(path, `${new Date().toISOString()} ${text}\n`)
      } catch {
        // A full disk must not turn one failure into two.
      }
      // What a program prints may end in a log of the system's.
      console.error(text)
    },
    tail: (longest) => {
      const text = read(path)
      return text.length <= longest ? text : text.slice(text.indexOf('\n', text.length - longest) + 1)
    },
  }
}

/** The bug may be that the portfolio cannot be read any more. */
function personalNow(personal: () => readonly string[]): readonly string[] {
  try {
    return personal()
  } catch {
    return []
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}
