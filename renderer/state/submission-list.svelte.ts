import { fileNameFor } from '../../electron/domain/folder-name'
import { formatCycle, type Portfolio } from '../../electron/domain/portfolio'
import type { NamedFile } from '../../electron/domain/export'
import type { Failure } from '../../electron/domain/failure'
import type { Submission, SubmissionFileName } from '../../electron/domain/submission'
import type { SubmissionChanges } from '../../electron/domain/submission-changes'
import { askEngine, askMain } from '../api'
import { onChanged } from './changed'
import { collapsed } from './collapsed'
import type { Drafts } from './drafts'
import { asFailure } from './failures'
import { formatPeriod } from './formats'
import { messages, say } from './messages.svelte'
import type { Notices } from './notices.svelte'

/** The screen of all that was handed in: the records, and what has changed since one of them. */
export class SubmissionList {
  readonly #drafts: Drafts
  readonly #notices: Notices
  #submissions = $state.raw<Submission[] | null>(null)
  #chosen = $state.raw<string | null>(null)
  #changes = $state.raw<SubmissionChanges | null>(null)
  #failure = $state.raw<Failure | null>(null)
  #heldBack = $state.raw<NamedFile[] | null>(null)

  constructor(parts: { drafts: Drafts; notices: Notices }) {
    this.#drafts = parts.drafts
    this.#notices = parts.notices
  }

  readonly reload = collapsed(async () => {
    try {
      const submissions = await askEngine('listSubmissions', {})
      const known = this.#submissions
      // What was just kept is what one wants to see.
      const added = known && submissions.find(({ id }) => known.every((each) => each.id !== id))
      const isThere = submissions.some(({ id }) => id === this.#chosen)
      if (added ?? !isThere) this.#chosen = (added ?? submissions[0])?.id ?? null
      this.#submissions = submissions
      await this.#compare()
    } catch (error) {
      this.#failure = asFailure(error)
    }
  })

  /** Saves what was typed, reads the records and follows the changes; returns a function that ends it. */
  start(): () => void {
    void this.#drafts.save().then(() => this.reload())
    const nouns = [
      'submission',
      'portfolio',
      'section',
      'answer',
      'plan',
      'evidence',
      'person',
      'project',
    ] as const
    return onChanged(nouns, () => void this.reload())
  }

  /** The newest first; null until they were read. */
  get submissions(): Submission[] | null {
    return this.#submissions
  }

  get chosen(): Submission | null {
    return this.#submissions?.find(({ id }) => id === this.#chosen) ?? null
  }

  /** What has changed since the chosen one; null until it was compared. */
  get changes(): SubmissionChanges | null {
    return this.#changes
  }

  get failure(): Failure | null {
    return this.#failure
  }

  async choose(id: string): Promise<void> {
    if (id === this.#chosen) return
    this.#chosen = id
    this.#changes = null
    try {
      await this.#compare()
    } catch (error) {
      this.#failure = asFailure(error)
    }
  }

  openFile({ id }: Submission, name: SubmissionFileName): Promise<void> {
    return this.#tell(() => askMain('openSubmissionFile', { id, name }))
  }

  /** Files for which somebody in the PDF does not agree now; null while no copy is asked for. */
  get heldBack(): NamedFile[] | null {
    return this.#heldBack
  }

  leaveCopy(): void {
    this.#heldBack = null
  }

  /** Copies all files to a place of the user's choice; asks first when the PDF should stay at home. */
  askCopy(submission: Submission, portfolio: Portfolio): Promise<void> {
    return this.#tell(async () => {
      const heldBack = await askEngine('listHeldBackIn', { id: submission.id })
      if (heldBack.length > 0) this.#heldBack = heldBack
      else await this.saveCopy(submission, portfolio, [])
    })
  }

  /** @param knowingly hashes of files that go although somebody in them does not agree */
  saveCopy({ id, handedInOn }: Submission, { school, cycle }: Portfolio, knowingly: string[]): Promise<void> {
    this.#heldBack = null
    return this.#tell(async () => {
      const parts = [say('submission.title'), handedInOn, school, formatCycle(cycle)]
      const suggestedName = fileNameFor(parts.join(' '), '')
      const chosen = await askMain('chooseOut', { suggestedName, kind: 'folder' })
      if (!chosen) return
      const order = { id, out: chosen.grant, knowingly }
      const { name, files, changed, missing, leftOut } = await askEngine('saveSubmissionCopy', order)
      const faults = [...changed, ...missing]
      this.#notices.show({
        tone: faults.length === 0 ? 'good' : 'stop',
        text: say('submission.copied', { name, files }),
        lines: [
          ...(faults.length === 0 ? [] : [say('submission.copied.changed', { names: faults.join(', ') })]),
          ...(leftOut.length === 0 ? [] : [say('submission.copied.without')]),
        ],
        action: { label: say('export.show'), run: () => void this.#show(chosen.grant) },
      })
    })
  }

  /** For good, with its files. */
  remove({ id, handedInOn }: Submission): Promise<void> {
    return this.#tell(async () => {
      await askEngine('removeSubmission', { id })
      this.#notices.show({
        tone: 'good',
        text: say('submission.removed', { date: formatPeriod(handedInOn, '') }),
      })
    })
  }

  #show(grant: string): Promise<void> {
    return this.#tell(() => askMain('showFile', { grant }))
  }

  async #compare(): Promise<void> {
    const id = this.#chosen
    const changes = id === null ? null : await askEngine('compareSubmission', { id })
    // An answer that comes after the next choice is nobody's.
    if (id !== this.#chosen) return
    this.#changes = changes
    this.#failure = null
  }

  async #tell(verb: () => Promise<unknown>): Promise<void> {
    try {
      await verb()
    } catch (error) {
      this.#notices.show({ tone: 'stop', text: messages.failure(asFailure(error)) })
    }
  }
}
