import * as v from 'valibot'
import type { CheckOutcome } from '../domain/check-all'
import { grant, id, section } from './fields'
import { row } from './table'

/** One person, or what is nobody's. */
const whose = v.union([v.strictObject({ person: id }), v.literal('nobody')])

/** A finding's key: the rule, and ids of what it is about. */
const finding = v.pipe(v.string(), v.minLength(1), v.maxLength(300))

/** What an assessor would trip over, and what was decided to be left as it is: a part of the engine's table. */
export const checkRequests = {
  check: row(
    v.strictObject({
      /** Only what this person sees to. */
      whose: v.optional(whose),
      /** How many findings of one kind are named; null for all. They are counted all the same. */
      most: v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))), null),
    }),
  )<CheckOutcome>(),
  /** Leaves these as they are. */
  setAside: row(v.strictObject({ findings: v.pipe(v.array(finding), v.minLength(1)) }))<null>(),
  /** Takes one up again. */
  takeUp: row(v.strictObject({ finding }))<null>(),
  /** Who sees to a part of the form; null for nobody. Throws `person.gone`. */
  writeResponsible: row(v.strictObject({ section, person: v.nullable(id) }))<null>(),
  /** The to-do list as a PDF, in the app's language, by person and part. Throws `export.*`, `disk.full`. */
  exportTodo: row(v.strictObject({ out: grant, whose: v.optional(whose) }))<{
    name: string
    bytes: number
    pages: number
  }>(),
  /** The same as a text for a mail. */
  todoText: row(v.strictObject({ whose: v.optional(whose) }))<{ text: string }>(),
} as const
