import { SvelteMap } from 'svelte/reactivity'
import type { Citable } from '../../electron/contract/writing-requests'
import { plainText } from '../../electron/domain/rich-text'
import { askEngine } from '../api'
import { onChanged } from './changed'
import { collapsed } from './collapsed'

/** What the texts on the screen cite, as it is called now. */
export class Citations {
  /** Null for what is gone; nothing while it was not read. */
  readonly #known = new SvelteMap<string, Citable | null>()
  readonly #wanted: string[] = []

  readonly #reload = collapsed(async () => {
    const ids = [...this.#wanted]
    if (ids.length === 0) return
    try {
      const found = await askEngine('listCited', { ids })
      for (const id of ids) this.#known.set(id, found.find((each) => each.id === id) ?? null)
    } catch {
      // The words that stand in the text are shown meanwhile.
    }
  })

  /** Follows renames and moves; returns a function that ends it. */
  start(): () => void {
    return onChanged(['evidence', 'section'], () => void this.#reload())
  }

  /** How a piece is called; undefined while not known, null when it is gone. */
  named(id: string): Citable | null | undefined {
    if (!this.#wanted.includes(id)) {
      this.#wanted.push(id)
      // Not while something is being drawn.
      queueMicrotask(() => void this.#reload())
    }
    return this.#known.get(id)
  }

  /** A text without its look, with the numbers of what it cites: as it is counted, and pasted into the form. */
  plain(markdown: string): string {
    return plainText(markdown, (id) => this.named(id)?.number ?? null).trim()
  }

  /** Another portfolio was opened. */
  forget(): void {
    this.#wanted.length = 0
    this.#known.clear()
  }
}
