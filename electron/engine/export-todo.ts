import type { Call } from '../contract/table'
import { formatCycle, type Language } from '../domain/portfolio'
import type { PrintedList } from '../domain/printed-list'
import { printedTodo, type TodoPerson } from '../domain/todo'
import { createWording, type Wording } from '../domain/wording'
import { bookOptions } from './book'
import { writeFileAside } from './out-file'
import { portfolio } from './portfolio'
import type { Current } from './session'

/**
 * Prints what is to be done, with boxes to tick, in the language of the app: its readers are colleagues, not assessors.
 * Throws `export.*`, `disk.full`, `cancelled`.
 */
export async function exportTodo(
  { db, press }: Pick<Current, 'db' | 'press'>,
  { out, people }: { out: string; people: readonly TodoPerson[] },
  tools: { fonts: string; clock: () => Date; language: () => Language },
  { signal, progress }: Call,
): Promise<{ bytes: number; pages: number }> {
  const wording = createWording(tools.language())
  const now = tools.clock().toISOString()
  const { school, cycle } = portfolio(db)
  const list = todoList(people, {
    language: tools.language(),
    wording,
    lines: [school, formatCycle(cycle), wording.day(now)],
  })
  const { paper } = bookOptions(db)
  return writeFileAside(out, (aside) => {
    const order = { list, paper, fonts: tools.fonts, out: aside, now }
    return press.use((client) => client.printList(order, { signal, onProgress: progress }), signal)
  })
}

function todoList(
  people: readonly TodoPerson[],
  { language, wording, lines }: { language: Language; wording: Wording; lines: string[] },
): PrintedList {
  const { say } = wording
  const isDone = people.length === 0
  return {
    language,
    title: say('check.list.title'),
    lines,
    introduction: say(isDone ? 'check.done.text' : 'check.list.lede'),
    groups: printedTodo(people, wording),
    signatures: [],
  }
}
