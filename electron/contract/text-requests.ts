import * as v from 'valibot'
import type { TextFound } from '../domain/find-text'
import type { PlanColumn } from '../domain/plan'
import type { Language } from '../domain/portfolio'
import type { SectionId } from '../domain/section'
import { id, text } from './fields'
import { row } from './table'

/** A text in which something was found. */
export type TextHit = TextFound & {
  /** Names the text in `replaceTexts`. */
  key: string
  /** The answer of a strand, the same in the second language, a part of a plan, what came of an earlier plan. */
  kind: 'answer' | 'second' | 'plan' | 'outcome'
  /** Of the strand, or of the plan's row. */
  id: string
  section: SectionId
  /** What the school reads: `3.2` and the claim, or the section's number and short title. */
  number: string
  title: string
  /** Where in a plan: the row, from 1, and what of it; null for answers. */
  row: number | null
  column: PlanColumn | null
  /** The one that it is written in. */
  language: Language
}

/** The longest words that are looked for or put in their place, in characters. */
const longestWords = 300

/** On one line, but with its spaces: whoever looks for a word with a space behind it means both. */
const words = v.pipe(
  text,
  v.transform((value) => value.replace(/\s/g, (space) => (space === '\u00a0' ? space : ' '))),
  v.maxLength(longestWords),
)

const sought = {
  find: v.pipe(words, v.minLength(1)),
  matchCase: v.optional(v.boolean(), false),
  wholeWords: v.optional(v.boolean(), false),
}

/** Finding and replacing in all that is written: a part of the engine's table. */
export const textRequests = {
  /** The answers and plans in which these words are found, in the order of the form. */
  findTexts: row(v.strictObject(sought))<TextHit[]>(),
  /**
   * Puts other words in their place, in all texts or in those of `only`, as one step; the new ones take the look of the
   * first letter that was found. Gives how many places that were.
   */
  replaceTexts: row(v.strictObject({ ...sought, replace: words, only: v.optional(v.array(id)) }))<{
    count: number
  }>(),
} as const
