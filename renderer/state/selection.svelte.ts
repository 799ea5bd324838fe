import { idsBetween, indexesOf, setOf, toggled } from './list-keys'

/** Which items of a list are selected, and which one has the keyboard. Only what the list shows counts. */
export class SelectionState {
  readonly #list: () => readonly string[]
  #chosen = $state.raw(setOf([]))
  #active = $state.raw<string | null>(null)
  #anchor: string | null = null
  #indexes = $derived.by(() => indexesOf(this.#list()))
  #ids = $derived.by(() => (this.#chosen.size === 0 ? [] : this.#list().filter((id) => this.#chosen.has(id))))

  /** @param list the ids that are shown, in their order */
  constructor(list: () => readonly string[]) {
    this.#list = list
  }

  /** The selected ones in the list's order. */
  get ids(): string[] {
    return this.#ids
  }

  /** The one that has the keyboard, or would have it; null in an empty list. */
  get active(): string | null {
    const active = this.#active
    return active !== null && this.#indexes.has(active) ? active : (this.#list()[0] ?? null)
  }

  get activeIndex(): number {
    return this.active === null ? -1 : this.indexOf(this.active)
  }

  indexOf(id: string): number {
    return this.#indexes.get(id) ?? -1
  }

  has(id: string): boolean {
    return this.#chosen.has(id)
  }

  /** This one alone. */
  choose(id: string): void {
    this.#chosen = setOf([id])
    this.#goTo(id)
  }

  toggle(id: string): void {
    this.#chosen = toggled(this.#chosen, id)
    this.#goTo(id)
  }

  /** All from the one that was selected last. */
  extendTo(id: string): void {
    const from = this.indexOf(this.#anchor ?? this.active ?? id)
    this.#chosen = setOf(idsBetween(this.#list(), Math.max(0, from), this.indexOf(id)))
    this.#anchor ??= this.active
    this.#active = id
  }

  all(): void {
    this.#chosen = setOf(this.#list())
  }

  clear(): void {
    this.#chosen = setOf([])
    this.#anchor = null
  }

  /** Moves the keyboard without selecting. */
  moveTo(id: string | null): void {
    this.#active = id
  }

  #goTo(id: string): void {
    this.#active = id
    this.#anchor = id
  }
}
