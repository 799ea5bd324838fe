import type { EngineRequests } from '../contract/engine'
import type { Methods } from '../contract/table'
import { change } from './changes'
import { addPerson, findPerson, listPeople, removePerson, writePerson } from './people'
import { addProject, findProject, listProjects, removeProject, writeProject } from './projects'
import { withoutUndefined } from './rows'
import type { Session } from './session'

type PeopleRequest =
  | 'listPeople'
  | 'addPerson'
  | 'writePerson'
  | 'removePerson'
  | 'listProjects'
  | 'addProject'
  | 'writeProject'
  | 'removeProject'

/** The people and projects of a portfolio. */
export function peopleMethods({
  opened,
  told,
  write,
}: Session): Pick<Methods<EngineRequests>, PeopleRequest> {
  return {
    listPeople: () => listPeople(opened().db),
    addPerson: (input) =>
      told(
        change(opened().db, { name: { kind: 'addPerson', words: { name: input.name } } }, (db) =>
          addPerson(db, input),
        ),
      ),
    writePerson: (input) =>
      write(
        { kind: 'writePerson', words: {} },
        (db) => {
          writePerson(db, withoutUndefined(input))
        },
        typing('person', input, ['name', 'role']),
      ),
    removePerson: ({ id }) =>
      write({ kind: 'removePerson', words: { name: findPerson(opened().db, id).name } }, (db) => {
        removePerson(db, id)
      }),
    listProjects: () => listProjects(opened().db),
    addProject: (input) =>
      told(
        change(opened().db, { name: { kind: 'addProject', words: { name: input.title } } }, (db) =>
          addProject(db, input),
        ),
      ),
    writeProject: (input) => {
      const { labels } = findProject(opened().db, input.id)
      const texts = [
        'title',
        'startedOn',
        'endedOn',
        ...(input.labels?.length === labels.length ? ['labels'] : []),
      ]
      return write(
        { kind: 'writeProject', words: {} },
        (db) => {
          writeProject(db, withoutUndefined(input))
        },
        typing('project', input, texts),
      )
    },
    removeProject: ({ id }) =>
      write({ kind: 'removeProject', words: { name: findProject(opened().db, id).title } }, (db) => {
        removeProject(db, id)
      }),
  }
}

/** What is typed becomes one step of the history; a choice is a step of its own, or taking it back would take more. */
function typing(of: string, input: { id: string }, texts: readonly string[]): string | undefined {
  const fields = Object.keys(input).filter((field) => field !== 'id')
  return fields.every((field) => texts.includes(field)) ? `${of}:${input.id}:${fields.join(',')}` : undefined
}
