import { askMain } from '../api'
import { asFailure } from './failures'
import { messages } from './messages.svelte'
import type { Notices } from './notices.svelte'

/** What the app is, as it says of itself. */
export class AboutState {
  readonly #notices: Notices
  #version = $state.raw('')

  constructor(notices: Notices) {
    this.#notices = notices
  }

  /** Empty until it was read. */
  get version(): string {
    return this.#version
  }

  async open(): Promise<void> {
    try {
      this.#version = (await askMain('about', {})).version
    } catch (error) {
      this.#notices.show({ tone: 'stop', text: messages.failure(asFailure(error)) })
    }
  }
}
