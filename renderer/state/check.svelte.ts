import type { CheckFinding, CheckRule } from '../../electron/domain/check'
import type { CheckCounts, CheckGroup, CheckOutcome } from '../../electron/domain/check-all'
import { askEngine, askMain, onEngineEvent } from '../api'
import { onChanged } from './changed'
import { goToCheckPlace } from './check-places'
import { collapsed } from './collapsed'
import type { CommentsState } from './comments.svelte'
import type { DetailState } from './detail.svelte'
import type { Drafts } from './drafts'
import { asFailure } from './failures'
import { messages, say } from './messages.svelte'
import { placeOf, type Navigation, type Screen } from './navigation.svelte'
import type { Notices } from './notices.svelte'
import type { PortfolioState } from './portfolio.svelte'

/** A burst of changes is waited out: nobody reads numbers while typing. In ms. */
const patience = 400

/** As many of a kind as a person goes through at a time; the next come when these are done. */
const most = 200

const nouns = [
  'portfolio',
  'section',
  'answer',
  'plan',
  'evidence',
  'picture',
  'person',
  'project',
  'book',
  'comment',
  'check',
] as const

type Parts = {
  navigation: Navigation
  detail: DetailState
  comments: CommentsState
  drafts: Drafts
  notices: Notices
  portfolio: PortfolioState
}

/** Everybody's, nobody's, or a person's id. */
export type Whose = '' | 'nobody' | (string & {})

/** What an assessor would trip over: for the rail, the overview and its own screen the same. */
export class CheckState {
  readonly #parts: Parts
  #all = $state.raw<CheckOutcome | null>(null)
  #theirs = $state.raw<CheckOutcome | null>(null)
  #whose = $state.raw<Whose>('')
  /** What is being gone through: its kind, the one that is shown, its place among them, and where that led. */
  #walk = $state.raw<{ rule: CheckRule; key: string; index: number; screen: Screen } | null>(null)
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(parts: Parts) {
    this.#parts = parts
  }

  readonly reload = collapsed(async () => {
    const whose = this.#whose
    try {
      const all = await askEngine('check', { most })
      const theirs = whose === '' ? all : await askEngine('check', { whose: scopeOf(whose), most })
      this.#all = all
      if (whose === this.#whose) this.#theirs = theirs
    } catch {
      // The portfolio was closed; what cannot be read is said by the screens that show it.
      this.#all = null
      this.#theirs = null
    }
  })

  /** Follows the changes; returns a function that ends it. */
  start(): () => void {
    const ends = [
      onChanged(nouns, () => this.#reloadSoon()),
      onEngineEvent((event) => {
        if (event.kind !== 'opened') return
        this.#whose = ''
        this.#walk = null
        void this.reload()
      }),
    ]
    return () => {
      clearTimeout(this.#timer)
      for (const end of ends) end()
    }
  }

  /** How many there are of each grade; null until it was looked. */
  get counts(): CheckCounts | null {
    return this.#all?.counts ?? null
  }

  /** The same for one part of the form; null where there are none. */
  countsOf(section: CheckSection): CheckCounts | null {
    return this.#all?.bySection.find((each) => each.section === section)?.counts ?? null
  }

  /** A kind of finding, whoever sees to it. */
  group(rule: CheckRule): CheckGroup | null {
    return this.#all?.groups.find((group) => group.rule === rule) ?? null
  }

  /** What the screen shows: all of it, or what one person sees to. */
  get shown(): CheckOutcome | null {
    return this.#theirs
  }

  get whose(): Whose {
    return this.#whose
  }
  set whose(whose: Whose) {
    this.#whose = whose
    void this.reload()
  }

  /** Goes to where a finding is mended; those of its kind can be gone through from there. */
  go(finding: CheckFinding): void {
    const { navigation } = this.#parts
    const index = this.#findings(finding.rule).findIndex(({ key }) => key === finding.key)
    goToCheckPlace(finding.place, this.#parts)
    this.#walk = {
      rule: finding.rule,
      key: finding.key,
      index: Math.max(0, index),
      screen: navigation.screen,
    }
  }

  /** What is being gone through, while the window is where that led. `count` is what is left of its kind. */
  get walk(): { rule: CheckRule; index: number; count: number; isMended: boolean } | null {
    const walk = this.#walk
    const { screen } = this.#parts.navigation
    if (!walk || screen.name === 'check' || placeOf(screen) !== placeOf(walk.screen)) return null
    const findings = this.#findings(walk.rule)
    const index = findings.findIndex(({ key }) => key === walk.key)
    const count = this.shown?.groups.find(({ rule }) => rule === walk.rule)?.count ?? 0
    return { rule: walk.rule, index: index < 0 ? walk.index : index, count, isMended: index < 0 }
  }

  /** The next one for 1, the one before for -1; null where there is none. */
  neighbour(by: 1 | -1): CheckFinding | null {
    const { walk } = this
    if (!walk) return null
    // One that was mended is no longer among them: the next has its place.
    const at = walk.isMended && by === 1 ? walk.index : walk.index + by
    return this.#findings(walk.rule)[at] ?? null
  }

  /** Back to the line of the check from which one came. */
  leaveWalk(): void {
    const rule = this.#walk?.rule
    this.#walk = null
    this.#parts.navigation.go({ name: 'check', ...(rule ? { field: lineId(rule) } : {}) })
  }

  async setAside(group: CheckGroup, findings: readonly CheckFinding[]): Promise<boolean> {
    const keys = findings.map(({ key }) => key)
    const isDone = await this.#do(() => askEngine('setAside', { findings: keys }))
    if (isDone) {
      this.#parts.notices.show({
        tone: 'good',
        text: say('check.left', { count: keys.length, title: say(`check.${group.rule}.title`) }),
        action: { label: say('history.undoNow'), run: () => void this.#parts.portfolio.undo() },
        isUndo: true,
      })
    }
    return isDone
  }

  takeUp(finding: CheckFinding): Promise<boolean> {
    return this.#do(() => askEngine('takeUp', { finding: finding.key }))
  }

  setResponsible(section: CheckSection, person: string): Promise<boolean> {
    return this.#do(() => askEngine('writeResponsible', { section, person: person || null }))
  }

  /** Asks for a place, and saves the list of what is shown as a PDF. */
  async print(suggestedName: string): Promise<void> {
    await this.#do(async () => {
      const chosen = await askMain('chooseOut', { suggestedName, kind: 'pdf' })
      if (!chosen) return
      const { name } = await askEngine('exportTodo', { out: chosen.grant, ...this.#scope })
      this.#parts.notices.show({
        tone: 'good',
        text: say('export.done', { name }),
        action: {
          label: say('export.open'),
          run: () => void this.#do(() => askMain('openFile', { grant: chosen.grant })),
        },
      })
    })
  }

  /** The same list as a text; null when it could not be made. */
  async text(): Promise<string | null> {
    let text: string | null = null
    await this.#do(async () => {
      text = (await askEngine('todoText', this.#scope)).text
    })
    return text
  }

  get #scope(): { whose?: { person: string } | 'nobody' } {
    return this.#whose === '' ? {} : { whose: scopeOf(this.#whose) }
  }

  #findings(rule: CheckRule): readonly CheckFinding[] {
    return this.shown?.groups.find((group) => group.rule === rule)?.findings ?? []
  }

  #reloadSoon(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.reload(), patience)
  }

  async #do(verb: () => Promise<unknown>): Promise<boolean> {
    try {
      if (!(await this.#parts.drafts.save())) return false
      await verb()
      return true
    } catch (error) {
      this.#parts.notices.show({ tone: 'stop', text: messages.failure(asFailure(error)) })
      return false
    }
  }
}

type CheckSection = Parameters<Navigation['goToSection']>[0]

function scopeOf(whose: Whose): { person: string } | 'nobody' {
  return whose === 'nobody' ? 'nobody' : { person: whose }
}

/** The id of a kind's line on the screen. */
export function lineId(rule: CheckRule): string {
  return `check-${rule}`
}
