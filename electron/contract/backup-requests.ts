import * as v from 'valibot'
import type { Backup } from '../domain/backup'
import type { FailureMessage } from '../domain/failure'
import type { Portfolio } from '../domain/portfolio'
import { grant, id } from './fields'
import { row } from './table'

/** A portfolio that is not open, and may be one that cannot be opened; null for the open one. */
const of = v.optional(v.nullable(v.union([v.strictObject({ recent: id }), v.strictObject({ grant })])), null)

/** The backups of the database: a part of the engine's table. None of it is a change that can be undone. */
export const backupRequests = {
  /**
   * The newest first, with what was in each, and why the last one that was to be made by itself could not be. Throws
   * `portfolio.none`.
   */
  listBackups: row(v.strictObject({ of }))<{ backups: Backup[]; failure: FailureMessage | null }>(),
  /**
   * Makes a backup now; where nothing has changed since the newest, that is the one. Throws `disk.full`,
   * `portfolio.notWritable`, `portfolio.missing`, `backup.notMade`.
   */
  makeBackup: row(v.strictObject({}))<{ backup: Backup; isNew: boolean }>(),
  /**
   * Goes back to a backup, by its name or number, after a backup of the present state was made; then the portfolio is open. What
   * left the app since, what was handed in, what was withdrawn and what was forgotten stays so. `missing` are names of files that
   * are not there any more. Throws `backup.gone`, `backup.unsound`, and what opening throws.
   */
  restoreBackup: row(v.strictObject({ backup: v.pipe(v.string(), v.maxLength(200)), of }))<{
    portfolio: Portfolio
    backup: Backup
    missing: string[]
  }>(),
} as const
