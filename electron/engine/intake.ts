import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { FileLook } from '../contract/workers'
import type { Call } from '../contract/table'
import { Failure } from '../domain/failure'
import { hasText } from '../domain/file-group'
import { makeFolder, originalPath, originalViewPath } from './folders'
import { removePictures } from './forget-copies'
import type { MediaClient, MediaPool } from './media-pool'
import type { Opened } from './opened'
import { portfolio } from './portfolio'
import { nothingCovered } from './redactions'
import {
  countFiles,
  countWaiting,
  intakeSteps,
  forgetIntake,
  listWaiting,
  noteLook,
  notePrint,
  noteTextState,
  type IntakeJob,
  type IntakeStep,
} from './stored-files'
import { isDiskFull } from './system-errors'

/**
 * Screens are told of new pictures at most this often, in ms, and once in as many ms as there are files: each time, lists
 * are read anew, and a long one costs more than a picture.
 */
const tellAtMostEvery = 300
const tellAtLeastEvery = 1000

/** When all is looked at that has come in, nothing is gained by waiting for more. */
const tellOfLastEvery = 100

/** The large pictures are seen one at a time, and stand in for nothing that is missing. */
const tellOfPrintEvery = 1500

/** In ms. */
const longestLook = 3000

/** A drive that is gone is looked for so often, in ms. */
const lookForDriveEvery = 3000

/** How much of what came in was worked through since nothing waited. */
export type IntakeProgress = { done: number; total: number; isPaused: boolean }

/** Looks at what came in, in workers that may hang or die: what a file is and its thumbnail first, then print, then text. */
export type Intake = {
  /** Goes on with what waits; does nothing while every worker is at work. */
  start: () => void
  /** Makes ready for what is about to come in. */
  expect: () => void
  /** Files are coming in: until the returned function is called they are only looked at, so that their pictures show soon. */
  begin: () => () => void
  /** Resolves when every file was looked at, or after a while: on an old computer nobody waits for that. */
  look: () => Promise<void>
  /**
   * Holds what takes long, the pictures for print and the words in documents, until it is told to go on or a book needs
   * it. What comes in is looked at all the same, so that its cards show it.
   */
  pause: (isPaused: boolean) => void
  /** Resolves when every picture that a book needs was made, or when other steps are done that are named. */
  finish: (call: Partial<Call>, steps?: readonly IntakeStep[]) => Promise<void>
  /** What still waits is done after the next opening. */
  stop: () => void
}

/** What is known of a file that could not even be looked at. */
const unreadable: Omit<FileLook, 'memory'> = {
  picture: 'unreadable',
  width: null,
  height: null,
  takenAt: '',
  takenOffset: '',
  fingerprint: '',
  brightness: null,
  pages: null,
  duration: null,
}

export function createIntake(options: {
  opened: Opened
  pool: MediaPool
  /** How many workers there are at most: one per core. */
  hands: number
  onPicture: () => void
  onProgress: (progress: IntakeProgress) => void
  /** The words in a file, to be found by. */
  onText: (hash: string, text: string) => void
  /** More can be found than before. */
  onTexts?: () => void
  logBug: (error: unknown) => void
}): Intake {
  const { opened, pool, logBug } = options
  const { db, folder } = opened
  const atWork = new Set<string>()
  const runs = new Set<Promise<void>>()
  let isStopped = false
  let isPaused = false
  let gatherings = 0
  let done = 0
  let toldAt = 0
  /** The telling that is due, and when. */
  let telling: { at: number; timer: NodeJS.Timeout } | null = null
  let hasNewPictures = false
  let hasNewTexts = false
  let returning: NodeJS.Timeout | undefined

  /** Does one step with one worker and notes what came of it; gives the worker's memory, in bytes. */
  async function work(client: MediaClient, { step, hash, type }: IntakeJob): Promise<number> {
    const source = originalPath(folder, hash)
    if (step === 'look') {
      const { memory, ...look } = await client.lookAt({
        source,
        type,
        thumbnail: originalViewPath(folder, hash, 'thumbnail'),
      })
      if (canNote()) noteLook(db, hash, look)
      return memory
    }
    if (step === 'print') {
      const { memory } = await client.drawPictures({
        source,
        type,
        edit: '',
        redaction: nothingCovered,
        page: 1,
        pictures: [{ size: 'print', path: originalViewPath(folder, hash, 'print') }],
      })
      if (canNote()) notePrint(db, hash)
      return memory
    }
    if (!hasText(type)) {
      if (canNote()) noteTextState(db, hash, 'none')
      return 0
    }
    const { language } = portfolio(db)
    const { text, state } = await client.documentText({ source, type, language, isWhole: true })
    if (!canNote() || isForgotten(hash)) return 0
    if (state === 'ready') {
      options.onText(hash, text)
      hasNewTexts = true
    }
    noteTextState(db, hash, state)
    return 0
  }

  /** A file in a portfolio whose drive is gone only seems to be unreadable. */
  function isAway(): boolean {
    return !existsSync(db.name)
  }

  function canNote(): boolean {
    return !isStopped && !isAway()
  }

  function comeBackLater(): void {
    if (isStopped) return
    clearTimeout(returning)
    returning = setTimeout(start, lookForDriveEvery).unref()
  }

  function isForgotten(hash: string): boolean {
    return db.prepare('SELECT 1 FROM file WHERE hash = ?').get(hash) === undefined
  }

  function giveUp({ step, hash }: IntakeJob): void {
    if (step === 'look') noteLook(db, hash, unreadable)
    else if (step === 'print') notePrint(db, hash)
    else noteTextState(db, hash, 'unreadable')
  }

  async function run(): Promise<void> {
    for (let job = nextJob(); job; job = nextJob()) {
      const current = job
      atWork.add(current.hash)
      try {
        const outcome = await pool.use((client) => work(client, current))
        if (outcome === 'stopped') return
        if (isAway()) {
          comeBackLater()
          return
        }
        // The worker died of it twice: the file is kept as it is.
        if (outcome === 'givenUp') giveUp(current)
      } catch (error) {
        if (isAway()) {
          comeBackLater()
          return
        }
        if (isStopped || !isForgotten(current.hash)) throw error
      } finally {
        atWork.delete(current.hash)
      }
      if (isStopped) return
      // It was forgotten while a worker had it in hand.
      if (isForgotten(current.hash)) removePictures(folder, new Set([current.hash]))
      done += 1
      if (current.step !== 'text') hasNewPictures = true
      tellSoon(current.step)
    }
  }

  /** One file is in one worker's hands at a time. */
  function nextJob(): IntakeJob | undefined {
    if (isStopped) return undefined
    const steps = gatherings > 0 || isPaused ? (['look'] as const) : intakeSteps
    return listWaiting(db, steps, atWork.size + 1).find(({ hash }) => !atWork.has(hash))
  }

  /** Tells what came of the work, at once or when it is time again: what is done last must not wait for what comes next. */
  function tellSoon(step: IntakeStep): void {
    const at = toldAt + pauseAfter(step)
    if (at <= Date.now() || countWaiting(db) === 0) tell()
    else if (!telling || at < telling.at) {
      clearTimeout(telling?.timer)
      telling = { at, timer: setTimeout(tell, at - Date.now()).unref() }
    }
  }

  function pauseAfter(step: IntakeStep): number {
    if (step !== 'look') return tellOfPrintEvery
    if (countWaiting(db, ['look']) === 0) return tellOfLastEvery
    return Math.min(tellAtLeastEvery, Math.max(tellAtMostEvery, countFiles(db)))
  }

  function tell(): void {
    clearTimeout(telling?.timer)
    telling = null
    if (isStopped) return
    toldAt = Date.now()
    const left = countWaiting(db)
    if (hasNewPictures || left === 0) options.onPicture()
    hasNewPictures = false
    if (hasNewTexts) options.onTexts?.()
    hasNewTexts = false
    options.onProgress({ done, total: done + left, isPaused })
    if (left === 0) done = 0
  }

  function hold(isHeld: boolean): void {
    isPaused = isHeld
    options.onProgress({ done, total: done + countWaiting(db), isPaused })
    start()
  }

  function start(): void {
    if (isStopped) return
    if (isAway()) {
      comeBackLater()
      return
    }
    for (const size of ['print', 'thumbnail'] as const) makeFolder(folder, join(folder.cache, size))
    // A run takes its first job at once, so that the next one sees what is left.
    while (runs.size < options.hands && nextJob()) {
      const current = run()
        .catch((error: unknown) => {
          if (!isStopped) logBug(error)
        })
        .finally(() => runs.delete(current))
      runs.add(current)
    }
  }

  if (!existsSync(join(folder.cache, 'thumbnail')) && !db.readonly) {
    try {
      forgetIntake(db)
    } catch (error) {
      // No room even for that: a portfolio opens all the same.
      if (!isDiskFull(error)) throw error
    }
  }

  return {
    start,
    expect: () => {
      pool.warm(options.hands)
    },
    begin: () => {
      gatherings += 1
      return () => {
        gatherings -= 1
        start()
        // What was dropped with it is not waited for any more.
        if (canNote() && done > 0 && countWaiting(db) === 0) tell()
      }
    },
    look: async () => {
      const until = Date.now() + longestLook
      while (!isStopped && Date.now() < until && countWaiting(db, ['look']) > 0) await pause(20)
    },
    pause: hold,
    finish: async ({ signal, progress }, steps = ['look', 'print']) => {
      if (isPaused) hold(false)
      const countLeft = () => {
        if (signal?.aborted || isStopped) throw new Failure('cancelled')
        return countWaiting(db, steps)
      }
      const total = countLeft()
      for (let left = total; left > 0;) {
        progress?.({ done: total - left, total, step: 'pictures' })
        start()
        await pause(50)
        const before = left
        left = countLeft()
        // The work ended and nothing came of it: a full disk, a vanished folder. The book goes on without them.
        if (runs.size === 0 && left === before) return
      }
    },
    stop: () => {
      isStopped = true
      clearTimeout(telling?.timer)
      clearTimeout(returning)
    },
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
