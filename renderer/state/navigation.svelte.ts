import type { SectionId } from '../../electron/domain/section'

export const sectionTabs = ['practice', 'plan', 'wording'] as const
export type SectionTab = (typeof sectionTabs)[number]

/** Where the window is. `strand` is the one to show first. */
export type Screen =
  | { name: 'starting' }
  | { name: 'home' }
  | { name: 'new' }
  | { name: 'overview' }
  | { name: 'section'; section: SectionId; tab: SectionTab; strand: string | null }
  | { name: 'evidence' }
  | { name: 'export' }
  | { name: 'details' }
  /** `field` is the id of the one to fill in first. */
  | { name: 'application'; field?: string }
  | { name: 'people' }
  | { name: 'mission' }

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

  goToSection(section: SectionId, options: { tab?: SectionTab; strand?: string | null } = {}): void {
    const { tab = 'practice', strand = null } = options
    this.go({ name: 'section', section, tab, strand })
  }
}

/** What makes a screen another one. */
export function placeOf(screen: Screen): string {
  return screen.name === 'section' ? screen.section : screen.name
}
