import { connect } from '../contract/rpc'
import { pressRequests } from '../contract/workers'
import { formatCycle, type Language } from '../domain/portfolio'
import type { ListOrder, PrintedList } from '../domain/printed-list'
import { printedTodo, type TodoPerson } from '../domain/todo'
import { createWording, type Wording } from '../domain/wording'
import { bookOptions } from './book'
import type { Opened } from './opened'
import { writeFileAside } from './out-file'
import { portfolio } from './portfolio'
import type { StartWorker } from './workers'

/**
 * Prints what is to be done, with boxes to tick, in the language of the app: its readers are colleagues, not assessors.
 * Throws `export.*`, `disk.full`.
 */
export async function exportTodo(
  { db }: Opened,
  { out, people }: { out: string; people: readonly TodoPerson[] },
  tools: { startWorker: StartWorker; fonts: string; clock: () => Date; language: () => Language },
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
  return writeFileAside(out, (aside) =>
    print({ list, paper, fonts: tools.fonts, out: aside, now }, tools.startWorker),
  )
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

async function print(order: ListOrder, startWorker: StartWorker): Promise<{ bytes: number; pages: number }> {
  const press = startWorker('press')
  const whenClosed = { code: 'export.stopped', words: {} } as const
  try {
    return await connect(pressRequests, { link: press.link, whenClosed }).printList(order)
  } finally {
    press.end()
  }
}
