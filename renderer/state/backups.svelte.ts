import type { Backup } from '../../electron/domain/backup'
import { Failure, type FailureMessage } from '../../electron/domain/failure'
import { askEngine } from '../api'
import { onChanged } from './changed'
import { collapsed } from './collapsed'
import type { Drafts } from './drafts'
import { asFailure } from './failures'
import { formatMoment } from './formats'
import { messages, say } from './messages.svelte'
import type { Notices } from './notices.svelte'

type Parts = { drafts: Drafts; notices: Notices; showOpened: () => Promise<void> }

/** The backups of the open portfolio, and going back to one. */
export class BackupsState {
  readonly #parts: Parts
  #backups = $state.raw<Backup[] | null>(null)
  #failure = $state.raw<FailureMessage | null>(null)
  #isMaking = $state.raw(false)
  #asked = $state.raw<Backup | null>(null)
  #isGoingBack = $state.raw(false)

  readonly reload = collapsed(async () => {
    try {
      const { backups, failure } = await askEngine('listBackups', { of: null })
      this.#backups = backups
      this.#failure = failure
    } catch (error) {
      // The portfolio was closed meanwhile.
      if (asFailure(error).code !== 'portfolio.none') this.#fail(error)
    }
  })

  constructor(parts: Parts) {
    this.#parts = parts
  }

  start(): () => void {
    void this.reload()
    return onChanged(['backup'], () => void this.reload())
  }

  /** The newest first; null until they were read. */
  get all(): Backup[] | null {
    return this.#backups
  }

  /** Why the last one that was to be made by itself could not be. */
  get failure(): Failure | null {
    return this.#failure && new Failure(this.#failure.code, this.#failure.words)
  }

  get isMaking(): boolean {
    return this.#isMaking
  }

  /** The one that the user is asked about. */
  get asked(): Backup | null {
    return this.#asked
  }

  get isGoingBack(): boolean {
    return this.#isGoingBack
  }

  ask(backup: Backup | null): void {
    if (!this.#isGoingBack) this.#asked = backup
  }

  async make(): Promise<void> {
    const { drafts, notices } = this.#parts
    this.#isMaking = true
    try {
      if (!(await drafts.save())) return
      const { isNew } = await askEngine('makeBackup', {})
      notices.show({ tone: 'good', text: say(isNew ? 'backup.made' : 'backup.same') })
    } catch (error) {
      this.#fail(error)
    } finally {
      this.#isMaking = false
    }
    await this.reload()
  }

  /** Goes back to the one that was asked about; then the overview shows the portfolio of then. */
  async goBack(): Promise<void> {
    const { drafts, notices, showOpened } = this.#parts
    const backup = this.#asked
    if (!backup || this.#isGoingBack) return
    this.#isGoingBack = true
    try {
      if (!(await drafts.save())) return
      const { missing } = await askEngine('restoreBackup', { backup: backup.name, of: null })
      this.#asked = null
      await showOpened()
      notices.show({ tone: 'good', text: say('backup.restored', { when: formatMoment(backup.madeAt) }) })
      if (missing.length > 0) {
        const words = { count: missing.length, names: missing.slice(0, 5).join(', ') }
        notices.show({ tone: 'stop', text: say('backup.restored.missing', words) })
      }
    } catch (error) {
      this.#asked = null
      this.#fail(error)
    } finally {
      this.#isGoingBack = false
    }
  }

  #fail(error: unknown): void {
    this.#parts.notices.show({ tone: 'stop', text: messages.failure(asFailure(error)) })
  }
}
