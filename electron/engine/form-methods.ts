import type { EngineRequests } from '../contract/engine'
import type { Methods } from '../contract/table'
import { introduction, writeApplication } from './application'
import { change } from './changes'
import { readMission, splitPasted } from './mission'
import { listSections, portfolio } from './portfolio'
import { placeName, sectionName, strandPlace, withoutUndefined } from './rows'
import type { Session } from './session'
import { addStrand, moveStrand, removeStrand, setStrandHidden, writeStrand } from './strands'
import type { StartWorker } from './workers'
import { writeSection, writeWording } from './wording'

type FormRequest =
  | 'writeSection'
  | 'addStrand'
  | 'writeStrand'
  | 'moveStrand'
  | 'hideStrand'
  | 'showStrand'
  | 'removeStrand'
  | 'splitMission'
  | 'readMission'
  | 'writeWording'
  | 'introduction'
  | 'writeApplication'

/** What a portfolio says of the form: its wording, its limits, the facts that the application asks for. */
export function formMethods(
  { opened, pathOf, told, write }: Session,
  { startWorker }: { startWorker: StartWorker },
): Pick<Methods<EngineRequests>, FormRequest> {
  const numberOf = (strand: string) => placeName(opened().db, strandPlace(opened().db, strand))
  return {
    writeSection: (input) =>
      write(
        { kind: 'writeSection', words: { place: sectionName(opened().db, input.section) } },
        (db) => {
          writeSection(db, withoutUndefined(input))
        },
        `section:${input.section}:${Object.keys(input).join(',')}`,
      ),
    addStrand: (input) => {
      const place = sectionName(opened().db, input.section)
      return told(
        change(opened().db, { name: { kind: 'addStrand', words: { place } } }, (db) => addStrand(db, input)),
      )
    },
    writeStrand: (input) =>
      write(
        { kind: 'writeStrand', words: { place: numberOf(input.strand) } },
        (db) => {
          writeStrand(db, withoutUndefined(input))
        },
        `strand:${input.strand}:${Object.keys(input).join(',')}`,
      ),
    moveStrand: (input) => {
      const { section } = strandPlace(opened().db, input.strand)
      return write({ kind: 'moveStrand', words: { place: sectionName(opened().db, section) } }, (db) => {
        moveStrand(db, input)
      })
    },
    hideStrand: ({ strand }) =>
      write({ kind: 'hideStrand', words: { place: numberOf(strand) } }, (db) => {
        setStrandHidden(db, { strand, isHidden: true })
      }),
    showStrand: ({ strand }) => {
      const hidden = listSections(opened().db).flatMap(({ hiddenStrands }) => hiddenStrands)
      const name = hidden.find(({ id }) => id === strand)?.title ?? numberOf(strand)
      return write({ kind: 'showStrand', words: { name } }, (db) => {
        setStrandHidden(db, { strand, isHidden: false })
      })
    },
    removeStrand: ({ strand }) =>
      write({ kind: 'removeStrand', words: { place: numberOf(strand) } }, (db) => {
        removeStrand(db, strand)
      }),
    splitMission: ({ text }) => splitPasted(text),
    readMission: ({ files: [file] }) => {
      const { language } = portfolio(opened().db)
      if (!file) throw new Error('the schema asks for one file')
      return readMission(pathOf(file), { startWorker, language })
    },
    writeWording: (input) =>
      write({ kind: 'writeWording', words: {} }, (db) => {
        writeWording(db, withoutUndefined(input))
      }),
    introduction: () => ({ text: introduction(opened().db) }),
    writeApplication: (input) =>
      write(
        { kind: 'writeApplication', words: {} },
        (db) => {
          writeApplication(db, withoutUndefined(input))
        },
        `application:${Object.keys(input).join(',')}`,
      ),
  }
}
