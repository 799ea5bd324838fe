import type { PageFile } from '../../electron/contract/bridge'
import type { MenuCommand } from '../../electron/contract/main'
import { askMain, onClosing, onEngineEvent, onMenu } from '../api'
import type { Language } from '../../electron/domain/portfolio'
import type { Place } from '../../electron/domain/section'
import { AppDialogs } from './app-dialogs.svelte'
import { warnOfBackups } from './backup-warning'
import { onChanged } from './changed'
import { AskingState } from './asking.svelte'
import { CheckState } from './check.svelte'
import { Citations } from './citations.svelte'
import { CommentsState } from './comments.svelte'
import { ConsentsState } from './consents.svelte'
import { ContributionsState } from './contributions.svelte'
import { DetailState } from './detail.svelte'
import { Drafts } from './drafts'
import { EvidenceView } from './evidence-view.svelte'
import { ExportState } from './export.svelte'
import { asFailure } from './failures'
import { Forgetting } from './forgetting.svelte'
import { ExtraCopyState } from './extra-copy.svelte'
import { FirstSteps } from './first-steps.svelte'
import { FindingState } from './finding.svelte'
import { formatPeriod } from './formats'
import { GatheringState } from './gathering.svelte'
import { HandInState } from './hand-in.svelte'
import { HelpState } from './help.svelte'
import { HomeState } from './home.svelte'
import { LightTable } from './light-table.svelte'
import { Merging } from './merging.svelte'
import { messages, say } from './messages.svelte'
import { Navigation } from './navigation.svelte'
import { Notices } from './notices.svelte'
import { OpeningInvitation } from './opening-invitation.svelte'
import { OpeningArchiveState } from './opening-archive.svelte'
import { PackingState } from './packing.svelte'
import { PortfolioState } from './portfolio.svelte'
import { expectPreview } from './preview.svelte'
import { Redacting } from './redacting.svelte'
import { SearchState } from './search.svelte'
import { SendingBack } from './sending-back.svelte'
import { SettingsState } from './settings.svelte'
import { SubmissionsState } from './submissions.svelte'
import { Tips } from './tips.svelte'

/** After so long, in ms, a portfolio that was opened has shown what is on its first screen. */
const settled = 1000

/** What the window knows above its screens, and the commands that are the same on all of them. */
export class AppState {
  readonly navigation: Navigation = new Navigation(() => this.detail.close())
  readonly notices = new Notices()
  readonly drafts = new Drafts()
  readonly settings = new SettingsState(this.notices)
  readonly dialogs = new AppDialogs()
  readonly portfolio = new PortfolioState({ drafts: this.drafts, notices: this.notices })
  /** What most of them save with, say it with, and work on. */
  readonly #parts = { drafts: this.drafts, notices: this.notices, portfolio: this.portfolio }
  readonly detail = new DetailState(this.#parts)
  readonly forgetting = new Forgetting(this.#parts)
  readonly consents = new ConsentsState(this.#parts)
  readonly lightTable = new LightTable({
    detail: this.detail,
    notices: this.notices,
    consents: this.consents,
  })
  readonly redacting = new Redacting({ lightTable: this.lightTable, notices: this.notices })
  readonly gathering = new GatheringState({
    notices: this.notices,
    portfolio: this.portfolio,
    navigation: this.navigation,
    onAdded: (id, place) => this.#showAdded(id, place),
  })
  readonly citations = new Citations()
  readonly evidenceView = new EvidenceView()
  readonly comments = new CommentsState()
  readonly check = new CheckState({
    navigation: this.navigation,
    detail: this.detail,
    comments: this.comments,
    drafts: this.drafts,
    notices: this.notices,
    portfolio: this.portfolio,
  })
  readonly firstSteps = new FirstSteps({ portfolio: this.portfolio, navigation: this.navigation })
  readonly search = new SearchState({
    navigation: this.navigation,
    detail: this.detail,
    lightTable: this.lightTable,
  })
  readonly finding = new FindingState({
    drafts: this.drafts,
    notices: this.notices,
    portfolio: this.portfolio,
    detail: this.detail,
  })
  readonly exporting = new ExportState({
    drafts: this.drafts,
    notices: this.notices,
    portfolio: this.portfolio,
    navigation: this.navigation,
    lightTable: this.lightTable,
  })
  readonly submissions = new SubmissionsState()
  readonly asking = new AskingState({ notices: this.notices, comments: this.comments })
  readonly sendingBack = new SendingBack({
    drafts: this.drafts,
    notices: this.notices,
    comments: this.comments,
  })
  readonly openingInvitation = new OpeningInvitation({
    drafts: this.drafts,
    onOpened: () => this.showOpened(),
  })
  readonly contributions = new ContributionsState(this.#parts)
  readonly handingIn = new HandInState({
    drafts: this.drafts,
    notices: this.notices,
    portfolio: this.portfolio,
    navigation: this.navigation,
    lightTable: this.lightTable,
    exported: this.exporting.leaving,
    onKept: ({ handedInOn }) => {
      this.navigation.go({ name: 'submissions' })
      this.notices.show({
        tone: 'good',
        text: say('submission.kept', { date: formatPeriod(handedInOn, '') }),
      })
    },
  })
  readonly help = new HelpState({
    navigation: this.navigation,
    detail: this.detail,
    lightTable: this.lightTable,
    redacting: this.redacting,
    dialogs: this.dialogs,
  })
  readonly tips = new Tips(this.settings)
  readonly packing = new PackingState(this.#parts)
  readonly merging = new Merging(this.#parts)
  readonly extraCopy = new ExtraCopyState(this.#parts)
  readonly openingArchive = new OpeningArchiveState({
    drafts: this.drafts,
    notices: this.notices,
    onOpened: () => this.showOpened(),
    onTogether: async (file) => {
      this.navigation.go({ name: 'keeping', field: 'merge' })
      await this.merging.look(file)
    },
    onInvitation: (file, invitation) => this.openingInvitation.show(file, invitation),
    onContribution: async (file, summary) => {
      const isReceived = await this.contributions.receive(file, summary)
      if (isReceived) this.navigation.go({ name: 'tray' })
    },
  })
  readonly home = new HomeState({
    opened: () => this.showOpened(),
    archive: (archive) => this.openingArchive.begin(archive),
  })
  /** When the last portfolio stands open, or the home screen: a command of the menu that came sooner waits. */
  #begun: Promise<void> = Promise.resolve()

  /**
   * Listens to the engine and the menu, and opens what was open last; returns a function that ends the listening.
   * @param undoInField undoes typing in the focused field, when that is what the menu's command means there
   */
  start(undoInField: (which: 'undo' | 'redo') => boolean): () => void {
    const ends = [
      this.settings.start(),
      this.portfolio.start(),
      this.detail.start(),
      this.lightTable.start(),
      this.consents.start(),
      this.redacting.start(),
      this.forgetting.start(),
      this.citations.start(),
      this.search.start(),
      this.comments.start(),
      this.check.start(),
      this.finding.start(),
      this.submissions.start(),
      this.contributions.start(),
      this.extraCopy.start(),
      warnOfBackups(this),
      onChanged(['history'], () => void this.#dropStaleNotices()),
      onEngineEvent((event) => {
        if (event.kind === 'opened') this.#forgetOldPortfolio()
        if (event.kind === 'settings') messages.use(event.language)
        if (event.kind === 'intake') this.gathering.noteIntake(event)
      }),
      onMenu((command) => {
        const isTyping = (command === 'undo' || command === 'redo') && undoInField(command)
        if (!isTyping) void this.#begun.then(() => this.carryOut(command))
      }),
      onClosing(() => void this.#saveBeforeClosing()),
    ]
    this.#begun = this.#begin()
    return () => {
      for (const end of ends) end()
    }
  }

  /** Shows the portfolio that was just opened. */
  async showOpened(): Promise<void> {
    this.#forgetOldPortfolio()
    await this.portfolio.reload()
    this.navigation.go({ name: 'overview' })
    void this.#addIncoming()
    setTimeout(expectPreview, settled)
  }

  /** Closes the portfolio and goes home, unless something that was typed could not be saved. */
  async goHome(): Promise<void> {
    try {
      if (!(await this.portfolio.close())) {
        this.#offerClosingUnsaved(() => void this.goHome())
        return
      }
    } catch (error) {
      this.notices.show({ tone: 'stop', text: messages.failure(asFailure(error)) })
      return
    }
    this.#forgetOldPortfolio()
    this.navigation.go({ name: 'home' })
    await this.home.reload()
  }

  /** Lets the user choose another portfolio; its failure is said where the user is. */
  async openOther(): Promise<void> {
    if (!(await this.drafts.save())) {
      this.#offerClosingUnsaved(() => void this.openOther())
      return
    }
    const isOpen = await this.home.choose()
    const { failure } = this.home
    if (isOpen || !failure || !this.portfolio.open) return
    this.notices.show({ tone: 'stop', text: messages.failure(failure) })
  }

  async startNew(): Promise<void> {
    if (await this.drafts.save()) this.navigation.go({ name: 'new' })
    else this.#offerClosingUnsaved(() => void this.startNew())
  }

  /** Leaves the guided way to a new portfolio. */
  leaveNew(): void {
    this.navigation.go({ name: this.portfolio.open ? 'overview' : 'home' })
  }

  async carryOut(command: MenuCommand): Promise<void> {
    if (command === 'newPortfolio') return this.startNew()
    if (command === 'openPortfolio') return this.openOther()
    if (command === 'help') {
      this.help.openHere()
      return
    }
    if (command === 'settings' || command === 'keyboard' || command === 'about' || command === 'report') {
      this.dialogs.open(command)
      return
    }
    if (command === 'openArchive') return this.openingArchive.choose()
    if (command === 'incoming') await this.openingArchive.takeIncoming()
    if (!this.portfolio.open) return
    if (command === 'home') return this.goHome()
    if ((command === 'undo' || command === 'redo') && this.redacting.turnsBack(command)) return
    if (command === 'undo') return this.portfolio.undo()
    if (command === 'redo') return this.portfolio.redo()
    if (command === 'search') {
      // It fills the window; what is marked and not kept is asked about first.
      if (this.redacting.isOpen) this.redacting.leave()
      this.search.isOpen = !this.redacting.isOpen
      return
    }
    if (command === 'replace') return this.finding.open()
    if (command === 'addFiles') return this.#addChosen('chooseFiles')
    if (command === 'addFolder') return this.#addChosen('chooseFolder')
    if (command === 'incoming') return this.#addIncoming()
    if (command === 'pack') {
      this.navigation.go({ name: 'keeping' })
      this.packing.ask()
      return
    }
    this.navigation.go({ name: 'export' })
  }

  /** Where new evidence goes that names no place: into the section that is shown, else nowhere yet. */
  get placeHere(): Place | null {
    const { screen } = this.navigation
    return screen.name === 'section' ? { section: screen.section, strand: null } : null
  }

  async #addChosen(what: 'chooseFiles' | 'chooseFolder'): Promise<void> {
    const files = await this.gathering.choose(what)
    if (files.length > 0) await this.#addHere(files)
  }

  /** Files that were dropped on the app's icon; without an open portfolio they wait. */
  async #addIncoming(): Promise<void> {
    if (!this.portfolio.open) return
    const files = await askMain('takeIncoming', {})
    if (files.length > 0) await this.#addHere(files)
  }

  async #addHere(files: PageFile[]): Promise<void> {
    const place = this.placeHere
    // What is placed nowhere is seen among the evidence only.
    if (!place) this.navigation.go({ name: 'evidence' })
    await this.gathering.add(place, { files })
  }

  /** The window goes once all is saved; what cannot be saved keeps it, until the user lets it go. */
  async #saveBeforeClosing(): Promise<void> {
    const close = (): void => void askMain('closeWindow', {})
    if (await this.drafts.save()) {
      close()
      return
    }
    await askMain('keepWindow', {})
    this.#offerClosingUnsaved(close)
  }

  async #dropStaleNotices(): Promise<void> {
    this.notices.dropUndo()
    if (this.notices.hasUnsaved && (await this.drafts.save())) this.notices.dropUnsaved()
  }

  /** Another language for the app, at once and from now on. */
  async speak(language: Language): Promise<void> {
    await this.settings.write({ language })
  }

  /** Puts a text on the clipboard and says so. */
  async copy(text: string, done: string): Promise<void> {
    try {
      await askMain('copyText', { text })
      this.notices.show({ tone: 'good', text: done })
    } catch (error) {
      this.notices.show({ tone: 'stop', text: messages.failure(asFailure(error)) })
    }
  }

  /** The language comes first, so that no word is shown in another one. */
  async #begin(): Promise<void> {
    try {
      messages.use((await this.settings.read()).language)
    } catch (error) {
      this.notices.show({ tone: 'stop', text: messages.failure(asFailure(error)) })
    }
    if (!(await this.home.openLast())) {
      this.navigation.go({ name: 'home' })
      await this.home.reload()
    }
    // The app may have been started by one.
    await this.openingArchive.takeIncoming()
  }

  /** Shows what came in, unless the user has gone elsewhere meanwhile. */
  #showAdded(id: string, place: Place | null): void {
    const { screen } = this.navigation
    const isSeen =
      screen.name === 'evidence' || (screen.name === 'section' && screen.section === place?.section)
    if (isSeen) void this.detail.select(id, 'title')
  }

  #forgetOldPortfolio(): void {
    this.detail.close()
    this.redacting.close()
    this.lightTable.close()
    this.forgetting.close()
    this.citations.forget()
    this.exporting.reset()
    this.handingIn.reset()
    this.asking.reset()
    this.sendingBack.reset()
    this.search.reset()
    this.packing.reset()
    this.extraCopy.reset()
    this.merging.reset()
    this.finding.reset()
    this.gathering.cancelAll()
    this.notices.clear()
    this.drafts.forget()
  }

  #offerClosingUnsaved(close: () => void): void {
    this.notices.show({
      tone: 'stop',
      text: say('shell.notSaved'),
      isAboutUnsaved: true,
      action: {
        label: say('shell.closeUnsaved'),
        run: () => {
          this.drafts.forget()
          close()
        },
      },
    })
  }
}
