import type { PastExport } from '../../electron/domain/export'
import { askEngine } from '../api'
import { onChanged } from './changed'
import { collapsed } from './collapsed'

/** What has left the portfolio so far. */
export class PastExports {
  #all = $state.raw<PastExport[]>([])

  readonly reload = collapsed(async () => {
    try {
      this.#all = await askEngine('listExports', {})
    } catch {
      // The list is an account of what was; the screen is of use without it.
      this.#all = []
    }
  })

  start(): () => void {
    void this.reload()
    return onChanged(['export'], () => void this.reload())
  }

  /** The newest first. */
  get all(): PastExport[] {
    return this.#all
  }
}
