import * as v from 'valibot'
import { exportPurposes } from '../domain/consent'
import type { Departure, GuardedFile, PastExport } from '../domain/export'
import { line, section } from './fields'
import { row } from './table'

const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))
const purpose = v.optional(v.picklist(exportPurposes), 'label')

/** What an export is for, and the files that go although a consent is missing or too narrow; a withdrawn one is heard. */
export const leaveFields = { purpose, knowingly: v.optional(v.array(hash), []) }

/** The same for what is noted; `reasons` says by hash why a file goes. */
export const exportFields = { ...leaveFields, reasons: v.optional(v.record(hash, line)) }

/** What leaves the portfolio, and what left it. */
export const guardRequests = {
  /** What would be held back if all, or one section, left now; and the files of which nobody said who can be seen. */
  listGuarded: row(v.strictObject({ purpose, only: v.nullable(section) }))<
    Pick<Departure<GuardedFile>, 'heldBack' | 'unsaid'>
  >(),
  /** All that was exported, the newest first. */
  listExports: row(v.strictObject({}))<PastExport[]>(),
} as const
