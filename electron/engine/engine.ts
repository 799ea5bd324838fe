import { basename } from 'node:path'
import type { EngineEvent, EngineRequests, Noun } from '../contract/engine'
import type { FileSource } from '../contract/fields'
import type { controlRequests } from '../contract/control'
import type { Call, Methods } from '../contract/table'
import { Failure } from '../domain/failure'
import type { ChangeName } from '../domain/history'
import { formatCycle, type Portfolio, type PortfolioFacts } from '../domain/portfolio'
import type { Place } from '../domain/section'
import { attachLink, detach, findAttachment, moveAttachment, writeAttachment } from './attachments'
import { writeAnswer } from './answers'
import { change, history, listChanges, redo, undo, type Changed, type ChangeOptions } from './changes'
import { coverage } from './coverage'
import type { WritableDb } from './database'
import {
  findEvidence,
  listEvidence,
  moveEvidence,
  placeEvidence,
  removeEvidence,
  unplaceEvidence,
  writeEvidence,
} from './evidence'
import { exportPortfolio } from './export'
import { picturePath } from './folders'
import { gatherAttachments, gatherEvidence } from './gather'
import { closePortfolio, createPortfolio, openPortfolio, type Opened } from './opened'
import { createPictures, type Pictures } from './pictures'
import { freePlace, syncedBy } from './place'
import { addPlanRow, movePlanRow, planSection, removePlanRow, writePlanRow } from './plan'
import { listSections, portfolio, writePortfolio } from './portfolio'
import { placeName, sectionName, strandPlace } from './rows'
import { sectionContents } from './sections'
import { openSettings } from './settings'
import { verify } from './verify'
import type { StartWorker } from './workers'

/** What the engine is given; the tests give a clock of their own. */
export type EngineOptions = {
  /** The user's folder for the app: settings. Null remembers nothing (command line). */
  userFolder: string | null
  /** Where new portfolios go unless the user says otherwise. */
  documents: string
  /** The folder with the fonts of the PDF. */
  fonts: string
  author: string
  clock: () => Date
  startWorker: StartWorker
  onEvent: (event: EngineEvent) => void
  logBug: (error: unknown) => void
}

/** The engine: the one owner of the open portfolio. `methods` serve the window, `control` serves main. */
export type Engine = {
  methods: Methods<EngineRequests>
  control: Methods<typeof controlRequests>
  /** For callers in the same process, which may name folders. */
  create: (root: string, facts: PortfolioFacts) => Portfolio
  open: (root: string) => Portfolio
  /** Resolves when every gathered photo has its pictures. */
  finishPictures: (call: Partial<Call>) => Promise<void>
  close: () => void
}

export function createEngine(options: EngineOptions): Engine {
  const { clock, author, startWorker, onEvent, logBug, fonts } = options
  const settings = openSettings(options.userFolder)
  const grants = new Map<string, string>()
  let current: (Opened & { pictures: Pictures }) | null = null

  function opened(): Opened & { pictures: Pictures } {
    if (!current) throw new Failure('portfolio.none')
    return current
  }

  function granted(grant: string): string {
    const path = grants.get(grant)
    if (path === undefined) throw new Failure('input.invalid', { field: 'grant' })
    return path
  }

  const pathOf = (source: FileSource) => ('path' in source ? source.path : granted(source.grant))

  function changed(nouns: Noun[]): void {
    if (nouns.length > 0) onEvent({ kind: 'changed', nouns })
  }

  /** Tells the screens what a change touched, and sets the media worker to work on what came in. */
  function told<Result>({ result, nouns }: Changed<Result>): Result {
    changed(nouns)
    if (nouns.includes('evidence')) current?.pictures.start()
    return result
  }

  function write(name: ChangeName, work: (db: WritableDb) => void, merge?: string): null {
    const step: ChangeOptions = merge === undefined ? { name } : { name, merge }
    told(change(opened().db, step, work))
    return null
  }

  const nameOf = (place: Place) => placeName(opened().db, place)

  /** Opens the next one before the one that is open is closed: a failure leaves everything as it was. */
  function switchTo(next: Opened): Portfolio {
    const facts = portfolio(next.db)
    close()
    const pictures = createPictures({
      opened: next,
      startWorker,
      onPicture: () => {
        changed(['picture'])
      },
      logBug,
    })
    current = { ...next, pictures }
    noteOpened()
    pictures.start()
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
    current.pictures.stop()
    closePortfolio(current)
    current = null
  }

  /** Opening the portfolio that is open already only shows it. */
  function open(root: string): Portfolio {
    if (current?.folder.root === root) return portfolio(current.db)
    return switchTo(openPortfolio(root, { clock, author }))
  }

  function create(root: string, facts: PortfolioFacts): Portfolio {
    return switchTo(createPortfolio(root, facts, { clock, author }))
  }

  function newPlace(place: string | null, school: string): string {
    return freePlace(place === null ? options.documents : granted(place), school)
  }

  const methods: Methods<EngineRequests> = {
    listRecentPortfolios: () => settings.listRecent(),
    addPortfolio: ({ facts, place }) => create(newPlace(place, facts.school), facts),
    findPlaceForPortfolio: ({ school, place }) => ({ folder: newPlace(place, school) }),
    openPortfolio: (which) => {
      if ('grant' in which) return open(granted(which.grant))
      const root = settings.findRoot(which.recent)
      if (root === null) throw new Failure('portfolio.missing', { folder: '' })
      return open(root)
    },
    openLastPortfolio: () => {
      const root = settings.lastRoot()
      return root === null ? null : open(root)
    },
    closePortfolio: () => {
      close()
      settings.noteClosed()
      onEvent({ kind: 'opened', portfolio: null })
      return null
    },
    removeRecentPortfolio: ({ recent }) => {
      settings.removeRecent(recent)
      return null
    },
    portfolio: () => {
      const { db, folder } = opened()
      return {
        portfolio: portfolio(db),
        folder: folder.root,
        syncedBy: syncedBy(folder.root),
        sections: listSections(db),
        coverage: coverage(db),
        evidenceCount: db.prepare<[], number>('SELECT count(*) FROM evidence').pluck().get() ?? 0,
        history: history(db),
      }
    },
    writePortfolio: (facts) => {
      write({ kind: 'writePortfolio', words: {} }, (db) => {
        writePortfolio(db, facts)
      })
      noteOpened()
      return null
    },

    section: ({ section }) => sectionContents(opened().db, section),
    writeAnswer: (input) => {
      const place = nameOf(strandPlace(opened().db, input.strand))
      const name: ChangeName = { kind: 'writeAnswer', words: { place } }
      return write(
        name,
        (db) => {
          writeAnswer(db, input)
        },
        `answer:${input.strand}`,
      )
    },
    addPlanRow: (input) => {
      const { db } = opened()
      const name: ChangeName = { kind: 'addPlanRow', words: { place: sectionName(db, input.section) } }
      return told(change(db, { name }, (writable) => addPlanRow(writable, withoutUndefined(input))))
    },
    writePlanRow: (input) =>
      write(
        planChange('writePlan', input.id),
        (db) => {
          writePlanRow(db, input)
        },
        `plan:${input.id}:${input.column}`,
      ),
    movePlanRow: (input) =>
      write(planChange('movePlanRow', input.id), (db) => {
        movePlanRow(db, input)
      }),
    removePlanRow: (input) =>
      write(planChange('removePlanRow', input.id), (db) => {
        removePlanRow(db, input)
      }),

    listEvidence: () => listEvidence(opened().db),
    evidence: ({ id }) => findEvidence(opened().db, id),
    addEvidence: async ({ files, ...input }, call) =>
      told(await gatherEvidence(opened(), { ...withoutUndefined(input), files: files.map(pathOf) }, call)),
    writeEvidence: (input) => {
      const fields = Object.keys(input).filter((key) => key !== 'id')
      const merge = `evidence:${input.id}:${fields.join(',')}`
      return write(
        { kind: 'writeEvidence', words: {} },
        (db) => {
          writeEvidence(db, withoutUndefined(input))
        },
        merge,
      )
    },
    removeEvidence: ({ ids }) =>
      write({ kind: 'removeEvidence', words: { count: ids.length } }, (db) => {
        removeEvidence(db, ids)
      }),
    moveEvidence: (input) => {
      const words = { from: nameOf(input.from), to: nameOf(input.to) }
      return write({ kind: 'moveEvidence', words }, (db) => {
        moveEvidence(db, input)
      })
    },
    placeEvidence: (input) =>
      write({ kind: 'placeEvidence', words: { place: nameOf(input.place) } }, (db) => {
        placeEvidence(db, input)
      }),
    unplaceEvidence: (input) =>
      write({ kind: 'unplaceEvidence', words: { place: nameOf(input.place) } }, (db) => {
        unplaceEvidence(db, input)
      }),
    attachFiles: async ({ evidence, files }, call) =>
      told(await gatherAttachments(opened(), { evidence, files: files.map(pathOf) }, call)),
    attachLink: (input) =>
      write({ kind: 'attachLink', words: {} }, (db) => {
        attachLink(db, input)
      }),
    writeAttachment: (input) => {
      const merge = `attachment:${input.id}:${Object.keys(input).join(',')}`
      return write(
        { kind: 'writeAttachment', words: {} },
        (db) => {
          writeAttachment(db, withoutUndefined(input))
        },
        merge,
      )
    },
    moveAttachment: (input) =>
      write({ kind: 'moveAttachment', words: {} }, (db) => {
        moveAttachment(db, input)
      }),
    detach: ({ attachment }) => {
      const found = findAttachment(opened().db, attachment)
      const name = found.role === 'link' ? found.url : found.name
      return write({ kind: 'detach', words: { name } }, (db) => {
        detach(db, attachment)
      })
    },

    listChanges: () => listChanges(opened().db),
    undo: () => told(undo(opened().db)),
    redo: () => told(redo(opened().db)),

    exportPortfolio: async ({ out, ...rest }, call) => {
      const path = granted(out)
      const { pictures, ...portfolioOpen } = opened()
      const result = await exportPortfolio(
        { opened: portfolioOpen, pictures, startWorker, fonts, clock },
        { out: path, ...rest },
        call,
      )
      return { ...result, name: basename(path) }
    },
    verify: (_input, call) => verify(opened(), call),
  }

  function planChange(kind: ChangeName['kind'], row: string): ChangeName {
    const { db } = opened()
    return { kind, words: { place: sectionName(db, planSection(db, row)) } }
  }

  const control: Engine['control'] = {
    grantPath: ({ grant, path }) => {
      grants.set(grant, path)
      return null
    },
    findPicture: ({ hash, size }) => (current ? { path: picturePath(current.folder, hash, size) } : null),
    close: () => {
      close()
      return null
    },
  }

  return { methods, control, create, open, close, finishPictures: (call) => opened().pictures.finish(call) }
}

/** An optional field that was not given is left out, so that it is not mistaken for an empty one. */
function withoutUndefined<Fields extends object>(
  fields: Fields,
): { [Key in keyof Fields]: Exclude<Fields[Key], undefined> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as { [Key in keyof Fields]: Exclude<Fields[Key], undefined> }
}
