import type { ChangeName } from '../../electron/domain/history'
import { askEngine } from '../api'
import { onChanged } from './changed'
import { collapsed } from './collapsed'

/** A step that was done, by whom, and when (ISO 8601). */
export type DoneStep = { name: ChangeName; at: string; by: string; isUndone: boolean }

/** What was done, the newest first. */
export class DoneList {
  #all = $state.raw<DoneStep[]>([])

  readonly reload = collapsed(async () => {
    try {
      this.#all = await askEngine('listChanges', {})
    } catch {
      // No portfolio is open any more.
      this.#all = []
    }
  })

  start(): () => void {
    void this.reload()
    return onChanged(['history'], () => void this.reload())
  }

  get all(): DoneStep[] {
    return this.#all
  }
}
