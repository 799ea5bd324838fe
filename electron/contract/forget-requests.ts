import * as v from 'valibot'
import type { DueGroup, Forgotten, ForgettingPreview, Uses } from '../domain/forgetting'
import { grant, id } from './fields'
import { row } from './table'

const empty = v.strictObject({})
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))

/** All pictures of a person or group, or one. */
const ofSubjectOrFile = v.union([v.strictObject({ subject: id }), v.strictObject({ file: hash })])
export type SubjectOrFile = v.InferOutput<typeof ofSubjectOrFile>

/** Pictures to forget, and the person or group to forget with them. */
const forgetting = v.strictObject({
  files: v.pipe(v.array(hash), v.minLength(1)),
  subject: v.optional(id),
})

/** Withdrawn consent, pictures that are kept too long, forgetting: a part of the engine's table. */
export const forgetRequests = {
  /** Every place where the pictures are used, and everything that left with them. Throws `subject.gone`, `evidence.gone`. */
  listUses: row(ofSubjectOrFile)<Uses>(),
  /**
   * Notes that consent was withdrawn: from now on nothing of it leaves the app. A change like any other, since a wrong click must
   * be able to be taken back. Says how many files it is about. Throws `subject.gone`, `evidence.gone`.
   */
  withdraw: row(ofSubjectOrFile)<{ files: number }>(),
  /** What `forgetFiles` would do; changes nothing. */
  previewForgetting: row(forgetting)<ForgettingPreview>(),
  /**
   * Deletes files for good, with everything in the portfolio's folder that was made of them or said of them. No undo brings it
   * back. A subject goes with them when no other files are tied to it. Throws `evidence.gone`.
   */
  forgetFiles: row(forgetting)<Forgotten>(),
  /** Pictures that were to be kept until a day before today, the longest overdue first. */
  listDue: row(empty)<DueGroup[]>(),
  /** The list of consents for the principal to sign, as a PDF in the portfolio's language. Throws `export.*`, `disk.full`. */
  exportConsentList: row(v.strictObject({ out: grant }))<{ name: string; bytes: number; pages: number }>(),
} as const
