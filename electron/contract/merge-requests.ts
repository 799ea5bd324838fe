import * as v from 'valibot'
import { choices, type Merge, type Signature } from '../domain/merge'
import { id, oneFile } from './fields'
import { row } from './table'

/** Bringing a colleague's copy together with this one: a part of the engine's table. */
export const mergeRequests = {
  /**
   * What another copy, a folder or an archive, would bring. Changes nothing. Throws `merge.same`, `merge.notOurs`, `portfolio.*`,
   * `archive.*`, `disk.full`, `cancelled`.
   */
  previewMerge: row(v.strictObject({ files: oneFile }))<Merge>(),
  /**
   * Brings it in, as one change; of texts that both have written the last one stays, unless something else is chosen by their ids.
   * Throws as `previewMerge`, and `portfolio.notWritable`.
   */
  merge: row(
    v.strictObject({
      files: oneFile,
      choices: v.optional(v.record(v.pipe(v.string(), v.maxLength(200)), v.picklist(choices)), {}),
    }),
  )<Merge>(),
  /** Who gathered a piece of evidence, and who changed it last. Throws `evidence.gone`. */
  signature: row(v.strictObject({ evidence: id }))<Signature>(),
} as const
