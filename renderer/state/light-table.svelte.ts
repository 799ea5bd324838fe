import type { EvidenceFile } from '../../electron/contract/evidence-requests'
import type { SeenPeople } from '../../electron/domain/consent'
import { noEdit, readEdit, turned, writeEdit, type PhotoEdit } from '../../electron/domain/photo-edit'
import { askEngine } from '../api'
import type { Autosave } from './autosave.svelte'
import { onChanged } from './changed'
import { collapsed } from './collapsed'
import type { ConsentsState } from './consents.svelte'
import type { DetailState } from './detail.svelte'
import { asFailure } from './failures'
import { messages } from './messages.svelte'
import type { Notices } from './notices.svelte'

type Parts = { detail: DetailState; notices: Notices; consents: ConsentsState }

/** Photos and pages, one after the other, as large as the window. */
export class LightTable {
  readonly #parts: Parts
  #pieces: readonly string[] = []
  #all = $state.raw<EvidenceFile[]>([])
  #shown = $state.raw<string | null>(null)
  #page = $state.raw(1)
  #draft = $state.raw<PhotoEdit | null>(null)
  #bookCover = $state.raw('')
  /** Files of which it was just said who can be seen, until that was read back. */
  #justSaid = $state.raw<readonly string[]>([])
  /** How a photo is shown from now on, until that was read back: the next turn goes on from there. */
  #keeping = $state.raw<{ id: string; edit: PhotoEdit } | null>(null)
  #saying = 0

  constructor(parts: Parts) {
    this.#parts = parts
  }

  readonly reload = collapsed(async () => {
    const pieces = this.#pieces
    if (pieces.length === 0) return
    const before = this.index
    // What is said while this reads may not be in what it reads.
    const written = this.#saying === 0 ? this.#justSaid : []
    try {
      const all = await askEngine('listPictures', { ids: [...pieces] })
      const { coverPhoto } = await askEngine('bookOptions', {})
      // Closed while the answer was under way: it stays closed.
      if (this.#pieces !== pieces) return
      this.#all = all
      this.#justSaid = this.#justSaid.filter((hash) => !written.includes(hash))
      this.#bookCover = coverPhoto
      // What was undone is undone in the fields, too.
      if (this.shown) this.#load(this.shown)
      // What was shown was taken off: the next one takes its place.
      if (!this.shown) this.#show(this.#all[Math.min(before, this.#all.length - 1)])
    } catch {
      this.close()
    }
  })

  start(): () => void {
    return onChanged(['evidence', 'picture', 'book'], () => void this.reload())
  }

  /** Lays the pictures of these pieces out, and shows a page (from 1) of this attachment, or the first of them. */
  async open(pieces: readonly string[], attachment: string | null = null, page = 1): Promise<void> {
    this.#pieces = pieces
    this.#all = []
    this.#draft = null
    await this.reload()
    this.#show(this.#all.find((each) => each.attachment.id === attachment) ?? this.#all[0])
    if (page <= this.pages) this.#page = page
  }

  /** Opens at the first picture of these pieces of which nobody has said who can be seen; false when there is none. */
  async openUnsaid(pieces: readonly string[]): Promise<boolean> {
    await this.open(pieces)
    const [first] = this.unsaid
    if (first) this.#show(first)
    else this.close()
    return first !== undefined
  }

  close(): void {
    this.#pieces = []
    this.#all = []
    this.#draft = null
    this.#shown = null
    this.#justSaid = []
  }

  get isOpen(): boolean {
    return this.shown !== null
  }

  get all(): EvidenceFile[] {
    return this.#all
  }

  get shown(): EvidenceFile | null {
    return this.#all.find(({ attachment }) => attachment.id === this.#shown) ?? null
  }

  /** Of the shown one, from 0. */
  get index(): number {
    return Math.max(
      0,
      this.#all.findIndex(({ attachment }) => attachment.id === this.#shown),
    )
  }

  /** Of a document, from 1. */
  get page(): number {
    return this.#page
  }

  /** Pages of the shown document; 1 for a photo. */
  get pages(): number {
    return this.shown?.attachment.file.pages ?? 1
  }

  /** Pictures of which nobody has said who can be seen. */
  get unsaid(): EvidenceFile[] {
    return this.#all.filter(
      ({ attachment: { file } }) => file.status === 'unsaid' && !this.#justSaid.includes(file.hash),
    )
  }

  /** Shows the next picture of which nobody has said who can be seen, from the start again at the end. */
  showUnsaid(): void {
    const { unsaid } = this
    const next = unsaid.find((each) => this.#all.indexOf(each) > this.index) ?? unsaid[0]
    if (next) this.#show(next)
  }

  /** Says who can be seen in what is shown, and goes on to the next picture of which nobody has said it. */
  async sayPeople(people: SeenPeople): Promise<void> {
    const { shown } = this
    if (!shown) return
    const { hash } = shown.attachment.file
    // Nobody waits for the answer: the next one can be said at once.
    this.#justSaid = [...this.#justSaid, hash]
    this.showUnsaid()
    this.#saying += 1
    const isSaid = await this.#parts.consents.say([hash], { people })
    this.#saying -= 1
    if (isSaid) return
    this.#justSaid = this.#justSaid.filter((each) => each !== hash)
    this.#show(shown)
  }

  show(attachment: string): void {
    this.#show(this.#all.find((each) => each.attachment.id === attachment))
  }

  /** The next page or picture for 1, the one before for -1; stays at both ends. */
  step(by: 1 | -1): void {
    const page = this.#page + by
    if (page >= 1 && page <= this.pages) {
      this.#page = page
      return
    }
    const next = this.#all[this.index + by]
    if (next) this.#show(next)
  }

  hasNext(by: 1 | -1): boolean {
    const page = this.#page + by
    return (page >= 1 && page <= this.pages) || this.#all[this.index + by] !== undefined
  }

  /** What is being cropped and straightened, until it is kept or let go. */
  get draft(): PhotoEdit | null {
    return this.#draft
  }
  set draft(draft: PhotoEdit | null) {
    this.#draft = draft
  }

  get edit(): PhotoEdit {
    if (this.#keeping?.id === this.#shown) return this.#keeping.edit
    return readEdit(this.shown?.attachment.edit ?? '') ?? noEdit
  }

  fields(): { caption: Autosave; alt: Autosave } | null {
    return this.#shown === null ? null : this.#parts.detail.attachmentFields(this.#shown)
  }

  turn(by: 1 | -1): Promise<void> {
    return this.keep(turned(this.edit, by))
  }

  /** Shows the photo so from now on. */
  async keep(edit: PhotoEdit): Promise<void> {
    const id = this.#shown
    if (id === null) return
    const draft = this.#draft
    const keeping = { id, edit }
    this.#keeping = keeping
    await this.#do(() => askEngine('writeAttachment', { id, edit: writeEdit(edit) }))
    // What was begun meanwhile goes on.
    if (this.#draft === draft) this.#draft = null
    await this.reload()
    if (this.#keeping === keeping) this.#keeping = null
  }

  async makeCover(): Promise<void> {
    const { shown } = this
    if (!shown) return
    const { evidence, attachment } = shown
    await this.#do(() => askEngine('writeCover', { id: evidence.id, cover: attachment.id }))
  }

  /** Whether what is shown is on the book's cover. */
  get isBookCover(): boolean {
    return this.shown !== null && this.shown.attachment.id === this.#bookCover
  }

  /** Puts what is shown on the book's cover, or takes it off. */
  async toggleBookCover(): Promise<void> {
    const { shown } = this
    if (!shown) return
    const coverPhoto = this.isBookCover ? '' : shown.attachment.id
    await this.#do(() => askEngine('writeBookOptions', { coverPhoto }))
  }

  async detach(): Promise<void> {
    if (this.shown) await this.#parts.detail.detach(this.shown.attachment)
  }

  #show(file: EvidenceFile | undefined): void {
    this.#shown = file?.attachment.id ?? null
    this.#page = 1
    this.#draft = null
    if (file) this.#load(file)
  }

  #load(file: EvidenceFile): void {
    const { caption, alt } = this.#parts.detail.attachmentFields(file.attachment.id)
    caption.load(file.attachment.caption)
    alt.load(file.attachment.alt)
  }

  async #do(verb: () => Promise<unknown>): Promise<void> {
    try {
      await verb()
    } catch (error) {
      this.#parts.notices.show({ tone: 'stop', text: messages.failure(asFailure(error)) })
    }
  }
}
