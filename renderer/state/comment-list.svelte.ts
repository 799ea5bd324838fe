import type { Comment, CommentTarget } from '../../electron/domain/comment'
import type { Failure } from '../../electron/domain/failure'
import { askEngine } from '../api'
import { onChanged } from './changed'
import { collapsed } from './collapsed'
import { asFailure } from './failures'

/** The comments on one answer or piece of evidence. */
export class CommentList {
  readonly #target: CommentTarget
  #all = $state.raw<Comment[]>([])
  #failure = $state.raw<Failure | null>(null)

  constructor(target: CommentTarget) {
    this.#target = target
  }

  readonly reload = collapsed(async () => {
    try {
      this.#all = await askEngine('listComments', { target: this.#target })
      this.#failure = null
    } catch (error) {
      this.#failure = asFailure(error)
    }
  })

  /** Reads them and follows the changes; returns a function that ends it. */
  start(): () => void {
    void this.reload()
    return onChanged(['comment'], () => void this.reload())
  }

  get open(): Comment[] {
    return this.#all.filter(({ doneAt }) => doneAt === '')
  }

  get done(): Comment[] {
    return this.#all.filter(({ doneAt }) => doneAt !== '')
  }

  /** Why they could not be read, or the last one could not be changed. */
  get failure(): Failure | null {
    return this.#failure
  }

  /** Rejects with a failure. */
  async add(text: string): Promise<void> {
    await askEngine('addComment', { target: this.#target, text })
  }

  write(id: string, text: string): Promise<boolean> {
    return this.#do(() => askEngine('writeComment', { id, text }))
  }

  settle(id: string, isDone: boolean): Promise<boolean> {
    return this.#do(() => askEngine('settleComment', { id, isDone }))
  }

  remove(id: string): Promise<boolean> {
    return this.#do(() => askEngine('removeComment', { id }))
  }

  async #do(verb: () => Promise<unknown>): Promise<boolean> {
    try {
      await verb()
      this.#failure = null
      return true
    } catch (error) {
      this.#failure = asFailure(error)
      return false
    }
  }
}
