import * as v from 'valibot'
import { isDay } from '../domain/evidence'
import type { Departure, NamedFile } from '../domain/export'
import type { Submission, SubmissionContents, SubmissionStanding } from '../domain/submission'
import type { SubmissionChanges } from '../domain/submission-changes'
import { grant, line, text } from './fields'
import { exportFields } from './guard-requests'
import { row } from './table'

const submission = v.pipe(v.string(), v.uuid())

/** What was handed in: a part of the engine's table. None of it is a change that can be undone. */
export const submissionRequests = {
  /**
   * Keeps what was handed in, read-only: the PDF that is given, or the one made now, with answers, list of evidence and hashes.
   * Throws `submission.noPdf`, `submission.unsettled`, `file.*`, `export.*`, `disk.full`, `portfolio.notWritable`, `cancelled`.
   */
  addSubmission: row(
    v.strictObject({
      name: v.optional(line, ''),
      handedInOn: v.pipe(v.string(), v.check(isDay)),
      note: v.optional(text, ''),
      pdf: v.optional(grant),
      knowingly: exportFields.knowingly,
      reasons: exportFields.reasons,
    }),
  )<Submission & Departure>(),
  /** The newest first: the one that counts. */
  listSubmissions: row(v.strictObject({}))<Submission[]>(),
  /** One of them with what the portfolio said then. Throws `submission.gone`, `submission.damaged`. */
  submission: row(v.strictObject({ id: submission }))<{
    submission: Submission
    contents: SubmissionContents
  }>(),
  /** The one that counts, and which answers have changed since; null while there is none. */
  submissionStanding: row(v.strictObject({}))<SubmissionStanding | null>(),
  /** All that has changed since. Throws `submission.gone`, `submission.damaged`. */
  compareSubmission: row(v.strictObject({ id: submission }))<SubmissionChanges>(),
  /** The files whose consent, as it stands now, keeps the PDF at home. Throws `submission.gone`. */
  listHeldBackIn: row(v.strictObject({ id: submission }))<NamedFile[]>(),
  /**
   * Its files into a new folder; what is not as it was kept, and what stays at home, is named. Throws `submission.gone`,
   * `export.*`, `disk.full`.
   */
  saveSubmissionCopy: row(v.strictObject({ id: submission, out: grant, knowingly: exportFields.knowingly }))<{
    name: string
    files: number
    bytes: number
    changed: string[]
    missing: string[]
    leftOut: string[]
  }>(),
  /** For good, its files too. Throws `submission.gone`. */
  removeSubmission: row(v.strictObject({ id: submission }))<null>(),
} as const
