import type { SeenFile } from '../../electron/contract/consent-requests'
import {
  isHeldBack,
  noConsent,
  type Consent,
  type SeenPeople,
  type Subject,
} from '../../electron/domain/consent'
import type { Said } from './consents.svelte'

/** Which of the pictures are meant. */
export const batchParts = ['all', 'unsaid', 'heldBack'] as const
export type BatchPart = (typeof batchParts)[number]

/** What is about to be said of many pictures at once. What is left empty stays as it is. */
export class BatchConsent {
  readonly files: readonly SeenFile[]
  part = $state<BatchPart>('all')
  people = $state<SeenPeople | null>(null)
  /** The name of a person or a group, known or new. */
  name = $state('')
  consent = $state.raw<Consent>(noConsent)
  /** True once it was to be noted though nothing was said. */
  isMissing = $state(false)

  constructor(files: readonly SeenFile[]) {
    this.files = files
    // What somebody has said already is not said over without being asked for.
    const unsaid = this.#of('unsaid')
    if (unsaid.length > 0 && unsaid.length < files.length) this.part = 'unsaid'
  }

  get hashes(): string[] {
    return this.#of(this.part)
  }

  /** How many are meant by each part; parts that are the same as all are left out. */
  get parts(): { part: BatchPart; count: number }[] {
    return batchParts
      .map((part) => ({ part, count: this.#of(part).length }))
      .filter(({ part, count }) => part === 'all' || (count > 0 && count < this.files.length))
  }

  set(what: Partial<Consent>): void {
    this.consent = { ...this.consent, ...what }
    this.isMissing = false
  }

  /** What is to be written; null, and noted, when nothing was said. */
  said(subjects: readonly Subject[]): Said | null {
    const { people, consent } = this
    const given = Object.entries(consent).filter(([, value]) => value !== '')
    const name = this.name.replace(/\s+/g, ' ').trim()
    const known = subjects.find((each) => each.name.toLowerCase() === name.toLowerCase())
    const said: Said = {
      ...(people === null ? {} : { people }),
      ...(people === 'none' ? {} : Object.fromEntries(given)),
      ...(name === '' || people === 'none' ? {} : { tie: known?.id ?? { kind: 'group', name } }),
    }
    this.isMissing = Object.keys(said).length === 0
    return this.isMissing ? null : said
  }

  #of(part: BatchPart): string[] {
    return this.files
      .filter(({ file: { status } }) => {
        if (part === 'all') return true
        return part === 'unsaid' ? status === 'unsaid' : isHeldBack(status)
      })
      .map(({ file }) => file.hash)
  }
}
