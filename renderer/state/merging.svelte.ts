import type { PageFile } from '../../electron/contract/bridge'
import type { CallOptions, Progress } from '../../electron/contract/table'
import type { Choice, Conflict, Merge, Side } from '../../electron/domain/merge'
import { askEngine, askMain } from '../api'
import type { Drafts } from './drafts'
import { asFailure } from './failures'
import { messages, say } from './messages.svelte'
import type { Notices } from './notices.svelte'
import type { PortfolioState } from './portfolio.svelte'

type Parts = { drafts: Drafts; notices: Notices; portfolio: PortfolioState }

/** A colleague's copy on its way into this one: chosen, looked at, decided upon, brought in. */
export class Merging {
  readonly #parts: Parts
  #copy: PageFile | null = null
  #ending: AbortController | null = null
  #preview = $state.raw<Merge | null>(null)
  #choices = $state.raw<Readonly<Record<string, Choice>>>({})
  #busy = $state.raw<'looking' | 'merging' | null>(null)
  #progress = $state.raw<Progress | null>(null)

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** What would come in; null until a copy was looked at. */
  get preview(): Merge | null {
    return this.#preview
  }

  get busy(): 'looking' | 'merging' | null {
    return this.#busy
  }

  get progress(): Progress | null {
    return this.#progress
  }

  /** What stays of a text that both have written. */
  chosen({ id, preset }: Conflict): Choice {
    return this.#choices[id] ?? preset
  }

  choose({ id }: Conflict, choice: Choice): void {
    this.#choices = { ...this.#choices, [id]: choice }
  }

  chooseAll(side: Side): void {
    this.#choices = Object.fromEntries((this.#preview?.conflicts ?? []).map(({ id }) => [id, side]))
  }

  /** Lets the user choose a copy, its folder or its archive, and looks at it. */
  async pick(what: 'chooseCopy' | 'chooseArchive'): Promise<void> {
    const chosen = await askMain(what, {})
    if (chosen) await this.look({ grant: chosen.grant })
  }

  /** Looks at a copy: what it would bring. */
  async look(copy: PageFile): Promise<void> {
    if (this.#busy) return
    this.drop()
    await this.#work('looking', async (options) => {
      this.#preview = await askEngine('previewMerge', { files: [copy] }, options)
      this.#copy = copy
    })
  }

  /** Brings it in, as it was decided. */
  async merge(): Promise<void> {
    const copy = this.#copy
    if (!copy || !(await this.#parts.drafts.save())) return
    await this.#work('merging', async (options) => {
      const choices = { ...this.#choices }
      const { changes } = await askEngine('merge', { files: [copy], choices }, options)
      this.drop()
      this.#parts.notices.show({
        tone: 'good',
        text: say('merge.done', { count: changes }),
        action: { label: say('history.undoNow'), run: () => void this.#parts.portfolio.undo() },
        isUndo: true,
      })
    })
  }

  /** Ends the looking, or the bringing in, which leaves everything as it was. */
  cancel(): void {
    this.#ending?.abort()
  }

  /** Another portfolio is open. */
  reset(): void {
    this.cancel()
    this.drop()
  }

  /** Not now. */
  drop(): void {
    this.#copy = null
    this.#preview = null
    this.#choices = {}
  }

  async #work(busy: 'looking' | 'merging', work: (options: CallOptions) => Promise<void>): Promise<void> {
    if (this.#busy) return
    this.#busy = busy
    const ending = (this.#ending = new AbortController())
    try {
      await work({ onProgress: (progress) => (this.#progress = progress), signal: ending.signal })
    } catch (error) {
      const failure = asFailure(error)
      if (failure.code !== 'cancelled')
        this.#parts.notices.show({ tone: 'stop', text: messages.failure(failure) })
    } finally {
      this.#ending = null
      this.#busy = null
      this.#progress = null
    }
  }
}
