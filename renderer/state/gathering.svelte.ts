import type { PageFile } from '../../electron/contract/bridge'
import type { FileOutcome } from '../../electron/contract/engine'
import type { Progress } from '../../electron/contract/table'
import { Failure } from '../../electron/domain/failure'
import type { Place } from '../../electron/domain/section'
import { askEngine, askMain } from '../api'
import { asFailure } from './failures'
import { messages, say } from './messages.svelte'
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

type Parts = { notices: Notices; portfolio: PortfolioState; onAdded: (id: string, place: Place) => void }

/** Everything that comes in. It goes on while the user is on another screen. */
export class GatheringState {
  readonly #parts: Parts
  #tasks = $state.raw<GatheringTask[]>([])
  #nextId = 1

  constructor(parts: Parts) {
    this.#parts = parts
  }

  get tasks(): GatheringTask[] {
    return this.#tasks
  }

  /** Makes one new piece of evidence from all that is given. Throws a `Failure` only for texts, which stay in their dialog. */
  async add(place: Place, { files = [], links = [], ...texts }: NewEvidence): Promise<void> {
    const to = shortPlace(this.#parts.portfolio.sections, place)
    const send = (options: Sending): Promise<{ id: string | null; files: FileOutcome[] }> =>
      askEngine('addEvidence', { place, ...texts, links, files }, options)
    const result = files.length === 0 ? await send({}) : await this.#run(to, files, send)
    if (!result) return
    if (result.id !== null) this.#parts.onAdded(result.id, place)
    this.#tell(result.files, { to, isNew: result.id !== null })
  }

  /** Attaches files to a piece that is there. */
  async attach(evidence: { id: string; title: string }, files: PageFile[]): Promise<void> {
    if (files.length === 0) return
    const to = quoted(evidence.title || say('evidence.untitled'))
    const result = await this.#run(to, files, (options) =>
      askEngine('attachFiles', { evidence: evidence.id, files }, options),
    )
    if (result)
      this.#tell(result.files, { to, isNew: result.files.some(({ outcome }) => outcome === 'added') })
  }

  /** Attaches an address. Throws a `Failure`, which stays in its dialog. */
  async attachLink(evidence: string, link: { url: string; caption: string }): Promise<void> {
    await askEngine('attachLink', { evidence, ...link })
  }

  /** Lets the user choose files; none when the dialog was cancelled. */
  async choose(): Promise<PageFile[]> {
    try {
      return await askMain('chooseFiles', {})
    } catch (error) {
      this.#fail(asFailure(error))
      return []
    }
  }

  /** Cancels all that is on its way, before the portfolio is closed. */
  cancelAll(): void {
    for (const task of this.#tasks) task.cancel()
  }

  async #run<Result>(
    to: string,
    files: readonly PageFile[],
    send: (options: Sending) => Promise<Result>,
  ): Promise<Result | null> {
    const id = this.#nextId++
    const controller = new AbortController()
    const task = { id, to, done: 0, total: files.length, file: '', cancel: () => controller.abort() }
    this.#tasks = [...this.#tasks, task]
    const onProgress = ({ done, total, step = '' }: Progress): void => {
      this.#tasks = this.#tasks.map((each) => (each.id === id ? { ...each, done, total, file: step } : each))
    }
    try {
      return await send({ onProgress, signal: controller.signal })
    } catch (error) {
      this.#fail(asFailure(error))
      return null
    } finally {
      this.#tasks = this.#tasks.filter((each) => each.id !== id)
    }
  }

  /** Says what came in, and of each refused file why. */
  #tell(files: readonly FileOutcome[], { to, isNew }: { to: string; isNew: boolean }): void {
    const { notices, portfolio } = this.#parts
    const refused = files.flatMap((file) =>
      file.outcome === 'refused' ? messages.failure(new Failure(file.failure.code, file.failure.words)) : [],
    )
    const twins = files.flatMap((file) =>
      file.outcome === 'duplicate' ? say('gathering.duplicate', { name: file.name }) : [],
    )
    const added = files.filter(({ outcome }) => outcome === 'added').length
    if (refused.length + twins.length > 0) {
      const text = say('gathering.someAdded', { added, refused: refused.length, twins: twins.length, to })
      notices.show({ tone: 'stop', text, lines: [...refused, ...twins], topic: 'gathering' })
    }
    if (!isNew || refused.length + twins.length > 0) return
    notices.show({
      tone: 'good',
      text: say('gathering.added', { count: added, to }),
      action: { label: say('history.undoNow'), run: () => void portfolio.undo() },
      isUndo: true,
    })
  }

  #fail(failure: Failure): void {
    const tone = failure.code === 'cancelled' ? 'good' : 'stop'
    this.#parts.notices.show({ tone, text: messages.failure(failure) })
  }
}

type Sending = { onProgress?: (progress: Progress) => void; signal?: AbortSignal }

/** A title within a sentence, cut where it would make the sentence hard to read. */
function quoted(title: string): string {
  return say('gathering.quoted', {
    title: title.length > 48 ? `${title.slice(0, 46).trimEnd()}…` : title,
  })
}
