import type { Progress } from '../../electron/contract/table'
import { archiveEnding } from '../../electron/domain/archive'
import type { Invitation } from '../../electron/domain/contribution'
import { fileNameFor } from '../../electron/domain/folder-name'
import { askEngine, askMain } from '../api'
import type { CommentsState } from './comments.svelte'
import type { Drafts } from './drafts'
import { asFailure } from './failures'
import { messages, say } from './messages.svelte'
import type { Notices } from './notices.svelte'

/** Gives what was gathered back to whoever asked for it, as one file. */
export class SendingBack {
  readonly #drafts: Drafts
  readonly #notices: Notices
  readonly #comments: CommentsState
  #progress = $state.raw<Progress | null>(null)
  note = $state('')

  constructor(parts: { drafts: Drafts; notices: Notices; comments: CommentsState }) {
    this.#comments = parts.comments
    this.#drafts = parts.drafts
    this.#notices = parts.notices
  }

  /** Another portfolio is open: the words were for somebody else. */
  reset(): void {
    this.note = ''
  }

  /** While the file is being written. */
  get progress(): Progress | null {
    return this.#progress
  }

  /** @param author who sends it, where that was not said before; null keeps what is known */
  async save({ facts, colleague, askedBy }: Invitation, author: string | null): Promise<void> {
    if (this.#progress) return
    try {
      if (!(await this.#drafts.save())) return
      const suggestedName = fileNameFor(`${facts.school} – ${colleague} ${askedBy}`.trim(), archiveEnding)
      const out = await askMain('chooseOut', { suggestedName, kind: 'zip' })
      if (!out) return
      if (author?.trim()) await this.#comments.keepAuthor(author.trim())
      this.#progress = { done: 0, total: 0 }
      const { name } = await askEngine(
        'sendBack',
        { out: out.grant, note: this.note },
        { onProgress: (progress) => (this.#progress = progress) },
      )
      this.#notices.show({
        ...{ tone: 'good', text: say('invited.send.saved', { name, colleague: askedBy }) },
        action: { label: say('export.show'), run: () => void askMain('showFile', { grant: out.grant }) },
      })
    } catch (error) {
      this.#notices.show({ tone: 'stop', text: messages.failure(asFailure(error)) })
    } finally {
      this.#progress = null
    }
  }
}
