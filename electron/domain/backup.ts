/*
 * Backups of a portfolio's database: what their names tell, and which of them stay. A backup is named by a number that only
 * grows, so that the newest is known whatever the clock said: it may be set back, or be wrong on one of two computers.
 */

/** Why a backup was made: by itself, before something that replaces the database, or by hand. */
export const backupReasons = ['opening', 'change', 'migration', 'merge', 'restore', 'hand'] as const
export type BackupReason = (typeof backupReasons)[number]

/** What the name of a backup tells. */
export type BackupFacts = {
  number: number
  /** ISO 8601, in whole seconds. */
  madeAt: string
  reason: BackupReason
  /** Pieces of evidence, without those in the trash. */
  pieces: number
  /** Answers that are not empty. */
  answers: number
}

/** A backup in the list; `bytes` is the size of the database's copy. */
export type Backup = BackupFacts & { name: string; bytes: number }

/**
 * The name of a backup's file: `0042_2026-11-30_08-15-22_opening_120_14.sqlite`, the time in UTC, then pieces and answers. It
 * sorts by age, and every system can hold it.
 */
export function backupName({ number, madeAt, reason, pieces, answers }: BackupFacts): string {
  const [day = '', time = ''] = madeAt.slice(0, 19).replaceAll(':', '-').split('T')
  return `${[String(number).padStart(4, '0'), day, time, reason, pieces, answers].join('_')}.sqlite`
}

const namePattern = new RegExp(
  `^(\\d{4,15})_(\\d{4}-\\d{2}-\\d{2})_(\\d{2})-(\\d{2})-(\\d{2})_(${backupReasons.join('|')})_(\\d+)_(\\d+)\\.sqlite$`,
)

/** What a name tells; null for what is no backup of ours. */
export function readBackupName(name: string): BackupFacts | null {
  const [, number, day, hour, minute, second, reason, pieces, answers] = namePattern.exec(name) ?? []
  const madeAt = `${day ?? ''}T${hour ?? ''}:${minute ?? ''}:${second ?? ''}.000Z`
  if (number === undefined || Number.isNaN(Date.parse(madeAt))) return null
  return {
    number: Number(number),
    madeAt,
    reason: reason as BackupReason,
    pieces: Number(pieces),
    answers: Number(answers),
  }
}

/** The newest that stay whatever their day; then one for each of so many days, weeks and months. */
export const keptBackups = { newest: 10, days: 7, weeks: 4, months: 12 } as const

type Numbered = Pick<BackupFacts, 'number' | 'madeAt'>

/**
 * Which backups stay: the ten newest, then the newest of each of seven days, of four weeks (Monday to Sunday), of twelve months.
 * New is what has a high number; days, weeks and months are those on which backups were made, so no clock is asked: one that was
 * set back, or a summer without the app, costs no backup.
 * @returns the same values, the newest first
 */
export function backupsToKeep<Each extends Numbered>(backups: readonly Each[]): Each[] {
  const sorted = [...backups].sort((one, other) => other.number - one.number)
  const kept = sorted.slice(0, keptBackups.newest)
  let rest = sorted.slice(keptBackups.newest)
  for (const { most, periodOf } of periods) {
    const firsts = new Map<string, Each>()
    for (const backup of rest) {
      const period = periodOf(backup.madeAt)
      if (!firsts.has(period) && firsts.size < most) firsts.set(period, backup)
    }
    kept.push(...firsts.values())
    rest = rest.filter(({ madeAt }) => !firsts.has(periodOf(madeAt)))
  }
  return kept.sort((one, other) => other.number - one.number)
}

const periods: readonly { most: number; periodOf: (moment: string) => string }[] = [
  { most: keptBackups.days, periodOf: (moment) => moment.slice(0, 10) },
  { most: keptBackups.weeks, periodOf: mondayOf },
  { most: keptBackups.months, periodOf: (moment) => moment.slice(0, 7) },
]

function mondayOf(moment: string): string {
  const day = new Date(moment.slice(0, 10))
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7))
  return day.toISOString().slice(0, 10)
}
