import * as v from 'valibot'
import type { ComparedRow } from '../domain/compare'
import { oneEdition, type AnswerVersion } from '../domain/version'
import { id, line } from './fields'
import { row } from './table'

const answerOf = { strand: id, edition: v.picklist(oneEdition) }

/** What answers once were: a part of the engine's table. */
export const versionRequests = {
  /** The newest first. */
  listVersions: row(v.strictObject(answerOf))<AnswerVersion[]>(),
  /** A version beside the answer as it stands, in plain text. Throws `version.gone`. */
  compareVersion: row(v.strictObject({ id }))<ComparedRow[]>(),
  /** Keeps the answer as it stands; the app keeps one every ten minutes of work by itself. */
  keepVersion: row(v.strictObject({ ...answerOf, name: line }))<null>(),
  /** Writes the answer as it once was, as a change. Throws `version.gone`. */
  restoreVersion: row(v.strictObject({ id }))<null>(),
} as const
