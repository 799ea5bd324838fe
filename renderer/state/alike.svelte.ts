import type { EvidenceFile } from '../../electron/contract/engine'
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
  #kept = $state.raw<ReadonlySet<string>>(new Set())

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
      this.#kept = new Set(groups.flatMap((group) => best(group)?.attachment.id ?? []))
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
    const kept = new Set(this.#kept)
    if (isKept) kept.add(attachment.id)
    else kept.delete(attachment.id)
    this.#kept = kept
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
      const gone = new Set(groups)
      this.#groups = this.#groups?.filter((group) => !gone.has(group)) ?? null
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
