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
