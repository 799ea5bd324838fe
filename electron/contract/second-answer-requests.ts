import * as v from 'valibot'
import { id, text, typing } from './fields'
import { row } from './table'

/** Answers in the second language: a part of the engine's table. */
export const secondAnswerRequests = {
  writeSecondAnswer: row(v.strictObject({ strand: id, text, typing }))<null>(),
  /** Keeps both texts of an answer as they are now as saying the same. */
  agreeAnswers: row(v.strictObject({ strand: id }))<null>(),
} as const
