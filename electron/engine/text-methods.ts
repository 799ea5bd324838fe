import type { EngineRequests } from '../contract/engine'
import type { Methods } from '../contract/table'
import type { ChangeName } from '../domain/history'
import { createTextFinder } from './find-texts'
import type { Session } from './session'

/** Finding and replacing in all that is written. */
export function textMethods({
  opened,
  write,
}: Session): Pick<Methods<EngineRequests>, 'findTexts' | 'replaceTexts'> {
  const finder = createTextFinder()
  return {
    findTexts: (question) => finder.find(opened().db, question),
    replaceTexts: ({ only = null, ...question }) => {
      const replacements = finder.plan(opened().db, { ...question, only })
      const count = replacements.reduce((sum, each) => sum + each.count, 0)
      write(nameOf(question, count), (db) => {
        for (const replacement of replacements) replacement.write(db)
      })
      return { count }
    },
  }
}

function nameOf({ find, replace }: { find: string; replace: string }, count: number): ChangeName {
  const words = { find: inShort(find), count }
  if (replace === '') return { kind: 'removeWords', words }
  return { kind: 'replaceWords', words: { ...words, replace: inShort(replace) } }
}

/** The longest words in the name of a change, in characters. */
const longestInName = 40

function inShort(words: string): string {
  const letters = Array.from(words)
  return letters.length <= longestInName ? words : `${letters.slice(0, longestInName - 1).join('')}…`
}
