import { untrack } from 'svelte'
import type { Failure, FailureCode } from '../../electron/domain/failure'
import { asFailure } from './failures'

/** `idle`: as it was read; `saving`: typed, and on its way; `saved`: confirmed; `failed`: only here, with a reason. */
export type SaveState = 'idle' | 'saving' | 'saved' | 'failed'

export type AutosaveOptions = {
  /** Saves the text; rejects with a `Failure`. `typing` names the stretch of typing that it belongs to. */
  write: (text: string, typing: string) => Promise<unknown>
  /** One line: the engine trims it and joins its spaces, which must not disturb who is still typing. */
  isLine?: boolean
  /** How long typing must pause before it is saved, in ms. */
  pause?: number
  /** What may be saved at all: a number, a year. What may not stays in the field, and what was saved stays saved. */
  check?: (text: string) => boolean
}

/** How long typing pauses before it is saved, in ms. */
export const typingPause = 600

/** Who types without a pause is saved all the same, this long after the first letter, in ms. */
export const longestUnsaved = 1500

/** What passes by itself: a drive is plugged in again, a disk has room again. */
const passing: readonly FailureCode[] = ['portfolio.gone', 'disk.full']

/** It is tried again so often, in ms. */
export const retryPause = 3000

/** A pause this long ends a stretch of typing, and no stretch is longer than that: each is one step to undo, in ms. */
const stretchPause = 3000
const longestStretch = 20_000

/** How long a text that must be read from an editor may be behind what is shown, in ms; a very long one a little more. */
const readPause = 120

/**
 * A field that saves as one types. What was typed and is not saved yet is never overwritten by what is read, and
 * stays when saving fails.
 */
export class Autosave {
  readonly #write: AutosaveOptions['write']
  readonly #isLine: boolean
  readonly #pause: number
  #text = $state.raw('')
  #stored = ''
  #state = $state.raw<SaveState>('idle')
  #failure = $state.raw<Failure | null>(null)
  #isUnsaved = $state.raw(false)
  readonly #check: (text: string) => boolean
  #isFocused = $state.raw(false)
  #timer: ReturnType<typeof setTimeout> | undefined
  /** Reads what was typed from where it is typed; a long text is not read at every letter. */
  #read: (() => string) | null = null
  #readTimer: ReturnType<typeof setTimeout> | undefined
  #unsavedSince = 0
  #stretch = { id: '', begun: 0, last: -Infinity }
  /** Stretches that are over and not saved yet: each is a step of its own, however soon more was typed. */
  #ended: { text: string; stretch: string }[] = []
  #running: Promise<boolean> | null = null

  constructor({ write, isLine = false, pause = typingPause, check = () => true }: AutosaveOptions) {
    this.#check = check
    this.#write = write
    this.#isLine = isLine
    this.#pause = pause
  }

  /** What the field shows. */
  get text(): string {
    return this.#text
  }

  get state(): SaveState {
    return this.#state
  }

  /** Why the last save failed. */
  get failure(): Failure | null {
    return this.#failure
  }

  /** True once a text was left in the field that may not be saved. */
  get isWrong(): boolean {
    return this.#isUnsaved && !this.#isFocused && !this.#check(this.#text)
  }

  /** True while something was typed that the portfolio does not hold yet. */
  get isUnsaved(): boolean {
    return this.#isUnsaved
  }

  /**
   * Takes what was read from the portfolio, unless there is unsaved typing. An effect that loads is not called again by what is
   * typed: it would load what was read before that.
   */
  load(stored: string): void {
    untrack(() => {
      this.#stored = stored
      if (this.#isUnsaved) return
      if (this.#isFocused && this.#isSame(stored)) return
      if (stored !== this.#text) this.#state = 'idle'
      this.#text = stored
    })
  }

  /**
   * Takes what was typed; saves after a pause.
   * @param typed the text, or how to read it
   * @param isStep it is more than typing (a paste, a button), and so a step of its own to undo
   */
  type(typed: string | (() => string), isStep = false): void {
    const now = performance.now()
    if (this.#isStretchOver(now, isStep)) this.#beginStretch(now)
    if (!this.#isUnsaved) this.#unsavedSince = now
    // What is typed after a step is no part of it.
    this.#stretch.last = isStep ? -Infinity : now
    this.#isUnsaved = true
    if (typeof typed === 'string') this.#text = typed
    else this.#readSoon(typed)
    clearTimeout(this.#timer)
    this.#state = this.#check(this.#text) ? 'saving' : 'idle'
    const longest = Math.max(0, this.#unsavedSince + longestUnsaved - now)
    this.#timer = setTimeout(() => void this.save(), Math.min(this.#pause, longest))
  }

  #readSoon(read: () => string): void {
    this.#read = read
    this.#readTimer ??= setTimeout(() => this.#catchUp(), Math.max(readPause, this.#text.length / 250))
  }

  #catchUp(): void {
    clearTimeout(this.#readTimer)
    this.#readTimer = undefined
    if (this.#read) this.#text = this.#read()
    this.#read = null
  }

  #isStretchOver(now: number, isStep: boolean): boolean {
    const { begun, last } = this.#stretch
    return isStep || now - last > stretchPause || now - begun > longestStretch
  }

  #beginStretch(now: number): void {
    this.#catchUp()
    if (this.#isUnsaved && this.#check(this.#text))
      this.#ended.push({ text: this.#text, stretch: this.#stretch.id })
    void this.save()
    this.#stretch = { id: crypto.randomUUID(), begun: now, last: now }
  }

  focus(): void {
    this.#isFocused = true
  }

  /** Saves when the field is left, and shows the text as it is kept. */
  leave(): void {
    this.#isFocused = false
    if (!this.#isUnsaved && this.#isSame(this.#stored)) this.#text = this.#stored
    void this.save()
  }

  /** Saves now whatever is unsaved. Resolves to false when that failed; the text stays. */
  save(): Promise<boolean> {
    clearTimeout(this.#timer)
    this.#catchUp()
    if (!this.#isUnsaved || !this.#check(this.#text)) return Promise.resolve(true)
    this.#running ??= this.#saveAll().finally(() => {
      this.#running = null
    })
    return this.#running
  }

  /** Drops unsaved typing. */
  forget(): void {
    clearTimeout(this.#timer)
    clearTimeout(this.#readTimer)
    this.#readTimer = undefined
    this.#read = null
    this.#ended = []
    this.#isUnsaved = false
    this.#state = 'idle'
    this.#failure = null
  }

  /** Typing goes on while a save is under way, so one save may not be enough. */
  async #saveAll(): Promise<boolean> {
    while (this.#isUnsaved && this.#check(this.#text)) {
      const ended = this.#ended.shift()
      const { text, stretch } = ended ?? { text: this.#text, stretch: this.#stretch.id }
      // What is tried again stays "not saved" until it is saved.
      if (!this.#failure) this.#state = 'saving'
      this.#unsavedSince = performance.now()
      try {
        await this.#write(text, stretch)
      } catch (error) {
        // What could not be saved must not stand before what is typed in its place.
        this.#ended = []
        this.#failure = asFailure(error)
        this.#state = 'failed'
        clearTimeout(this.#timer)
        if (passing.includes(this.#failure.code)) this.#timer = setTimeout(() => void this.save(), retryPause)
        return false
      }
      this.#failure = null
      this.#catchUp()
      if (ended || this.#text !== text) continue
      this.#isUnsaved = false
      this.#state = 'saved'
      clearTimeout(this.#timer)
    }
    return true
  }

  /** True when `stored` is only the tidied form of what is typed. */
  #isSame(stored: string): boolean {
    const typed = this.#text.normalize('NFC')
    return (this.#isLine ? typed.replace(/\s+/g, ' ').trim() : typed) === stored
  }
}
