import { basename } from 'node:path'
import type { EngineRequests } from '../contract/engine'
import type { controlRequests } from '../contract/control'
import type { Call, Methods } from '../contract/table'
import { Failure } from '../domain/failure'
import type { ChangeName } from '../domain/history'
import type { Portfolio, PortfolioFacts } from '../domain/portfolio'
import type { Place } from '../domain/section'
import { attachLink, detach, findAttachment, moveAttachment, writeAttachment } from './attachments'
import { writeAnswer } from './answers'
import { change, history, listChanges, redo, undo } from './changes'
import { coverage } from './coverage'
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
import { syncedBy } from './place'
import { addPlanRow, movePlanRow, planSection, removePlanRow, writePlanRow } from './plan'
import { listSections, portfolio, writePortfolio } from './portfolio'
import { placeName, sectionName, strandPlace } from './rows'
import { sectionContents } from './sections'
import { createSession, type EngineOptions } from './session'
import { verify } from './verify'

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
  const { clock, startWorker, onEvent, fonts } = options
  const session = createSession(options)
  const { settings, opened, create, open, close, noteOpened, granted, pathOf, newPlace, told, write } =
    session
  const nameOf = (place: Place) => placeName(opened().db, place)

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
      session.grant(grant, path)
      return null
    },
    findPicture: ({ hash, size }) =>
      session.isOpen() ? { path: picturePath(opened().folder, hash, size) } : null,
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
