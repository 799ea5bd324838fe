import type { PageInput } from '../../electron/contract/bridge'
import type { EngineRequests } from '../../electron/contract/engine'
import type { Settings } from '../../electron/contract/settings-requests'
import type { InputOf } from '../../electron/contract/table'
import { zoomBeside } from '../../electron/domain/appearance'
import { askEngine, askMain, onEngineEvent } from '../api'
import { collapsed } from './collapsed'
import { asFailure } from './failures'
import { messages } from './messages.svelte'
import type { Notices } from './notices.svelte'

/** What the app remembers on this computer. Each choice acts at once and is kept. */
export class SettingsState {
  readonly #notices: Notices
  #values = $state.raw<Settings | null>(null)
  #words = $state.raw<readonly string[]>([])
  #canSpell = $state.raw(true)
  #wasReset = $state.raw(false)

  constructor(notices: Notices) {
    this.#notices = notices
  }

  /** Throws a `Failure`. */
  async read(): Promise<Settings> {
    const values = await askEngine('settings', {})
    this.#values = values
    return values
  }

  readonly #reload = collapsed(async () => {
    try {
      await this.read()
    } catch {
      // The engine is gone, which is told elsewhere.
    }
  })

  start(): () => void {
    return onEngineEvent((event) => {
      if (event.kind === 'settings') void this.#reload()
    })
  }

  /** Null until they were read. */
  get values(): Settings | null {
    return this.#values
  }

  /** The words that were added to the dictionary. */
  get words(): readonly string[] {
    return this.#words
  }

  /** False where the app was built without dictionaries. */
  get canSpell(): boolean {
    return this.#canSpell
  }

  /** True after everything was set back, as long as that can be taken back. */
  get wasReset(): boolean {
    return this.#wasReset
  }

  /** What main knows, when the settings are opened. */
  async open(): Promise<void> {
    this.#wasReset = false
    await this.#do(async () => {
      this.#words = await askMain('listAddedWords', {})
      this.#canSpell = await askMain('canSpell', {})
    })
  }

  async write(settings: PageInput<InputOf<EngineRequests['writeSettings']>>): Promise<void> {
    this.#wasReset = false
    await this.#do(() => askEngine('writeSettings', settings))
  }

  zoomBy(by: 1 | -1): Promise<void> {
    return this.write({ zoom: zoomBeside(this.#values?.zoom ?? 1, by) })
  }

  /** Lets the user choose the folder for new portfolios. */
  async choosePlace(): Promise<void> {
    await this.#do(async () => {
      const chosen = await askMain('choosePlace', {})
      if (chosen) await this.write({ place: chosen.grant })
    })
  }

  async removeWord(word: string): Promise<void> {
    await this.#do(async () => {
      await askMain('removeAddedWord', { word })
      this.#words = this.#words.filter((each) => each !== word)
    })
  }

  async reset(): Promise<void> {
    if (await this.#do(() => askEngine('resetSettings', {}))) this.#wasReset = true
  }

  async undoReset(): Promise<void> {
    if (await this.#do(() => askEngine('undoResetSettings', {}))) this.#wasReset = false
  }

  async #do(work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work()
      return true
    } catch (error) {
      this.#notices.show({ tone: 'stop', text: messages.failure(asFailure(error)) })
      return false
    }
  }
}
