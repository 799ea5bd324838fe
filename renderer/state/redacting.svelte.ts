import type { EvidenceFile } from '../../electron/contract/evidence-requests'
import { readEdit } from '../../electron/domain/photo-edit'
import {
  turnRegion,
  uprightRegion,
  type BoxRegion,
  type RedactionLook,
  type Region,
} from '../../electron/domain/redaction'
import { askEngine } from '../api'
import { onChanged } from './changed'
import { collapsed } from './collapsed'
import { asFailure } from './failures'
import type { LightTable } from './light-table.svelte'
import { messages, say } from './messages.svelte'
import type { Notices } from './notices.svelte'
import { RegionDraft } from './region-draft.svelte'
import { placeOfRegion, zoneOf } from './regions'

type Parts = { notices: Notices; lightTable: LightTable }

/** The faces that a program believes to see: not asked, being looked for, or those that are still to be decided on. */
type Faces = { state: 'unasked' | 'searching' | 'found'; boxes: readonly BoxRegion[]; count: number }

const unasked: Faces = { state: 'unasked', boxes: [], count: 0 }

/** Covers faces and places in photos, one photo after the other. What is kept holds wherever the photo is attached. */
export class Redacting {
  readonly #parts: Parts
  #attachment = ''
  #among: readonly string[] = []
  #series = $state.raw<readonly EvidenceFile[]>([])
  #shown = $state.raw('')
  #faces = $state.raw<Faces>(unasked)
  #step = $state.raw<'mark' | 'look'>('mark')
  #isAsking = $state.raw(false)
  #said = $state.raw('')
  readonly draft = new RegionDraft()
  tool = $state<'box' | 'brush'>('box')
  /** Of the brush, a fraction of the photo's longest edge. */
  radius = $state(0.03)
  #look = $state.raw<RedactionLook>('pixelated')

  constructor(parts: Parts) {
    this.#parts = parts
  }

  readonly reload = collapsed(async () => {
    const attachment = this.#attachment
    if (attachment === '') return
    try {
      const series = await askEngine('listSeries', { attachment, among: [...this.#among] })
      if (this.#attachment !== attachment) return
      this.#series = series
      if (!this.shown) this.close()
      else if (!this.draft.isChanged) this.#loadDraft()
    } catch (error) {
      if (this.#attachment !== attachment) return
      this.close()
      this.#tell(error)
    }
  })

  start(): () => void {
    return onChanged(['evidence', 'picture'], () => void this.reload())
  }

  /** @param among the photos that are gone through one after the other; else those of its piece of evidence */
  async open(attachment: string, among: readonly string[] = []): Promise<void> {
    this.#attachment = attachment
    this.#among = among
    this.#series = []
    this.#shown = attachment
    this.#begin()
    await this.reload()
  }

  /** Goes, unless something is marked that is not kept: then it asks; asked once more it stays. */
  leave(): void {
    if (this.#step === 'mark' && this.draft.isChanged) this.#isAsking = !this.#isAsking
    else this.close()
  }

  close(): void {
    const { shown } = this
    if (shown && this.#parts.lightTable.isOpen) this.#parts.lightTable.show(shown.attachment.id)
    this.#attachment = ''
    this.#series = []
    this.#isAsking = false
  }

  get isOpen(): boolean {
    return this.shown !== null
  }

  get shown(): EvidenceFile | null {
    return this.#series.find(({ attachment }) => attachment.id === this.#shown) ?? null
  }

  get series(): readonly EvidenceFile[] {
    return this.#series
  }

  /** Of the shown one, from 0. */
  get index(): number {
    return Math.max(
      0,
      this.#series.findIndex(({ attachment }) => attachment.id === this.#shown),
    )
  }

  get hasNext(): boolean {
    return this.index + 1 < this.#series.length
  }

  /** Marking, or looking at what came of it. */
  get step(): 'mark' | 'look' {
    return this.#step
  }

  /** Whether it is asked what becomes of marks that are not kept. */
  get isAsking(): boolean {
    return this.#isAsking
  }

  /** Somebody has said that nobody without consent can be recognised. */
  get isEnough(): boolean {
    return this.shown?.attachment.file.consent.isRedactionEnough ?? false
  }

  /** For those who hear the screen: what just happened. */
  get said(): string {
    return this.#said
  }

  /** The quarter turns by which the photo is shown. */
  get turn(): number {
    return readEdit(this.shown?.attachment.edit ?? '')?.turn ?? 0
  }

  /** The upright size of the photo, px. */
  get size(): { width: number; height: number } {
    const { width, height } = this.shown?.attachment.file ?? {}
    return { width: width ?? 3, height: height ?? 2 }
  }

  /** Of the selected region; of none that of the next one. */
  get look(): RedactionLook {
    const { selected, regions } = this.draft
    return (selected === null ? null : regions[selected]?.look) ?? this.#look
  }

  /** Makes the selected region so, and the next ones. */
  set look(look: RedactionLook) {
    this.#look = look
    const { selected, regions } = this.draft
    const region = selected === null ? undefined : regions[selected]
    if (selected !== null && region) this.draft.replace(selected, { ...region, look })
  }

  /** A region as it lies in the photo as it is shown. */
  view<Any extends Region>(region: Any): Any {
    return turnRegion(region, this.turn)
  }

  /** Adds a region that was drawn in the photo as it is shown. */
  add(region: Omit<BoxRegion, 'look'> | Omit<Extract<Region, { shape: 'stroke' }>, 'look'>): void {
    const look = this.#look
    if (this.draft.add(uprightRegion({ ...region, look }, this.turn)) === 0) {
      this.#said = say('redaction.full')
      return
    }
    this.#said = say('redaction.said.added', { place: this.nameOf(this.draft.regions.length - 1) })
  }

  /** Changes a region, given as it is shown. */
  change(index: number, region: Region, gesture: string): void {
    this.draft.replace(index, uprightRegion(region, this.turn), gesture)
    this.#said = this.nameOf(index)
  }

  remove(index: number): void {
    this.draft.remove(index)
    this.#said = say('redaction.said.removed', { count: this.draft.regions.length })
  }

  /** Undoes what was marked last, or does it again; false when nothing is being marked, and the portfolio's step is meant. */
  turnsBack(which: 'undo' | 'redo'): boolean {
    if (!this.isOpen || this.#step !== 'mark') return false
    if (which === 'undo') this.draft.undo()
    else this.draft.redo()
    this.#said = say('redaction.count', { count: this.draft.regions.length })
    return true
  }

  /** A region in words: what, which, where, and how large. */
  nameOf(index: number): string {
    const region = this.draft.regions[index]
    if (!region) return ''
    const shown = this.view(region)
    const place = placeOfRegion(
      shown,
      this.turn % 2 === 0 ? this.size : { width: this.size.height, height: this.size.width },
    )
    return say(`redaction.region.${region.shape}`, {
      look: region.look,
      index: index + 1,
      count: this.draft.regions.length,
      where: say(`redaction.where.${zoneOf(place)}`),
      width: Math.max(1, Math.round(place.width * 100)),
      height: Math.max(1, Math.round(place.height * 100)),
    })
  }

  get faces(): Faces {
    return this.#faces
  }

  /** Looks for faces, on this computer. */
  async findFaces(): Promise<void> {
    const { shown } = this
    if (!shown) return
    this.#faces = { ...unasked, state: 'searching' }
    try {
      const faces = await askEngine('findFaces', { file: shown.attachment.file.hash })
      if (this.shown?.attachment.id !== shown.attachment.id) return
      const boxes = faces.map(({ box }) => box).sort((one, other) => one.y - other.y || one.x - other.x)
      this.#faces = { state: 'found', boxes, count: boxes.length }
    } catch (error) {
      this.#faces = unasked
      this.#tell(error)
    }
  }

  /** Covers a face that was proposed. */
  takeFace(face: BoxRegion): void {
    this.#faces = { ...this.#faces, boxes: this.#faces.boxes.filter((each) => each !== face) }
    this.add(this.view(face))
  }

  /** Covers all that are left, as one step. */
  takeAllFaces(): void {
    const { boxes } = this.#faces
    const count = this.draft.add(...boxes.map((box) => ({ ...box, look: this.#look })))
    this.#faces = { ...this.#faces, boxes: [] }
    this.#said = say('redaction.said.facesCovered', { count })
  }

  leaveFaces(): void {
    this.#faces = unasked
  }

  /** Keeps what is marked and shows what came of it. */
  async keep(): Promise<boolean> {
    if (this.draft.isChanged && !(await this.#write(false))) return false
    this.#isAsking = false
    this.#step = 'look'
    return true
  }

  /** Somebody has looked, and says that nobody without consent can be recognised. */
  async judge(): Promise<void> {
    await this.#write(true)
  }

  /** Goes on marking; what was said before stands until something else is kept. */
  markAgain(): void {
    this.#step = 'mark'
    this.#loadDraft()
  }

  /** Goes on with the photo after this one; `isSame` lays what is covered here over it, to be moved where it must be. */
  next({ isSame }: { isSame: boolean }): void {
    const next = this.#series[this.index + 1]
    if (!next) return
    const shown = this.draft.regions.map((region) => this.view(region))
    this.#shown = next.attachment.id
    this.#begin()
    this.#loadDraft()
    if (!isSame) return
    // They are to be moved next.
    this.tool = 'box'
    const count = this.draft.add(...shown.map((region) => uprightRegion(region, this.turn)))
    this.draft.selected = this.draft.regions.length - count
    this.#said = say('redaction.said.carried', { count })
  }

  #begin(): void {
    this.#step = 'mark'
    this.#faces = unasked
    this.#isAsking = false
    this.#said = ''
    this.draft.load('')
  }

  #loadDraft(): void {
    const kept = this.shown?.attachment.file.consent.redaction ?? ''
    if (this.draft.isChanged || this.draft.text !== kept) this.draft.load(kept)
  }

  async #write(isEnough: boolean): Promise<boolean> {
    const { shown } = this
    if (!shown) return false
    try {
      const { hash } = shown.attachment.file
      await askEngine('writeRedaction', { file: hash, regions: this.draft.text, isEnough })
      this.draft.noteKept()
      await this.reload()
      return true
    } catch (error) {
      this.#tell(error)
      return false
    }
  }

  #tell(error: unknown): void {
    this.#parts.notices.show({ tone: 'stop', text: messages.failure(asFailure(error)) })
  }
}
