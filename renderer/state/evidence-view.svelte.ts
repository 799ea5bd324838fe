import type { EvidenceOrder } from './evidence-order'

/** How the evidence is shown; kept while the app runs. */
export class EvidenceView {
  #as = $state.raw<'cards' | 'table'>('cards')
  #order = $state.raw<EvidenceOrder>('book')

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
}
