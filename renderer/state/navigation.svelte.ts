import type { SectionId } from '../../electron/domain/section'

export type SectionTab = 'practice' | 'plan'

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

/** The one screen that is shown. */
export class Navigation {
  #screen = $state.raw<Screen>({ name: 'starting' })

  get screen(): Screen {
    return this.#screen
  }

  go(screen: Screen): void {
    this.#screen = screen
  }

  goToSection(section: SectionId, options: { tab?: SectionTab; strand?: string | null } = {}): void {
    const { tab = 'practice', strand = null } = options
    this.#screen = { name: 'section', section, tab, strand }
  }
}
