import * as v from 'valibot'
import type { CopiedOut, ExtraCopy } from '../domain/extra-copy'
import { grant } from './fields'
import { row } from './table'

/** The extra copy of the open portfolio: a part of the engine's table. Where it lies is remembered on this computer alone. */
export const extraCopyRequests = {
  /** How it stands; null where none is made. Throws `portfolio.none`. */
  extraCopy: row(v.strictObject({}))<ExtraCopy | null>(),
  /** From now on it is made in that folder. Throws `copy.notThere`, `copy.inPortfolio`, `portfolio.readOnly`. */
  chooseExtraCopy: row(v.strictObject({ place: grant }))<ExtraCopy>(),
  /**
   * Makes it now. Throws `copy.none`, `copy.notThere`, `copy.noRoom`, `copy.full`, `copy.notWritable`, `cancelled`, and what making
   * a backup throws.
   */
  makeExtraCopy: row(v.strictObject({}))<CopiedOut>(),
  /** None is made any more; the one that is there stays. */
  forgoExtraCopy: row(v.strictObject({}))<null>(),
  /** "Not now": the reminder comes again some days later. */
  postponeExtraCopy: row(v.strictObject({}))<null>(),
} as const
