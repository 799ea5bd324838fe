import type { Evidence } from '../../electron/domain/evidence'
import type { Failure } from '../../electron/domain/failure'
import { askEngine } from '../api'
import { onChanged } from './changed'
import { collapsed } from './collapsed'
import { countBySection, filterEvidence, type SectionFilter } from './evidence-filter'
import { asFailure } from './failures'

/** Everything that was gathered, and the filters over it. */
export class EvidenceListState {
  #all = $state.raw<Evidence[] | null>(null)
  #failure = $state.raw<Failure | null>(null)
  #words = $state.raw('')
  #section = $state.raw<SectionFilter>('all')
  #found = $derived(filterEvidence(this.#all ?? [], { words: this.#words, section: this.#section }))
  #counts = $derived(countBySection(this.#all ?? []))

  readonly reload = collapsed(async () => {
    try {
      this.#all = await askEngine('listEvidence', {})
      this.#failure = null
    } catch (error) {
      this.#failure = asFailure(error)
    }
  })

  start(): () => void {
    void this.reload()
    return onChanged(['section', 'evidence', 'picture'], () => void this.reload())
  }

  /** Null until it was read. */
  get all(): Evidence[] | null {
    return this.#all
  }

  get found(): Evidence[] {
    return this.#found
  }

  get failure(): Failure | null {
    return this.#failure
  }

  /** How many pieces each filter would show. */
  get counts(): ReadonlyMap<SectionFilter, number> {
    return this.#counts
  }

  get words(): string {
    return this.#words
  }
  set words(words: string) {
    this.#words = words
  }

  get section(): SectionFilter {
    return this.#section
  }
  set section(section: SectionFilter) {
    this.#section = section
  }

  clear(): void {
    this.#words = ''
    this.#section = 'all'
  }
}
