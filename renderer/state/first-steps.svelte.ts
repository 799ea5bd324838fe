import { askEngine } from '../api'
import { onChanged } from './changed'
import { standingOf, type FirstStepStanding } from './first-steps'
import type { Navigation } from './navigation.svelte'
import type { PortfolioState } from './portfolio.svelte'

/** Where this computer keeps for which portfolios the steps are hidden. */
const key = 'fivefold.first-steps.hidden'

/** As many portfolios as anybody has. */
const kept = 100

/** The three steps of a new portfolio: they tick by themselves, from what is there. Only that they are hidden is kept. */
export class FirstSteps {
  readonly #portfolio: PortfolioState
  readonly #navigation: Navigation
  #hidden = $state.raw<readonly string[]>(readHidden())
  /** The portfolio of which a PDF was saved, or its pages were looked at. */
  #seen = $state.raw<string | null>(null)

  constructor(parts: { portfolio: PortfolioState; navigation: Navigation }) {
    this.#portfolio = parts.portfolio
    this.#navigation = parts.navigation
  }

  /** Follows what is exported; returns a function that ends it. */
  start(): () => void {
    void this.#readExports()
    return onChanged(['export'], () => void this.#readExports())
  }

  /** Null where there is nothing to show. */
  get steps(): FirstStepStanding[] | null {
    const open = this.#portfolio.open
    if (!open || this.#hidden.includes(open.portfolio.id)) return null
    return standingOf(open, this.#seen === open.portfolio.id)
  }

  /** The pages were looked at. */
  notePages(): void {
    this.#seen = this.#portfolio.open?.portfolio.id ?? null
  }

  go({ step, place }: FirstStepStanding): void {
    if (step === 'pdf' || !place) this.#navigation.go({ name: 'export' })
    else {
      const field = step === 'evidence' ? `add-${place.strand}` : `answer-${place.strand}`
      this.#navigation.goToSection(place.section, { field })
    }
  }

  /** For good. */
  hide(): void {
    const id = this.#portfolio.open?.portfolio.id
    if (id === undefined) return
    this.#hidden = [id, ...this.#hidden.filter((other) => other !== id)].slice(0, kept)
    localStorage.setItem(key, JSON.stringify(this.#hidden))
  }

  /** Once all is done the steps are gone for good, also when something is taken back. */
  hideWhenDone(): void {
    const open = this.#portfolio.open
    const isHidden = !open || this.#hidden.includes(open.portfolio.id)
    if (!isHidden && standingOf(open, this.#seen === open.portfolio.id) === null) this.hide()
  }

  async #readExports(): Promise<void> {
    const id = this.#portfolio.open?.portfolio.id
    if (id === undefined) return
    try {
      if ((await askEngine('listExports', {})).length > 0) this.#seen = id
    } catch {
      // The steps are of use without it.
    }
  }
}

function readHidden(): string[] {
  try {
    const hidden: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(hidden) ? hidden.filter((id) => typeof id === 'string') : []
  } catch {
    return []
  }
}
