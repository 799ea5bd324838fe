import type { InputOf } from '../../electron/contract/table'
import type { EngineRequests } from '../../electron/contract/engine'
import type { Backup } from '../../electron/domain/backup'
import type { Failure } from '../../electron/domain/failure'
import type { RepairReport } from '../../electron/domain/repair'
import { askEngine } from '../api'
import { asFailure } from './failures'

type Which = InputOf<EngineRequests['repairPortfolio']>

/** What can be done about a portfolio that is damaged: the best first. */
export class Rescue {
  readonly #onOpened: () => Promise<void>
  #which = $state.raw<Which | null>(null)
  #folder = $state.raw('')
  #backups = $state.raw<Backup[]>([])
  #isBusy = $state.raw(false)
  #failure = $state.raw<Failure | null>(null)
  #report = $state.raw<RepairReport | null>(null)

  constructor(onOpened: () => Promise<void>) {
    this.#onOpened = onOpened
  }

  /** True while the user is asked what to do. */
  get isOffered(): boolean {
    return this.#which !== null
  }

  get folder(): string {
    return this.#folder
  }

  /** The newest backup that was not found damaged, too. */
  get backup(): Backup | null {
    return this.#backups[0] ?? null
  }

  get isBusy(): boolean {
    return this.#isBusy
  }

  get failure(): Failure | null {
    return this.#failure
  }

  /** What came of a repair, until it was read. */
  get report(): RepairReport | null {
    return this.#report
  }

  async offer(which: Which, folder: string): Promise<void> {
    this.#failure = null
    this.#folder = folder
    try {
      this.#backups = (await askEngine('listBackups', { of: which })).backups
    } catch (error) {
      this.#backups = []
      this.#failure = asFailure(error)
    }
    this.#which = which
  }

  drop(): void {
    if (!this.#isBusy) this.#which = null
  }

  async goBack(): Promise<void> {
    const { backup } = this
    if (!backup) return
    await this.#do(async (of) => {
      await askEngine('restoreBackup', { backup: backup.name, of })
    })
    // The next older one is offered.
    if (this.#failure?.code === 'backup.unsound')
      this.#backups = this.#backups.filter(({ name }) => name !== backup.name)
  }

  async repair(): Promise<void> {
    await this.#do(async (which) => {
      const { report } = await askEngine('repairPortfolio', which)
      this.#report = report
    })
  }

  async read(): Promise<void> {
    await this.#do(async (which) => {
      await askEngine('openForReading', which)
    })
  }

  closeReport(): void {
    this.#report = null
  }

  async #do(work: (which: Which) => Promise<void>): Promise<void> {
    const which = this.#which
    if (!which || this.#isBusy) return
    this.#isBusy = true
    this.#failure = null
    try {
      await work(which)
      this.#which = null
      await this.#onOpened()
    } catch (error) {
      this.#failure = asFailure(error)
    } finally {
      this.#isBusy = false
    }
  }
}
