import type { EvidenceChange } from '../../electron/contract/evidence-requests'
import type { EvidenceFacts } from '../../electron/domain/evidence'
import type { MessageKey, MessageWords } from '../../electron/domain/messages'
import type { Place } from '../../electron/domain/section'
import { askEngine } from '../api'
import type { Drafts } from './drafts'
import { asFailure } from './failures'
import { messages, say } from './messages.svelte'
import type { Notices } from './notices.svelte'
import { shortPlace } from './places'
import type { PortfolioState } from './portfolio.svelte'

type Parts = { drafts: Drafts; notices: Notices; portfolio: PortfolioState }

/** What is done to many pieces at once: each is one step to undo. All resolve to false when it failed. */
export class Batch {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  place(ids: string[], place: Place): Promise<boolean> {
    return this.#change({ ids, place }, 'batch.placed', { place: this.#nameOf(place) })
  }

  move(ids: string[], to: Place): Promise<boolean> {
    return this.#change({ ids, moveTo: to }, 'batch.moved', { place: this.#nameOf(to) })
  }

  tag(ids: string[], tag: string): Promise<boolean> {
    return this.#change({ ids, tie: { to: 'tags', value: tag } }, 'batch.tagged', { tag: tag.trim() })
  }

  tie(
    ids: string[],
    to: 'people' | 'projects',
    { id, name }: { id: string; name: string },
  ): Promise<boolean> {
    return this.#change({ ids, tie: { to, value: id } }, 'batch.tied', { name })
  }

  write(ids: string[], what: Partial<EvidenceFacts & { date: string; dateUntil: string }>): Promise<boolean> {
    return this.#change({ ids, ...what }, 'batch.changed')
  }

  dateAsTaken(ids: string[]): Promise<boolean> {
    return this.#do(
      () => askEngine('dateAsTaken', { ids }),
      (count) => say('batch.date.taken.done', { count }),
    )
  }

  remove(ids: string[]): Promise<boolean> {
    return this.#do(() => askEngine('removeEvidence', { ids }), say('batch.removed', { count: ids.length }))
  }

  restore(ids: string[]): Promise<boolean> {
    return this.#do(() => askEngine('restoreEvidence', { ids }), say('trash.restored', { count: ids.length }))
  }

  emptyTrash(): Promise<boolean> {
    return this.#do(() => askEngine('emptyTrash', {}), say('trash.emptied'))
  }

  #change(change: EvidenceChange, key: MessageKey, words: MessageWords = {}): Promise<boolean> {
    const done = say(key, { count: change.ids.length, ...words })
    return this.#do(() => askEngine('changeEvidence', change), done)
  }

  /** What changed nothing, as its count says, has nothing to undo. */
  async #do<Result>(
    verb: () => Promise<Result>,
    done: string | ((result: Result) => string),
  ): Promise<boolean> {
    const { drafts, notices, portfolio } = this.#parts
    try {
      await drafts.save()
      const result = await verb()
      const text = typeof done === 'string' ? done : done(result)
      const action = { label: say('history.undoNow'), run: () => void portfolio.undo() }
      notices.show(result === 0 ? { tone: 'good', text } : { tone: 'good', text, action, isUndo: true })
      return true
    } catch (error) {
      notices.show({ tone: 'stop', text: messages.failure(asFailure(error)) })
      return false
    }
  }

  #nameOf(place: Place): string {
    return shortPlace(this.#parts.portfolio.sections, place)
  }
}
