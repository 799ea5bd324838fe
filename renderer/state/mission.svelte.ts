import type { MissionReading } from '../../electron/contract/engine'
import type { Failure } from '../../electron/domain/failure'
import { missionParts, type MissionPartId, type Section, type Wording } from '../../electron/domain/section'
import { askEngine, askMain } from '../api'
import type { PageFile } from '../../electron/contract/bridge'
import { asFailure } from './failures'

/** A part of the Mission statement while it is looked through. */
export type PartDraft = Wording & { part: MissionPartId; isFound: boolean }

/** Taking in the Mission statement: a text or a file is split, looked through, and only then kept. */
export class MissionState {
  #pasted = $state.raw('')
  #parts = $state.raw<PartDraft[] | null>(null)
  #reading = $state.raw<MissionReading | null>(null)
  #failure = $state.raw<Failure | null>(null)
  #isReading = $state.raw(false)

  get pasted(): string {
    return this.#pasted
  }
  set pasted(text: string) {
    this.#pasted = text
  }

  /** The parts to look through; null while nothing was split. */
  get parts(): PartDraft[] | null {
    return this.#parts
  }

  /** How many of the five principles were found, the words that were not placed, the file's name. */
  get reading(): { found: number; leftOver: string; name: string | null } | null {
    const reading = this.#reading
    return reading && { found: 5 - reading.missing.length, leftOver: reading.leftOver, name: reading.name }
  }

  get failure(): Failure | null {
    return this.#failure
  }

  get isReading(): boolean {
    return this.#isReading
  }

  split(): Promise<boolean> {
    return this.#read(() => askEngine('splitMission', { text: this.#pasted }))
  }

  async chooseFile(): Promise<boolean> {
    try {
      const chosen = await askMain('chooseMission', {})
      return chosen ? await this.readFile({ grant: chosen.grant }) : false
    } catch (error) {
      this.#failure = asFailure(error)
      return false
    }
  }

  readFile(file: PageFile): Promise<boolean> {
    return this.#read(() => askEngine('readMission', { files: [file] }))
  }

  /** Shows what the portfolio has, to correct it or to fill it by hand. */
  async edit(sections: readonly Section[]): Promise<void> {
    try {
      const { text } = await askEngine('introduction', {})
      this.#parts = missionParts.map((part) => {
        const wording = sections.find(({ id }) => id === part)?.wording ?? { heading: '', text: '' }
        return part === 'introduction'
          ? { part, heading: '', text, isFound: true }
          : { part, ...wording, isFound: true }
      })
      this.#reading = null
    } catch (error) {
      this.#failure = asFailure(error)
    }
  }

  write(part: MissionPartId, words: Partial<Wording>): void {
    this.#parts = this.#parts?.map((each) => (each.part === part ? { ...each, ...words } : each)) ?? null
  }

  /** Begins again; what was pasted stays in its field. */
  restart(): void {
    this.#parts = null
    this.#reading = null
    this.#failure = null
  }

  /** Keeps the parts in the portfolio, as one change. */
  async keep(): Promise<boolean> {
    const parts = this.#parts
    if (!parts) return false
    return this.#write(
      Object.fromEntries(
        parts.map(({ part, heading, text }) => [part, part === 'introduction' ? text : { heading, text }]),
      ),
    )
  }

  /** Takes all of it out of the portfolio. */
  remove(): Promise<boolean> {
    return this.#write(
      Object.fromEntries(
        missionParts.map((part) => [part, part === 'introduction' ? '' : { heading: '', text: '' }]),
      ),
    )
  }

  async #write(wording: Parameters<typeof askEngine<'writeWording'>>[1]): Promise<boolean> {
    this.#failure = null
    try {
      await askEngine('writeWording', wording)
      return true
    } catch (error) {
      this.#failure = asFailure(error)
      return false
    }
  }

  async #read(read: () => Promise<MissionReading>): Promise<boolean> {
    if (this.#isReading) return false
    this.#isReading = true
    this.#failure = null
    try {
      const reading = await read()
      this.#reading = reading
      this.#parts = missionParts.map((part) =>
        part === 'introduction'
          ? { part, heading: '', text: reading.introduction, isFound: reading.introduction !== '' }
          : { part, ...reading.principles[part], isFound: !reading.missing.includes(part) },
      )
      return true
    } catch (error) {
      this.#failure = asFailure(error)
      return false
    } finally {
      this.#isReading = false
    }
  }
}
