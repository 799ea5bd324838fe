import type { Signature } from '../../electron/domain/merge'
import { askEngine } from '../api'
import { onChanged } from './changed'
import { collapsed } from './collapsed'

/** Who added a piece of evidence, and who changed it last. */
export class SignatureState {
  readonly #evidence: string
  #signature = $state.raw<Signature | null>(null)

  constructor(evidence: string) {
    this.#evidence = evidence
  }

  readonly reload = collapsed(async () => {
    try {
      this.#signature = await askEngine('signature', { evidence: this.#evidence })
    } catch {
      // It is gone: so is the panel, in a moment.
      this.#signature = null
    }
  })

  start(): () => void {
    void this.reload()
    return onChanged(['evidence'], () => void this.reload())
  }

  get all(): Signature | null {
    return this.#signature
  }
}
