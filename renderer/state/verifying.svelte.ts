import type { Finding } from '../../electron/contract/engine'
import type { Progress } from '../../electron/contract/table'
import { askEngine, askMain } from '../api'
import { asFailure } from './failures'
import { messages, say } from './messages.svelte'
import type { Notices } from './notices.svelte'

/** The check of the database and of every file, and finding again what is missing. */
export class Verifying {
  readonly #notices: Notices
  #progress = $state.raw<Progress | null>(null)
  #findings = $state.raw<Finding[] | null>(null)
  #isFinding = $state.raw(false)
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

  /** A folder is being looked through. */
  get isFinding(): boolean {
    return this.#isFinding
  }

  /** Originals that may be found again. */
  get lost(): string[] {
    return (this.#findings ?? [])
      .filter(({ code }) => code === 'file.missing' || code === 'file.changed')
      .map(({ what }) => what)
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

  /** Lets the user choose folders, and looks in them for what is missing. */
  async find(): Promise<void> {
    const files = this.lost
    const controller = new AbortController()
    this.#controller = controller
    try {
      const where = (await askMain('chooseFolder', {})).map(({ grant }) => grant)
      if (where.length === 0) return
      this.#isFinding = true
      const { found } = await askEngine('findOriginals', { files, where }, { signal: controller.signal })
      this.#findings = (this.#findings ?? []).filter(({ what }) => !found.includes(what))
      const tone = found.length > 0 ? 'good' : 'stop'
      this.#notices.show({ tone, text: say('verify.foundAgain', { count: found.length }) })
    } catch (error) {
      this.#fail(error)
    } finally {
      this.#isFinding = false
    }
  }

  #fail(error: unknown): void {
    const failure = asFailure(error)
    if (failure.code !== 'cancelled') this.#notices.show({ tone: 'stop', text: messages.failure(failure) })
  }
}
