import * as v from 'valibot'
import type { SectionCoverage } from '../domain/coverage'
import { type Evidence } from '../domain/evidence'
import type { FailureMessage } from '../domain/failure'
import { paperSizes, type PrintResult } from '../domain/book'
import type { ChangeName } from '../domain/history'
import { planColumns, type PlanRow } from '../domain/plan'
import type { Portfolio } from '../domain/portfolio'
import type { Section, SectionId } from '../domain/section'
import { evidenceTexts, fileSource, grant, id, line, place, portfolioFacts, section, text } from './fields'
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
}

/** What became of one file that was to be gathered. */
export type FileOutcome =
  | { name: string; outcome: 'added'; attachment: string }
  /** This very file is already attached to this evidence; nothing was added twice. */
  | { name: string; outcome: 'duplicate'; attachment: string }
  | { name: string; outcome: 'refused'; failure: FailureMessage }

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

/** Window to engine. One row a request; both ends take their types from here. */
export const engineRequests = {
  // Portfolios
  listRecentPortfolios: row(empty)<RecentPortfolio[]>(),
  /** Without `place` the new folder lies in the user's documents. */
  addPortfolio: row(v.strictObject({ facts: portfolioFacts, place: v.nullable(grant) }))<Portfolio>(),
  /** Where `addPortfolio` would put it, for the eye. */
  findPlaceForPortfolio: row(v.strictObject({ school: line, place: v.nullable(grant) }))<{
    folder: string
  }>(),
  openPortfolio: row(v.union([v.strictObject({ recent: id }), v.strictObject({ grant })]))<Portfolio>(),
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
  movePlanRow: row(v.strictObject({ id, position: v.pipe(v.number(), v.integer(), v.minValue(0)) }))<null>(),
  removePlanRow: row(v.strictObject({ id }))<null>(),

  // Evidence
  listEvidence: row(empty)<Evidence[]>(),
  evidence: row(v.strictObject({ id }))<Evidence>(),
  /**
   * One new piece from all the files, as one change. Files that are refused are named; the piece is made when at
   * least one file came in, or when there is a note, a link or a title.
   */
  addEvidence: row(
    v.strictObject({
      place,
      ...v.partial(v.object(evidenceTexts)).entries,
      links: v.optional(v.array(text), []),
      files: v.optional(v.array(fileSource), []),
    }),
  )<{ id: string | null; files: FileOutcome[] }>(),
  writeEvidence: row(v.strictObject({ id, ...v.partial(v.object(evidenceTexts)).entries }))<null>(),
  removeEvidence: row(v.strictObject({ ids: v.pipe(v.array(id), v.minLength(1)) }))<null>(),
  /** Takes it from one place to another; its other places stay. */
  moveEvidence: row(v.strictObject({ id, from: place, to: place }))<null>(),
  /** Lets it serve one more strand. */
  placeEvidence: row(v.strictObject({ id, place }))<null>(),
  /** Takes it out of one place; it stays in the others, and in the list of evidence. */
  unplaceEvidence: row(v.strictObject({ id, place }))<null>(),
  attachFiles: row(v.strictObject({ evidence: id, files: v.array(fileSource) }))<{ files: FileOutcome[] }>(),
  attachLink: row(v.strictObject({ evidence: id, url: text, caption: line }))<null>(),
  writeAttachment: row(
    v.strictObject({ id, caption: v.optional(line), alt: v.optional(line), url: v.optional(text) }),
  )<null>(),
  moveAttachment: row(
    v.strictObject({ id, position: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
  )<null>(),
  detach: row(v.strictObject({ attachment: id }))<null>(),

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
  verify: row(empty)<Finding[]>(),
} as const

export type EngineRequests = typeof engineRequests

/** Parts of the portfolio that a change can touch; screens reload what they show. */
export const nouns = ['portfolio', 'section', 'answer', 'plan', 'evidence', 'picture', 'history'] as const
export type Noun = (typeof nouns)[number]

/** Engine to window, unasked. */
export type EngineEvent =
  | { kind: 'changed'; nouns: Noun[] }
  /** Another portfolio is open now, or none. */
  | { kind: 'opened'; portfolio: Portfolio | null }
