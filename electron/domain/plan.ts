/** What a row of the two-year plan says; each part may still be empty. */
export const planColumns = ['goal', 'action', 'who', 'due', 'indicator'] as const

export type PlanColumn = (typeof planColumns)[number]

/** One row of a section's two-year plan. */
export type PlanRow = { id: string } & Record<PlanColumn, string>
