import * as v from 'valibot'
import { grant } from './fields'
import { row } from './table'

/** A problem that is reported: a part of the engine's table. */
export const problemRequests = {
  /**
   * Keeps a report that the user has read, as a plain text. The text comes from main's `problemReport`; the user may have
   * written in it. Throws `export.*`, `disk.full`.
   */
  saveProblemReport: row(v.strictObject({ out: grant, text: v.pipe(v.string(), v.maxLength(1_000_000)) }))<{
    name: string
    bytes: number
  }>(),
} as const
