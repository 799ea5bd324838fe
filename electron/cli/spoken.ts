import { env } from 'node:process'
import { bestLanguage, localeOf } from '../domain/language'
import { createMessages } from '../domain/messages'

/** The languages that the terminal is set to, in the order in which POSIX lets one go before the other. */
export const systemLanguages = [env.LC_ALL, env.LC_MESSAGES, env.LANG]
  .filter((locale) => locale !== undefined && locale !== '')
  .map(String)
  .slice(0, 1)

export const language = bestLanguage(systemLanguages)

/** The texts of the command line, in the terminal's language. */
export const say = createMessages(language)

const oneDecimal = new Intl.NumberFormat(localeOf(language), {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
})

/** A number with one decimal, as the terminal's language writes it. */
export function sayNumber(value: number): string {
  return oneDecimal.format(value)
}

/** What a command has to say: lines for a person, one value for `--json`. */
export type Spoken = {
  lines: string[]
  json: unknown
  /** What a person should know beside it, said on standard error. */
  asides?: string[]
  /** Said on standard error when the command did its work and the answer is no: exit code 1. */
  complaint?: string
}

/** Wrong usage: exit code 2. */
export class Misuse extends Error {}
