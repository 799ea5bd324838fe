import type { PageFile } from '../../electron/contract/bridge'
import type { Grant } from '../../electron/contract/main'
import type { Progress } from '../../electron/contract/table'
import type { ArchiveSummary } from '../../electron/domain/archive'
import type { Invitation } from '../../electron/domain/contribution'
import type { Failure } from '../../electron/domain/failure'
import { askEngine, askMain } from '../api'
import type { Drafts } from './drafts'
import { asFailure } from './failures'
import { messages, say } from './messages.svelte'
import type { Notices } from './notices.svelte'

/** An archive that is being opened: what it is, where its portfolio will lie, and how far it is. */
export type ArchiveOpening = {
  summary: ArchiveSummary
  /** Null until it is known. */
  folder: string | null
  failure: Failure | null
  run: { progress: Progress; cancel: () => void } | null
}

type Parts = {
  drafts: Drafts
  notices: Notices
  onOpened: () => Promise<void>
  /** The portfolio that is here already stands open, and the archive is to come to it. */
  onTogether: (file: PageFile) => Promise<void>
  /** It asks for help. */
  onInvitation: (file: PageFile, invitation: Invitation) => void
  /** A colleague sent it back. */
  onContribution: (file: PageFile, summary: ArchiveSummary) => Promise<void>
}

/**
 * Opening what ends in `.fivefold.zip`. Of an archive it is shown first what it holds, then it is unpacked to a folder of its own,
 * which opens, or comes to the same portfolio where that is here already; an invitation and what a colleague sent back go their own ways.
 */
export class OpeningArchiveState {
  readonly #parts: Parts
  #file: PageFile | null = null
  #place: Grant | null = null
  #opening = $state.raw<ArchiveOpening | null>(null)

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Null while none is being opened. */
  get opening(): ArchiveOpening | null {
    return this.#opening
  }

  /** Lets the user choose an archive. */
  async choose(): Promise<void> {
    try {
      const chosen = await askMain('chooseArchive', {})
      if (chosen) await this.begin(chosen)
    } catch (error) {
      this.#notice(asFailure(error))
    }
  }

  /** Archives that were dropped on the app's icon or opened with it; of several the first. */
  async takeIncoming(): Promise<void> {
    try {
      const [first] = await askMain('takeIncomingArchives', {})
      if (first) await this.begin(first)
    } catch (error) {
      this.#notice(asFailure(error))
    }
  }

  /** Looks into an archive and asks where its portfolio is to lie. */
  async begin(file: PageFile): Promise<void> {
    if (this.#opening?.run) return
    const named = file instanceof File ? file : { grant: file.grant }
    try {
      const invitation = await this.#readInvitation(named)
      if (invitation) {
        this.#parts.onInvitation(named, invitation)
        return
      }
      const summary = await askEngine('peekArchive', { files: [named] })
      if (summary.contribution) {
        await this.#parts.onContribution(named, summary)
        return
      }
      this.#file = named
      this.#place = null
      this.#opening = { summary, folder: null, failure: null, run: null }
      await this.#findFolder()
    } catch (error) {
      this.#notice(asFailure(error))
    }
  }

  async choosePlace(): Promise<void> {
    try {
      this.#place = (await askMain('choosePlace', {})) ?? this.#place
      await this.#findFolder()
    } catch (error) {
      this.#change({ failure: asFailure(error) })
    }
  }

  /** Unpacks it and opens the portfolio; what was typed in the one that is open is saved before. */
  async unpack(): Promise<void> {
    const file = this.#file
    if (!file || !this.#opening || this.#opening.run) return
    const controller = new AbortController()
    const onProgress = (progress: Progress): void => {
      this.#change({ failure: null, run: { progress, cancel: () => controller.abort() } })
    }
    try {
      if (!(await this.#parts.drafts.save())) return
      onProgress({ done: 0, total: 0 })
      const place = this.#place?.grant ?? null
      const unpacked = await askEngine(
        'unpackArchive',
        { files: [file], place },
        { onProgress, signal: controller.signal },
      )
      this.#opening = null
      await this.#parts.onOpened()
      const { folder, lost } = unpacked
      const lines = lost > 0 ? [say('archive.open.lost', { count: lost })] : []
      this.#parts.notices.show({ tone: 'good', text: say('archive.opened', { folder }), lines })
    } catch (error) {
      const failure = asFailure(error)
      this.#change({ failure: failure.code === 'cancelled' ? null : failure, run: null })
    }
  }

  /** Opens the portfolio as it is here already, for the archive to come to it. */
  async bringTogether(): Promise<void> {
    const file = this.#file
    const known = this.#opening?.summary.known
    if (!file || !known || this.#opening?.run) return
    try {
      if (!(await this.#parts.drafts.save())) return
      if (known.recent !== null) {
        await askEngine('openPortfolio', { recent: known.recent })
        await this.#parts.onOpened()
      }
      this.#opening = null
      await this.#parts.onTogether(file)
    } catch (error) {
      this.#change({ failure: asFailure(error) })
    }
  }

  /** Ends the unpacking, or leaves the archive closed. */
  cancel(): void {
    if (this.#opening?.run) this.#opening.run.cancel()
    else this.#opening = null
  }

  /** What the file asks for; null for one that asks for nothing. */
  async #readInvitation(file: PageFile): Promise<Invitation | null> {
    try {
      return await askEngine('peekInvitation', { files: [file] })
    } catch (error) {
      const failure = asFailure(error)
      if (failure.code === 'invitation.notOne') return null
      throw error
    }
  }

  async #findFolder(): Promise<void> {
    const school = this.#opening?.summary.school ?? ''
    const place = this.#place?.grant ?? null
    const { folder } = await askEngine('findPlaceForPortfolio', { school, place })
    this.#change({ folder, failure: null })
  }

  #change(change: Partial<ArchiveOpening>): void {
    if (this.#opening) this.#opening = { ...this.#opening, ...change }
  }

  #notice(failure: Failure): void {
    this.#parts.notices.show({ tone: 'stop', text: messages.failure(failure) })
  }
}
