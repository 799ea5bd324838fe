import * as v from 'valibot'
import type { ArchiveSummary, PackedArchive } from '../domain/archive'
import type { Portfolio } from '../domain/portfolio'
import { grant, oneFile } from './fields'
import { row } from './table'

/** A whole portfolio in one file: a part of the engine's table. */
export const archiveRequests = {
  /** About how large an archive of the open portfolio would be, in bytes, and how many originals it would hold. */
  archiveSize: row(v.strictObject({}))<{ bytes: number; files: number }>(),
  /**
   * Packs the open portfolio, all of it, into a file. Files that are damaged or gone are named. Throws `archive.*`, `export.*`,
   * `disk.full`, `cancelled`.
   */
  exportArchive: row(v.strictObject({ out: grant }))<PackedArchive & { name: string }>(),
  /** What an archive holds, by what it says of itself; nothing is unpacked. Throws `archive.*`. */
  peekArchive: row(v.strictObject({ files: oneFile }))<ArchiveSummary>(),
  /**
   * Unpacks an archive to a new folder, named after its school, in the user's documents or in `place`, and opens it. Says how many
   * files the archive itself told are damaged or missing. Throws `archive.*`, `portfolio.*`, `disk.full`, `cancelled`.
   */
  unpackArchive: row(v.strictObject({ files: oneFile, place: v.nullable(grant) }))<{
    portfolio: Portfolio
    folder: string
    lost: number
  }>(),
} as const
