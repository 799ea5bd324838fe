import type { ChangedAnswer, Submission, SubmissionStanding } from '../../electron/domain/submission'
import { askEngine, onEngineEvent } from '../api'
import { onChanged } from './changed'
import { collapsed } from './collapsed'

/** What was handed in last, and which answers have changed since: for the overview, the rail and the sections. */
export class SubmissionsState {
  #standing = $state.raw<SubmissionStanding | null>(null)

  readonly reload = collapsed(async () => {
    try {
      this.#standing = await askEngine('submissionStanding', {})
    } catch {
      // No portfolio is open.
      this.#standing = null
    }
  })

  /** Follows the changes; returns a function that ends it. */
  start(): () => void {
    const nouns = ['submission', 'answer', 'section', 'portfolio'] as const
    const ends = [
      onChanged(nouns, () => void this.reload()),
      onEngineEvent((event) => {
        if (event.kind === 'opened') void this.reload()
      }),
    ]
    return () => {
      for (const end of ends) end()
    }
  }

  /** The one that counts; null while there is none. */
  get newest(): Submission | null {
    return this.#standing?.submission ?? null
  }

  /** Answers that are not as they were handed in. */
  get answers(): ChangedAnswer[] {
    return this.#standing?.answers ?? []
  }

  /** Whether an answer, in one of its languages, is not as it was handed in. */
  isChanged(strand: string): boolean {
    return this.answers.some((each) => each.strand === strand)
  }
}
