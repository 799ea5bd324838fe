import type { ListedSubject } from '../../electron/contract/consent-requests'
import type { Consent, Subject } from '../../electron/domain/consent'
import type { Failure } from '../../electron/domain/failure'
import { askEngine } from '../api'
import type { Autosave, SaveState } from './autosave.svelte'
import type { Drafts } from './drafts'
import { asFailure } from './failures'
import { SteadyList } from './steady-list.svelte'

/** What is typed of a consent; the rest is chosen. */
export const typedConsent = ['givenOn', 'paper', 'reference', 'keepUntil'] as const
export type TypedConsent = (typeof typedConsent)[number]

/** The persons and groups that many pictures share. Names, days and places save as one types. */
export class SubjectsState {
  readonly list = new SteadyList<ListedSubject>()
  readonly #drafts: Drafts
  #open = $state.raw<readonly string[]>([])
  #failure = $state.raw<Failure | null>(null)

  constructor(drafts: Drafts) {
    this.#drafts = drafts
  }

  /** Why the last thing that was asked for could not be done. */
  get failure(): Failure | null {
    return this.#failure
  }

  async reload(): Promise<void> {
    const subjects = await askEngine('listSubjects', {})
    for (const subject of subjects) {
      this.name(subject.id).load(subject.name)
      for (const field of typedConsent) this.field(subject.id, field).load(subject[field])
    }
    this.list.load(subjects)
  }

  /** Whether one shows its fields. */
  isOpen(id: string): boolean {
    return this.#open.includes(id)
  }

  toggle(id: string): void {
    this.#open = this.isOpen(id) ? this.#open.filter((each) => each !== id) : [...this.#open, id]
  }

  /** What is said about saving, for all fields of one together: the worst of them. */
  saveState(id: string): SaveState {
    const states = [this.name(id), ...typedConsent.map((field) => this.field(id, field))].map(
      ({ state }) => state,
    )
    return (['failed', 'saving', 'saved'] as const).find((state) => states.includes(state)) ?? 'idle'
  }

  /** Its name; without one, nothing is saved. */
  name(id: string): Autosave {
    return this.#drafts.field(`subject:${id}:name`, {
      isLine: true,
      write: (name, typing) => askEngine('writeSubject', { id, name, typing }),
      check: (name) => name.trim() !== '',
    })
  }

  field(id: string, field: TypedConsent): Autosave {
    return this.#drafts.field(`subject:${id}:${field}`, {
      isLine: true,
      write: (text, typing) => askEngine('writeSubject', { id, [field]: text, typing }),
    })
  }

  /** Adds one and opens it; its id, or null when that failed. */
  async add(kind: Subject['kind'], name: string): Promise<string | null> {
    let added: string | null = null
    await this.#do(async () => {
      added = (await askEngine('addSubject', { kind, name })).id
      this.toggle(added)
    })
    return added
  }

  /** Says what is chosen, not typed. */
  choose(
    id: string,
    what: Partial<Pick<Subject, 'kind'> & Pick<Consent, 'state' | 'scope'>>,
  ): Promise<boolean> {
    return this.#do(() => askEngine('writeSubject', { id, ...what }))
  }

  remove(id: string): Promise<boolean> {
    return this.#do(async () => {
      await askEngine('removeSubject', { id })
      // A name that was left empty is not there again when it is brought back.
      for (const field of [this.name(id), ...typedConsent.map((each) => this.field(id, each))]) field.forget()
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
