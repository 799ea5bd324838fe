/** One sentence to the user, with what can be done about it. `good` ones go by themselves; the others stay. */
export type Notice = {
  id: number
  tone: 'good' | 'stop'
  text: string
  /** More sentences, one a line: what became of each file. */
  lines: string[]
  action: { label: string; run: () => void } | null
  /** True when `action` undoes the last change, and so is only right until the next one. */
  isUndo: boolean
  /** True when it only holds as long as something is not saved. */
  isAboutUnsaved: boolean
  /** A notice replaces the one before it about the same. */
  topic: string
}

/** How long a good notice stays, in ms. */
const stay = 9000

/** What is said at the foot of the window. */
export class Notices {
  #list = $state.raw<Notice[]>([])
  #nextId = 1

  get list(): Notice[] {
    return this.#list
  }

  /** Shows a notice; a good one replaces the good one before it. */
  show(notice: { tone: Notice['tone']; text: string } & Partial<Omit<Notice, 'id'>>): void {
    const whole: Notice = {
      lines: [],
      action: null,
      isUndo: false,
      isAboutUnsaved: false,
      topic: '',
      ...notice,
      id: this.#nextId++,
    }
    const isAboutSame = (other: Notice): boolean =>
      other.text === whole.text || (other.topic !== '' && other.topic === whole.topic)
    const others = this.#list.filter((other) => other.tone === 'stop' && !isAboutSame(other))
    this.#list = [...others.slice(-2), whole]
    if (whole.tone === 'good') this.#leaveAfter(whole.id)
  }

  dismiss(id: number): void {
    this.#list = this.#list.filter((notice) => notice.id !== id)
  }

  /** What was said about this holds no more. */
  drop(topic: string): void {
    this.#list = this.#list.filter((notice) => notice.topic !== topic)
  }

  /** Another change was made: an offer to undo the one before would undo the wrong thing. */
  dropUndo(): void {
    if (this.#list.some(({ isUndo }) => isUndo)) this.#list = this.#list.filter(({ isUndo }) => !isUndo)
  }

  get hasUnsaved(): boolean {
    return this.#list.some(({ isAboutUnsaved }) => isAboutUnsaved)
  }

  /** All is saved now. */
  dropUnsaved(): void {
    this.#list = this.#list.filter(({ isAboutUnsaved }) => !isAboutUnsaved)
  }

  clear(): void {
    this.#list = []
  }

  #leaveAfter(id: number): void {
    setTimeout(() => this.dismiss(id), stay)
  }
}
