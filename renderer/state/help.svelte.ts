import {
  findHelp,
  helpPageIds,
  readHelp,
  type HelpPage,
  type HelpPageId,
  type HelpWords,
} from '../../electron/domain/help'
import type { Language } from '../../electron/domain/portfolio'
import type { AppDialogs } from './app-dialogs.svelte'
import type { DetailState } from './detail.svelte'
import { helpTexts } from './help-texts'
import type { LightTable } from './light-table.svelte'
import type { Navigation, Screen } from './navigation.svelte'
import type { Redacting } from './redacting.svelte'

type Parts = {
  navigation: Navigation
  detail: DetailState
  lightTable: LightTable
  redacting: Redacting
  dialogs: AppDialogs
}

const pageOfScreen: Readonly<Record<Screen['name'], HelpPageId>> = {
  starting: 'home',
  home: 'home',
  new: 'new',
  overview: 'overview',
  section: 'section',
  evidence: 'evidence',
  check: 'check',
  export: 'export',
  submissions: 'submissions',
  details: 'school',
  application: 'application',
  consent: 'consent',
  people: 'people',
  mission: 'mission',
  keeping: 'keeping',
  tray: 'keeping',
}

/** The help: a page for each screen, in the app's language. */
export class HelpState {
  readonly #parts: Parts
  #page = $state.raw<HelpPageId>('home')
  question = $state('')
  readonly #read: Partial<Record<Language, HelpPage[]>> = {}

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** All of them in one language, in their order. */
  pages(language: Language): HelpPage[] {
    const known = this.#read[language]
    if (known) return known
    const all = readHelp(helpTexts[language])
    const pages = helpPageIds.flatMap((id) => all.find((page) => page.id === id) ?? [])
    this.#read[language] = pages
    return pages
  }

  /** Those in which the question's words stand. */
  found(language: Language, words: HelpWords): HelpPage[] {
    return findHelp(this.pages(language), this.question, words)
  }

  get page(): HelpPageId {
    return this.#page
  }

  show(page: HelpPageId): void {
    this.#page = page
  }

  /** Opens the page of a screen, or of what lies over it. */
  openHere(page: HelpPageId = this.#here()): void {
    this.#page = page
    this.question = ''
    this.#parts.dialogs.open('help')
  }

  #here(): HelpPageId {
    const { navigation, detail, lightTable, redacting } = this.#parts
    if (redacting.isOpen) return 'redaction'
    if (lightTable.isOpen) return 'photos'
    const { screen } = navigation
    const isListing = screen.name === 'evidence' || screen.name === 'section'
    return isListing && detail.evidence ? 'detail' : pageOfScreen[screen.name]
  }

  /** The page of the screen alone. */
  get ofScreen(): HelpPageId {
    return pageOfScreen[this.#parts.navigation.screen.name]
  }
}
