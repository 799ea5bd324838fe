import type { Person } from '../../electron/domain/person'
import type { Project } from '../../electron/domain/project'
import { askEngine } from '../api'
import { onChanged } from './changed'
import { collapsed } from './collapsed'

/** The people and projects that evidence can belong to. */
export class NamesState {
  #people = $state.raw<readonly Person[]>([])
  #projects = $state.raw<readonly Project[]>([])

  readonly reload = collapsed(async () => {
    try {
      const [people, projects] = await Promise.all([
        askEngine('listPeople', {}),
        askEngine('listProjects', {}),
      ])
      this.#people = people
      this.#projects = projects
    } catch {
      // The portfolio was closed meanwhile.
    }
  })

  start(): () => void {
    void this.reload()
    return onChanged(['person', 'project'], () => void this.reload())
  }

  get people(): readonly Person[] {
    return this.#people
  }

  get projects(): readonly Project[] {
    return this.#projects
  }

  /** Empty when there is none of this id. */
  person(id: string): string {
    return this.#people.find((each) => each.id === id)?.name ?? ''
  }

  project(id: string): string {
    return this.#projects.find((each) => each.id === id)?.title ?? ''
  }
}
