import * as v from 'valibot'
import type { Evidence, EvidenceSummary, FileAttachment } from '../domain/evidence'
import type { FailureMessage } from '../domain/failure'
import type { FileProblem } from '../domain/file-problem'
import type { FileGroup } from '../domain/file-group'
import type { SearchHit } from '../domain/search'
import type { Place } from '../domain/section'
import {
  annex,
  day,
  evidenceFacts,
  evidenceTexts,
  photoLayout,
  fileSource,
  id,
  line,
  photoEdit,
  place,
  position,
  tag,
  text,
  typing,
} from './fields'
import { row } from './table'

/** What became of one file that was to be gathered. */
export type FileOutcome =
  | { name: string; outcome: 'added'; attachment: string }
  /** This very file is already attached to this evidence; nothing was added twice. */
  | { name: string; outcome: 'duplicate'; attachment: string }
  | { name: string; outcome: 'refused'; failure: FailureMessage }

/** A file that is in the portfolio already, and where: its piece, and under what that stands. `index` counts the files of the preview. */
export type KnownFile = { index: number; name: string; evidence: string; title: string; places: Place[] }

/** A file that was forgotten, and when (ISO 8601): whoever gathers it again has to want it. */
export type ForgottenFile = { index: number; name: string; forgottenAt: string }

/** What would come in, before anything is copied. */
export type FilePreview = {
  /** Names it in `addEvidence` and `attachFiles`. */
  gathering: string
  count: number
  folders: number
  bytes: number
  /** The first few, for the eye. */
  names: string[]
  known: KnownFile[]
  forgotten: ForgottenFile[]
  /** Names of folders and files that could not be read, and so do not come in. */
  unread: string[]
}

/** What is to be said of files that came in, once they were worked through. */
export type WorkedThrough = {
  /** How many of them still wait to be looked at or read. */
  waiting: number
  files: {
    name: string
    problem: FileProblem | null
    /** True where it is something else than its name says; `kind` is what it is, as `PDF`, or empty. */
    isOther: boolean
    kind: string
  }[]
}

/** A piece in the trash. `places` are where it stood, and will stand again. */
export type RemovedEvidence = EvidenceSummary & { removedAt: string }

/** An attached file with the piece that it belongs to. */
export type EvidenceFile = {
  attachment: FileAttachment
  /** True for the kept copy of a link. */
  isCopy: boolean
  /** `cover` is the attachment that its card shows. */
  evidence: Pick<Evidence, 'id' | 'title' | 'number' | 'cover'>
}

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

/** Evidence, what is attached to it, and finding it again: a part of the engine's table. */
export const evidenceRequests = {
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
  /** Holds the pictures for print and the words in documents of what came in, or goes on with them. */
  pauseIntake: row(v.strictObject({ isPaused: v.boolean() }))<null>(),
  /** Looks at files and folders that are to come in: how many, which of them are here already. Nothing is copied. */
  prepareFiles: row(v.strictObject({ files: v.array(fileSource) }))<FilePreview>(),
  /** How many of the files of a `prepareFiles` are of which kind, told from their first bytes. Throws `cancelled`. */
  countKinds: row(v.strictObject({ gathering: id }))<Record<FileGroup, number>>(),
  /**
   * New evidence from files, links and texts, as one change: one piece from all of it, or one a file (`each`). Without
   * a place it waits to be placed. Files that are refused are named; a piece is made when at least one file came in, or
   * when there is a note, a link or a title. A file that was forgotten is refused, unless it is one of a `prepareFiles`. A file of a `prepareFiles` that is a piece of its own already makes no second
   * one: that piece stands under the place, too.
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
    v.strictObject({
      id,
      ...v.partial(v.object({ ...evidenceTexts, ...evidenceFacts, photoLayout })).entries,
      typing,
    }),
  )<null>(),
  /** The same change to many pieces, as one step. */
  changeEvidence: row(evidenceChange)<null>(),
  /** Gives each piece without a date the days that its cameras told; tells how many have one now. */
  dateAsTaken: row(v.strictObject({ ids: v.pipe(v.array(id), v.minLength(1)) }))<number>(),
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
  /** What the workers found out about files that came in. */
  workedThrough: row(v.strictObject({ attachments: v.array(id) }))<WorkedThrough>(),
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
      annex: v.optional(annex),
    }),
  )<null>(),
  moveAttachment: row(v.strictObject({ id, position }))<null>(),
  detach: row(v.strictObject({ attachment: id }))<null>(),
  /** The attachment on the piece's card; empty for the first photo. */
  writeCover: row(v.strictObject({ id, cover: v.union([id, v.literal('')]) }))<null>(),
  /** Keeps a file as the copy of a link, in place of an earlier one. Throws `file.*`, `disk.full`. */
  keepCopy: row(v.strictObject({ attachment: id, files: v.pipe(v.array(fileSource), v.length(1)) }))<null>(),
  dropCopy: row(v.strictObject({ attachment: id }))<null>(),
  /** The files of these pieces that have a picture: photos, documents by their pages, kept copies of links. */
  listPictures: row(v.strictObject({ ids: v.array(id) }))<EvidenceFile[]>(),
  /** Groups of photos that look alike. */
  listAlike: row(empty)<EvidenceFile[][]>(),
  /** Takes photos off their pieces, as one step; a piece of which nothing is left goes into the trash. */
  thinOut: row(v.strictObject({ photos: v.pipe(v.array(id), v.minLength(1)) }))<null>(),
  /** The tags in use, most used first. */
  listTags: row(empty)<{ tag: string; count: number }[]>(),
} as const
