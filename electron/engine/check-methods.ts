import { basename } from 'node:path'
import type { checkRequests } from '../contract/check-requests'
import type { EngineRequests } from '../contract/engine'
import type { InputOf, Methods } from '../contract/table'
import { outcomeOf, type CheckOutcome, type CheckWhose } from '../domain/check-all'
import type { Language } from '../domain/portfolio'
import { plainTodo, sectionsOf, todoOf, type TodoPerson } from '../domain/todo'
import { createWording } from '../domain/wording'
import { createCheck } from './check'
import { exportTodo } from './export-todo'
import { listPeople } from './people'
import { listSections } from './portfolio'
import { sectionName } from './rows'
import { writeResponsible } from './sections'
import type { Session } from './session'
import { listSetAside, setAside, takeUp } from './set-aside'

type Whose = InputOf<EngineRequests['check']>['whose']

/** What an assessor would trip over, and who sees to it. */
export function checkMethods(
  { opened, granted, write }: Session,
  tools: { fonts: string; clock: () => Date; language: () => Language },
): Pick<Methods<EngineRequests>, keyof typeof checkRequests> {
  const check = createCheck(tools.clock)

  function outcome(whose: Whose, most: number | null): CheckOutcome {
    const { db } = opened()
    return outcomeOf(check.findings(opened()), { setAside: listSetAside(db), whose: scope(whose), most })
  }

  function scope(whose: Whose): CheckWhose {
    if (whose === undefined) return null
    const sections = listSections(opened().db)
    return whose === 'nobody'
      ? { sections: sectionsOf(sections, null), isNobodys: true }
      : { sections: sectionsOf(sections, whose.person), isNobodys: false }
  }

  /** Nobody is told on paper what somebody decided to leave. */
  function todo(whose: Whose): TodoPerson[] {
    const { db } = opened()
    const wording = createWording(tools.language())
    return todoOf(outcome(whose, null).groups, {
      sections: listSections(db),
      people: listPeople(db),
      wording,
    })
  }

  return {
    check: ({ whose, most }) => outcome(whose, most),
    setAside: ({ findings }) =>
      write({ kind: 'setAside', words: { count: findings.length } }, (db) => {
        setAside(db, findings)
      }),
    takeUp: ({ finding }) =>
      write({ kind: 'takeUp', words: {} }, (db) => {
        takeUp(db, finding)
      }),
    writeResponsible: (input) =>
      write({ kind: 'writeResponsible', words: { place: sectionName(opened().db, input.section) } }, (db) => {
        writeResponsible(db, input)
      }),
    exportTodo: async ({ out, whose }, call) => {
      const path = granted(out)
      const printed = await exportTodo(opened(), { out: path, people: todo(whose) }, tools, call)
      return { name: basename(path), ...printed }
    },
    todoText: ({ whose }) => ({ text: plainTodo(todo(whose), createWording(tools.language())) }),
  }
}
