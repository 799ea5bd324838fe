import { existsSync, statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { nouns as allNouns, type EngineEvent, type Noun } from '../contract/engine'
import type { FileSource } from '../contract/fields'
import type { Invitation } from '../domain/contribution'
import { Failure } from '../domain/failure'
import type { ChangeName } from '../domain/history'
import { formatCycle, type Portfolio, type PortfolioFacts } from '../domain/portfolio'
import { createBackups, type Backups } from './backups'
import { createChecker, type Checker } from './checker'
import { change, type Changed, type ChangeOptions } from './changes'
import { abandonDatabase, type ReadableDb, type WritableDb } from './database'
import {
  closePortfolio,
  createPortfolio,
  openPortfolio,
  openPortfolioForReading,
  type Opened,
} from './opened'
import { createEditedPictures, type EditedPictures } from './edited-pictures'
import { finishForgetting } from './forget'
import { createExtraCopies, type ExtraCopies } from './extra-copies'
import { createIntake, type Intake } from './intake'
import { createMediaPool, type MediaPool } from './media-pool'
import { createOpenedCopies, type OpenedCopies } from './opened-copies'
import { freePlace } from './place'
import { portfolio } from './portfolio'
import { createPressAtHand, type PressAtHand } from './press-at-hand'
import { createPreview, type Preview } from './preview'
import type { Renewable } from './renewal'
import { openSearch, type Search } from './search/search'
import { openSettings, type Settings } from './settings'
import { createTray, type Tray } from './tray'
import { createStoring, type Storing } from './storing'
import type { StartWorker } from './workers'

/** What the engine is given; the tests give a clock of their own. */
export type EngineOptions = {
  /** The user's folder for the app: settings. Null remembers nothing (command line). */
  userFolder: string | null
  /** Where new portfolios go unless the user says otherwise. */
  documents: string
  /** The folder with the fonts of the PDF. */
  fonts: string
  /** The system's name for the user: who works here until they say what they are called. */
  author: string
  /** The system's languages, best first: the app's language until one is chosen. */
  systemLanguages: readonly string[]
  clock: () => Date
  startWorker: StartWorker
  /** How many media workers at most; one per core unless said otherwise. */
  hands?: number
  /** Whether what it makes is a sample to try the app with. */
  isSample?: boolean
  onEvent: (event: EngineEvent) => void
  logBug: (error: unknown) => void
  /** Whether backups are made by themselves, as in the app; the command line makes them when it is told. */
  backsUp?: boolean
  /** The end of the log, for a report of a problem; there is none without a folder to keep it in. */
  logTail?: (longest: number) => string
}

/** The open portfolio with the work on what came in. */
export type Current = Opened & {
  intake: Intake
  edited: EditedPictures
  search: Search
  pool: MediaPool
  press: PressAtHand
  preview: Preview
  backups: Backups
  extraCopies: ExtraCopies
  tray: Tray
  storing: Storing
  /** What other programs show. */
  copies: OpenedCopies
  /** Which file the database is, as the system counts files. */
  file: string | null
}

/** What lives longer than one request: the open portfolio, the granted paths, the settings. */
export type Session = {
  settings: Settings
  checker: Checker
  copies: OpenedCopies
  /** Who is working, as changes and comments are signed. */
  author: () => string
  /** Throws `portfolio.none`. */
  opened: () => Current
  isOpen: () => boolean
  create: (root: string, facts: PortfolioFacts, renews?: Renewable | null) => Portfolio
  /** A new portfolio for what a colleague asks for. */
  createInvited: (root: string, invitation: Invitation) => Portfolio
  /** Reads from the portfolio in a folder, the open one or another, which is closed again. */
  peek: <Result>(root: string, read: (db: ReadableDb) => Result) => Result
  /** Opening the portfolio that is open already only shows it. */
  open: (root: string) => Portfolio
  /** Shows what was saved of one that is damaged. Throws as `openPortfolioForReading` does. */
  openForReading: (root: string, saved: string) => Portfolio
  close: () => void
  /** Closes the portfolio in a folder, when it is the open one. */
  closeIf: (root: string) => void
  /** Keeps the list of recent portfolios true after its facts have changed. */
  noteOpened: () => void
  grant: (token: string, path: string) => void
  /** The path of a grant. Throws `input.invalid`. */
  granted: (token: string) => string
  pathOf: (source: FileSource) => string
  /** The path of the one file of a request. */
  onePath: (files: readonly FileSource[]) => string
  /** The folder in which new portfolios lie where no other is named. */
  usualPlace: () => string
  /** Where a new portfolio of that school would lie. */
  newPlace: (place: string | null, school: string) => string
  /** Tells the screens what a change touched, and sets the media worker to work on what came in. */
  told: <Result>(changed: Changed<Result>) => Result
  /** Runs a change that answers nothing. `merge` is the key by which typing becomes one step. */
  write: (name: ChangeName, work: (db: WritableDb) => void, merge?: string) => null
}

function fileOf(path: string): string | null {
  const stats = statSync(path, { throwIfNoEntry: false })
  return stats ? `${stats.dev}:${stats.ino}` : null
}

export function createSession(options: EngineOptions): Session {
  const { clock, startWorker, onEvent, logBug } = options
  const settings = openSettings(options.userFolder, logBug)
  const author = () => settings.choices().author || options.author
  const grants = new Map<string, string>()
  const checker = createChecker(startWorker)
  const copies = createOpenedCopies(options.userFolder === null ? null : join(options.userFolder, 'opened'))
  // What a kill left.
  copies.clear()
  let current: Current | null = null

  function opened(): Current {
    if (!current) throw new Failure('portfolio.none')
    if (isReplaced(current)) reopen(current)
    return current
  }

  /** A drive that was pulled out is back: what is open is the file that went, and no longer the one that is there. */
  function isReplaced({ file, folder }: Current): boolean {
    const now = fileOf(folder.database)
    return now !== null && file !== null && now !== file
  }

  /** What is typed in the window stays: to it nothing was closed. */
  function reopen(gone: Current): void {
    const next = openPortfolio(gone.folder.root, { clock, author })
    abandonDatabase(gone.db)
    stopWork(gone)
    current = null
    switchTo(next, { isQuiet: true })
  }

  function granted(grant: string): string {
    const path = grants.get(grant)
    if (path === undefined) throw new Failure('input.invalid', { field: 'grant' })
    return path
  }

  function changed(nouns: Noun[]): void {
    if (nouns.length > 0) onEvent({ kind: 'changed', nouns })
  }

  function told<Result>({ result, nouns }: Changed<Result>): Result {
    changed(nouns)
    if (nouns.length > 0) current?.backups.noteChange()
    if (nouns.includes('evidence') && !current?.db.readonly) current?.intake.start()
    return result
  }

  function write(name: ChangeName, work: (db: WritableDb) => void, merge?: string): null {
    const step: ChangeOptions = merge === undefined ? { name } : { name, merge }
    told(change(opened().db, step, work))
    return null
  }

  /** Opens the next one before the one that is open is closed: a failure leaves everything as it was. */
  function switchTo(next: Opened, { isFresh = false, isQuiet = false } = {}): Portfolio {
    const facts = portfolio(next.db)
    close()
    const search = openSearch({
      db: next.db,
      cache: next.folder.cache,
      onCaughtUp: () => {
        changed(['search'])
      },
    })
    const most = options.hands ?? availableParallelism()
    const pool = createMediaPool(startWorker, { most })
    const intake = createIntake({
      opened: next,
      pool,
      hands: most,
      onPicture: () => {
        changed(['picture'])
      },
      onProgress: (progress) => {
        onEvent({ kind: 'intake', ...progress })
      },
      onText: search.noteText,
      onTexts: () => {
        changed(['search'])
      },
      logBug,
    })
    const edited = createEditedPictures(next, { pool, logBug })
    const press = createPressAtHand(startWorker)
    const preview = createPreview(next.folder, { press, pool, logBug })
    const byItself = (options.backsUp ?? false) && !next.db.readonly
    const extraCopies = createExtraCopies(next, {
      ...{ settings, clock, byItself, logBug },
      makeBackup: async (reason) => (await backups.make(reason)).backup,
      onChange: () => {
        changed(['backup', 'export'])
      },
    })
    const backups = createBackups(next, {
      ...{ checker, byItself, isFresh, logBug },
      ahead: extraCopies.note,
      follow: (backup) => void extraCopies.follow(backup),
      onMade: () => {
        changed(['backup'])
      },
      onFailure: (failure) => {
        onEvent({ kind: 'backups', failure: failure?.toMessage() ?? null })
      },
    })
    const tray = createTray(next, {
      ...{ pool, clock, author, logBug },
      onPicture: () => {
        changed(['contribution'])
      },
    })
    current = {
      ...next,
      intake,
      edited,
      search,
      pool,
      press,
      preview,
      backups,
      extraCopies,
      tray,
      storing: createStoring(next, { logBug }),
      copies,
      file: fileOf(next.folder.database),
    }
    noteOpened()
    if (!next.db.readonly) {
      finishForgetting(current)
      intake.start()
    }
    if (isQuiet) changed([...allNouns])
    else onEvent({ kind: 'opened', portfolio: facts })
    return facts
  }

  function noteOpened(): void {
    const { db, folder } = opened()
    const { school, cycle } = portfolio(db)
    settings.noteOpened({
      root: folder.root,
      school,
      cycle: formatCycle(cycle),
      openedAt: clock().toISOString(),
    })
  }

  function stopWork({ backups, extraCopies, intake, press, pool, tray }: Current): void {
    backups.close()
    extraCopies.close()
    intake.stop()
    tray.close()
    press.stop()
    pool.stop()
  }

  function close(): void {
    if (!current) return
    stopWork(current)
    current.search.close()
    closePortfolio(current)
    current = null
  }

  function closeIf(root: string): void {
    if (current?.folder.root === root) close()
  }

  function open(root: string): Portfolio {
    if (current?.folder.root === root && !current.db.readonly) return portfolio(current.db)
    // One that is open for reading is opened anew: it may be whole, or be written, by now.
    closeIf(root)
    try {
      return switchTo(openPortfolio(root, { clock, author }))
    } catch (error) {
      // Where nothing may be written, or there is no room for it, it can still be read.
      const isUnwritable =
        error instanceof Failure && ['portfolio.notWritable', 'disk.full'].includes(error.code)
      if (!isUnwritable) throw error
      try {
        return openForReading(root)
      } catch {
        throw error
      }
    }
  }

  function openForReading(root: string, saved: string | null = null): Portfolio {
    return switchTo(openPortfolioForReading(root, { clock, author }, saved))
  }

  function create(root: string, facts: PortfolioFacts, renews: Renewable | null = null): Portfolio {
    return switchTo(
      createPortfolio(root, facts, { clock, author, renews, isSample: options.isSample ?? false }),
      { isFresh: true },
    )
  }

  function createInvited(root: string, invitation: Invitation): Portfolio {
    return switchTo(createPortfolio(root, invitation.facts, { clock, author, invitation }), {
      isFresh: true,
    })
  }

  function peek<Result>(root: string, read: (db: ReadableDb) => Result): Result {
    if (current?.folder.root === root) return read(current.db)
    const other = openPortfolio(root, { clock, author })
    try {
      return read(other.db)
    } finally {
      closePortfolio(other)
    }
  }

  function pathOf(source: FileSource): string {
    return 'path' in source ? source.path : granted(source.grant)
  }

  function newPlace(place: string | null, school: string): string {
    return freePlace(place === null ? usualPlace() : granted(place), school)
  }

  /** The folder that was chosen for new portfolios, while it is there: a stick may be pulled out. */
  function usualPlace(): string {
    const { place } = settings.choices()
    return place !== null && existsSync(place) ? place : options.documents
  }

  return {
    settings,
    checker,
    copies,
    author,
    opened,
    isOpen: () => current !== null,
    create,
    createInvited,
    peek,
    open,
    openForReading,
    close,
    closeIf,
    noteOpened,
    grant: (token, path) => grants.set(token, path),
    granted,
    pathOf,
    onePath: ([file]) => {
      if (!file) throw new Failure('input.invalid', { field: 'files' })
      return pathOf(file)
    },
    usualPlace,
    newPlace,
    told,
    write,
  }
}
