import type { FailureMessage } from './failure'

/*
 * The extra copy: a second whole portfolio in a folder that the user chose, on a stick or another drive, which is brought up to
 * date by itself whenever that folder is there.
 */

/** What an extra copy could not take over, and why: it is gone or damaged in the portfolio, or larger than the drive takes. */
export type LeftOut = { path: string; names: string[]; why: 'missing' | 'damaged' | 'tooLarge' }

/** What became of copying. */
export type CopiedOut = {
  /** What the copy's folder is called. */
  name: string
  /** How many files were new, and their bytes. */
  files: number
  bytes: number
  leftOut: LeftOut[]
  /** An older copy beside which this one lies, since somebody worked in that; null as a rule. */
  besides: string | null
}

/** The extra copy as the screens tell of it. */
export type ExtraCopy = {
  /** For the eye: the folder that was chosen, and what the copy in it is called; empty before the first. */
  folder: string
  name: string
  /** ISO 8601; empty before the first. */
  madeAt: string
  /** Whether the folder can be reached now. */
  isThere: boolean
  /** It lies on the disk of the portfolio itself. */
  isOnSameDisk: boolean
  /** Whether all that the newest backup holds is in it. */
  isUpToDate: boolean
  /** Whether it is being made by itself just now. */
  isBeingMade: boolean
  /** Why it could not be made by itself, though the folder was there. */
  failure: FailureMessage | null
  /** What the last one could not take over. */
  leftOut: LeftOut[]
  /** Set when the user is to be reminded: its age in days, null where that is not known. */
  reminder: { days: number | null } | null
}

/** So old, in days, an extra copy may be before the user is reminded. */
const longestAge = 14
/** So long, in days, "Not now" holds. */
const postponement = 7

const day = 86_400_000

/**
 * Whether it is time to say that there is no recent copy of what was changed. A moment that lies ahead was written by a clock that
 * was wrong, then or now: it counts as long ago, so that no clock silences the reminder for years.
 * @param facts moments in ISO 8601, empty for never
 */
export function reminderOf(
  { madeAt, postponedAt }: { madeAt: string; postponedAt: string },
  now: Date,
): ExtraCopy['reminder'] {
  const postponed = daysSince(postponedAt, now)
  if (postponed !== null && postponed < postponement) return null
  const days = daysSince(madeAt, now)
  return days === null || days > longestAge ? { days } : null
}

/** Null for never, and for a moment more than a day ahead. */
function daysSince(moment: string, now: Date): number | null {
  const days = Math.floor((now.getTime() - Date.parse(moment)) / day)
  return Number.isNaN(days) || days < -1 ? null : Math.max(0, days)
}
