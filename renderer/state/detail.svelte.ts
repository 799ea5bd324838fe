import type { PageFile } from '../../electron/contract/bridge'
import type { PhotoLayout } from '../../electron/domain/book-options'
import {
  coverOf,
  picturedFile,
  type Attachment,
  type Evidence,
  type EvidenceFacts,
  type EvidenceTexts,
  type FileAttachment,
} from '../../electron/domain/evidence'
import type { Place } from '../../electron/domain/section'
import { askEngine, askMain } from '../api'
import type { Autosave } from './autosave.svelte'
import { onChanged } from './changed'
import { collapsed } from './collapsed'
import type { Drafts } from './drafts'
import { asFailure } from './failures'
import { messages, say } from './messages.svelte'
import type { Notices } from './notices.svelte'
import type { PortfolioState } from './portfolio.svelte'

const textFields = ['title', 'shows', 'note', 'date', 'dateUntil'] as const

export type TextFields = Record<keyof EvidenceTexts, Autosave>
export type AttachmentFields = Record<'caption' | 'alt' | 'url' | 'checkedOn', Autosave>

/** What takes the keyboard in the panel: its title, itself, or a field within a part of it, by selectors. */
export type DetailFocus =
  { on: 'title' | 'panel' } | { on: 'field'; within: string; selectors: readonly string[] }

type Parts = { drafts: Drafts; notices: Notices; portfolio: PortfolioState }

/** The piece of evidence that is selected, and all that can be done with it. */
export class DetailState {
  readonly #parts: Parts
  #id = $state.raw<string | null>(null)
  #evidence = $state.raw<Evidence | null>(null)
  #focus = $state.raw<DetailFocus | null>(null)
  #shown = $state.raw<string | null>(null)

  constructor(parts: Parts) {
    this.#parts = parts
  }

  readonly reload = collapsed(async () => {
    const id = this.#id
    if (id === null) return
    try {
      const evidence = await askEngine('evidence', { id })
      if (this.#id !== id) return
      this.#fill(evidence)
      this.#evidence = evidence
    } catch (error) {
      const failure = asFailure(error)
      if (this.#id === id) this.close()
      // Undoing takes a new piece away again: that is what was asked for and needs no words.
      if (failure.code !== 'evidence.gone') this.#fail(failure)
    }
  })

  start(): () => void {
    return onChanged(['evidence', 'picture', 'section'], () => void this.reload())
  }

  /** The selected one's id; its texts may still be on their way. */
  get id(): string | null {
    return this.#id
  }

  get evidence(): Evidence | null {
    return this.#evidence
  }

  /** Where the keyboard focus should go now that the panel opened. */
  get focus(): DetailFocus | null {
    return this.#focus
  }

  /** The picture that is shown large: the one chosen, else that of the card. */
  get shown(): FileAttachment | null {
    const evidence = this.#evidence
    const shown = evidence?.attachments.flatMap((each) => picturedFile(each) ?? []) ?? []
    const cover = evidence && coverOf(evidence)
    return (
      shown.find(({ id }) => id === this.#shown) ??
      shown.find(({ id }) => id === cover?.id) ??
      shown[0] ??
      null
    )
  }

  show(attachment: string): void {
    this.#shown = attachment
  }

  async select(
    id: string,
    focus: 'title' | 'panel' | Extract<DetailFocus, { on: 'field' }> = 'panel',
  ): Promise<void> {
    if (this.#id !== id) this.#shown = null
    this.#id = id
    await this.reload()
    if (this.#id === id) this.#focus = typeof focus === 'string' ? { on: focus } : focus
  }

  close(): void {
    void this.#parts.drafts.save()
    this.#id = null
    this.#evidence = null
    this.#focus = null
  }

  /** The fields of a text that saves as one types. */
  get texts(): TextFields | null {
    const id = this.#evidence?.id
    return id === undefined ? null : this.#textFields(id)
  }

  attachmentFields(id: string): AttachmentFields {
    const { drafts } = this.#parts
    const field = (name: keyof AttachmentFields): Autosave =>
      drafts.field(`attachment:${id}:${name}`, {
        isLine: true,
        write: (text) => askEngine('writeAttachment', { id, [name]: text }),
      })
    return {
      caption: field('caption'),
      alt: field('alt'),
      url: field('url'),
      checkedOn: field('checkedOn'),
    }
  }

  move(from: Place, to: Place): Promise<boolean> {
    return this.moveOf(this.#evidence?.id ?? '', from, to)
  }

  /** Moves any piece, the selected one or not. */
  moveOf(id: string, from: Place, to: Place): Promise<boolean> {
    return this.#do(() => askEngine('moveEvidence', { id, from, to }))
  }

  place(place: Place): Promise<boolean> {
    return this.#withId((id) => askEngine('placeEvidence', { id, place }))
  }

  unplace(place: Place): Promise<boolean> {
    return this.#withId((id) => askEngine('unplaceEvidence', { id, place }))
  }

  addTag(tag: string): Promise<boolean> {
    return this.#withId((evidence) =>
      askEngine('changeEvidence', { ids: [evidence], tie: { to: 'tags', value: tag } }),
    )
  }

  removeTag(tag: string): Promise<boolean> {
    return this.#withId((evidence) =>
      askEngine('changeEvidence', { ids: [evidence], untie: { from: 'tags', value: tag } }),
    )
  }

  /** Says what kind it is and how far it reached; empty: not said. */
  setFacts(facts: Partial<EvidenceFacts>): Promise<boolean> {
    return this.#withId((id) => askEngine('writeEvidence', { id, ...facts }))
  }

  /** Both at once, as one step to undo. */
  setDates(date: string, dateUntil: string): Promise<boolean> {
    return this.#withId((id) => askEngine('writeEvidence', { id, date, dateUntil }))
  }

  tie(to: 'people' | 'projects', value: string): Promise<boolean> {
    return this.#withId((id) => askEngine('changeEvidence', { ids: [id], tie: { to, value } }))
  }

  untie(from: 'people' | 'projects', value: string): Promise<boolean> {
    return this.#withId((id) => askEngine('changeEvidence', { ids: [id], untie: { from, value } }))
  }

  /** Tags in use anywhere in the portfolio, to choose from while typing. */
  async listTags(): Promise<string[]> {
    try {
      return (await askEngine('listTags', {})).map(({ tag }) => tag)
    } catch {
      return []
    }
  }

  moveAttachment(id: string, position: number): Promise<boolean> {
    return this.#do(() => askEngine('moveAttachment', { id, position }))
  }

  /** Which pages of a document come behind the book. */
  setAnnex(id: string, annex: string): Promise<boolean> {
    return this.#do(() => askEngine('writeAttachment', { id, annex }))
  }

  /** How the photos stand in the book. */
  setLayout(photoLayout: PhotoLayout): Promise<boolean> {
    return this.#withId((id) => askEngine('writeEvidence', { id, photoLayout }))
  }

  makeCover(cover: string): Promise<boolean> {
    return this.#withId((id) => askEngine('writeCover', { id, cover }))
  }

  /** Someone has just seen that the address leads there. */
  noteSeen(id: string, day: string): Promise<boolean> {
    return this.#do(() => askEngine('writeAttachment', { id, checkedOn: day }))
  }

  /** Keeps the first of these files as the copy of a link. */
  async keepCopy(attachment: string, files: readonly PageFile[]): Promise<void> {
    const [file] = files
    if (file) await this.#do(() => askEngine('keepCopy', { attachment, files: [file] }))
  }

  dropCopy(attachment: string): Promise<boolean> {
    return this.#do(() => askEngine('dropCopy', { attachment }))
  }

  async detach(attachment: Attachment): Promise<boolean> {
    const name = attachment.role === 'link' ? attachment.url : attachment.name
    const isDone = await this.#do(() => askEngine('detach', { attachment: attachment.id }))
    if (isDone) this.#tellRemoved(name)
    return isDone
  }

  /** Removes the selected piece; undo brings it back. */
  async remove(): Promise<boolean> {
    const evidence = this.#evidence
    if (!evidence) return false
    const isDone = await this.#do(() => askEngine('removeEvidence', { ids: [evidence.id] }))
    if (!isDone) return false
    this.close()
    this.#tellRemoved(evidence.title || say('evidence.untitled'))
    return true
  }

  /** Opens an address in the browser; main asks first. */
  async openLink(url: string): Promise<void> {
    await this.#do(() => askMain('openLink', { url }))
  }

  /** Opens a copy of a file with the system's own program; one that may act is offered to be saved instead. */
  async openFile(attachment: string): Promise<void> {
    try {
      await askMain('openAttachment', { attachment })
    } catch (error) {
      const failure = asFailure(error)
      const canSave = failure.code === 'file.notOpened' || failure.code === 'file.noProgram'
      const save = { label: say('attachment.saveCopy'), run: () => void this.saveFile(attachment) }
      this.#parts.notices.show({
        tone: 'stop',
        text: messages.failure(failure),
        action: canSave ? save : null,
      })
    }
  }

  /** Saves a file where the user wants. */
  async saveFile(attachment: string): Promise<void> {
    await this.#do(async () => {
      const saved = await askMain('saveAttachment', { attachment })
      if (!saved) return
      const { grant, name } = saved
      this.#parts.notices.show({
        tone: 'good',
        text: say('attachment.saved', { name }),
        action: {
          label: say('export.show'),
          run: () => void this.#do(() => askMain('showFile', { grant })),
        },
      })
    })
  }

  #textFields(id: string): TextFields {
    const { drafts } = this.#parts
    const fields = textFields.map((name) => [
      name,
      drafts.field(`evidence:${id}:${name}`, {
        isLine: name !== 'shows' && name !== 'note',
        write: (text, typing) => askEngine('writeEvidence', { id, [name]: text, typing }),
      }),
    ])
    return Object.fromEntries(fields) as TextFields
  }

  #fill(evidence: Evidence): void {
    const fields = this.#textFields(evidence.id)
    for (const name of textFields) fields[name].load(evidence[name])
    for (const attachment of evidence.attachments) {
      const { caption, alt, url, checkedOn } = this.attachmentFields(attachment.id)
      caption.load(attachment.caption)
      alt.load(attachment.alt)
      if (attachment.role !== 'link') continue
      url.load(attachment.url)
      checkedOn.load(attachment.checkedOn)
    }
  }

  #withId(verb: (id: string) => Promise<unknown>): Promise<boolean> {
    const id = this.#id
    return id === null ? Promise.resolve(false) : this.#do(() => verb(id))
  }

  async #do(verb: () => Promise<unknown>): Promise<boolean> {
    try {
      await this.#parts.drafts.save()
      await verb()
      return true
    } catch (error) {
      this.#fail(asFailure(error))
      return false
    }
  }

  #tellRemoved(name: string): void {
    const { notices, portfolio } = this.#parts
    notices.show({
      tone: 'good',
      text: say('evidence.removed', { name }),
      action: { label: say('history.undoNow'), run: () => void portfolio.undo() },
      isUndo: true,
    })
  }

  #fail(failure: ReturnType<typeof asFailure>): void {
    this.#parts.notices.show({ tone: 'stop', text: messages.failure(failure) })
  }
}
