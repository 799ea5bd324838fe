import type { PageFile } from '../../electron/contract/bridge'
import type { OutputOf } from '../../electron/contract/table'
import type { EngineRequests } from '../../electron/contract/engine'
import { openSuggestions, type AnswerPlace } from '../../electron/domain/contribution'
import type { ArchiveSummary } from '../../electron/domain/archive'
import { Failure } from '../../electron/domain/failure'
import { askEngine, onEngineEvent } from '../api'
import { onChanged } from './changed'
import { collapsed } from './collapsed'
import type { Drafts } from './drafts'
import { asFailure } from './failures'
import { messages, say } from './messages.svelte'
import type { Notices } from './notices.svelte'
import type { PortfolioState } from './portfolio.svelte'

export type ReceivedContribution = OutputOf<EngineRequests['listContributions']>[number]
export type SentInvitation = OutputOf<EngineRequests['listInvitations']>[number]

/** Who was asked for help, what came back, and what is decided about it. */
export class ContributionsState {
  readonly #drafts: Drafts
  readonly #notices: Notices
  readonly #portfolio: PortfolioState
  #invitations = $state.raw<SentInvitation[]>([])
  #received = $state.raw<ReceivedContribution[]>([])
  #failure = $state.raw<Failure | null>(null)
  #isTaking = $state.raw(false)

  constructor(parts: { drafts: Drafts; notices: Notices; portfolio: PortfolioState }) {
    this.#drafts = parts.drafts
    this.#notices = parts.notices
    this.#portfolio = parts.portfolio
  }

  readonly reload = collapsed(async () => {
    try {
      this.#invitations = await askEngine('listInvitations', {})
      this.#received = await askEngine('listContributions', {})
      this.#failure = null
    } catch (error) {
      const failure = asFailure(error)
      this.#invitations = []
      this.#received = []
      this.#failure = failure.code === 'portfolio.none' ? null : failure
    }
  })

  /** Follows the changes; returns a function that ends it. */
  start(): () => void {
    const ends = [
      onChanged(['contribution', 'evidence', 'answer', 'section'], () => {
        // Without one there is nothing to tell beside the evidence.
        if (this.#received.length > 0) void this.reload()
      }),
      onChanged(['contribution'], () => void this.reload()),
      onEngineEvent((event) => {
        if (event.kind === 'opened') void this.reload()
      }),
    ]
    return () => {
      for (const end of ends) end()
    }
  }

  /** The newest first. */
  get invitations(): SentInvitation[] {
    return this.#invitations
  }

  /** The newest first. */
  get received(): ReceivedContribution[] {
    return this.#received
  }

  get failure(): Failure | null {
    return this.#failure
  }

  get isTaking(): boolean {
    return this.#isTaking
  }

  /** How many suggestions wait for a decision. */
  get waiting(): number {
    return this.#received.reduce((sum, { suggestions }) => sum + openSuggestions(suggestions).length, 0)
  }

  /** Takes a colleague's file into the tray of the open portfolio, when it was made for that one. */
  async receive(file: PageFile, { known, school }: ArchiveSummary): Promise<boolean> {
    if (!known?.isOpen) {
      this.#notices.show({
        tone: 'stop',
        text: messages.failure(new Failure('contribution.other', { school })),
      })
      return false
    }
    let isReceived = false
    await this.#decide(async () => {
      const { sender, suggestions } = await askEngine('receiveContribution', { files: [file] })
      this.#notices.show({ tone: 'good', text: say('tray.received', { sender, count: suggestions }) })
      isReceived = true
    })
    return isReceived
  }

  async take(ids: readonly string[], answers: AnswerPlace = 'below'): Promise<void> {
    if (this.#isTaking) return
    this.#isTaking = true
    await this.#decide(async () => {
      const { taken, refused } = await askEngine('takeSuggestions', { ids: [...ids], answers })
      const lines = refused.map(({ name, reason }) => say(`tray.refused.${reason}`, { name }))
      this.#notices.show({
        ...{ tone: lines.length > 0 ? 'stop' : 'good', text: say('tray.taken', { count: taken }), lines },
        action: { label: say('history.undoNow'), run: () => void this.#portfolio.undo() },
        isUndo: true,
      })
    })
    this.#isTaking = false
  }

  leave(ids: readonly string[]): Promise<void> {
    return this.#decide(async () => {
      await askEngine('leaveSuggestions', { ids: [...ids] })
      this.#notices.show({
        ...{ tone: 'good', text: say('tray.left', { count: ids.length }), isUndo: true },
        action: { label: say('history.undoNow'), run: () => void this.#portfolio.undo() },
      })
    })
  }

  remove(id: string): Promise<void> {
    return this.#decide(async () => {
      await askEngine('removeContribution', { id })
    })
  }

  forgetInvitation(id: string): Promise<void> {
    return this.#decide(async () => {
      await askEngine('removeInvitation', { id })
    })
  }

  async #decide(work: () => Promise<void>): Promise<void> {
    try {
      if (await this.#drafts.save()) await work()
    } catch (error) {
      this.#notices.show({ tone: 'stop', text: messages.failure(asFailure(error)) })
    }
  }
}
