import * as v from 'valibot'
import { consentScopes, consentStates, seenPeople, type ConsentCounts, type Subject } from '../domain/consent'
import type { Attachment, StoredFile } from '../domain/evidence'
import { day, id, line, typing } from './fields'
import { row } from './table'

/** A person or a group, and how many files of evidence are tied to it. */
export type ListedSubject = Subject & {
  files: number
  /** How many of them may not leave in an application for the label. */
  heldBack: number
}

/** A file in which people are seen or may be, where it is attached first. */
export type SeenFile = { file: StoredFile; attachment: Attachment['id']; evidence: string; name: string }

const empty = v.strictObject({})
const files = v.pipe(v.array(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))), v.minLength(1))

/** What can be said of a consent; an empty text or choice takes it back. */
const consentFields = {
  state: v.optional(v.picklist(['', ...consentStates])),
  givenOn: v.optional(day),
  scope: v.optional(v.picklist(['', ...consentScopes])),
  paper: v.optional(line),
  reference: v.optional(line),
  keepUntil: v.optional(day),
}
const kind = v.picklist(['person', 'group'])
const name = v.pipe(line, v.minLength(1))

/** Who can be seen and who agreed, by the hash of the files: a part of the engine's table. */
export const consentRequests = {
  /**
   * Says the same of all these files, as one step; what is not given stays. `tie` also says that a person or a group is in
   * them, or a new one. Throws `evidence.gone`, `subject.gone`, `subject.taken`.
   */
  writeConsent: row(
    v.strictObject({
      files,
      people: v.optional(v.picklist(['', ...seenPeople])),
      ...consentFields,
      tie: v.optional(v.union([id, v.strictObject({ kind, name })])),
      typing,
    }),
  )<null>(),
  /** Says that a person or a group is in these files. Throws `subject.gone`, `evidence.gone`. */
  tieSubject: row(v.strictObject({ files, subject: id }))<null>(),
  untieSubject: row(v.strictObject({ files, subject: id }))<null>(),
  listSubjects: row(empty)<ListedSubject[]>(),
  /** With `files` it is tied to them in the same step. Throws `subject.taken`, `evidence.gone`. */
  addSubject: row(v.strictObject({ kind, name, files: v.optional(files) }))<{ id: string }>(),
  /** Throws `subject.gone`, `subject.taken`. */
  writeSubject: row(
    v.strictObject({ id, kind: v.optional(kind), name: v.optional(name), ...consentFields, typing }),
  )<null>(),
  /** Its ties go with it; what is said of the files stays. Throws `subject.gone`. */
  removeSubject: row(v.strictObject({ id }))<null>(),
  /** The files of these pieces, or of all (null), of which somebody has to say who can be seen, or has said it. */
  listSeenFiles: row(v.strictObject({ ids: v.nullable(v.array(id)) }))<SeenFile[]>(),
  /** How these files stand for an application, each counted once. */
  consentCounts: row(empty)<ConsentCounts>(),
} as const
