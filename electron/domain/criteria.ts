/** The criteria of older application forms. They are offered as tags, under these letters. */
export const criteria = ['A', 'B', 'C', 'D', 'E', 'F'] as const

export type Criterion = (typeof criteria)[number]

/** The criterion that a tag names, or null for a tag of the school's own. */
export function criterionOf(tag: string): Criterion | null {
  return criteria.find((letter) => letter === tag) ?? null
}
