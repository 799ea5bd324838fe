import * as v from 'valibot'
import type { Application } from '../domain/application'
import type { Invited } from '../domain/contribution'
import type { SectionCoverage } from '../domain/coverage'
import type { Evidence } from '../domain/evidence'
import type { BookGap, PrintResult } from '../domain/book'
import type { BookChoices } from '../domain/book-options'
import type { Departure } from '../domain/export'
import type { FailureMessage } from '../domain/failure'
import type { ChangeName } from '../domain/history'
import type { MissionSplit } from '../domain/mission-text'
import type { Person } from '../domain/person'
import { planColumns, type EarlierPlan, type PlanRow } from '../domain/plan'
import type { Language, Portfolio, PortfolioFacts } from '../domain/portfolio'
import type { Project } from '../domain/project'
import type { Section, SectionId } from '../domain/section'
import type { EarlierAnswers } from '../domain/submission'
import type { SecondAnswer, StrandStanding } from '../domain/two-languages'
import { archiveRequests } from './archive-requests'
import { checkRequests } from './check-requests'
import { commentRequests } from './comment-requests'
import { consentRequests } from './consent-requests'
import { contributionRequests } from './contribution-requests'
import { evidenceRequests } from './evidence-requests'
import {
  applicationFields,
  bookOptionFields,
  fileSource,
  grant,
  id,
  limit,
  line,
  personFields,
  portfolioFacts,
  position,
  projectFields,
  section,
  text,
  typing,
  wording,
} from './fields'
import { forgetRequests } from './forget-requests'
import { exportFields, guardRequests, leaveFields } from './guard-requests'
import { problemRequests } from './problem-requests'
import { mergeRequests } from './merge-requests'
import { redactionRequests } from './redaction-requests'
import { keepingRequests } from './keeping-requests'
import { sampleRequests } from './sample-requests'
import { secondAnswerRequests } from './second-answer-requests'
import { settingsRequests } from './settings-requests'
import { submissionRequests } from './submission-requests'
import { row } from './table'
import { textRequests } from './text-requests'
import { writingRequests } from './writing-requests'
import { versionRequests } from './version-requests'

/** Where a part of the book is written. */
export type PreviewTarget =
  | { kind: 'section'; section: SectionId; strand: string | null }
  | { kind: 'evidence'; id: string }
  | { kind: 'people' }
  | { kind: 'facts' }

/** A part of a page, in pt from its top left corner. */
export type PreviewPlace = { x: number; y: number; width: number; height: number; target: PreviewTarget }

/** The pages of the book as they would be printed, their size in pt, and about how much the file would weigh, in bytes. */
export type PreviewedBook = {
  width: number
  height: number
  bytes: number
  /** The picture of a page is at `media://page/<key>`. */
  pages: { key: string; places: PreviewPlace[] }[]
  gaps: BookGap[]
}

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
  syncedBy: 'OneDrive' | 'Dropbox' | 'Google Drive' | 'iCloud' | 'Nextcloud' | 'network' | null
  isReadOnly: boolean
  sections: Section[]
  coverage: SectionCoverage[]
  /** How the answers stand in the two languages; none while there is no second language. */
  standings: StrandStanding[]
  evidenceCount: number
  application: Application
  /** What it was begun for, when a colleague works on it; null for a school's own. */
  invited: Invited | null
  history: History
}

/** A folder that was written: its name, how many files are in it, and their bytes. */
type OutFolder = { name: string; files: number; bytes: number }

/** What can be undone and redone now, by name. */
export type History = { undo: ChangeName | null; redo: ChangeName | null }

/** Everything of one section's screen. */
export type SectionContents = {
  section: SectionId
  /** What was written in a second language stays, also while the portfolio has none. */
  strands: { strand: string; answer: string; second: SecondAnswer | null; evidence: Evidence[] }[]
  /** Evidence under the section, its strand still open. */
  unsorted: Evidence[]
  plan: PlanRow[]
  /** What the school planned in the cycle before; null in a first portfolio. */
  earlierPlan: EarlierPlan | null
  /** What it wrote in the cycle before, to be read while it writes anew; null where that is not known. */
  earlierAnswers: EarlierAnswers | null
}

/** The Mission statement as it was read, with the words of the introduction that the portfolio has already. */
export type MissionReading = MissionSplit & { name: string | null }

/** One line of `verify`. */
export type Finding = {
  code:
    | 'database.damaged'
    | 'reference.broken'
    | 'file.missing'
    | 'file.changed'
    | 'file.unused'
    | 'submission.missing'
    | 'submission.changed'
    | 'submission.unlisted'
  /** A file's hash, what SQLite said, or where the file of a submission lies. */
  what: string
  /** Names and evidence numbers that use the file, for the reader. */
  usedBy: string[]
}

const planFields = Object.fromEntries(planColumns.map((column) => [column, text])) as Record<
  (typeof planColumns)[number],
  typeof text
>
const empty = v.strictObject({})

/** Which sections, and in which of the languages; where that is not said, as the portfolio keeps it for the book. */
const ofAnswers = { only: v.nullable(section), edition: v.optional(bookOptionFields.edition) }

/** By the list of recent ones, or by a dialog. */
const whichPortfolio = v.union([v.strictObject({ recent: id }), v.strictObject({ grant })])

/** Window to engine. One row a request; both ends take their types from here. */
export const engineRequests = {
  ...settingsRequests,

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
  /**
   * The facts of a portfolio that is not open, to begin a new cycle with, and the day on which it was handed in: plans and
   * answers are then taken from what was. Null where nothing was kept of that.
   */
  peekPortfolio: row(whichPortfolio)<{ facts: PortfolioFacts; handedInOn: string | null }>(),
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
  writeAnswer: row(v.strictObject({ strand: id, text, typing }))<null>(),
  addPlanRow: row(v.strictObject({ section, ...v.partial(v.object(planFields)).entries }))<{ id: string }>(),
  writePlanRow: row(v.strictObject({ id, column: v.picklist(planColumns), text, typing }))<null>(),
  movePlanRow: row(v.strictObject({ id, position }))<null>(),
  removePlanRow: row(v.strictObject({ id }))<null>(),
  /** What came of a row of the plan of the cycle before. */
  writeOutcome: row(v.strictObject({ id, text, typing }))<null>(),

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

  ...secondAnswerRequests,
  ...evidenceRequests,
  ...textRequests,
  ...writingRequests,
  ...versionRequests,
  ...commentRequests,
  ...submissionRequests,
  ...archiveRequests,
  ...consentRequests,
  ...checkRequests,
  ...redactionRequests,
  ...forgetRequests,
  ...contributionRequests,
  ...mergeRequests,
  ...sampleRequests,

  // History
  listChanges: row(empty)<{ name: ChangeName; at: string; by: string; isUndone: boolean }[]>(),
  undo: row(empty)<ChangeName>(),
  redo: row(empty)<ChangeName>(),

  // The book
  /** How the book is made, and the hash of the file with the school's logo. */
  bookOptions: row(empty)<BookChoices & { logo: string | null }>(),
  writeBookOptions: row(v.partial(v.strictObject(bookOptionFields)))<null>(),
  /** Puts a picture on the cover as the school's logo, in place of an earlier one. Throws `logo.noPicture`, `file.*`. */
  keepLogo: row(v.strictObject({ files: v.pipe(v.array(fileSource), v.length(1)) }))<null>(),
  dropLogo: row(empty)<null>(),

  /**
   * Lays the book out as it would be printed now, or only its cover, which is there at once. Throws `export.stopped`,
   * `cancelled`.
   */
  previewBook: row(
    v.strictObject({
      draft: v.boolean(),
      only: v.nullable(section),
      coverOnly: v.optional(v.boolean(), false),
      ...leaveFields,
    }),
  )<PreviewedBook>(),

  /** Somebody is about to look at the book: its cover is drawn, and the press stands ready. */
  expectPreview: row(empty)<null>(),

  // Out
  exportPortfolio: row(
    v.strictObject({
      out: grant,
      draft: v.boolean(),
      /** In place of what the portfolio keeps. */
      paper: v.optional(bookOptionFields.paper),
      orientation: v.optional(bookOptionFields.orientation),
      theme: v.optional(bookOptionFields.theme),
      target: v.optional(bookOptionFields.target),
      edition: v.optional(bookOptionFields.edition),
      annexes: v.optional(v.picklist(['none', 'all'])),
      only: v.nullable(section),
      ...exportFields,
    }),
  )<Pick<PrintResult, 'bytes' | 'pages' | 'chapters' | 'gaps'> & Departure & { name: string }>(),
  /** Each section as a PDF of its own, into a new folder. */
  exportSections: row(
    v.strictObject({
      out: grant,
      draft: v.boolean(),
      edition: v.optional(bookOptionFields.edition),
      ...exportFields,
    }),
  )<OutFolder & Departure>(),
  /**
   * The files of the evidence that the book prints, into a new folder, with the numbers that they have there; without what
   * they tell of people, places and programs beside what they show. `uncleaned` names those of which that cannot be taken
   * away: they are left out, unless they are wanted all the same.
   */
  exportFolder: row(
    v.strictObject({
      out: grant,
      ...ofAnswers,
      withUncleaned: v.optional(v.boolean()),
      ...exportFields,
    }),
  )<OutFolder & Departure & { missing: string[]; uncleaned: string[] }>(),
  /** All answers and plans, or those of one section: plain text, or a DOCX where the file is called so. */
  exportAnswers: row(v.strictObject({ out: grant, ...ofAnswers, purpose: exportFields.purpose }))<{
    name: string
    bytes: number
  }>(),
  ...guardRequests,
  ...problemRequests,
  ...keepingRequests,
  verify: row(empty)<Finding[]>(),
} as const

export type EngineRequests = typeof engineRequests

/** Parts of the portfolio that a change can touch; screens reload what they show. */
export const nouns = [
  'portfolio',
  'section',
  'answer',
  /** Not a change: what an answer once was. */
  'version',
  'comment',
  'plan',
  'evidence',
  'picture',
  /** Not a change: more can be found than before. */
  'search',
  'person',
  'project',
  'book',
  /** What somebody decided to leave as it is. */
  'check',
  /** Not changes: what left the portfolio, what was handed in, backups that were made. */
  'export',
  'submission',
  'backup',
  /** What colleagues were asked for, what came back, and what was decided. */
  'contribution',
  'history',
] as const
export type Noun = (typeof nouns)[number]

/** Engine to window, unasked. */
export type EngineEvent =
  | { kind: 'changed'; nouns: Noun[] }
  /** Another portfolio is open now, or none. */
  | { kind: 'opened'; portfolio: Portfolio | null }
  /** How far the app has come with looking at what was gathered; done when both are the same. */
  | { kind: 'intake'; done: number; total: number; isPaused: boolean }
  /** Why backups cannot be made by themselves, once for each reason; null when they can again. */
  | { kind: 'backups'; failure: FailureMessage | null }
  /** A setting of this computer is another one now; which language the app speaks. */
  | { kind: 'settings'; language: Language }
