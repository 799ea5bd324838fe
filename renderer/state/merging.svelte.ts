import type { Choice, Conflict, Merge, Side } from '../../electron/domain/merge'
import type { Grant } from '../../electron/contract/main'
import type { Progress } from '../../electron/contract/table'
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
  #copy = $state.raw<Grant | null>(null)
  #preview = $state.raw<Merge | null>(null)
  #choices = $state.raw<Readonly<Record<string, Choice>>>({})
  #busy = $state.raw<'looking' | 'merging' | null>(null)
  #progress = $state.raw<Progress | null>(null)

  constructor(parts: Parts) {
    this.#parts = parts
  }

  get copy(): Grant | null {
    return this.#copy
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
    if (!chosen) return
    this.drop()
    await this.#work('looking', async () => {
      this.#preview = await askEngine('previewMerge', { copy: chosen.grant })
      this.#copy = chosen
    })
  }

  /** Brings it in, as it was decided. */
  async merge(): Promise<void> {
    const copy = this.#copy
    if (!copy || !(await this.#parts.drafts.save())) return
    await this.#work('merging', async () => {
      const choices = { ...this.#choices }
      const options = { onProgress: (progress: Progress) => (this.#progress = progress) }
      const { changes } = await askEngine('merge', { copy: copy.grant, choices }, options)
      this.drop()
      this.#parts.notices.show({
        tone: 'good',
        text: say('merge.done', { count: changes }),
        action: { label: say('history.undoNow'), run: () => void this.#parts.portfolio.undo() },
        isUndo: true,
      })
    })
  }

  /** Not now. */
  drop(): void {
    this.#copy = null
    this.#preview = null
    this.#choices = {}
  }

  async #work(busy: 'looking' | 'merging', work: () => Promise<void>): Promise<void> {
    if (this.#busy) return
    this.#busy = busy
    try {
      await work()
    } catch (error) {
      this.#parts.notices.show({ tone: 'stop', text: messages.failure(asFailure(error)) })
    } finally {
      this.#busy = null
      this.#progress = null
    }
  }
}
