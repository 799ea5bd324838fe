import { Autosave, type AutosaveOptions } from './autosave.svelte'

/**
 * All fields that save as one types, by name. They outlive their screens, so that a text that could not be saved is
 * still there when its screen opens again, and all can be saved before an undo or before the portfolio is closed.
 */
export class Drafts {
  readonly #fields = new Map<string, Autosave>()

  /** The field of that name, made when it is first asked for. */
  field(name: string, options: AutosaveOptions): Autosave {
    const known = this.#fields.get(name)
    if (known) return known
    const field = new Autosave(options)
    this.#fields.set(name, field)
    return field
  }

  /** True while any field holds typing that is not saved. */
  get hasUnsaved(): boolean {
    return [...this.#fields.values()].some((field) => field.isUnsaved)
  }

  /** Saves all. Resolves to false when one could not be saved. */
  async save(): Promise<boolean> {
    const outcomes = await Promise.all([...this.#fields.values()].map((field) => field.save()))
    return outcomes.every(Boolean)
  }

  /** Drops all, when another portfolio is opened. */
  forget(): void {
    for (const field of this.#fields.values()) field.forget()
    this.#fields.clear()
  }
}
