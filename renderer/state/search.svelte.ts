import type { SearchHit } from '../../electron/domain/search'
import { askEngine } from '../api'
import { onChanged } from './changed'
import type { DetailState } from './detail.svelte'
import type { Navigation } from './navigation.svelte'

/** Typing is waited for this long before it is looked up, in ms. */
const patience = 60

/** Looking something up from anywhere. */
export class SearchState {
  readonly #parts: { navigation: Navigation; detail: DetailState }
  #isOpen = $state.raw(false)
  #question = $state.raw('')
  #hits = $state.raw<SearchHit[]>([])
  /** The question that the hits answer. */
  #answered = $state.raw('')
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(parts: { navigation: Navigation; detail: DetailState }) {
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

  /** Shows what was found where it stands. */
  async show(hit: SearchHit): Promise<void> {
    this.#isOpen = false
    const { navigation, detail } = this.#parts
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
      const hits = question.trim() === '' ? [] : await askEngine('search', { question, limit: 30 })
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
