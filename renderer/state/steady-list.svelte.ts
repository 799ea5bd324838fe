/**
 * A list that comes sorted, and keeps its order while one works in it: a row that is being renamed does not jump away
 * from under the keyboard, since an element that is moved in the page loses the focus.
 */
export class SteadyList<Item extends { readonly id: string }> {
  // No state: `release` comes when a part of the page is taken down, where state reads as it was before.
  #sorted: readonly Item[] | null = null
  #shown = $state.raw<readonly Item[] | null>(null)
  #isHeld = false

  /** In the order to show; null until it was read. */
  get items(): readonly Item[] | null {
    return this.#shown
  }

  /** Takes what was read, in its own order. */
  load(sorted: readonly Item[]): void {
    this.#sorted = sorted
    this.#shown = this.#isHeld && this.#shown ? inOrderOf(this.#shown, sorted) : sorted
  }

  /** Keeps the order from now on. */
  hold(): void {
    this.#isHeld = true
  }

  /** Sorts again. */
  release(): void {
    this.#isHeld = false
    this.#shown = this.#sorted
  }
}

/** The items in the order that they had before; new ones stand behind the item that they follow when sorted. */
function inOrderOf<Item extends { readonly id: string }>(
  before: readonly Item[],
  sorted: readonly Item[],
): Item[] {
  const fresh = new Map(sorted.map((item) => [item.id, item]))
  const known = new Set(before.map(({ id }) => id))
  const shown = before.flatMap(({ id }) => fresh.get(id) ?? [])
  for (const [index, item] of sorted.entries()) {
    if (known.has(item.id)) continue
    const behind = sorted[index - 1]?.id
    shown.splice(shown.findIndex(({ id }) => id === behind) + 1, 0, item)
  }
  return shown
}
