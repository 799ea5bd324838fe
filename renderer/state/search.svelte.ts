import type { SearchHit } from '../../electron/domain/search'
import { askEngine } from '../api'
import { onChanged } from './changed'
import type { DetailState } from './detail.svelte'
import type { LightTable } from './light-table.svelte'
import type { Navigation } from './navigation.svelte'

/** Typing is waited for this long before it is looked up, in ms. */
const patience = 60

/** More are not shown: another word leads there sooner than a longer list. */
const mostHits = 30

type Parts = { navigation: Navigation; detail: DetailState; lightTable: LightTable }

/** Looking something up from anywhere. */
export class SearchState {
  readonly #parts: Parts
  #isOpen = $state.raw(false)
  #question = $state.raw('')
  #hits = $state.raw<SearchHit[]>([])
  /** The question that the hits answer. */
  #answered = $state.raw('')
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Asks again once more can be found. */
  start(): () => void {
    return onChanged(['search', 'evidence'], () => {
      if (this.#isOpen) void this.#find(this.#question)
    })
  }

  get isOpen(): boolean {
    return this.#isOpen
  }
  set isOpen(isOpen: boolean) {
    this.#isOpen = isOpen
    // What was found before may have another name by now, or be gone.
    if (isOpen) void this.#find(this.#question)
  }

  /** Another portfolio is open. */
  reset(): void {
    clearTimeout(this.#timer)
    this.#isOpen = false
    this.#question = ''
    this.#answered = ''
    this.#hits = []
  }

  get question(): string {
    return this.#question
  }
  set question(question: string) {
    this.#question = question
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#find(question), patience)
  }

  get hits(): SearchHit[] {
    return this.#hits
  }

  /** Nothing has all words of what was asked. */
  get isInVain(): boolean {
    return this.#answered.trim() !== '' && this.#answered === this.#question && this.#hits.length === 0
  }

  /** There may be more than what is shown. */
  get isFull(): boolean {
    return this.#hits.length === mostHits
  }

  /** Shows what was found where it stands; a photo that is looked at does not lie over it. */
  async show(hit: SearchHit): Promise<void> {
    this.#isOpen = false
    const { navigation, detail, lightTable } = this.#parts
    lightTable.close()
    if (hit.kind === 'evidence') {
      navigation.go({ name: 'evidence' })
      await detail.select(hit.id)
    } else if (hit.kind === 'answer' && hit.section) {
      navigation.goToSection(hit.section, { strand: hit.id })
    } else if (hit.kind === 'plan' && hit.section) {
      navigation.goToSection(hit.section, { tab: 'plan' })
    } else {
      navigation.go({ name: 'people' })
    }
  }

  async #find(question: string): Promise<void> {
    try {
      const hits = question.trim() === '' ? [] : await askEngine('search', { question, limit: mostHits })
      // An answer that comes after the next question is nobody's.
      if (question !== this.#question) return
      this.#hits = hits
      this.#answered = question
    } catch {
      // The portfolio was closed meanwhile.
      this.#hits = []
    }
  }
}
