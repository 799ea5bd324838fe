import type { Tip } from '../../electron/domain/tip'
import type { SettingsState } from './settings.svelte'

/** One sentence, once, where somebody who does it the first time stands still. Never two at a time. */
export class Tips {
  readonly #settings: SettingsState
  /** What has its place now; the first that came keeps it. */
  /** What was read already, before the settings say so. */
  #read: readonly Tip[] = []
  #shown = $state.raw<{ tip: Tip; by: symbol } | null>(null)

  constructor(settings: SettingsState) {
    this.#settings = settings
  }

  /** Asks for a place for a tip; it is shown where no other one is, and only while it is new to the user. */
  ask(tip: Tip, by: symbol): void {
    const seen = this.#settings.values?.seenTips
    if (!seen || seen.includes(tip) || this.#read.includes(tip) || this.#shown) return
    this.#shown = { tip, by }
  }

  isShown(by: symbol): boolean {
    return this.#shown?.by === by
  }

  /** It was read, or the place where it stood is gone: it is not said again. */
  async end(by: symbol): Promise<void> {
    if (this.#shown?.by !== by) return
    const { tip } = this.#shown
    this.#shown = null
    this.#read = [...this.#read, tip]
    await this.#settings.write({ seenTip: tip })
  }
}
