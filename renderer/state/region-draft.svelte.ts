import { mostRegions, readRegions, writeRegions, type Region } from '../../electron/domain/redaction'

/** What is being covered in one photo until it is kept, in its upright picture, with its own way back. */
export class RegionDraft {
  #regions = $state.raw<readonly Region[]>([])
  #past = $state.raw<(readonly Region[])[]>([])
  #future = $state.raw<(readonly Region[])[]>([])
  #kept = $state.raw('')
  /** Names the hold of a pointer or the row of keys that the last change came from: it is one step. */
  #gesture = ''
  selected = $state<number | null>(null)

  get regions(): readonly Region[] {
    return this.#regions
  }

  /** As it would be kept. */
  get text(): string {
    return writeRegions(this.#regions)
  }

  get isChanged(): boolean {
    return this.text !== this.#kept
  }

  get isFull(): boolean {
    return this.#regions.length >= mostRegions
  }

  /** Begins anew from what is kept. */
  load(text: string): void {
    this.#kept = text
    this.#regions = readRegions(text) ?? []
    this.#past = []
    this.#future = []
    this.#gesture = ''
    this.selected = null
  }

  /** What is drawn now is what is kept. */
  noteKept(): void {
    this.#kept = this.text
  }

  /** Adds regions as one step, as far as there is room, and selects the last; gives how many it were. */
  add(...regions: Region[]): number {
    const room = regions.slice(0, mostRegions - this.#regions.length)
    if (room.length === 0) return 0
    this.#change([...this.#regions, ...room])
    this.selected = this.#regions.length - 1
    return room.length
  }

  /** @param gesture what belongs to one step carries the same name; empty for a step of its own */
  replace(index: number, region: Region, gesture = ''): void {
    this.#change(
      this.#regions.map((each, at) => (at === index ? region : each)),
      gesture,
    )
  }

  remove(index: number): void {
    this.#change(this.#regions.filter((_, at) => at !== index))
    this.selected = this.#regions.length === 0 ? null : Math.min(index, this.#regions.length - 1)
  }

  /** The next change is a step of its own, whatever its gesture is called. */
  endGesture(): void {
    this.#gesture = ''
  }

  get canUndo(): boolean {
    return this.#past.length > 0
  }

  get canRedo(): boolean {
    return this.#future.length > 0
  }

  undo(): void {
    const before = this.#past.at(-1)
    if (!before) return
    this.#past = this.#past.slice(0, -1)
    this.#future = [...this.#future, this.#regions]
    this.#show(before)
  }

  redo(): void {
    const after = this.#future.at(-1)
    if (!after) return
    this.#future = this.#future.slice(0, -1)
    this.#past = [...this.#past, this.#regions]
    this.#show(after)
  }

  #change(regions: readonly Region[], gesture = ''): void {
    if (gesture === '' || gesture !== this.#gesture) this.#past = [...this.#past, this.#regions]
    this.#future = []
    this.#gesture = gesture
    this.#regions = regions
  }

  #show(regions: readonly Region[]): void {
    this.#gesture = ''
    this.#regions = regions
    if (this.selected !== null && this.selected >= regions.length) this.selected = null
  }
}
