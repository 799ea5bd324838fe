import type { EvidenceFile } from '../../electron/contract/evidence-requests'
import { SvelteSet } from 'svelte/reactivity'
import { askEngine } from '../api'
import { asFailure } from './failures'
import { messages, say } from './messages.svelte'
import type { Notices } from './notices.svelte'
import type { PortfolioState } from './portfolio.svelte'

type Parts = { notices: Notices; portfolio: PortfolioState }

/** Photos that look alike, and which of them are kept. */
export class AlikeState {
  readonly #parts: Parts
  #groups = $state.raw<EvidenceFile[][] | null>(null)
  readonly #kept = new SvelteSet<string>()

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Null while they are being compared. */
  get groups(): EvidenceFile[][] | null {
    return this.#groups
  }

  async find(): Promise<void> {
    this.#groups = null
    try {
      const groups = await askEngine('listAlike', {})
      this.#kept.clear()
      for (const group of groups) this.#kept.add(best(group)?.attachment.id ?? '')
      this.#groups = groups
    } catch (error) {
      this.#groups = []
      this.#fail(error)
    }
  }

  keeps({ attachment }: EvidenceFile): boolean {
    return this.#kept.has(attachment.id)
  }

  keep({ attachment }: EvidenceFile, isKept: boolean): void {
    if (isKept) this.#kept.add(attachment.id)
    else this.#kept.delete(attachment.id)
  }

  /** What would go of a group; nothing of one of which nothing is kept. */
  othersOf(group: EvidenceFile[]): EvidenceFile[] {
    return group.some((file) => this.keeps(file)) ? group.filter((file) => !this.keeps(file)) : []
  }

  /** Takes the others of these groups out, as one step. */
  async thinOut(groups: EvidenceFile[][]): Promise<void> {
    const { notices, portfolio } = this.#parts
    const photos = groups.flatMap((group) => this.othersOf(group)).map(({ attachment }) => attachment.id)
    if (photos.length === 0) return
    try {
      await askEngine('thinOut', { photos })
      notices.show({
        tone: 'good',
        text: say('alike.done', { count: photos.length }),
        action: { label: say('history.undoNow'), run: () => void portfolio.undo() },
        isUndo: true,
      })
      this.#groups = this.#groups?.filter((group) => !groups.includes(group)) ?? null
    } catch (error) {
      this.#fail(error)
    }
  }

  #fail(error: unknown): void {
    this.#parts.notices.show({ tone: 'stop', text: messages.failure(asFailure(error)) })
  }
}

/** The one with the most to see: the most pixels, then the most bytes. */
function best(group: readonly EvidenceFile[]): EvidenceFile | undefined {
  const pixels = ({ attachment: { file } }: EvidenceFile) => (file.width ?? 0) * (file.height ?? 0)
  const [first, ...others] = group
  return others.reduce(
    (found, each) =>
      found === undefined ||
      pixels(each) > pixels(found) ||
      (pixels(each) === pixels(found) && each.attachment.file.bytes > found.attachment.file.bytes)
        ? each
        : found,
    first,
  )
}
