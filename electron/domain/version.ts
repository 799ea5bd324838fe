import type { Edition } from './two-languages'

/** An answer in the portfolio's language, or in its second one. */
export const oneEdition = ['first', 'second'] as const satisfies Edition[]
export type OneEdition = (typeof oneEdition)[number]

/** Which answer: a strand's, in one of the two languages. */
export type AnswerOf = { strand: string; edition: OneEdition }

/** What an answer once was, without its text. */
export type AnswerVersion = {
  id: string
  /** Empty for one that the app kept by itself. */
  name: string
  /** When this text was written (ISO 8601), and by whom. */
  madeAt: string
  madeBy: string
  /** Length of its plain text, in characters as the form counts them. */
  characters: number
}
