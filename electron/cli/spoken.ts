import { createMessages } from '../domain/messages'

/** The texts of the command line. */
export const say = createMessages('en')

/** What a command has to say: lines for a person, one value for `--json`. */
export type Spoken = {
  lines: string[]
  json: unknown
  /** Said on standard error when the command did its work and the answer is no: exit code 1. */
  complaint?: string
}

/** Wrong usage: exit code 2. */
export class Misuse extends Error {}
