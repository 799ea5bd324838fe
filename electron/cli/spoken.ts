import { env } from 'node:process'
import { bestLanguage } from '../domain/language'
import { createMessages } from '../domain/messages'

/** The languages that the terminal is set to, in the order in which POSIX lets one go before the other. */
export const systemLanguages = [env.LC_ALL, env.LC_MESSAGES, env.LANG]
  .filter((locale) => locale !== undefined && locale !== '')
  .map(String)
  .slice(0, 1)

/** The texts of the command line, in the terminal's language. */
export const say = createMessages(bestLanguage(systemLanguages))

/** What a command has to say: lines for a person, one value for `--json`. */
export type Spoken = {
  lines: string[]
  json: unknown
  /** Said on standard error when the command did its work and the answer is no: exit code 1. */
  complaint?: string
}

/** Wrong usage: exit code 2. */
export class Misuse extends Error {}
