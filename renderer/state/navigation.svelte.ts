import type { SectionId } from '../../electron/domain/section'
import type { EvidenceFilter } from './evidence-filter'

export const sectionTabs = ['practice', 'plan', 'wording'] as const
export type SectionTab = (typeof sectionTabs)[number]

/** Where the window is. `strand` is the one to show first, `field` the id of what takes the keyboard. */
export type Screen =
  | { name: 'starting' }
  | { name: 'home' }
  | { name: 'new' }
  | { name: 'overview' }
  | { name: 'section'; section: SectionId; tab: SectionTab; strand: string | null; field?: string }
  /** `filter` is what to begin with; `isTrash` shows what was removed instead. */
  | { name: 'evidence'; filter?: Partial<EvidenceFilter>; field?: string; isTrash?: true }
  | { name: 'check'; field?: string }
  | { name: 'export'; field?: string }
  /** What was handed in; `strand` is the changed answer to show first. */
  | { name: 'submissions'; strand?: string }
  | { name: 'details' }
  | { name: 'application'; field?: string }
  | { name: 'consent'; field?: string }
  | { name: 'people'; field?: string }
  | { name: 'mission' }
  /** Backups, the archive, and what goes to and comes from colleagues. */
  | { name: 'keeping'; field?: string }
  /** What colleagues sent back. */
  | { name: 'tray' }

/** The one screen that is shown. */
export class Navigation {
  readonly #onLeave: () => void
  #screen = $state.raw<Screen>({ name: 'starting' })
  #arrivals = $state(0)

  /** @param onLeave called before another screen is shown; another strand or tab of a section is the same screen */
  constructor(onLeave: () => void) {
    this.#onLeave = onLeave
  }

  get screen(): Screen {
    return this.#screen
  }

  go(screen: Screen): void {
    if (placeOf(screen) !== placeOf(this.#screen)) this.#onLeave()
    this.#screen = screen
    this.#arrivals += 1
  }

  /** How often somebody went somewhere, also to where they are already: the keyboard focus goes there each time. */
  get arrivals(): number {
    return this.#arrivals
  }

  /** Turns to another tab of the section that is shown. The focus stays on the tabs. */
  turnTo(tab: SectionTab): void {
    const screen = this.#screen
    if (screen.name !== 'section') return
    const { name, section } = screen
    this.#screen = { name, section, tab, strand: null }
  }

  goToSection(
    section: SectionId,
    options: { tab?: SectionTab; strand?: string | null; field?: string } = {},
  ): void {
    this.go({ name: 'section', section, tab: 'practice', strand: null, ...options })
  }
}

/** What makes a screen another one. */
export function placeOf(screen: Screen): string {
  return screen.name === 'section' ? screen.section : screen.name
}
