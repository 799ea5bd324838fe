import * as v from 'valibot'
import { id, text } from './fields'
import { row } from './table'

/** Answers in the second language: a part of the engine's table. */
export const secondAnswerRequests = {
  writeSecondAnswer: row(v.strictObject({ strand: id, text }))<null>(),
  /** Keeps both texts of an answer as they are now as saying the same. */
  agreeAnswers: row(v.strictObject({ strand: id }))<null>(),
} as const
