import { statSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Call } from '../contract/table'
import type { Backup, BackupReason } from '../domain/backup'
import { reminderOf, type CopiedOut, type ExtraCopy, type LeftOut } from '../domain/extra-copy'
import { Failure } from '../domain/failure'
import { readPieces, recordedFiles } from './archive-contents'
import { readBackups } from './backup-files'
import { chooseCopy, chosenCopy, noteCopy, takenNames } from './chosen-copy'
import { noteExtraCopy } from './export-records'
import { copyFailure } from './extra-copy-failure'
import { findCopyPlace, isOnSameDisk, requireOutside } from './extra-copy-place'
import { writeExtraCopy } from './extra-copy-write'
import type { Opened } from './opened'
import type { ChosenCopy, Settings } from './settings'

/** So often it is looked whether the stick has been put in, in ms, while there is something to copy. */
export const lookEvery = 20_000

/** The extra copy of the open portfolio, made by itself and by hand, one at a time. */
export type ExtraCopies = {
  /** Null where none is made. */
  state: () => Promise<ExtraCopy | null>
  /** Throws `copy.notThere`, `copy.inPortfolio`, `portfolio.readOnly`. */
  choose: (folder: string) => Promise<ExtraCopy>
  forgo: () => void
  postpone: () => void
  /** Throws as the request `makeExtraCopy` does. */
  make: (call: Call) => Promise<CopiedOut>
  /** Says in the portfolio what will be in the copy, so that the backup that is about to be made holds that, too. */
  note: () => Promise<void>
  /** The copy follows a backup that was made by itself, quietly, where its folder is there. */
  follow: (backup: Backup) => Promise<void>
  /** Ends what is being copied, and waits until nothing is read any more. */
  interrupt: () => Promise<void>
  close: () => void
}

type Parts = {
  settings: Settings
  clock: () => Date
  byItself: boolean
  makeBackup: (reason: BackupReason) => Promise<Backup>
  logBug: (error: unknown) => void
  /** How it stands has changed. */
  onChange: () => void
}

/** `made` is the backup that is followed, or that one is to be made by itself; null when the user asked for the copy. */
type Copying = Call & { made: Backup | 'now' | null }

/** Asked without waiting for it: a share that does not answer must not hold the work up. */
async function isThere(folder: string): Promise<boolean> {
  return (await stat(folder).catch(() => null))?.isDirectory() ?? false
}

export function createExtraCopies({ db, folder }: Opened, parts: Parts): ExtraCopies {
  const { settings, clock, byItself, makeBackup, logBug, onChange } = parts
  const portfolio = db.prepare<[], string>('SELECT id FROM portfolio').pluck().get() ?? ''
  const of = { portfolio, root: folder.root }
  const chosen = (): ChosenCopy | null => (db.readonly ? null : chosenCopy(settings, of))
  let running: { controller: AbortController; ended: Promise<unknown>; isQuiet: boolean } | null = null
  let failure: Failure | null = null
  let leftOut: LeftOut[] = []
  let wasThere = false
  let isClosed = false

  /**
   * Which backup holds what there is now: its file, which forgetting writes anew in its place, and the clock that every change
   * moves.
   */
  function markOf({ name }: Backup, clockNow = readClock()): string {
    const stats = statSync(join(folder.backups, name), { throwIfNoEntry: false })
    return [name, stats?.mtimeMs ?? '', clockNow].join(' ')
  }

  function tell(): void {
    if (!isClosed) onChange()
  }

  function readClock(): string {
    return db.prepare<[], string>('SELECT clock FROM this_copy').pluck().get() ?? ''
  }

  function isUpToDate(copy: ChosenCopy): boolean {
    const [newest] = readBackups(folder)
    return newest !== undefined && copy.backup === markOf(newest)
  }

  function noteIn(copy: ChosenCopy, name: string): boolean {
    // The root of a drive of Windows has no last part.
    const place = `${basename(copy.folder) || copy.folder}/${name}`
    return noteExtraCopy(db, place, (files) => recordedFiles(db, files))
  }

  async function copyOut(copy: ChosenCopy, { made, ...call }: Copying): Promise<CopiedOut> {
    try {
      if (!(await isThere(copy.folder))) throw new Failure('copy.notThere', { folder: copy.folder })
      requireOutside(copy.folder)
      const taken = takenNames(settings, of, copy.folder)
      const place = await findCopyPlace(copy.folder, { ...of, known: copy.name, taken })
      const name = basename(place.root)
      const isNoted = !noteIn(copy, name)
      const before = readClock()
      const backup =
        isNoted && made !== null && made !== 'now'
          ? made
          : await makeBackup(made === null ? 'hand' : 'change')
      const mark = markOf(backup, before)
      const madeAt = clock().toISOString()
      const pieces = await readPieces(folder, join(folder.backups, backup.name))
      const written = await writeExtraCopy(place, { pieces, portfolio, madeAt }, call)
      failure = null
      leftOut = written.leftOut
      // Somebody may have chosen another folder meanwhile.
      if (chosen()?.folder === copy.folder)
        noteCopy(settings, of, { ...copy, root: folder.root, name, madeAt, backup: mark, postponedAt: '' })
      return { ...written, name, besides: place.besides }
    } catch (error) {
      if (isClosed) throw new Failure('cancelled', {}, { cause: error })
      throw copyFailure(error, copy.folder)
    }
  }

  async function run(copying: Copying): Promise<CopiedOut> {
    const copy = chosen()
    if (!copy) throw new Failure(db.readonly ? 'portfolio.readOnly' : 'copy.none')
    const controller = new AbortController()
    const signal = AbortSignal.any([controller.signal, copying.signal])
    const work = copyOut(copy, { ...copying, signal })
    const ended = work.catch(() => undefined)
    running = { controller, ended, isQuiet: copying.made !== null }
    tell()
    try {
      return await work
    } finally {
      running = null
      tell()
    }
  }

  async function interrupt(): Promise<void> {
    running?.controller.abort()
    await running?.ended
  }

  async function follow(made: Backup | 'now'): Promise<void> {
    try {
      const copy = chosen()
      if (!copy || isUpToDate(copy)) return
      wasThere = await isThere(copy.folder)
      if (!wasThere || running || isClosed) return
      await run({ made, signal: new AbortController().signal, progress: () => undefined })
    } catch (error) {
      const isExpected = error instanceof Failure
      if (!isExpected) logBug(error)
      // Pulled out, or ended by the user: the next time goes on with it.
      const isSilent = isExpected && ['cancelled', 'copy.notThere', 'copy.none'].includes(error.code)
      if (!isSilent) failure = isExpected ? error : new Failure('unexpected')
      tell()
    }
  }

  /** The stick was put in, or taken out, while the portfolio is open. */
  async function look(): Promise<void> {
    const copy = chosen()
    if (!copy || running) return
    const before = wasThere
    wasThere = await isThere(copy.folder)
    if (wasThere === before || isClosed) return
    tell()
    if (wasThere) await follow('now')
  }

  const looking = byItself ? setInterval(() => void look().catch(logBug), lookEvery).unref() : null

  async function stateOf(copy: ChosenCopy): Promise<ExtraCopy> {
    const isDone = isUpToDate(copy)
    const isHere = await isThere(copy.folder)
    // Where it can be made by itself, there is nothing that the user would have to do.
    const isWaiting = !isDone && (!isHere || failure !== null) && running === null
    return {
      folder: copy.folder,
      name: copy.name,
      madeAt: copy.madeAt,
      isThere: isHere,
      isOnSameDisk: isHere && isOnSameDisk(copy.folder, folder.root),
      isUpToDate: isDone,
      isBeingMade: running?.isQuiet ?? false,
      failure: failure?.toMessage() ?? null,
      leftOut,
      reminder: isWaiting ? reminderOf(copy, clock()) : null,
    }
  }

  return {
    state: async () => {
      const copy = chosen()
      return copy && stateOf(copy)
    },
    choose: async (place) => {
      if (db.readonly) throw new Failure('portfolio.readOnly')
      requireOutside(place)
      failure = null
      leftOut = []
      wasThere = true
      const copy = { ...of, folder: place, name: '', madeAt: '', backup: '', postponedAt: '' }
      chooseCopy(settings, of, copy)
      tell()
      return stateOf(copy)
    },
    forgo: () => {
      void interrupt()
      failure = null
      leftOut = []
      chooseCopy(settings, of, null)
      tell()
    },
    postpone: () => {
      const copy = chosen()
      if (copy) chooseCopy(settings, of, { ...copy, postponedAt: clock().toISOString() })
      tell()
    },
    make: async (call) => {
      await interrupt()
      return run({ ...call, made: null })
    },
    note: async () => {
      const copy = chosen()
      if (copy && copy.name !== '' && (await isThere(copy.folder)) && db.open) noteIn(copy, copy.name)
    },
    follow,
    interrupt,
    close: () => {
      isClosed = true
      if (looking) clearInterval(looking)
      running?.controller.abort()
    },
  }
}
