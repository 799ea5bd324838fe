import type { ComparedRow } from '../../electron/domain/compare'
import type { Failure } from '../../electron/domain/failure'
import type { AnswerOf, AnswerVersion } from '../../electron/domain/version'
import { askEngine } from '../api'
import { onChanged } from './changed'
import { collapsed } from './collapsed'
import type { Drafts } from './drafts'
import { asFailure } from './failures'

/** What one answer once was, and one of its versions beside the answer as it stands. */
export class VersionsState {
  readonly #answer: AnswerOf
  readonly #drafts: Drafts
  #versions = $state.raw<AnswerVersion[] | null>(null)
  #chosen = $state.raw<string | null>(null)
  #rows = $state.raw<ComparedRow[] | null>(null)
  #failure = $state.raw<Failure | null>(null)
  #isKept = $state.raw(false)

  constructor(answer: AnswerOf, drafts: Drafts) {
    this.#answer = answer
    this.#drafts = drafts
  }

  readonly reload = collapsed(async () => {
    try {
      this.#versions = await askEngine('listVersions', this.#answer)
      // One that was thinned out meanwhile cannot be shown any more.
      if (!this.#versions.some(({ id }) => id === this.#chosen)) this.#chosen = this.#versions[0]?.id ?? null
      await this.#compare()
    } catch (error) {
      this.#failure = asFailure(error)
    }
  })

  /** Saves what was typed, reads the versions and follows the changes; returns a function that ends it. */
  start(): () => void {
    void this.#drafts.save().then(() => this.reload())
    return onChanged(['answer', 'version'], () => void this.reload())
  }

  /** The newest first; null until they were read. */
  get versions(): AnswerVersion[] | null {
    return this.#versions
  }

  get chosen(): AnswerVersion | null {
    return this.#versions?.find(({ id }) => id === this.#chosen) ?? null
  }

  /** The chosen version beside the answer as it stands; null until they were compared. */
  get rows(): ComparedRow[] | null {
    return this.#rows
  }

  get failure(): Failure | null {
    return this.#failure
  }

  /** True once a version was kept by the user's wish. */
  get isKept(): boolean {
    return this.#isKept
  }

  async choose(id: string): Promise<void> {
    this.#chosen = id
    this.#failure = null
    try {
      await this.#compare()
    } catch (error) {
      this.#failure = asFailure(error)
    }
  }

  async keep(name: string): Promise<boolean> {
    this.#isKept = false
    this.#isKept = await this.#do(() => askEngine('keepVersion', { ...this.#answer, name }))
    if (this.#isKept) {
      await this.reload()
      const newest = this.#versions?.[0]
      if (newest) await this.choose(newest.id)
    }
    return this.#isKept
  }

  /** Goes back to the chosen version. */
  async restore(): Promise<boolean> {
    const id = this.#chosen
    return id !== null && (await this.#do(() => askEngine('restoreVersion', { id })))
  }

  async #compare(): Promise<void> {
    const id = this.#chosen
    const rows = id === null ? null : await askEngine('compareVersion', { id })
    // An answer that comes after the next choice is nobody's.
    if (id === this.#chosen) this.#rows = rows
  }

  async #do(verb: () => Promise<unknown>): Promise<boolean> {
    try {
      if (!(await this.#drafts.save())) return false
      await verb()
      this.#failure = null
      return true
    } catch (error) {
      this.#failure = asFailure(error)
      return false
    }
  }
}
