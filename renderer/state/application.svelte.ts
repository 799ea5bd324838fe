import { isPartialDay, type Application } from '../../electron/domain/application'
import type { Failure } from '../../electron/domain/failure'
import { askEngine } from '../api'
import type { Autosave } from './autosave.svelte'
import type { Drafts } from './drafts'
import { asFailure } from './failures'

const texts = [
  'registeredOn',
  'deadline',
  'windowFrom',
  'windowUntil',
  'declarationText',
  'declarationPlace',
  'declarationOn',
] as const
const numbers = ['activeTeachers', 'ruleYears', 'ruleTeachers', 'ruleLabels'] as const

type TextName = (typeof texts)[number]
type NumberName = (typeof numbers)[number]

/** What the application asks beside answers and evidence. Everything saves as one types. */
export class ApplicationState {
  readonly #drafts: Drafts
  #failure = $state.raw<Failure | null>(null)

  constructor(drafts: Drafts) {
    this.#drafts = drafts
  }

  /** Why the last choice could not be saved. */
  get failure(): Failure | null {
    return this.#failure
  }

  load(application: Application): void {
    for (const name of texts) this.text(name).load(application[name])
    for (const name of numbers) this.number(name).load(String(application[name] ?? ''))
  }

  text(name: TextName): Autosave {
    return this.#drafts.field(`application:${name}`, {
      isLine: name !== 'declarationText',
      write: (text) => askEngine('writeApplication', { [name]: text }),
      ...(name === 'registeredOn'
        ? { check: (text: string) => text.trim() === '' || isPartialDay(text.trim()) }
        : {}),
    })
  }

  /** Empty means not known, where that may be. */
  number(name: NumberName): Autosave {
    return this.#drafts.field(`application:${name}`, {
      isLine: true,
      write: (text) => askEngine('writeApplication', { [name]: text.trim() === '' ? null : Number(text) }),
      check: (text) => /^\s*\d{1,5}\s*$/.test(text) || (name === 'activeTeachers' && text.trim() === ''),
    })
  }

  /** Writes what is chosen, not typed. */
  async choose(
    choice: Partial<Pick<Application, 'signatory' | 'declarationStamp' | 'usesCriteria'>>,
  ): Promise<void> {
    this.#failure = null
    try {
      await this.#drafts.save()
      await askEngine('writeApplication', choice)
    } catch (error) {
      this.#failure = asFailure(error)
    }
  }
}
