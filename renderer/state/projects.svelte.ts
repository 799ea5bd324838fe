import type { Failure } from '../../electron/domain/failure'
import type { Country } from '../../electron/domain/portfolio'
import {
  labelKinds,
  type LabelKind,
  type Project,
  type ProjectLabel,
  type ProjectType,
} from '../../electron/domain/project'
import { askEngine } from '../api'
import type { Autosave, SaveState } from './autosave.svelte'
import { onChanged } from './changed'
import { collapsed } from './collapsed'
import type { Drafts } from './drafts'
import { asFailure } from './failures'
import { SteadyList } from './steady-list.svelte'

/** True for labels that go by a name of their own. */
export function isNamed(kind: LabelKind): boolean {
  return kind === 'prize' || kind === 'other'
}

/** `2024–2025`, `2024`, or empty: the years of a project that stand in its row. */
export function projectYears({ startedOn, endedOn }: Pick<Project, 'startedOn' | 'endedOn'>): string {
  const years = [startedOn, endedOn].filter(Boolean).map((day) => day.slice(0, 4))
  const [from, until = from] = years.sort()
  return from === until ? (from ?? '') : `${from}–${until}`
}

/** The projects of the portfolio. Titles, days and the words of labels save as one types. */
export class ProjectsState {
  readonly list = new SteadyList<Project>()
  readonly #drafts: Drafts
  #open = $state.raw<readonly string[]>([])
  #failure = $state.raw<Failure | null>(null)

  readonly reload = collapsed(async () => {
    try {
      const projects = await askEngine('listProjects', {})
      for (const project of projects) this.#load(project)
      this.list.load(projects)
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
    return onChanged(['project', 'portfolio'], () => void this.reload())
  }

  /** Whether a project shows its fields. */
  isOpen(id: string): boolean {
    return this.#open.includes(id)
  }

  /** What is said about saving, for all fields of a project together: the worst of them. */
  saveState({ id, labels }: Project): SaveState {
    const fields = [
      this.title(id),
      this.day(id, 'startedOn'),
      this.day(id, 'endedOn'),
      ...labels.flatMap((_, index) => [this.label(id, index, 'name'), this.label(id, index, 'awardedOn')]),
    ]
    const states = fields.map(({ state }) => state)
    return (['failed', 'saving', 'saved'] as const).find((state) => states.includes(state)) ?? 'idle'
  }

  toggle(id: string): void {
    this.#open = this.isOpen(id) ? this.#open.filter((each) => each !== id) : [...this.#open, id]
  }

  /** A project's title; without one, nothing is saved. */
  title(id: string): Autosave {
    return this.#drafts.field(`project:${id}:title`, {
      isLine: true,
      write: (title) => askEngine('writeProject', { id, title }),
      check: (title) => title.trim() !== '',
    })
  }

  day(id: string, name: 'startedOn' | 'endedOn'): Autosave {
    return this.#drafts.field(`project:${id}:${name}`, {
      isLine: true,
      write: (day) => askEngine('writeProject', { id, [name]: day }),
    })
  }

  /** A field of one label, counted from 0. */
  label(id: string, index: number, name: 'name' | 'awardedOn'): Autosave {
    return this.#drafts.field(`project:${id}:label:${index}:${name}`, {
      isLine: true,
      write: () => askEngine('writeProject', { id, labels: this.#labels(id) }),
    })
  }

  /** Adds a project and opens it; its id, or null when that failed. */
  async add(title: string): Promise<string | null> {
    let added: string | null = null
    await this.#do(async () => {
      added = (await askEngine('addProject', { title })).id
      this.toggle(added)
    })
    return added
  }

  remove(id: string): Promise<boolean> {
    return this.#do(async () => {
      await askEngine('removeProject', { id })
      // A title that was left empty is not there again when the project is brought back.
      for (const field of [this.title(id), this.day(id, 'startedOn'), this.day(id, 'endedOn')]) field.forget()
    })
  }

  setType(id: string, type: ProjectType): Promise<boolean> {
    return this.#do(() => askEngine('writeProject', { id, type }))
  }

  setCountries(id: string, countries: Country[]): Promise<boolean> {
    return this.#do(() => askEngine('writeProject', { id, countries }))
  }

  /** Adds a label of a kind that the project has not got yet. */
  addLabel(id: string): Promise<boolean> {
    return this.#writeLabels(id, (labels) => {
      const kind = labelKinds.find((each) => labels.every((label) => label.kind !== each)) ?? 'other'
      return [...labels, { kind, name: '', awardedOn: '' }]
    })
  }

  setLabelKind(id: string, index: number, kind: LabelKind): Promise<boolean> {
    return this.#writeLabels(id, (labels) =>
      labels.map((label, at) =>
        at === index ? { ...label, kind, name: isNamed(kind) ? label.name : '' } : label,
      ),
    )
  }

  removeLabel(id: string, index: number): Promise<boolean> {
    return this.#writeLabels(id, (labels) => labels.filter((_, at) => at !== index))
  }

  #writeLabels(id: string, edit: (labels: ProjectLabel[]) => ProjectLabel[]): Promise<boolean> {
    return this.#do(() => askEngine('writeProject', { id, labels: edit(this.#labels(id)) }))
  }

  /**
   * All labels of a project with the words that stand in their fields: labels are written together, and one field must
   * not take back what another has just written.
   */
  #labels(id: string): ProjectLabel[] {
    const stored = this.list.items?.find((project) => project.id === id)?.labels ?? []
    return stored.map(({ kind }, index) => ({
      kind,
      name: isNamed(kind) ? this.label(id, index, 'name').text : '',
      awardedOn: this.label(id, index, 'awardedOn').text,
    }))
  }

  #load({ id, title, startedOn, endedOn, labels }: Project): void {
    this.title(id).load(title)
    this.day(id, 'startedOn').load(startedOn)
    this.day(id, 'endedOn').load(endedOn)
    for (const [index, { name, awardedOn }] of labels.entries()) {
      this.label(id, index, 'name').load(name)
      this.label(id, index, 'awardedOn').load(awardedOn)
    }
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
