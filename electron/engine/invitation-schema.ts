import * as v from 'valibot'
import { day, line, section, text } from '../contract/fields'
import type { Invitation } from '../domain/contribution'
import { countries, isCycle, languages } from '../domain/portfolio'

const id = v.pipe(v.string(), v.regex(/^[\w.-]{1,80}$/))
const limit = v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000)))

/** An invitation comes from another computer, in a file or in a colleague's database. */
export const invitationSchema: v.GenericSchema<unknown, Invitation> = v.object({
  version: v.literal(1),
  id: v.pipe(v.string(), v.uuid()),
  portfolio: id,
  facts: v.object({
    school: v.pipe(line, v.minLength(1)),
    country: v.picklist(countries),
    language: v.picklist(languages),
    cycle: v.pipe(v.object({ from: v.number(), to: v.number() }), v.check(isCycle)),
  }),
  askedBy: line,
  colleague: line,
  message: text,
  deadline: day,
  sections: v.pipe(
    v.array(
      v.object({
        id: section,
        number: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(99)),
        title: line,
        shortTitle: line,
        claim: text,
        planLimit: limit,
        prompt: text,
        strands: v.pipe(
          v.array(v.object({ id, title: line, question: text, limit })),
          v.maxLength(200),
          v.check((strands) => new Set(strands.map((strand) => strand.id)).size === strands.length),
        ),
      }),
    ),
    v.minLength(1),
    v.check((sections) => new Set(sections.map((each) => each.id)).size === sections.length),
  ),
})

/** Reads one that a database keeps; null for what is none. */
export function parseInvitation(json: string): Invitation | null {
  try {
    return v.parse(invitationSchema, JSON.parse(json))
  } catch {
    return null
  }
}
