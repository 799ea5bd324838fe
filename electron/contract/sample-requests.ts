import * as v from 'valibot'
import type { Portfolio } from '../domain/portfolio'
import { row } from './table'

/** The sample portfolio: a part of the engine's table. */
export const sampleRequests = {
  /**
   * Makes the sample in the language of the app, in a folder of its own among the user's documents, and opens it; one that
   * nobody has changed yet is opened again. Until it is whole, the portfolio that is open stays open. Throws `disk.full`,
   * `portfolio.notWritable`, `cancelled`.
   */
  addSample: row(v.strictObject({}))<Portfolio>(),
} as const
