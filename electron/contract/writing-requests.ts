import * as v from 'valibot'
import { id, line, place } from './fields'
import { row } from './table'

/** A piece of evidence as an answer names it. The number is null while it is placed nowhere. */
export type Citable = { id: string; number: string | null; title: string }

/** What writing answers asks for beside the answers themselves: a part of the engine's table. */
export const writingRequests = {
  /** What an answer may cite, the likeliest first. `near` is where the answer stands. */
  findCitable: row(
    v.strictObject({
      question: line,
      near: v.nullable(place),
      limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)), 8),
    }),
  )<Citable[]>(),
  /** What is cited, as it is called now; what is gone or in the trash is left out. */
  listCited: row(v.strictObject({ ids: v.pipe(v.array(id), v.maxLength(5000)) }))<Citable[]>(),
} as const
