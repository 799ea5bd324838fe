import { SvelteMap } from 'svelte/reactivity'
import { keyOfTarget, type CommentTarget, type OpenComment } from '../../electron/domain/comment'
import { askEngine, onEngineEvent } from '../api'
import { onChanged } from './changed'
import { collapsed } from './collapsed'

/** Comments wherever they stand: what is open, who writes here, and what is begun and not added yet. */
export class CommentsState {
  #open = $state.raw<OpenComment[]>([])
  #author = $state.raw('')
  #isAuthorGiven = $state.raw(true)
  /** What the comments are about that are unfolded. */
  #shown = $state.raw<string | null>(null)
  /** What is begun, by what it is about: it waits while one looks at something else. */
  readonly #begun = new SvelteMap<string, string>()

  readonly reload = collapsed(async () => {
    try {
      this.#open = await askEngine('listOpenComments', {})
    } catch {
      // No portfolio is open.
      this.#open = []
    }
  })

  readonly #reloadAuthor = collapsed(async () => {
    try {
      const { author, isAuthorGiven } = await askEngine('settings', {})
      this.#author = author
      this.#isAuthorGiven = isAuthorGiven
    } catch {
      // The engine is going; there is nobody left to write as.
    }
  })

  /** Reads them and follows the changes; returns a function that ends it. */
  start(): () => void {
    void this.#reloadAuthor()
    const ends = [
      onChanged(['comment', 'section', 'evidence'], () => void this.reload()),
      onEngineEvent((event) => {
        if (event.kind === 'settings') void this.#reloadAuthor()
        if (event.kind !== 'opened') return
        this.#begun.clear()
        this.#shown = null
        void this.reload()
      }),
    ]
    return () => {
      for (const end of ends) end()
    }
  }

  /** All that are not done, in the order of the form. */
  get open(): OpenComment[] {
    return this.#open
  }

  /** How many are open on an answer or a piece of evidence. */
  count(target: CommentTarget): number {
    const key = keyOfTarget(target)
    return this.#open.filter((comment) => keyOfTarget(comment.target) === key).length
  }

  /** The name that comments and changes are signed with. */
  get author(): string {
    return this.#author
  }

  /** False while it is only the system's name. */
  get isAuthorGiven(): boolean {
    return this.#isAuthorGiven
  }

  /** Rejects with a failure. */
  async keepAuthor(author: string): Promise<void> {
    await askEngine('writeSettings', { author })
    await this.#reloadAuthor()
  }

  isShown(target: CommentTarget): boolean {
    return this.#shown === keyOfTarget(target)
  }

  /** Unfolds the comments on something, or folds them. */
  show(target: CommentTarget, isShown: boolean): void {
    if (isShown) this.#shown = keyOfTarget(target)
    else if (this.isShown(target)) this.#shown = null
  }

  /** The comment that is begun and not added yet. */
  begun(target: CommentTarget): string {
    return this.#begun.get(keyOfTarget(target)) ?? ''
  }

  begin(target: CommentTarget, text: string): void {
    this.#begun.set(keyOfTarget(target), text)
  }
}
