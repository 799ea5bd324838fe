import type { EvidenceSummary } from '../../electron/domain/evidence'
import type { EvidenceOrder } from './evidence-order'

/** How the evidence is shown; kept while the app runs. */
export class EvidenceView {
  #as = $state.raw<'cards' | 'table'>('cards')
  #order = $state.raw<EvidenceOrder>('book')
  #last: { folder: string; all: EvidenceSummary[] } | null = null

  get as(): 'cards' | 'table' {
    return this.#as
  }
  set as(as: 'cards' | 'table') {
    this.#as = as
  }

  get order(): EvidenceOrder {
    return this.#order
  }
  set order(order: EvidenceOrder) {
    this.#order = order
  }

  /** What was read last of a portfolio: shown at once, while ten thousand pieces are read anew. */
  lastOf(folder: string): EvidenceSummary[] | null {
    return this.#last?.folder === folder ? this.#last.all : null
  }

  keep(folder: string, all: EvidenceSummary[]): void {
    this.#last = { folder, all }
  }
}
