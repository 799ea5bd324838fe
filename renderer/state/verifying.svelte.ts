import type { Finding } from '../../electron/contract/engine'
import type { Progress } from '../../electron/contract/table'
import { lostOriginals } from '../../electron/domain/repair'
import { askEngine, askMain } from '../api'
import { asFailure } from './failures'
import { messages, say } from './messages.svelte'
import type { Notices } from './notices.svelte'

/** Where missing files are looked for, as it was chosen, and how many were found. */
type Searching = { what: 'chooseFolder' | 'chooseArchive'; progress: Progress }

/** The check of the database and of every file, and finding again what is missing. */
export class Verifying {
  readonly #notices: Notices
  #progress = $state.raw<Progress | null>(null)
  #findings = $state.raw<Finding[] | null>(null)
  #finding = $state.raw<Searching | null>(null)
  #controller: AbortController | null = null

  constructor(notices: Notices) {
    this.#notices = notices
  }

  /** How far it is; null while nothing is being checked. */
  get progress(): Progress | null {
    return this.#progress
  }

  /** Null until it was checked. */
  get findings(): Finding[] | null {
    return this.#findings
  }

  /** What is being looked through, and how far it is; null while nothing is. */
  get finding(): Searching | null {
    return this.#finding
  }

  /** Originals that may be found again. */
  get lost(): string[] {
    return lostOriginals(this.#findings ?? [])
  }

  async check(): Promise<void> {
    this.#findings = null
    this.#progress = { done: 0, total: 0 }
    const controller = new AbortController()
    this.#controller = controller
    try {
      this.#findings = await askEngine(
        'verify',
        {},
        {
          signal: controller.signal,
          onProgress: (progress) => {
            this.#progress = progress
          },
        },
      )
    } catch (error) {
      this.#fail(error)
    } finally {
      this.#progress = null
    }
  }

  cancel(): void {
    this.#controller?.abort()
  }

  /** Lets the user choose folders, or an archive, and looks there for what is missing. */
  async find(what: 'chooseFolder' | 'chooseArchive'): Promise<void> {
    const files = this.lost
    const controller = new AbortController()
    this.#controller = controller
    try {
      const where = [await askMain(what, {})].flat().flatMap((chosen) => (chosen ? [chosen.grant] : []))
      if (where.length === 0) return
      this.#finding = { what, progress: { done: 0, total: 0 } }
      const { found } = await askEngine(
        'findOriginals',
        { files, where },
        {
          signal: controller.signal,
          onProgress: (progress) => {
            this.#finding = { what, progress }
          },
        },
      )
      this.#findings = (this.#findings ?? []).filter((each) => !found.includes(each.what))
      const tone = found.length > 0 ? 'good' : 'stop'
      this.#notices.show({ tone, text: say('verify.foundAgain', { count: found.length }) })
    } catch (error) {
      this.#fail(error)
    } finally {
      this.#finding = null
    }
  }

  #fail(error: unknown): void {
    const failure = asFailure(error)
    if (failure.code !== 'cancelled') this.#notices.show({ tone: 'stop', text: messages.failure(failure) })
  }
}
