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
        `person:${input.id}:${Object.keys(input).join(',')}`,
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
    writeProject: (input) =>
      write(
        { kind: 'writeProject', words: {} },
        (db) => {
          writeProject(db, withoutUndefined(input))
        },
        `project:${input.id}:${Object.keys(input).join(',')}`,
      ),
    removeProject: ({ id }) =>
      write({ kind: 'removeProject', words: { name: findProject(opened().db, id).title } }, (db) => {
        removeProject(db, id)
      }),
  }
}
