import { homedir, hostname, userInfo } from 'node:os'
import { basename } from 'node:path'
import type { Session } from './session'

/**
 * Names that no log may hold: of the user, of this computer, of schools, and of the people and projects of the open
 * portfolio; whole, and each of their words.
 */
export function personalWords({ settings, author, usualPlace, isOpen, opened }: Session): string[] {
  const names = [homedir(), hostname(), userInfo().username, author(), usualPlace()]
  for (const { folder, school } of settings.listRecent()) names.push(folder, basename(folder), school)
  if (isOpen()) names.push(...namesIn(opened()))
  return names.flatMap((name) => [name, ...name.split(/[\s,;/\\]+/).filter((word) => word.length > 3)])
}

function namesIn({ db }: ReturnType<Session['opened']>): string[] {
  return db
    .prepare<[], string>(
      `SELECT school FROM portfolio UNION SELECT name FROM person UNION SELECT name FROM subject
       UNION SELECT title FROM project`,
    )
    .pluck()
    .all()
}
