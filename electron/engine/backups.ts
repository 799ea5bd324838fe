import type { Backup, BackupReason } from '../domain/backup'
import { Failure } from '../domain/failure'
import { backupNow } from './backup'
import { readBackups } from './backup-files'
import type { Checker } from './checker'
import { writeFailure } from './files'
import type { Opened } from './opened'

/** So long after the opening the first one is made, in ms: the first screen is there by then. */
export const afterOpening = 2000
/** After so long without a change, in ms. */
export const quietTime = 120_000
/** Who changes something all the time gets one so often, in ms. */
export const longestTime = 900_000

/** The backups of the open portfolio, made by themselves and by hand, one after the other. */
export type Backups = {
  list: () => Backup[]
  /** Makes one when anything has changed since the newest. Throws as `backupNow` does. */
  make: (reason: BackupReason) => Promise<{ backup: Backup; isNew: boolean }>
  /** Something was changed: one is made when it has become quiet. */
  noteChange: () => void
  /** Why the last one that was to be made by itself could not be; null when it could. */
  failure: () => Failure | null
  /** Runs what must not meet a backup that is on its way, and lets none begin before it ends. */
  alone: <Result>(work: () => Promise<Result>) => Promise<Result>
  close: () => void
}

export function createBackups(
  opened: Opened,
  {
    checker,
    byItself,
    isFresh,
    logBug,
    onMade,
    onFailure,
    ahead,
    follow,
  }: {
    checker: Checker
    byItself: boolean
    /** A portfolio that was just made has nothing to keep yet. */
    isFresh: boolean
    logBug: (error: unknown) => void
    /** A backup was made, or could not be. */
    onMade: () => void
    /** Why they cannot be made by themselves is another reason now, or none any more. */
    onFailure: (failure: Failure | null) => void
    /** Writes what the next backup is to hold, too. */
    ahead: () => Promise<void>
    /** The newest one holds all that there is; it was not made at the user's command. */
    follow: (backup: Backup) => void
  },
): Backups {
  const { folder, db } = opened
  let queue: Promise<unknown> = Promise.resolve()
  let opening: NodeJS.Timeout | null = null
  let quiet: NodeJS.Timeout | null = null
  /** When the first change came that is in no backup yet, by a clock that nobody sets. */
  let waitingSince: number | null = null
  let failure: Failure | null = null
  let isClosed = false

  function alone<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = queue.then(work)
    queue = result.catch(() => undefined)
    return result
  }

  function note(next: Failure | null): void {
    const isNews = next?.code !== failure?.code
    failure = next
    // That the whole portfolio is out of reach is said where it is written, and holds only until it is back.
    const isAway = next?.code === 'portfolio.missing' || next?.code === 'portfolio.gone'
    if (isNews && !isAway) onFailure(next)
  }

  function make(reason: BackupReason): Promise<{ backup: Backup; isNew: boolean }> {
    return alone(async () => {
      if (isClosed) throw new Failure('portfolio.none')
      waitingSince = null
      try {
        await ahead()
      } catch (error) {
        throw writeFailure(error, folder)
      }
      const made = await backupNow(opened, { reason, checker })
      note(null)
      if (made.isNew) onMade()
      return made
    })
  }

  async function makeByItself(reason: BackupReason): Promise<void> {
    try {
      const { backup } = await make(reason)
      follow(backup)
    } catch (error) {
      // Closed meanwhile: the next opening makes it.
      if (isClosed) return
      const isExpected = error instanceof Failure
      note(isExpected ? error : new Failure('unexpected'))
      if (!isExpected) logBug(error)
      onMade()
    }
  }

  function later(reason: BackupReason, ms: number): NodeJS.Timeout {
    return setTimeout(() => void makeByItself(reason), ms).unref()
  }

  if (byItself && !isFresh) opening = later('opening', afterOpening)

  return {
    list: () => readBackups(folder),
    make,
    noteChange: () => {
      if (!byItself || isClosed || !db.open) return
      const now = performance.now()
      waitingSince ??= now
      if (quiet) clearTimeout(quiet)
      quiet = later('change', Math.max(0, Math.min(quietTime, waitingSince + longestTime - now)))
    },
    failure: () => failure,
    alone,
    close: () => {
      isClosed = true
      for (const timer of [opening, quiet]) if (timer) clearTimeout(timer)
    },
  }
}
