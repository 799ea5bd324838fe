import type { OpenPortfolio } from '../../electron/contract/engine'
import { requirements, type Requirement } from '../../electron/domain/eligibility'
import type { Person } from '../../electron/domain/person'
import type { Project } from '../../electron/domain/project'
import { askEngine } from '../api'
import { onChanged } from './changed'
import { collapsed } from './collapsed'
import { today } from './days'

/** The school's people and projects, and how its facts stand against the rules of the call. */
export class SchoolFactsState {
  #people = $state.raw<Person[] | null>(null)
  #projects = $state.raw<Project[] | null>(null)

  readonly reload = collapsed(async () => {
    try {
      const [people, projects] = await Promise.all([
        askEngine('listPeople', {}),
        askEngine('listProjects', {}),
      ])
      this.#people = people
      this.#projects = projects
    } catch {
      // The portfolio was closed meanwhile; another failure is said by the screen that lists them.
    }
  })

  /** Reads them and follows the changes; returns a function that ends it. */
  start(): () => void {
    void this.reload()
    return onChanged(['person', 'project', 'portfolio'], () => void this.reload())
  }

  get people(): Person[] {
    return this.#people ?? []
  }

  /** The checklist; null until people and projects were read. */
  requirements({ application, portfolio }: OpenPortfolio): Requirement[] | null {
    if (!this.#people || !this.#projects) return null
    return requirements({
      application,
      cycle: portfolio.cycle,
      people: this.#people,
      projects: this.#projects,
      today: today(),
    })
  }
}
