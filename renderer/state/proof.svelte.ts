import type { ProofGaps } from '../../electron/domain/proof'
import { askEngine } from '../api'
import { onChanged } from './changed'
import { collapsed } from './collapsed'

/** Claims without proof, and evidence that no answer names. */
export class ProofState {
  #gaps = $state.raw<ProofGaps | null>(null)

  readonly reload = collapsed(async () => {
    try {
      this.#gaps = await askEngine('proofGaps', {})
    } catch {
      // The overview itself says when the portfolio cannot be read.
      this.#gaps = null
    }
  })

  /** Reads it and follows the changes; returns a function that ends it. */
  start(): () => void {
    void this.reload()
    return onChanged(['portfolio', 'section', 'answer', 'plan', 'evidence'], () => void this.reload())
  }

  /** Null until it was read. */
  get gaps(): ProofGaps | null {
    return this.#gaps
  }
}
