import type { OpenPortfolio } from '../../electron/contract/engine'
import type { SectionCoverage } from '../../electron/domain/coverage'
import type { Section, SectionId } from '../../electron/domain/section'
import { askEngine } from '../api'
import { onChanged } from './changed'
import { collapsed } from './collapsed'
import type { Drafts } from './drafts'
import { asFailure } from './failures'
import { messages, say } from './messages.svelte'
import type { Notices } from './notices.svelte'
import { sectionOf } from './places'

/** The open portfolio as the rail and the overview show it, and its history. */
export class PortfolioState {
  readonly #drafts: Drafts
  readonly #notices: Notices
  #open = $state.raw<OpenPortfolio | null>(null)
  #turning: Promise<void> = Promise.resolve()

  constructor(parts: { drafts: Drafts; notices: Notices }) {
    this.#drafts = parts.drafts
    this.#notices = parts.notices
  }

  /** Reads it anew. */
  readonly reload = collapsed(async () => {
    try {
      this.#open = await askEngine('portfolio', {})
    } catch (error) {
      const failure = asFailure(error)
      if (failure.code === 'portfolio.none') this.#open = null
      else this.#notices.show({ tone: 'stop', text: messages.failure(failure) })
    }
  })

  /** Follows the changes; returns a function that ends it. */
  start(): () => void {
    const nouns = ['portfolio', 'section', 'answer', 'plan', 'evidence', 'history'] as const
    return onChanged(nouns, () => void this.reload())
  }

  get open(): OpenPortfolio | null {
    return this.#open
  }

  get sections(): Section[] {
    return this.#open?.sections ?? []
  }

  section(id: SectionId): Section | null {
    return sectionOf(this.sections, id)
  }

  coverage(id: SectionId): SectionCoverage | null {
    return this.#open?.coverage.find(({ section }) => section === id) ?? null
  }

  get history(): OpenPortfolio['history'] {
    return this.#open?.history ?? { undo: null, redo: null }
  }

  /** Takes the last change back; what was typed before it is saved first, so that it is a change of its own. */
  undo(): Promise<void> {
    return this.#turnNext('undo')
  }

  redo(): Promise<void> {
    return this.#turnNext('redo')
  }

  /** Closes it. Resolves to false when something that was typed could not be saved: then it stays open. */
  async close(): Promise<boolean> {
    if (!this.#open) return true
    if (!(await this.#drafts.save())) return false
    await askEngine('closePortfolio', {})
    this.#drafts.forget()
    this.#open = null
    return true
  }

  /** One after the other: two quick key presses are two steps. */
  #turnNext(which: 'undo' | 'redo'): Promise<void> {
    this.#turning = this.#turning.then(() => this.#turn(which))
    return this.#turning
  }

  async #turn(which: 'undo' | 'redo'): Promise<void> {
    if (!this.#open) return
    try {
      if (!(await this.#drafts.save())) return
      const change = messages.change(await askEngine(which, {}))
      const back = which === 'undo' ? 'redo' : 'undo'
      this.#notices.show({
        tone: 'good',
        text: say(`history.${which}Done`, { change }),
        action: { label: say(`history.${back}Now`), run: () => void this.#turnNext(back) },
        isUndo: true,
      })
    } catch (error) {
      const failure = asFailure(error)
      const isEmpty = failure.code === 'history.nothingToUndo' || failure.code === 'history.nothingToRedo'
      this.#notices.show({ tone: isEmpty ? 'good' : 'stop', text: messages.failure(failure) })
    }
  }
}
