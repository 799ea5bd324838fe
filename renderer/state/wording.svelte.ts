import type { Failure } from '../../electron/domain/failure'
import type { Section, SectionId, Strand } from '../../electron/domain/section'
import { askEngine } from '../api'
import type { Autosave } from './autosave.svelte'
import type { Drafts } from './drafts'
import { asFailure } from './failures'

/** A limit as it is typed: a number of characters, or empty for none. */
const isLimit = (text: string): boolean => /^\s*([1-9]\d{0,5})?\s*$/.test(text)
const limitOf = (text: string): number | null => (text.trim() === '' ? null : Number(text))

/** How one section of the form is worded in this portfolio: its titles, claims, strands and limits. */
export class WordingState {
  readonly #section: SectionId
  readonly #drafts: Drafts
  #failure = $state.raw<Failure | null>(null)

  constructor(section: SectionId, drafts: Drafts) {
    this.#section = section
    this.#drafts = drafts
  }

  get failure(): Failure | null {
    return this.#failure
  }

  load({ title, shortTitle, claim, planLimit, strands }: Section): void {
    this.text('title').load(title)
    this.text('shortTitle').load(shortTitle)
    this.text('claim').load(claim)
    this.planLimit.load(String(planLimit ?? ''))
    for (const strand of strands) {
      this.strandText(strand.id, 'title').load(strand.title)
      this.strandText(strand.id, 'question').load(strand.question)
      this.strandLimit(strand.id).load(String(strand.limit ?? ''))
    }
  }

  text(name: 'title' | 'shortTitle' | 'claim'): Autosave {
    const section = this.#section
    return this.#drafts.field(`wording:${section}:${name}`, {
      isLine: name !== 'claim',
      write: (text) => askEngine('writeSection', { section, [name]: text }),
      // A part without a title could not be found again.
      ...(name === 'claim' ? {} : { check: (text: string) => text.trim() !== '' }),
    })
  }

  get planLimit(): Autosave {
    const section = this.#section
    return this.#drafts.field(`wording:${section}:planLimit`, {
      isLine: true,
      check: isLimit,
      write: (text) => askEngine('writeSection', { section, planLimit: limitOf(text) }),
    })
  }

  strandText(strand: string, name: 'title' | 'question'): Autosave {
    return this.#drafts.field(`wording:${strand}:${name}`, {
      isLine: name === 'title',
      write: (text) => askEngine('writeStrand', { strand, [name]: text }),
      ...(name === 'title' ? { check: (text: string) => text.trim() !== '' } : {}),
    })
  }

  strandLimit(strand: string): Autosave {
    return this.#drafts.field(`wording:${strand}:limit`, {
      isLine: true,
      check: isLimit,
      write: (text) => askEngine('writeStrand', { strand, limit: limitOf(text) }),
    })
  }

  /** Adds a claim at the end; its id, or null when that failed. */
  async add(title: string): Promise<string | null> {
    let added: string | null = null
    await this.#do(async () => {
      added = (await askEngine('addStrand', { section: this.#section, title })).id
    })
    return added
  }

  move(strand: string, position: number): Promise<boolean> {
    return this.#do(() => askEngine('moveStrand', { strand, position }))
  }

  hide({ id }: Strand): Promise<boolean> {
    return this.#do(() => askEngine('hideStrand', { strand: id }))
  }

  show({ id }: Strand): Promise<boolean> {
    return this.#do(() => askEngine('showStrand', { strand: id }))
  }

  remove({ id }: Strand): Promise<boolean> {
    return this.#do(() => askEngine('removeStrand', { strand: id }))
  }

  async #do(verb: () => Promise<unknown>): Promise<boolean> {
    this.#failure = null
    try {
      await this.#drafts.save()
      await verb()
      return true
    } catch (error) {
      this.#failure = asFailure(error)
      return false
    }
  }
}
