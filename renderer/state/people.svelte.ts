import type { Failure } from '../../electron/domain/failure'
import type { Person } from '../../electron/domain/person'
import { askEngine } from '../api'
import type { Autosave, SaveState } from './autosave.svelte'
import { onChanged } from './changed'
import { collapsed } from './collapsed'
import type { Drafts } from './drafts'
import { asFailure } from './failures'
import { SteadyList } from './steady-list.svelte'

/** The people of the portfolio. Names and roles save as one types. */
export class PeopleState {
  readonly list = new SteadyList<Person>()
  readonly #drafts: Drafts
  #failure = $state.raw<Failure | null>(null)

  readonly reload = collapsed(async () => {
    try {
      const people = await askEngine('listPeople', {})
      for (const { id, name, role } of people) {
        this.name(id).load(name)
        this.role(id).load(role)
      }
      this.list.load(people)
    } catch (error) {
      const failure = asFailure(error)
      // The portfolio was closed meanwhile.
      if (failure.code !== 'portfolio.none') this.#failure = failure
    }
  })

  constructor(drafts: Drafts) {
    this.#drafts = drafts
  }

  /** Why the last thing that was asked for could not be done. */
  get failure(): Failure | null {
    return this.#failure
  }

  /** Reads them and follows the changes; returns a function that ends it. */
  start(): () => void {
    void this.reload()
    return onChanged(['person', 'portfolio'], () => void this.reload())
  }

  /** What is said about saving, for all fields together: the worst of them. */
  get saveState(): SaveState {
    const states = (this.list.items ?? []).flatMap(({ id }) => [this.name(id).state, this.role(id).state])
    return (['failed', 'saving', 'saved'] as const).find((state) => states.includes(state)) ?? 'idle'
  }

  /** A person's name; without one, nothing is saved. */
  name(id: string): Autosave {
    return this.#drafts.field(`person:${id}:name`, {
      isLine: true,
      write: (name) => askEngine('writePerson', { id, name }),
      check: (name) => name.trim() !== '',
    })
  }

  role(id: string): Autosave {
    return this.#drafts.field(`person:${id}:role`, {
      isLine: true,
      write: (role) => askEngine('writePerson', { id, role }),
    })
  }

  /** Adds somebody. Resolves to false when that failed. */
  add(name: string): Promise<boolean> {
    return this.#do(() => askEngine('addPerson', { name, role: '' }))
  }

  /** Says whether this is a teacher who is active in eTwinning. */
  setActive(id: string, isActive: boolean): Promise<boolean> {
    return this.#do(() => askEngine('writePerson', { id, isActive }))
  }

  /** Says who signs the declaration; null for nobody yet. */
  setSignatory(signatory: string | null): Promise<boolean> {
    return this.#do(() => askEngine('writeApplication', { signatory }))
  }

  remove(id: string): Promise<boolean> {
    return this.#do(async () => {
      await askEngine('removePerson', { id })
      // A name that was left empty is not there again when the person is brought back.
      for (const field of [this.name(id), this.role(id)]) field.forget()
    })
  }

  async #do(verb: () => Promise<unknown>): Promise<boolean> {
    this.#failure = null
    try {
      await this.#drafts.save()
      await verb()
      return true
    } catch (error) {
      this.#failure = asFailure(error)
      return false
    }
  }
}
