import { join } from 'node:path'
import { expect } from 'vitest'
import { fivefold } from './command-line'
import { temporaryFolder } from './temporary'

/** A new portfolio, made by the command line; gives its folder. */
export function newPortfolio(language = 'bg'): string {
  const dir = join(temporaryFolder(), 'Мост.fivefold')
  const made = fivefold([
    'new',
    dir,
    '--school',
    'СУ „Мост“',
    '--language',
    language,
    '--country',
    'BG',
    '--cycle',
    '2027-2028',
  ])
  expect(made).toMatchObject({ code: 0, err: '' })
  return dir
}
