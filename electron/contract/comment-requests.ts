import * as v from 'valibot'
import { longestComment, type Comment, type OpenComment } from '../domain/comment'
import { id, text } from './fields'
import { row } from './table'

const target = v.union([v.strictObject({ strand: id }), v.strictObject({ evidence: id })])
const words = v.pipe(text, v.trim(), v.minLength(1), v.maxLength(longestComment))

/** What colleagues say about answers and evidence, never printed: a part of the engine's table. */
export const commentRequests = {
  /** The oldest first. */
  listComments: row(v.strictObject({ target }))<Comment[]>(),
  /** All that are not done, in the order of the form, those on evidence last. */
  listOpenComments: row(v.strictObject({}))<OpenComment[]>(),
  /** Signed with the author of the settings. */
  addComment: row(v.strictObject({ target, text: words }))<{ id: string }>(),
  writeComment: row(v.strictObject({ id, text: words }))<null>(),
  /** Says that it is done, or open again. */
  settleComment: row(v.strictObject({ id, isDone: v.boolean() }))<null>(),
  removeComment: row(v.strictObject({ id }))<null>(),
} as const
