import type { TextHit } from '../../electron/contract/text-requests'
import type { Failure } from '../../electron/domain/failure'
import { askEngine } from '../api'
import { onChanged } from './changed'
import type { DetailState } from './detail.svelte'
import type { Drafts } from './drafts'
import { asFailure } from './failures'
import { setOf } from './list-keys'
import { messages, say } from './messages.svelte'
import type { Notices } from './notices.svelte'
import type { PortfolioState } from './portfolio.svelte'

/** Typing is waited for this long before it is looked up, in ms. */
const patience = 120

type Parts = { drafts: Drafts; notices: Notices; portfolio: PortfolioState; detail: DetailState }

/** Finding and replacing in all answers and plans, in a panel beside them. */
export class FindingState {
  readonly #parts: Parts
  #isOpen = $state.raw(false)
  #wantsFocus = $state.raw(false)
  #find = $state.raw('')
  #matchCase = $state.raw(false)
  #wholeWords = $state.raw(false)
  #hits = $state.raw<TextHit[]>([])
  /** The words that the hits are of; null while none were looked up. */
  #answered = $state.raw<string | null>(null)
  /** Texts that are to stay as they are. */
  #spared = $state.raw<ReadonlySet<string>>(setOf([]))
  #isBusy = $state.raw(false)
  #timer: ReturnType<typeof setTimeout> | undefined
  #asked = 0
  #chosen = $derived(this.#hits.filter(({ key }) => !this.#spared.has(key)))
  #count = $derived(sumOf(this.#chosen))
  #all = $derived(sumOf(this.#hits))
  replacement = $state('')

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Looks again when a text has changed; returns a function that ends it. */
  start(): () => void {
    return onChanged(['answer', 'plan', 'section', 'portfolio'], () => {
      if (this.#isOpen) void this.#look()
    })
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  /** True until the panel has taken the keyboard. */
  get wantsFocus(): boolean {
    return this.#wantsFocus
  }

  /** Opens the panel, or brings the keyboard back to it. What was typed is saved first, so that it is found. */
  async open(): Promise<void> {
    this.#parts.detail.close()
    this.#isOpen = true
    this.#wantsFocus = true
    await this.#parts.drafts.save()
    await this.#look()
  }

  tookFocus(): void {
    this.#wantsFocus = false
  }

  close(): void {
    this.#isOpen = false
    clearTimeout(this.#timer)
  }

  /** Another portfolio is open. */
  reset(): void {
    this.close()
    this.#find = ''
    this.replacement = ''
    this.#hits = []
    this.#answered = null
    this.#spared = setOf([])
  }

  get find(): string {
    return this.#find
  }
  set find(find: string) {
    this.#find = find
    this.#spared = setOf([])
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#look(), patience)
  }

  get matchCase(): boolean {
    return this.#matchCase
  }
  set matchCase(matchCase: boolean) {
    this.#matchCase = matchCase
    void this.#look()
  }

  get wholeWords(): boolean {
    return this.#wholeWords
  }
  set wholeWords(wholeWords: boolean) {
    this.#wholeWords = wholeWords
    void this.#look()
  }

  /** The texts in which the words stand, in the order of the form. */
  get hits(): TextHit[] {
    return this.#hits
  }

  /** In how many places they stand. */
  get all(): number {
    return this.#all
  }

  /** In how many of them they would be replaced. */
  get count(): number {
    return this.#count
  }

  get isInVain(): boolean {
    return this.#find !== '' && this.#answered === this.#find && this.#hits.length === 0
  }

  isChosen(key: string): boolean {
    return !this.#spared.has(key)
  }

  choose(key: string, isChosen: boolean): void {
    this.#spared = setOf([...this.#spared].filter((each) => each !== key).concat(isChosen ? [] : [key]))
  }

  /** All texts that were found, or none. */
  chooseAll(isChosen: boolean): void {
    this.#spared = setOf(isChosen ? [] : this.#hits.map(({ key }) => key))
  }

  get isAllChosen(): boolean {
    return this.#chosen.length === this.#hits.length
  }

  /** Replaces in the texts that are chosen, as one step, and offers to undo it. */
  async replace(): Promise<void> {
    if (this.#count === 0 || this.#isBusy) return
    const { drafts, notices, portfolio } = this.#parts
    this.#isBusy = true
    try {
      if (!(await drafts.save())) {
        notices.show({ tone: 'stop', text: say('finding.notSaved'), isAboutUnsaved: true })
        return
      }
      const words = { find: this.#find, replace: this.replacement }
      const only = this.#chosen.map(({ key }) => key)
      const { count } = await askEngine('replaceTexts', { ...this.#question, ...words, only })
      if (count === 0) {
        notices.show({ tone: 'good', text: say('finding.nothing') })
        return
      }
      const text = say(words.replace === '' ? 'finding.removed' : 'finding.replaced', { ...words, count })
      const undo = { label: say('history.undoNow'), run: () => void portfolio.undo() }
      notices.show({ tone: 'good', text, action: undo, isUndo: true })
    } catch (error) {
      this.#say(asFailure(error))
    } finally {
      this.#isBusy = false
    }
  }

  get #question() {
    return { find: this.#find, matchCase: this.#matchCase, wholeWords: this.#wholeWords }
  }

  async #look(): Promise<void> {
    clearTimeout(this.#timer)
    const asked = (this.#asked += 1)
    const question = this.#question
    try {
      const hits = question.find === '' ? [] : await askEngine('findTexts', question)
      // An answer that comes after the next question is nobody's.
      if (asked !== this.#asked) return
      this.#hits = hits
      this.#answered = question.find
    } catch (error) {
      const failure = asFailure(error)
      // The portfolio was closed meanwhile.
      if (failure.code !== 'portfolio.none') this.#say(failure)
    }
  }

  #say(failure: Failure): void {
    this.#parts.notices.show({ tone: 'stop', text: messages.failure(failure) })
  }
}

function sumOf(hits: readonly TextHit[]): number {
  return hits.reduce((sum, { count }) => sum + count, 0)
}
