import * as v from 'valibot'
import type { Theme, Zoom } from '../domain/appearance'
import type { ConsentStatus } from '../domain/consent'
import { pictureSizes } from '../domain/evidence'
import { languages, type Language } from '../domain/portfolio'
import type { EngineFacts } from '../domain/problem-report'
import { contributionId, grant, id, photoEdit, submissionFile } from './fields'
import { zoom } from './settings-requests'
import { row } from './table'

const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))

/** From the root on, as dialogs and the system give them: it must not depend on where a process was started. */
const wholePath = v.pipe(v.string(), v.regex(/^(?:\/|[a-z]:[\\/]|\\\\)/i))

/** Main to engine. */
export const controlRequests = {
  /** Makes a path known that the user chose in a dialog. */
  grantPath: row(v.strictObject({ grant, path: wholePath }))<null>(),
  /**
   * The file of a rendition of the open portfolio, made now if it must be, with what is covered in the file; null when there
   * is none.
   */
  findPicture: row(
    v.strictObject({
      hash,
      size: v.picklist(pictureSizes),
      edit: photoEdit,
      /** Of a document, from 1. */
      page: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000)),
    }),
  )<{ path: string } | null>(),
  /**
   * The picture of a photo as it came, with nothing covered: for covering its faces, and for nothing else. Null when there is
   * none.
   */
  findOriginalView: row(v.strictObject({ hash, size: v.picklist(['print', 'large']) }))<{
    path: string
  } | null>(),
  /** The picture of a page of the book that was laid out last; null when there is none. */
  findPage: row(v.strictObject({ key: hash }))<{
    path: string
  } | null>(),
  /** The thumbnail of a file that a colleague sent back, with what is covered; null when there is none. */
  findTrayPicture: row(v.strictObject({ contribution: contributionId, hash }))<{
    path: string
  } | null>(),
  /** A file of what was handed in; null when it is not there. */
  findSubmissionFile: row(v.strictObject(submissionFile))<{ path: string } | null>(),
  /** What the file of an attachment, or a link's kept copy, is called outside, and whether it may leave. Throws `evidence.gone`. */
  findAttachmentFile: row(v.strictObject({ attachment: id }))<{ name: string; status: ConsentStatus }>(),
  /** Saves it where the user chose, who was asked about a consent that is missing. Throws `export.*`, `disk.full`. */
  saveAttachmentFile: row(v.strictObject({ attachment: id, out: wholePath }))<null>(),
  /** A copy of it that another program may show. Throws `file.notOpened` for what may do more than show something. */
  copyToOpen: row(v.strictObject({ attachment: id }))<{ path: string }>(),
  /** The language of the app: the one chosen, else the system's. */
  language: row(v.strictObject({}))<Language>(),
  writeLanguage: row(v.strictObject({ language: v.picklist(languages) }))<null>(),
  /** How the window looks. */
  appearance: row(v.strictObject({}))<{ theme: Theme; zoom: Zoom }>(),
  writeZoom: row(v.strictObject({ zoom }))<null>(),
  /** Whether spelling is checked, and in which languages: those of the open portfolio's texts, else the app's. */
  spelling: row(v.strictObject({}))<{ isOn: boolean; languages: Language[] }>(),
  writeSpelling: row(v.strictObject({ isOn: v.boolean() }))<null>(),
  /** The engine's half of a report of a problem. */
  problemFacts: row(v.strictObject({}))<EngineFacts>(),
  /** Notes a bug of main's in the log. */
  noteBug: row(v.strictObject({ text: v.pipe(v.string(), v.maxLength(100_000)) }))<null>(),
  /** Closes the open portfolio; after it the engine may be ended. */
  close: row(v.strictObject({}))<null>(),
} as const
