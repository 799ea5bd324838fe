import type { Failure } from '../../electron/domain/failure'
import { askEngine, askMain } from '../api'
import { asFailure } from './failures'
import { messages, say } from './messages.svelte'

/** What the app says of itself: its version, the licences of its parts, and how a problem is reported. */
export class AboutState {
  #version = $state.raw('')
  #text = $state.raw<string | null>(null)
  #failure = $state.raw<Failure | null>(null)
  #said = $state.raw('')

  /** Empty until it was read. */
  get version(): string {
    return this.#version
  }

  /** The licences or the report; null until it was read. */
  get text(): string | null {
    return this.#text
  }

  /** What was just done, in words. */
  get said(): string {
    return this.#said
  }

  async readVersion(): Promise<void> {
    await this.#do(async () => {
      this.#version = (await askMain('about', {})).version
    })
  }

  async readLicences(): Promise<void> {
    await this.#do(async () => {
      this.#text = (await askMain('licences', {})).text
    })
  }

  async readReport(): Promise<void> {
    await this.#do(async () => {
      this.#text = (await askMain('problemReport', {})).text
    })
  }

  async copy(text: string): Promise<void> {
    await this.#do(async () => {
      await askMain('copyText', { text })
      this.#said = say('report.copied')
    })
  }

  /** Lets the user choose where, and writes the report there. */
  async save(text: string): Promise<void> {
    await this.#do(async () => {
      const out = await askMain('chooseOut', { suggestedName: `${say('report.name')}.txt`, kind: 'txt' })
      if (!out) return
      await askEngine('saveProblemReport', { out: out.grant, text })
      this.#said = say('report.saved', { name: out.name })
    })
  }

  /** The sentence for what did not work; empty when all did. */
  get wrong(): string {
    return this.#failure ? messages.failure(this.#failure) : ''
  }

  async #do(work: () => Promise<void>): Promise<void> {
    this.#failure = null
    this.#said = ''
    try {
      await work()
    } catch (error) {
      this.#failure = asFailure(error)
    }
  }
}
