import type { Citable } from '../../electron/contract/writing-requests'
import type { Place } from '../../electron/domain/section'
import { askEngine } from '../api'

/** A list of evidence that can be cited: behind an `@`, or beside a text. */
export class Citing {
  #found = $state.raw<Citable[] | null>(null)
  #index = $state.raw(0)
  #answered = ''
  #asking = 0

  /** Null while the list is closed, or was not read yet. */
  get found(): Citable[] | null {
    return this.#found
  }

  /** The one that Enter takes. */
  get index(): number {
    return this.#index
  }

  get chosen(): Citable | null {
    return this.#found?.[this.#index] ?? null
  }

  /** Looks up what was typed; the answer to an older question comes too late. */
  async ask(question: string, near: Place | null, limit = 8): Promise<void> {
    this.#asking += 1
    const mine = this.#asking
    try {
      const found = await askEngine('findCitable', { question, near, limit })
      if (this.#asking !== mine) return
      this.#found = found
      this.#answered = question
      this.#index = 0
    } catch {
      if (this.#asking === mine) this.#found = []
    }
  }

  /** True when what is shown is the answer to that question, and not to what was typed before it. */
  isFor(question: string): boolean {
    return this.#found !== null && this.#answered === question
  }

  /** What stands first for a question that is not answered yet; null when nothing fits. */
  async first(question: string, near: Place | null): Promise<Citable | null> {
    try {
      return (await askEngine('findCitable', { question, near, limit: 1 }))[0] ?? null
    } catch {
      return null
    }
  }

  move(by: 1 | -1): void {
    const count = this.#found?.length ?? 0
    if (count > 0) this.#index = (this.#index + by + count) % count
  }

  point(index: number): void {
    this.#index = index
  }

  close(): void {
    this.#asking += 1
    this.#found = null
  }
}
