import type { Say } from './messages'
import { plainText, type NameCitation } from './rich-text'

/** What a row of the two-year plan says; each part may still be empty. */
export const planColumns = ['goal', 'action', 'who', 'due', 'indicator'] as const

export type PlanColumn = (typeof planColumns)[number]

/** One row of a section's two-year plan. */
export type PlanRow = { id: string } & Record<PlanColumn, string>

/** A row of the plan of the cycle before, with what came of it. */
export type EarlierPlanRow = PlanRow & { outcome: string }

/** What a renewing school planned last time. */
export type EarlierPlan = {
  /** The years it was for: `2025–2026`. */
  cycle: string
  rows: EarlierPlanRow[]
}

/** A plan as plain text for pasting into the form: row by row, each part that is filled in on a line of its own. */
export function planText(
  rows: readonly Record<PlanColumn, string>[],
  say: Say,
  nameCitation: NameCitation,
): string {
  return rows
    .map((row) =>
      planColumns
        .map((column) => ({ column, text: plainText(row[column], nameCitation).trim() }))
        .filter(({ text }) => text !== '')
        .map(({ column, text }) => `${say(`book.plan.${column}`)}: ${text}`)
        .join('\n'),
    )
    .filter((row) => row !== '')
    .join('\n\n')
}
