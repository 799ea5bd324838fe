import { untrack } from 'svelte'
import type { PageFile } from '../../electron/contract/bridge'
import type { EngineRequests, PreviewedBook, PreviewTarget } from '../../electron/contract/engine'
import type { OutputOf, Progress } from '../../electron/contract/table'
import type { BookChoices } from '../../electron/domain/book-options'
import type { ExportPurpose } from '../../electron/domain/consent'
import type { Failure } from '../../electron/domain/failure'
import type { SectionId } from '../../electron/domain/section'
import { askEngine } from '../api'
import type { DetailState } from './detail.svelte'
import { onChanged } from './changed'
import { asFailure } from './failures'
import type { Navigation } from './navigation.svelte'

type BookOptionsKept = OutputOf<EngineRequests['bookOptions']>
type Wanted = {
  draft: boolean
  only: SectionId | null
  purpose: ExportPurpose
  knowingly: string[]
}

/** The book as it would be printed now: how it is to be made, and its pages. */
export class PreviewState {
  readonly #wanted: () => Wanted
  #choices = $state.raw<BookOptionsKept | null>(null)
  #book = $state.raw<PreviewedBook | null>(null)
  #cover = $state.raw<PreviewedBook | null>(null)
  #progress = $state.raw<Progress | null>(null)
  #failure = $state.raw<Failure | null>(null)
  #laying: AbortController | null = null

  /** @param wanted what is chosen beside what the portfolio keeps */
  constructor(wanted: () => Wanted) {
    this.#wanted = wanted
  }

  /** How the book is made; null until it is known. */
  get choices(): BookOptionsKept | null {
    return this.#choices
  }

  /** The pages; those of before while they are laid out anew. */
  get book(): PreviewedBook | null {
    return this.#book
  }

  /** What can be looked at: all pages, or the cover alone while the first of them are laid out. */
  get shown(): PreviewedBook | null {
    return this.#book ?? this.#cover
  }

  /** How far the laying out has come; null when it is done. */
  get progress(): Progress | null {
    return this.#progress
  }

  get failure(): Failure | null {
    return this.#failure
  }

  /** Lays the book out, and again after every change; returns a function that ends it. */
  start(): () => void {
    void this.#readChoices()
    const nouns = [
      'portfolio',
      'section',
      'answer',
      'plan',
      'evidence',
      'person',
      'project',
      'picture',
    ] as const
    const ends = [
      onChanged(['book'], () => void this.#readChoices().then(() => this.lay())),
      onChanged(nouns, () => void this.lay()),
    ]
    return () => {
      this.#laying?.abort()
      for (const end of ends) end()
    }
  }

  /** Chooses; the pages follow. */
  write(choices: Partial<BookChoices>): Promise<void> {
    if (this.#choices) this.#choices = { ...this.#choices, ...choices }
    return this.#do(() => askEngine('writeBookOptions', choices))
  }

  /** Puts the first of these files on the cover as the school's logo. */
  async keepLogo(files: readonly PageFile[]): Promise<void> {
    const [file] = files
    if (file) await this.#do(() => askEngine('keepLogo', { files: [file] }))
  }

  dropLogo(): Promise<void> {
    return this.#do(() => askEngine('dropLogo', {}))
  }

  /** Lays the pages out as things stand; what is laid out already is given up. */
  async lay(): Promise<void> {
    this.#laying?.abort()
    const laying = new AbortController()
    this.#laying = laying
    try {
      // Pages that are there are no reason to lay them out again.
      if (!untrack(() => this.#book)) await this.#layCover(laying)
      const book = await askEngine(
        'previewBook',
        { ...this.#wanted(), coverOnly: false },
        {
          signal: laying.signal,
          onProgress: (progress) => {
            if (this.#laying === laying) this.#progress = progress
          },
        },
      )
      if (this.#laying !== laying) return
      this.#book = book
      this.#failure = null
    } catch (error) {
      const failure = asFailure(error)
      const isOurs =
        this.#laying === laying && failure.code !== 'cancelled' && failure.code !== 'portfolio.none'
      if (isOurs) this.#failure = failure
    } finally {
      if (this.#laying === laying) this.#progress = null
    }
  }

  /** The cover waits for nothing else, so that something is there to look at. */
  async #layCover(laying: AbortController): Promise<void> {
    const wanted = { ...this.#wanted(), coverOnly: true }
    const cover = await askEngine('previewBook', wanted, { signal: laying.signal })
    if (this.#laying === laying) this.#cover = cover
  }

  async #do(work: () => Promise<unknown>): Promise<void> {
    try {
      await work()
      this.#failure = null
    } catch (error) {
      this.#failure = asFailure(error)
    }
  }

  async #readChoices(): Promise<void> {
    try {
      this.#choices = await askEngine('bookOptions', {})
    } catch (error) {
      this.#failure = asFailure(error)
    }
  }
}

/** Somebody may look at the book soon: its cover is there by then. That it is not shows when it is asked for. */
export function expectPreview(): void {
  askEngine('expectPreview', {}).catch(() => undefined)
}

/** Goes to where a part of the book is written. */
export function goToTarget(
  target: PreviewTarget,
  { navigation, detail }: { navigation: Navigation; detail: DetailState },
): void {
  switch (target.kind) {
    case 'section':
      navigation.goToSection(target.section, { strand: target.strand })
      return
    case 'evidence':
      navigation.go({ name: 'evidence' })
      void detail.select(target.id)
      return
    case 'people':
      navigation.go({ name: 'people' })
      return
    case 'facts':
      navigation.go({ name: 'application' })
  }
}
