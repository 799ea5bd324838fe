import * as v from 'valibot'
import type { Application } from '../domain/application'
import type { SectionCoverage } from '../domain/coverage'
import type { Evidence, EvidenceSummary, FileAttachment } from '../domain/evidence'
import type { FailureMessage } from '../domain/failure'
import type { FileGroup } from '../domain/file-group'
import { paperSizes, type PrintResult } from '../domain/book'
import type { ChangeName } from '../domain/history'
import type { MissionSplit } from '../domain/mission-text'
import type { Person } from '../domain/person'
import { planColumns, type EarlierPlan, type PlanRow } from '../domain/plan'
import type { Language, Portfolio, PortfolioFacts } from '../domain/portfolio'
import type { Project } from '../domain/project'
import type { SearchHit } from '../domain/search'
import type { Section, SectionId } from '../domain/section'
import {
  applicationFields,
  day,
  evidenceFacts,
  evidenceTexts,
  fileSource,
  grant,
  id,
  language,
  limit,
  line,
  personFields,
  photoEdit,
  place,
  portfolioFacts,
  position,
  projectFields,
  section,
  tag,
  text,
  wording,
} from './fields'
import { row } from './table'

/** A portfolio that was opened on this computer before. */
export type RecentPortfolio = {
  /** Names it in requests; the page knows no path. */
  id: string
  school: string
  cycle: string
  /** For the eye: the folder as the user would find it. */
  folder: string
  openedAt: string
  /** False when the folder is no longer there (a stick that is not plugged in). */
  isThere: boolean
}

/** The open portfolio as the rail and the overview show it. */
export type OpenPortfolio = {
  portfolio: Portfolio
  folder: string
  /** Set when the folder lies where other programs copy it about. */
  syncedBy: 'OneDrive' | 'Dropbox' | 'Google Drive' | 'iCloud' | 'network' | null
  sections: Section[]
  coverage: SectionCoverage[]
  evidenceCount: number
  application: Application
  history: History
}

/** What can be undone and redone now, by name. */
export type History = { undo: ChangeName | null; redo: ChangeName | null }

/** Everything of one section's screen. */
export type SectionContents = {
  section: SectionId
  strands: { strand: string; answer: string; evidence: Evidence[] }[]
  /** Evidence under the section, its strand still open. */
  unsorted: Evidence[]
  plan: PlanRow[]
  /** What the school planned in the cycle before; null in a first portfolio. */
  earlierPlan: EarlierPlan | null
}

/**
 * The language of the app, and the one that was chosen for it: null follows the system. Many files become one piece of
 * evidence, or one each: null as long as that was not said once and for all.
 */
export type Settings = { language: Language; chosen: Language | null; many: ManyFiles | null }

export const manyFiles = ['together', 'each'] as const
export type ManyFiles = (typeof manyFiles)[number]

/** The Mission statement as it was read, with the words of the introduction that the portfolio has already. */
export type MissionReading = MissionSplit & { name: string | null }

/** What became of one file that was to be gathered. */
export type FileOutcome =
  | { name: string; outcome: 'added'; attachment: string }
  /** This very file is already attached to this evidence; nothing was added twice. */
  | { name: string; outcome: 'duplicate'; attachment: string }
  | { name: string; outcome: 'refused'; failure: FailureMessage }

/** A file that is in the portfolio already, and where. `index` counts the files of the preview. */
export type KnownFile = { index: number; name: string; evidence: string; title: string }

/** What would come in, before anything is copied. */
export type FilePreview = {
  /** Names it in `addEvidence` and `attachFiles`. */
  gathering: string
  count: number
  folders: number
  bytes: number
  groups: Record<FileGroup, number>
  /** The first few, for the eye. */
  names: string[]
  known: KnownFile[]
}

/** A piece in the trash. `places` are where it stood, and will stand again. */
export type RemovedEvidence = EvidenceSummary & { removedAt: string }

/** An attached file with the piece that it belongs to. */
export type EvidenceFile = {
  attachment: FileAttachment
  /** `cover` is the attachment that its card shows. */
  evidence: Pick<Evidence, 'id' | 'title' | 'number' | 'cover'>
}

/** One line of `verify`. */
export type Finding = {
  code: 'database.damaged' | 'reference.broken' | 'file.missing' | 'file.changed' | 'file.unused'
  /** A file's hash, or what SQLite said. */
  what: string
  /** Names and evidence numbers that use the file, for the reader. */
  usedBy: string[]
}

const planFields = Object.fromEntries(planColumns.map((column) => [column, text])) as Record<
  (typeof planColumns)[number],
  typeof text
>
const empty = v.strictObject({})

/** The largest picture that can be pasted, in bytes: it goes through memory, unlike a file. */
const largestPasted = 100 * 1024 * 1024

/** Files by name, or those of a `prepareFiles` without the ones that are left out. */
const someFiles = {
  files: v.optional(v.array(fileSource), []),
  prepared: v.optional(v.strictObject({ gathering: id, leaveOut: v.array(position) })),
}

const evidenceChange = v.strictObject({
  ids: v.pipe(v.array(id), v.minLength(1)),
  ...v.partial(v.object({ ...evidenceFacts, date: evidenceTexts.date, dateUntil: evidenceTexts.dateUntil }))
    .entries,
  /** One more place. */
  place: v.optional(place),
  /** This place and no other. */
  moveTo: v.optional(place),
  tie: v.optional(
    v.variant('to', [
      v.strictObject({ to: v.literal('tags'), value: tag }),
      v.strictObject({ to: v.picklist(['people', 'projects']), value: id }),
    ]),
  ),
  untie: v.optional(
    v.variant('from', [
      v.strictObject({ from: v.literal('tags'), value: tag }),
      v.strictObject({ from: v.picklist(['people', 'projects']), value: id }),
    ]),
  ),
})
export type EvidenceChange = v.InferOutput<typeof evidenceChange>

/** By the list of recent ones, or by a dialog. */
const whichPortfolio = v.union([v.strictObject({ recent: id }), v.strictObject({ grant })])

/** Window to engine. One row a request; both ends take their types from here. */
export const engineRequests = {
  // Settings of this computer
  settings: row(empty)<Settings>(),
  writeSettings: row(
    v.strictObject({
      language: v.optional(v.nullable(language)),
      many: v.optional(v.nullable(v.picklist(manyFiles))),
    }),
  )<null>(),

  // Portfolios
  listRecentPortfolios: row(empty)<RecentPortfolio[]>(),
  /**
   * Without `place` the new folder lies in the user's documents. With `renews` the structure, people, projects and
   * plans of an older portfolio come along.
   */
  addPortfolio: row(
    v.strictObject({
      facts: portfolioFacts,
      place: v.nullable(grant),
      renews: v.optional(v.nullable(whichPortfolio), null),
    }),
  )<Portfolio>(),
  /** The facts of a portfolio that is not open, to begin a new cycle with. */
  peekPortfolio: row(whichPortfolio)<PortfolioFacts>(),
  /** Where `addPortfolio` would put it, for the eye. */
  findPlaceForPortfolio: row(v.strictObject({ school: line, place: v.nullable(grant) }))<{
    folder: string
  }>(),
  openPortfolio: row(whichPortfolio)<Portfolio>(),
  /** Opens the one that was open last, when it is there. Null when there is none; a failure when it cannot be opened. */
  openLastPortfolio: row(empty)<Portfolio | null>(),
  closePortfolio: row(empty)<null>(),
  removeRecentPortfolio: row(v.strictObject({ recent: id }))<null>(),
  portfolio: row(empty)<OpenPortfolio>(),
  writePortfolio: row(portfolioFacts)<null>(),

  // Sections
  section: row(v.strictObject({ section }))<SectionContents>(),
  writeAnswer: row(v.strictObject({ strand: id, text }))<null>(),
  addPlanRow: row(v.strictObject({ section, ...v.partial(v.object(planFields)).entries }))<{ id: string }>(),
  writePlanRow: row(v.strictObject({ id, column: v.picklist(planColumns), text }))<null>(),
  movePlanRow: row(v.strictObject({ id, position }))<null>(),
  removePlanRow: row(v.strictObject({ id }))<null>(),
  /** What came of a row of the plan of the cycle before. */
  writeOutcome: row(v.strictObject({ id, text }))<null>(),

  // The form: titles, claims, strands, limits, the official wording
  writeSection: row(
    v.strictObject({
      section,
      title: v.optional(line),
      shortTitle: v.optional(line),
      claim: v.optional(text),
      planLimit: v.optional(limit),
    }),
  )<null>(),
  addStrand: row(v.strictObject({ section, title: line }))<{ id: string }>(),
  writeStrand: row(
    v.strictObject({
      strand: id,
      title: v.optional(line),
      question: v.optional(text),
      limit: v.optional(limit),
    }),
  )<null>(),
  /** Moves it to `position` among the strands of its section that are shown. */
  moveStrand: row(v.strictObject({ strand: id, position }))<null>(),
  hideStrand: row(v.strictObject({ strand: id }))<null>(),
  showStrand: row(v.strictObject({ strand: id }))<null>(),
  /** Only for a strand that the school added; its evidence stays in the section, its answer goes. */
  removeStrand: row(v.strictObject({ strand: id }))<null>(),
  /** Splits a pasted Mission statement; keeps nothing. Throws `mission.notOne`. */
  splitMission: row(v.strictObject({ text }))<MissionReading>(),
  /** The same for a file. Throws `mission.*`, `file.*`. */
  readMission: row(v.strictObject({ files: v.pipe(v.array(fileSource), v.length(1)) }))<MissionReading>(),
  /** Keeps the parts that are given as the portfolio's official wording; an empty text takes a part out. */
  writeWording: row(
    v.strictObject({
      introduction: v.optional(text),
      leadership: v.optional(wording),
      collaboration: v.optional(wording),
      students: v.optional(wording),
      example: v.optional(wording),
      inclusion: v.optional(wording),
    }),
  )<null>(),
  introduction: row(empty)<{ text: string }>(),

  // The application: the school's facts, the rules of the call, the declaration
  writeApplication: row(v.partial(v.strictObject(applicationFields)))<null>(),

  // People and projects
  listPeople: row(empty)<Person[]>(),
  addPerson: row(v.strictObject({ name: line, role: v.optional(line, '') }))<{ id: string }>(),
  writePerson: row(v.strictObject({ id, ...v.partial(v.object(personFields)).entries }))<null>(),
  removePerson: row(v.strictObject({ id }))<null>(),
  listProjects: row(empty)<Project[]>(),
  addProject: row(v.strictObject({ title: line }))<{ id: string }>(),
  writeProject: row(v.strictObject({ id, ...v.partial(v.object(projectFields)).entries }))<null>(),
  removeProject: row(v.strictObject({ id }))<null>(),

  // Evidence
  listEvidence: row(empty)<Evidence[]>(),
  /** The same, light enough for a list of ten thousand. */
  listSummaries: row(empty)<EvidenceSummary[]>(),
  evidence: row(v.strictObject({ id }))<Evidence>(),
  /** The pieces in which every word of the question is found: in their texts, names, tags, people, and in their documents. */
  findEvidence: row(v.strictObject({ question: line }))<{ ids: string[] }>(),
  /** Finds in everything: evidence, answers, plans, people, projects; the best first. */
  search: row(
    v.strictObject({
      question: line,
      limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)), 30),
    }),
  )<SearchHit[]>(),
  /** Keeps the bytes of a pasted picture until it is gathered, by the grant that is given back. */
  keepPasted: row(
    v.strictObject({
      name: line,
      bytes: v.pipe(
        v.instance(Uint8Array),
        v.check(({ byteLength }) => byteLength > 0 && byteLength <= largestPasted),
      ),
    }),
  )<{ grant: string }>(),
  /** Files are about to be given, they are being dragged or chosen: the workers get ready for them. */
  expectFiles: row(empty)<null>(),
  /**
   * Looks at files and folders that are to come in: how many, of which kind, which of them are here already. Nothing is
   * copied.
   */
  prepareFiles: row(v.strictObject({ files: v.array(fileSource) }))<FilePreview>(),
  /**
   * New evidence from files, links and texts, as one change: one piece from all of it, or one a file (`each`). Without
   * a place it waits to be placed. Files that are refused are named; a piece is made when at least one file came in, or
   * when there is a note, a link or a title.
   */
  addEvidence: row(
    v.strictObject({
      place: v.nullable(place),
      ...v.partial(v.object(evidenceTexts)).entries,
      links: v.optional(v.array(text), []),
      ...someFiles,
      each: v.optional(v.boolean(), false),
    }),
  )<{ ids: string[]; files: FileOutcome[] }>(),
  writeEvidence: row(
    v.strictObject({ id, ...v.partial(v.object({ ...evidenceTexts, ...evidenceFacts })).entries }),
  )<null>(),
  /** The same change to many pieces, as one step. */
  changeEvidence: row(evidenceChange)<null>(),
  /** Into the trash. */
  removeEvidence: row(v.strictObject({ ids: v.pipe(v.array(id), v.minLength(1)) }))<null>(),
  listTrash: row(empty)<RemovedEvidence[]>(),
  restoreEvidence: row(v.strictObject({ ids: v.pipe(v.array(id), v.minLength(1)) }))<null>(),
  emptyTrash: row(empty)<null>(),
  /** Takes it from one place to another; its other places stay. */
  moveEvidence: row(v.strictObject({ id, from: place, to: place }))<null>(),
  /** Lets it serve one more strand. */
  placeEvidence: row(v.strictObject({ id, place }))<null>(),
  /** Takes it out of one place; it stays in the others, and in the list of evidence. */
  unplaceEvidence: row(v.strictObject({ id, place }))<null>(),
  attachFiles: row(v.strictObject({ evidence: id, ...someFiles }))<{ files: FileOutcome[] }>(),
  attachLink: row(v.strictObject({ evidence: id, url: text, caption: line }))<null>(),
  /** What is said of an attachment; a link's address and when it was last tried; how a photo is shown. */
  writeAttachment: row(
    v.strictObject({
      id,
      caption: v.optional(line),
      alt: v.optional(line),
      url: v.optional(text),
      checkedOn: v.optional(day),
      edit: v.optional(photoEdit),
    }),
  )<null>(),
  moveAttachment: row(v.strictObject({ id, position }))<null>(),
  detach: row(v.strictObject({ attachment: id }))<null>(),
  /** The attachment on the piece's card; empty for the first photo. */
  writeCover: row(v.strictObject({ id, cover: v.union([id, v.literal('')]) }))<null>(),
  /** Keeps a file as the copy of a link, in place of an earlier one. Throws `file.*`, `disk.full`. */
  keepCopy: row(v.strictObject({ attachment: id, files: v.pipe(v.array(fileSource), v.length(1)) }))<null>(),
  dropCopy: row(v.strictObject({ attachment: id }))<null>(),
  /** The files of these pieces that have a picture: photos, and documents by their pages. */
  listPictures: row(v.strictObject({ ids: v.array(id) }))<EvidenceFile[]>(),
  /** Groups of photos that look alike. */
  listAlike: row(empty)<EvidenceFile[][]>(),
  /** Takes photos off their pieces, as one step; a piece of which nothing is left goes into the trash. */
  thinOut: row(v.strictObject({ photos: v.pipe(v.array(id), v.minLength(1)) }))<null>(),
  /** The tags in use, most used first. */
  listTags: row(empty)<{ tag: string; count: number }[]>(),

  // History
  listChanges: row(empty)<{ name: ChangeName; at: string; isUndone: boolean }[]>(),
  undo: row(empty)<ChangeName>(),
  redo: row(empty)<ChangeName>(),

  // Out
  exportPortfolio: row(
    v.strictObject({
      out: grant,
      paper: v.picklist(paperSizes),
      draft: v.boolean(),
      only: v.nullable(section),
    }),
  )<PrintResult & { name: string }>(),
  /** All answers and plans as one plain text, or those of one section. */
  exportAnswers: row(v.strictObject({ out: grant, only: v.nullable(section) }))<{
    name: string
    bytes: number
  }>(),
  verify: row(empty)<Finding[]>(),
} as const

export type EngineRequests = typeof engineRequests

/** Parts of the portfolio that a change can touch; screens reload what they show. */
export const nouns = [
  'portfolio',
  'section',
  'answer',
  'plan',
  'evidence',
  'picture',
  /** Not a change: more can be found than before. */
  'search',
  'person',
  'project',
  'history',
] as const
export type Noun = (typeof nouns)[number]

/** Engine to window, unasked. */
export type EngineEvent =
  | { kind: 'changed'; nouns: Noun[] }
  /** Another portfolio is open now, or none. */
  | { kind: 'opened'; portfolio: Portfolio | null }
  /** How far the app has come with looking at what was gathered; done when both are the same. */
  | { kind: 'intake'; done: number; total: number }
  /** The app speaks another language now. */
  | { kind: 'settings'; language: Language }
