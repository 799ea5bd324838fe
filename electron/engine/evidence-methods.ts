import { randomUUID } from 'node:crypto'
import type { EngineRequests } from '../contract/engine'
import type { FileSource } from '../contract/fields'
import type { Call, Methods } from '../contract/table'
import { Failure } from '../domain/failure'
import type { Place } from '../domain/section'
import {
  findEvidence,
  listEvidence,
  listSummaries,
  moveEvidence,
  placeEvidence,
  removeEvidence,
  unplaceEvidence,
  writeEvidence,
} from './evidence'
import { changeEvidence, daysTaken, nameOfChange } from './evidence-batch'
import { workedThrough } from './file-problems'
import { gatherAttachments, gatherEvidence, type Reporting } from './gather'
import { keepPasted } from './pasted'
import { countKinds, prepareFiles } from './prepare'
import { createCitations } from './proof'
import { placeName, withoutUndefined } from './rows'
import type { Session } from './session'
import { listTags } from './tags'
import { emptyTrash, listTrash, restoreEvidence } from './trash'

type EvidenceRequest =
  | 'listEvidence'
  | 'listSummaries'
  | 'evidence'
  | 'findEvidence'
  | 'search'
  | 'keepPasted'
  | 'expectFiles'
  | 'pauseIntake'
  | 'prepareFiles'
  | 'countKinds'
  | 'addEvidence'
  | 'writeEvidence'
  | 'changeEvidence'
  | 'dateAsTaken'
  | 'removeEvidence'
  | 'listTrash'
  | 'restoreEvidence'
  | 'emptyTrash'
  | 'moveEvidence'
  | 'placeEvidence'
  | 'unplaceEvidence'
  | 'workedThrough'
  | 'attachFiles'
  | 'listTags'

/** More gatherings than these do not wait for an answer. */
const mostWaiting = 100

/** The evidence of a portfolio and what is attached to it. */
export function evidenceMethods({
  opened,
  told,
  write,
  pathOf,
  grant,
}: Session): Pick<Methods<EngineRequests>, EvidenceRequest> {
  // Files that were looked at and wait for a word, one question after the other. What the user let be is never told of: it goes
  // when so many came after it that nobody can still be asked about it.
  const gatherings = new Map<string, readonly string[]>()

  const citations = createCitations()

  function keepGathering(paths: readonly string[]): string {
    const gathering = randomUUID()
    gatherings.set(gathering, paths)
    for (const old of [...gatherings.keys()].slice(0, -mostWaiting)) gatherings.delete(old)
    return gathering
  }

  function keptGathering(gathering: string): readonly string[] {
    const paths = gatherings.get(gathering)
    if (!paths) throw new Failure('input.invalid', { field: 'prepared' })
    return paths
  }

  function pathsOf(
    files: readonly FileSource[],
    prepared: { gathering: string; leaveOut: number[] } | undefined,
  ): string[] {
    if (!prepared) return files.map(pathOf)
    const leftOut = new Set(prepared.leaveOut)
    return keptGathering(prepared.gathering).filter((_, index) => !leftOut.has(index))
  }

  /** Gathers in the sight of the user. */
  async function gather<Result>(
    call: Call,
    work: (reporting: Reporting) => Promise<Result>,
  ): Promise<Result> {
    const { intake, press, storing } = opened()
    // A book is looked at at another time; pictures take much memory.
    press.makeRoom()
    const end = intake.begin()
    try {
      return await storing.during((dropped) => work({ call, told, catchUp: intake.look, dropped }))
    } finally {
      end()
    }
  }

  /** Files are about to come in. */
  function expect(): void {
    const { intake, press } = opened()
    press.makeRoom()
    intake.expect()
  }

  const nameOf = (place: Place) => placeName(opened().db, place)
  return {
    listEvidence: () => listEvidence(opened().db),
    listSummaries: () => listSummaries(opened().db, citations.all(opened().db)),
    findEvidence: ({ question }) => ({ ids: opened().search.findEvidence(question) }),
    search: ({ question, limit }) => opened().search.find(question, limit),
    evidence: ({ id }) => findEvidence(opened().db, id),
    keepPasted: async (input) => {
      const token = randomUUID()
      grant(token, await keepPasted(opened().folder, input))
      return { grant: token }
    },
    expectFiles: () => {
      expect()
      return null
    },
    pauseIntake: ({ isPaused }) => {
      opened().intake.pause(isPaused)
      return null
    },
    prepareFiles: async ({ files }, call) => {
      expect()
      const { paths, preview } = await prepareFiles(opened().db, files.map(pathOf), call)
      return { ...preview, gathering: keepGathering(paths) }
    },
    countKinds: ({ gathering }, call) => countKinds(keptGathering(gathering), call),
    addEvidence: async ({ files, prepared, ...input }, call) => {
      const paths = pathsOf(files, prepared)
      return gather(call, (reporting) =>
        gatherEvidence(
          opened(),
          {
            ...withoutUndefined(input),
            files: paths,
            placesTwins: prepared !== undefined,
            recalls: prepared !== undefined,
          },
          reporting,
        ),
      )
    },
    writeEvidence: ({ typing, ...input }) => {
      const fields = Object.keys(input).filter((key) => key !== 'id')
      const merge = `evidence:${input.id}:${fields.join(',')}:${typing ?? ''}`
      return write(
        { kind: 'writeEvidence', words: {} },
        (db) => {
          writeEvidence(db, withoutUndefined(input))
        },
        merge,
      )
    },
    changeEvidence: (input) =>
      write(nameOfChange(opened().db, input), (db) => {
        changeEvidence(db, input)
      }),
    dateAsTaken: ({ ids }) => {
      const dated = daysTaken(opened().db, ids)
      if (dated.length > 0)
        write({ kind: 'changeEvidence', words: { count: dated.length } }, (db) => {
          for (const each of dated) writeEvidence(db, each)
        })
      return dated.length
    },
    listTrash: () => listTrash(opened().db),
    restoreEvidence: ({ ids }) =>
      write({ kind: 'restoreEvidence', words: { count: ids.length } }, (db) => {
        restoreEvidence(db, ids)
      }),
    emptyTrash: () =>
      write({ kind: 'emptyTrash', words: {} }, (db) => {
        emptyTrash(db)
      }),
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
    workedThrough: ({ attachments }) => workedThrough(opened().db, attachments),
    attachFiles: async ({ evidence, files, prepared }, call) =>
      gather(call, (reporting) =>
        gatherAttachments(
          opened(),
          { evidence, files: pathsOf(files, prepared), recalls: prepared !== undefined },
          reporting,
        ),
      ),
    listTags: () => listTags(opened().db),
  }
}
