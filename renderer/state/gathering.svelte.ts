import type { PageFile } from '../../electron/contract/bridge'
import type { FileOutcome, FilePreview, WorkedThrough } from '../../electron/contract/evidence-requests'
import type { ManyFiles } from '../../electron/contract/settings-requests'
import type { Progress } from '../../electron/contract/table'
import { Failure } from '../../electron/domain/failure'
import type { Place } from '../../electron/domain/section'
import type { FileGroup } from '../../electron/domain/file-group'
import { askEngine, askMain } from '../api'
import { asFailure } from './failures'
import { firstOf } from './first-of'
import { hasGoneOnSince } from './last-input'
import { messages, say } from './messages.svelte'
import type { Navigation } from './navigation.svelte'
import type { Notices } from './notices.svelte'
import { shortPlace } from './places'
import type { PortfolioState } from './portfolio.svelte'

/** Files on their way into the portfolio. */
export type GatheringTask = {
  id: number
  /** Where they go, in words. */
  to: string
  done: number
  total: number
  /** The file that is being copied. */
  file: string
  cancel: () => void
}

export type NewEvidence = { title?: string; note?: string; links?: string[]; files?: PageFile[] }

/** What the user is asked before many files, folders or known files come in. */
export type GatheringQuestion = {
  /** Where they go, in words. */
  to: string
  preview: FilePreview
  /** One piece or one a file; null where they are attached to a piece that is there. */
  many: ManyFiles | null
  /** How many of the files are of which kind: they are looked into while the question stands. */
  countKinds: (signal: AbortSignal) => Promise<Record<FileGroup, number>>
  answer: (answer: GatheringAnswer | null) => void
}

export type GatheringAnswer = { leaveOut: number[]; many: ManyFiles; isForAll: boolean }

/** How far the app is with preparing what came in. */
type IntakeNews = { done: number; total: number; isPaused: boolean }

/** Files that came in and are being worked through. */
type Unfinished = { to: string; attachments: string[] }

type Parts = {
  notices: Notices
  portfolio: PortfolioState
  navigation: Pick<Navigation, 'go'>
  onAdded: (id: string, place: Place | null) => void
}

/** Everything that comes in. It goes on while the user is on another screen. */
export class GatheringState {
  readonly #parts: Parts
  #tasks = $state.raw<GatheringTask[]>([])
  #questions = $state.raw<GatheringQuestion[]>([])
  #intake = $state.raw<IntakeNews | null>(null)
  #many = $state.raw<ManyFiles | null>(null)
  #unfinished: readonly Unfinished[] = []
  #nextId = 1

  constructor(parts: Parts) {
    this.#parts = parts
  }

  get tasks(): GatheringTask[] {
    return this.#tasks
  }

  /** How far the app is with looking at what came in; null when there is little of it, or nothing. */
  get intake(): IntakeNews | null {
    return this.#intake
  }

  noteIntake(news: IntakeNews): void {
    const isDone = news.done >= news.total
    this.#intake = news.total < worthTelling || isDone ? null : news
    if (isDone) void this.#lookBack()
  }

  /** Holds that, or goes on with it. */
  async pauseIntake(isPaused: boolean): Promise<void> {
    try {
      await askEngine('pauseIntake', { isPaused })
    } catch (error) {
      this.#fail(asFailure(error))
    }
  }

  /** What becomes of many files from now on; null: that is asked each time. */
  get many(): ManyFiles | null {
    return this.#many
  }

  async readMany(): Promise<void> {
    try {
      this.#many = (await askEngine('settings', {})).many
    } catch (error) {
      this.#fail(asFailure(error))
    }
  }

  /** Forgets what was said about many files. */
  async askAgain(): Promise<void> {
    try {
      await askEngine('writeSettings', { many: null })
      this.#many = null
    } catch (error) {
      this.#fail(asFailure(error))
    }
  }

  /** What is asked now; null when nothing is. What came in meanwhile is asked about after it, in order. */
  get question(): GatheringQuestion | null {
    return this.#questions[0] ?? null
  }

  /**
   * Makes new evidence from all that is given, under a place or nowhere yet. Throws a `Failure` only for texts, which
   * stay in their dialog.
   */
  async add(place: Place | null, { files = [], links = [], ...texts }: NewEvidence): Promise<void> {
    const to = place ? shortPlace(this.#parts.portfolio.sections, place) : say('gathering.nowhere')
    if (files.length === 0) {
      const begun = performance.now()
      const result = await askEngine('addEvidence', { place, ...texts, links, files: [], each: false })
      this.#show(result, { to, place, begun })
      return
    }
    const prepared = await this.#prepare(to, files, { asksHow: true })
    if (!prepared) return
    const { gathering, leaveOut, many } = prepared
    const begun = performance.now()
    const result = await this.#run(to, prepared.count, (options) =>
      askEngine(
        'addEvidence',
        { place, ...texts, links, files: [], prepared: { gathering, leaveOut }, each: many === 'each' },
        options,
      ),
    )
    if (result) this.#show(result, { to, place, begun })
  }

  /** Attaches files to a piece that is there. */
  async attach(evidence: { id: string; title: string }, files: PageFile[]): Promise<void> {
    if (files.length === 0) return
    const to = quoted(evidence.title || say('evidence.untitled'))
    const prepared = await this.#prepare(to, files, { asksHow: false })
    if (!prepared) return
    const { gathering, leaveOut } = prepared
    const result = await this.#run(to, prepared.count, (options) =>
      askEngine(
        'attachFiles',
        { evidence: evidence.id, files: [], prepared: { gathering, leaveOut } },
        options,
      ),
    )
    if (result)
      this.#tell(result.files, { to, isNew: result.files.some(({ outcome }) => outcome === 'added') })
  }

  /** Attaches an address. Throws a `Failure`, which stays in its dialog. */
  async attachLink(evidence: string, link: { url: string; caption: string }): Promise<void> {
    await askEngine('attachLink', { evidence, ...link })
  }

  /** Files are about to be given. */
  expect(): void {
    // Without an open portfolio nobody waits for them.
    askEngine('expectFiles', {}).catch(() => undefined)
  }

  /** Lets the user choose files, or folders with all that is in them; none when the dialog was cancelled. */
  async choose(what: 'chooseFiles' | 'chooseFolder' = 'chooseFiles'): Promise<PageFile[]> {
    this.expect()
    try {
      return await askMain(what, {})
    } catch (error) {
      this.#fail(asFailure(error))
      return []
    }
  }

  /** Cancels all that is on its way, before the portfolio is closed. */
  cancelAll(): void {
    for (const question of this.#questions) question.answer(null)
    for (const task of this.#tasks) task.cancel()
    this.#unfinished = []
  }

  /** Looks at the files first, and asks where there is something to decide. Null: the user let it be. */
  async #prepare(
    to: string,
    files: PageFile[],
    { asksHow }: { asksHow: boolean },
  ): Promise<{ gathering: string; count: number; leaveOut: number[]; many: ManyFiles } | null> {
    const preview = await this.#run(to, 0, (options) => askEngine('prepareFiles', { files }, options))
    if (!preview) return null
    const { many: said } = await askEngine('settings', {})
    const asksMany = asksHow && preview.count > 1
    const mustAsk =
      preview.folders > 0 ||
      preview.known.length > 0 ||
      preview.forgotten.length > 0 ||
      preview.unread.length > 0 ||
      (asksMany && said === null)
    const { gathering, count, unread } = preview
    if (count === 0) {
      const text =
        unread.length > 0 ? say('gather.unread', { count: unread.length }) : say('gathering.emptyFolder')
      this.#parts.notices.show({ tone: 'stop', text, lines: firstOf(unread), topic: 'gathering' })
      return null
    }
    if (!mustAsk) return { gathering, count, leaveOut: [], many: said ?? 'together' }
    const answer = await this.#ask(to, preview, asksMany ? (said ?? 'together') : null)
    if (!answer) return null
    if (asksMany && answer.isForAll) {
      await askEngine('writeSettings', { many: answer.many })
      this.#many = answer.many
    }
    const { leaveOut, many } = answer
    return leaveOut.length === count ? null : { gathering, count: count - leaveOut.length, leaveOut, many }
  }

  #ask(to: string, preview: FilePreview, many: ManyFiles | null): Promise<GatheringAnswer | null> {
    return new Promise((resolve) => {
      const question: GatheringQuestion = {
        to,
        preview,
        many,
        countKinds: (signal) => askEngine('countKinds', { gathering: preview.gathering }, { signal }),
        answer: (answer) => {
          this.#questions = this.#questions.filter((other) => other !== question)
          resolve(answer)
        },
      }
      this.#questions = [...this.#questions, question]
    })
  }

  #show(
    result: { ids: string[]; files: FileOutcome[] },
    { to, place, begun }: { to: string; place: Place | null; begun: number },
  ): void {
    const [id] = result.ids
    // A single new piece gets its title at once, unless somebody has gone on with something else meanwhile.
    if (id !== undefined && result.ids.length === 1 && !hasGoneOnSince(begun)) this.#parts.onAdded(id, place)
    this.#tell(result.files, { to, isNew: id !== undefined })
  }

  async #run<Result>(
    to: string,
    total: number,
    send: (options: Sending) => Promise<Result>,
  ): Promise<Result | null> {
    const id = this.#nextId++
    const controller = new AbortController()
    const task = { id, to, done: 0, total, file: '', cancel: () => controller.abort() }
    // What is done at once shows no bar.
    const timer = setTimeout(() => {
      this.#tasks = [...this.#tasks, task]
    }, patience)
    let news: Progress = { done: 0, total }
    let showing: ReturnType<typeof setTimeout> | undefined
    const show = (): void => {
      showing = undefined
      const { done, total, step = '' } = news
      this.#tasks = this.#tasks.map((each) => (each.id === id ? { ...each, done, total, file: step } : each))
    }
    const onProgress = (progress: Progress): void => {
      news = progress
      showing ??= setTimeout(show, showEvery)
    }
    try {
      return await send({ onProgress, signal: controller.signal })
    } catch (error) {
      this.#fail(asFailure(error))
      return null
    } finally {
      clearTimeout(timer)
      clearTimeout(showing)
      this.#tasks = this.#tasks.filter((each) => each.id !== id)
    }
  }

  /** Says what came in, and of each refused file why. What is wrong with the others is seen later. */
  #tell(files: readonly FileOutcome[], { to, isNew }: { to: string; isNew: boolean }): void {
    const { notices, portfolio } = this.#parts
    const attachments = files.flatMap((file) => (file.outcome === 'added' ? file.attachment : []))
    if (attachments.length > 0) this.#unfinished = [...this.#unfinished, { to, attachments }]
    void this.#lookBack()
    const refused = files.flatMap((file) =>
      file.outcome === 'refused' ? messages.failure(new Failure(file.failure.code, file.failure.words)) : [],
    )
    const twins = files.flatMap((file) =>
      file.outcome === 'duplicate' ? say('gathering.duplicate', { name: file.name }) : [],
    )
    const added = files.filter(({ outcome }) => outcome === 'added').length
    if (refused.length + twins.length > 0) {
      const text = say('gathering.someAdded', { added, refused: refused.length, twins: twins.length, to })
      notices.show({ tone: 'stop', text, lines: firstOf([...refused, ...twins]), topic: 'gathering' })
    }
    if (!isNew || refused.length + twins.length > 0) return
    notices.show({
      tone: 'good',
      text: say('gathering.added', { count: added, to }),
      action: { label: say('history.undoNow'), run: () => void portfolio.undo() },
      isUndo: true,
    })
  }

  /** Says what is wrong with files that were worked through by now. */
  async #lookBack(): Promise<void> {
    for (const one of this.#unfinished) {
      try {
        const { waiting, files } = await askEngine('workedThrough', { attachments: one.attachments })
        // It may have been asked twice at once.
        if (waiting > 0 || !this.#unfinished.includes(one)) continue
        this.#unfinished = this.#unfinished.filter((other) => other !== one)
        this.#tellProblems(one.to, files)
      } catch {
        // The portfolio was closed: the list of evidence says it, too.
        return
      }
    }
  }

  #tellProblems(to: string, files: WorkedThrough['files']): void {
    if (files.length === 0) return
    const { navigation, notices } = this.#parts
    const lines = files.flatMap(({ name, problem, isOther, kind }) => [
      ...(problem ? [say(`gathering.problem.${problem}`, { name })] : []),
      ...(isOther ? [say('gathering.problem.other', { name, kind: kind || 'none' })] : []),
    ])
    const show = {
      label: say('gathering.showProblems'),
      run: () => navigation.go({ name: 'evidence', filter: { hasProblem: true } }),
    }
    notices.show({
      tone: 'stop',
      text: say('gathering.problems', { count: files.length, to }),
      lines: firstOf(lines),
      // A name that is wrong is no reason to look for the file.
      action: files.some(({ problem }) => problem) ? show : null,
    })
  }

  #fail(failure: Failure): void {
    const tone = failure.code === 'cancelled' ? 'good' : 'stop'
    this.#parts.notices.show({ tone, text: messages.failure(failure) })
  }
}

/** Steps of looking at files below which nobody waits long enough to be told. */
const worthTelling = 30

/** How long work may take before its progress shows, in ms. */
const patience = 250

/** The file that is being copied is shown at most this often, in ms: each time, the window is drawn. */
const showEvery = 100

type Sending = { onProgress?: (progress: Progress) => void; signal?: AbortSignal }

/** A title within a sentence, cut where it would make the sentence hard to read. */
function quoted(title: string): string {
  return say('gathering.quoted', {
    title: title.length > 48 ? `${title.slice(0, 46).trimEnd()}…` : title,
  })
}
