import { archiveEnding } from '../../electron/domain/archive'
import { fileNameFor } from '../../electron/domain/folder-name'
import type { SectionId } from '../../electron/domain/section'
import { askEngine, askMain } from '../api'
import type { CommentsState } from './comments.svelte'
import { asFailure } from './failures'
import { messages, say } from './messages.svelte'
import type { Notices } from './notices.svelte'

/** What is being asked of a colleague, until it is saved into a file. */
export class AskingState {
  readonly #notices: Notices
  readonly #comments: CommentsState
  #isOpen = $state.raw(false)
  colleague = $state('')
  message = $state('')
  deadline = $state('')
  /** The chosen sections with what is wanted of each. */
  prompts = $state<Partial<Record<SectionId, string>>>({})

  constructor(parts: { notices: Notices; comments: CommentsState }) {
    this.#notices = parts.notices
    this.#comments = parts.comments
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  open(): void {
    this.#isOpen = true
  }

  /** What was typed is still there when somebody closes it by mistake. */
  close(): void {
    this.#isOpen = false
  }

  /** Another portfolio is open. */
  reset(): void {
    this.#isOpen = false
    this.#forget()
  }

  isChosen(section: SectionId): boolean {
    return this.prompts[section] !== undefined
  }

  choose(section: SectionId, isChosen: boolean): void {
    const { [section]: before, ...others } = this.prompts
    this.prompts = isChosen ? { ...others, [section]: before ?? '' } : others
  }

  get isReady(): boolean {
    return this.colleague.trim() !== '' && Object.keys(this.prompts).length > 0
  }

  /** @param author who asks, where that was not said before; null keeps what is known */
  async save(school: string, author: string | null): Promise<void> {
    if (!this.isReady) return
    const { colleague, message, deadline } = this
    const sections = Object.entries(this.prompts).map(([section, prompt]) => ({
      section: section as SectionId,
      prompt,
    }))
    try {
      const suggestedName = fileNameFor(`${school} – ${colleague}`, archiveEnding)
      const out = await askMain('chooseOut', { suggestedName, kind: 'zip' })
      if (!out) return
      if (author?.trim()) await this.#comments.keepAuthor(author.trim())
      const { name } = await askEngine('writeInvitation', {
        out: out.grant,
        ...{ colleague, message, deadline, sections },
      })
      this.#isOpen = false
      this.#forget()
      this.#notices.show({
        ...{ tone: 'good', text: say('ask.saved', { name, colleague }) },
        action: { label: say('export.show'), run: () => void askMain('showFile', { grant: out.grant }) },
      })
    } catch (error) {
      this.#notices.show({ tone: 'stop', text: messages.failure(asFailure(error)) })
    }
  }

  #forget(): void {
    this.colleague = ''
    this.message = ''
    this.deadline = ''
    this.prompts = {}
  }
}
