import { availableParallelism } from 'node:os'
import type { EngineEvent, Noun } from '../contract/engine'
import type { FileSource } from '../contract/fields'
import { Failure } from '../domain/failure'
import type { ChangeName } from '../domain/history'
import { formatCycle, type Portfolio, type PortfolioFacts } from '../domain/portfolio'
import { change, type Changed, type ChangeOptions } from './changes'
import type { ReadableDb, WritableDb } from './database'
import { closePortfolio, createPortfolio, openPortfolio, type Opened } from './opened'
import { createEditedPictures, type EditedPictures } from './edited-pictures'
import { finishForgetting } from './forget'
import { createIntake, type Intake } from './intake'
import { createMediaPool, type MediaPool } from './media-pool'
import { freePlace } from './place'
import { portfolio } from './portfolio'
import { createPressAtHand, type PressAtHand } from './press-at-hand'
import { createPreview, type Preview } from './preview'
import type { Renewable } from './renewal'
import { openSearch, type Search } from './search/search'
import { openSettings, type Settings } from './settings'
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
}

/** The open portfolio with the work on what came in. */
export type Current = Opened & {
  intake: Intake
  edited: EditedPictures
  search: Search
  pool: MediaPool
  press: PressAtHand
  preview: Preview
}

/** What lives longer than one request: the open portfolio, the granted paths, the settings. */
export type Session = {
  settings: Settings
  /** Who is working, as changes and comments are signed. */
  author: () => string
  /** Throws `portfolio.none`. */
  opened: () => Current
  isOpen: () => boolean
  create: (root: string, facts: PortfolioFacts, renews?: Renewable | null) => Portfolio
  /** Reads from the portfolio in a folder, the open one or another, which is closed again. */
  peek: <Result>(root: string, read: (db: ReadableDb) => Result) => Result
  /** Opening the portfolio that is open already only shows it. */
  open: (root: string) => Portfolio
  close: () => void
  /** Keeps the list of recent portfolios true after its facts have changed. */
  noteOpened: () => void
  grant: (token: string, path: string) => void
  /** The path of a grant. Throws `input.invalid`. */
  granted: (token: string) => string
  pathOf: (source: FileSource) => string
  /** Where a new portfolio of that school would lie. */
  newPlace: (place: string | null, school: string) => string
  /** Tells the screens what a change touched, and sets the media worker to work on what came in. */
  told: <Result>(changed: Changed<Result>) => Result
  /** Runs a change that answers nothing. `merge` is the key by which typing becomes one step. */
  write: (name: ChangeName, work: (db: WritableDb) => void, merge?: string) => null
}

export function createSession(options: EngineOptions): Session {
  const { clock, startWorker, onEvent, logBug } = options
  const settings = openSettings(options.userFolder)
  const author = () => settings.author() || options.author
  const grants = new Map<string, string>()
  let current: Current | null = null

  function opened(): Current {
    if (!current) throw new Failure('portfolio.none')
    return current
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
    if (nouns.includes('evidence')) current?.intake.start()
    return result
  }

  function write(name: ChangeName, work: (db: WritableDb) => void, merge?: string): null {
    const step: ChangeOptions = merge === undefined ? { name } : { name, merge }
    told(change(opened().db, step, work))
    return null
  }

  /** Opens the next one before the one that is open is closed: a failure leaves everything as it was. */
  function switchTo(next: Opened): Portfolio {
    const facts = portfolio(next.db)
    close()
    const search = openSearch({
      db: next.db,
      cache: next.folder.cache,
      onCaughtUp: () => {
        changed(['search'])
      },
    })
    const pool = createMediaPool(startWorker)
    const intake = createIntake({
      opened: next,
      pool,
      hands: options.hands ?? availableParallelism(),
      onPicture: () => {
        changed(['picture'])
      },
      onProgress: (progress) => {
        onEvent({ kind: 'intake', ...progress })
      },
      onText: search.noteText,
      logBug,
    })
    const edited = createEditedPictures(next, { pool, logBug })
    const press = createPressAtHand(startWorker)
    const preview = createPreview(next.folder, { press, pool, logBug })
    current = { ...next, intake, edited, search, pool, press, preview }
    noteOpened()
    finishForgetting(current)
    intake.start()
    onEvent({ kind: 'opened', portfolio: facts })
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

  function close(): void {
    if (!current) return
    current.intake.stop()
    current.press.stop()
    current.pool.stop()
    current.search.close()
    closePortfolio(current)
    current = null
  }

  function open(root: string): Portfolio {
    if (current?.folder.root === root) return portfolio(current.db)
    return switchTo(openPortfolio(root, { clock, author }))
  }

  function create(root: string, facts: PortfolioFacts, renews: Renewable | null = null): Portfolio {
    return switchTo(
      createPortfolio(root, facts, { clock, author, renews, isSample: options.isSample ?? false }),
    )
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

  function newPlace(place: string | null, school: string): string {
    return freePlace(place === null ? options.documents : granted(place), school)
  }

  return {
    settings,
    author,
    opened,
    isOpen: () => current !== null,
    create,
    peek,
    open,
    close,
    noteOpened,
    grant: (token, path) => grants.set(token, path),
    granted,
    pathOf: (source) => ('path' in source ? source.path : granted(source.grant)),
    newPlace,
    told,
    write,
  }
}
