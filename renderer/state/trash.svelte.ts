import type { RemovedEvidence } from '../../electron/contract/evidence-requests'
import type { Failure } from '../../electron/domain/failure'
import { askEngine } from '../api'
import { onChanged } from './changed'
import { collapsed } from './collapsed'
import { asFailure } from './failures'
import { SelectionState } from './selection.svelte'

/** What was removed and can be brought back. */
export class TrashState {
  readonly selection = new SelectionState(() => this.#ids)
  #all = $state.raw<RemovedEvidence[] | null>(null)
  #failure = $state.raw<Failure | null>(null)
  #ids = $derived((this.#all ?? []).map(({ id }) => id))

  readonly reload = collapsed(async () => {
    try {
      this.#all = await askEngine('listTrash', {})
      this.#failure = null
    } catch (error) {
      this.#failure = asFailure(error)
    }
  })

  start(): () => void {
    void this.reload()
    return onChanged(['section', 'evidence'], () => void this.reload())
  }

  /** The newest first; null until it was read. */
  get all(): RemovedEvidence[] | null {
    return this.#all
  }

  get failure(): Failure | null {
    return this.#failure
  }
}
