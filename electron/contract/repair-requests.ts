import * as v from 'valibot'
import type { Portfolio } from '../domain/portfolio'
import type { RepairReport } from '../domain/repair'
import { grant, id } from './fields'
import { row } from './table'

const which = v.union([v.strictObject({ recent: id }), v.strictObject({ grant })])
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))

/** A portfolio that is damaged: a part of the engine's table. None of it is a change that can be undone. */
export const repairRequests = {
  /**
   * Opens it for reading only: nothing of it is written, all that can be read can be looked at and exported. Throws as
   * `repairPortfolio` does.
   */
  openForReading: row(which)<Portfolio>(),
  /**
   * Saves what can be read into a new database, keeps the damaged one aside, and opens the portfolio. Throws `repair.nothing`,
   * `disk.full`, `portfolio.*`, `cancelled`.
   */
  repairPortfolio: row(which)<{ portfolio: Portfolio; report: RepairReport }>(),
  /**
   * Looks in folders, files and archives for originals that are missing or changed, by their content, and brings back what is
   * found. Throws `disk.full`, `portfolio.*`, `archive.*`, and `cancelled` when nothing was found until then.
   */
  findOriginals: row(
    v.strictObject({
      files: v.pipe(v.array(hash), v.minLength(1)),
      where: v.pipe(v.array(grant), v.minLength(1)),
    }),
  )<{ found: string[]; missing: string[] }>(),
} as const
