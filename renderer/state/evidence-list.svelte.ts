import { evidenceWindow, type Period } from '../../electron/domain/application'
import type { EvidenceSummary } from '../../electron/domain/evidence'
import type { Failure } from '../../electron/domain/failure'
import { localeOf } from '../../electron/domain/language'
import { askEngine } from '../api'
import { onChanged } from './changed'
import { collapsed } from './collapsed'
import {
  activeKeys,
  countBySection,
  filterEvidence,
  noFilter,
  type EvidenceFilter,
  type Found,
  type PanelKey,
  type SectionFilter,
} from './evidence-filter'
import { sortEvidence } from './evidence-order'
import { setOf } from './list-keys'
import type { EvidenceView } from './evidence-view.svelte'
import { asFailure } from './failures'
import { NamesState } from './names.svelte'
import type { PortfolioState } from './portfolio.svelte'
import { SelectionState } from './selection.svelte'

/** Typing is waited for this long before it is looked up, in ms. */
const patience = 120

/** Everything that was gathered, the filters over it, and what of it is selected. */
export class EvidenceListState {
  readonly names = new NamesState()
  readonly selection = new SelectionState(() => this.#ids)
  readonly #portfolio: PortfolioState
  readonly #view: EvidenceView
  #all = $state.raw<EvidenceSummary[] | null>(null)
  #trashed = $state.raw(0)
  #failure = $state.raw<Failure | null>(null)
  #words = $state.raw('')
  #withWords = $state.raw<Found | null>(null)
  #filter = $state.raw<EvidenceFilter>(noFilter)
  #timer: ReturnType<typeof setTimeout> | undefined
  #sorted = $derived.by(() => sortEvidence(this.#all ?? [], this.#view.order, this.#locale))
  #found = $derived.by(() =>
    filterEvidence(this.#sorted, { filter: this.#filter, found: this.#withWords, period: this.period }),
  )
  #ids = $derived(this.#found.map(({ id }) => id))
  #counts = $derived(countBySection(this.#all ?? []))
  #tags = $derived.by(() => {
    const tags = setOf((this.#all ?? []).flatMap(({ tags }) => tags))
    return [...tags].sort(new Intl.Collator(this.#locale, { numeric: true }).compare)
  })

  constructor(parts: { portfolio: PortfolioState; view: EvidenceView }) {
    this.#portfolio = parts.portfolio
    this.#view = parts.view
  }

  readonly reload = collapsed(async () => {
    try {
      const [all, trash] = await Promise.all([askEngine('listSummaries', {}), askEngine('listTrash', {})])
      await this.#lookUp()
      this.#all = all
      this.#view.keep(this.#folder, all)
      this.#trashed = trash.length
      this.#failure = null
    } catch (error) {
      this.#failure = asFailure(error)
    }
  })

  start(): () => void {
    this.#all = this.#view.lastOf(this.#folder)
    void this.reload()
    const ends = [
      this.names.start(),
      onChanged(['section', 'answer', 'plan', 'evidence', 'picture'], () => void this.reload()),
      // What was not indexed yet can be found now.
      onChanged(['search'], () => void this.#lookUp()),
      () => clearTimeout(this.#timer),
    ]
    return () => {
      for (const end of ends) end()
    }
  }

  /** In the book's order; null until it was read. */
  get all(): EvidenceSummary[] | null {
    return this.#all
  }

  get found(): EvidenceSummary[] {
    return this.#found
  }

  /** How many pieces are in the trash. */
  get trashed(): number {
    return this.#trashed
  }

  get failure(): Failure | null {
    return this.#failure
  }

  /** How many pieces each filter would show. */
  get counts(): ReadonlyMap<SectionFilter, number> {
    return this.#counts
  }

  /** The tags in use, as the language sorts them. */
  get tags(): readonly string[] {
    return this.#tags
  }

  /** The days that evidence should come from. */
  get period(): Period {
    const { open } = this.#portfolio
    return open ? evidenceWindow(open.application, open.portfolio.cycle) : { from: '', until: '' }
  }

  get words(): string {
    return this.#words
  }
  set words(words: string) {
    this.#words = words
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#lookUp(), words.trim() === '' ? 0 : patience)
  }

  get filter(): EvidenceFilter {
    return this.#filter
  }

  /** True while anything narrows the list. */
  get isFiltered(): boolean {
    return this.#words.trim() !== '' || this.#filter.section !== 'all' || activeKeys(this.#filter).length > 0
  }

  /** Sets some conditions; the others stay. Another section lets go of the strand. */
  narrow(some: Partial<EvidenceFilter>): void {
    const strand = some.section === undefined ? this.#filter.strand : ''
    this.#filter = { ...this.#filter, strand, ...some }
  }

  widen(key: PanelKey): void {
    this.narrow({ [key]: noFilter[key] })
  }

  clear(): void {
    this.showOnly({})
  }

  /** Lets go of all that was asked for, and asks for this. */
  showOnly(filter: Partial<EvidenceFilter>): void {
    this.words = ''
    this.#withWords = null
    this.#filter = { ...noFilter, ...filter }
  }

  get #folder(): string {
    return this.#portfolio.open?.folder ?? ''
  }

  get #locale(): string {
    return localeOf(this.#portfolio.open?.portfolio.language ?? 'en')
  }

  async #lookUp(): Promise<void> {
    const words = this.#words
    if (words.trim() === '') {
      this.#withWords = null
      return
    }
    try {
      const { ids } = await askEngine('findEvidence', { question: words })
      // An answer that comes after the next question is nobody's.
      if (words === this.#words) this.#withWords = { words, ids: setOf(ids) }
    } catch (error) {
      this.#failure = asFailure(error)
    }
  }
}
