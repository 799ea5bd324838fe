import type { FileLook } from '../contract/workers'
import type { TextState } from '../domain/evidence'
import type { ReadableDb } from './database'

/*
 * What is known of the stored files. None of it is a change: it says what the app found, not what a person did, and all
 * of it can be found again.
 */

/** What is made of a file, in the order in which a person needs it. */
export const intakeSteps = ['look', 'print', 'text'] as const
export type IntakeStep = (typeof intakeSteps)[number]

/** One step of work on one file. */
export type IntakeJob = { step: IntakeStep; hash: string; type: string }

const waitingColumn: Readonly<Record<IntakeStep, string>> = { look: 'picture', print: 'print', text: 'text' }

/** Work that waits, the most needed first: every file is looked at before one is prepared for print. */
export function listWaiting(db: ReadableDb, steps: readonly IntakeStep[], most: number): IntakeJob[] {
  const jobs: IntakeJob[] = []
  for (const step of steps) {
    if (jobs.length >= most) break
    const rows = db
      .prepare<[number], { hash: string; type: string }>(
        `SELECT hash, type FROM file WHERE ${waitingColumn[step]} = 'waiting' ORDER BY added_at, hash LIMIT ?`,
      )
      .all(most - jobs.length)
    jobs.push(...rows.map((row) => ({ step, ...row })))
  }
  return jobs
}

/** How many files there are, whatever is known of them. */
export function countFiles(db: ReadableDb): number {
  return db.prepare<[], number>('SELECT count(*) FROM file').pluck().get() ?? 0
}

/** How many files wait for these steps. */
export function countWaiting(db: ReadableDb, steps: readonly IntakeStep[] = intakeSteps): number {
  const counts = steps.map(
    (step) =>
      db
        .prepare<[], number>(`SELECT count(*) FROM file WHERE ${waitingColumn[step]} = 'waiting'`)
        .pluck()
        .get() ?? 0,
  )
  return counts.reduce((sum, count) => sum + count, 0)
}

/** Notes what was seen in a file. */
export function noteLook(db: ReadableDb, hash: string, look: Omit<FileLook, 'memory'>): void {
  db.prepare(
    `UPDATE file SET picture = @picture, width = @width, height = @height, taken_at = @takenAt,
       taken_offset = @takenOffset, fingerprint = @fingerprint, brightness = @brightness, pages = @pages,
       duration = @duration
     WHERE hash = @hash`,
  ).run({ hash, ...look })
}

/** Notes that the rendition for print was made, or cannot be. */
export function notePrint(db: ReadableDb, hash: string): void {
  db.prepare("UPDATE file SET print = 'done' WHERE hash = ?").run(hash)
}

/** Notes how far a file's text has come; the text itself is kept by the search. */
export function noteTextState(db: ReadableDb, hash: string, state: TextState): void {
  db.prepare('UPDATE file SET text = ? WHERE hash = ?').run(state, hash)
}

/** Lets everything be made again: the cache was deleted. */
export function forgetIntake(db: ReadableDb): void {
  db.exec("UPDATE file SET picture = 'waiting', print = 'waiting', text = 'waiting'")
}
