import type { SeenFile } from '../../electron/contract/consent-requests'
import type { Consent, ConsentCounts, FileConsent, Subject } from '../../electron/domain/consent'
import type { StoredFile } from '../../electron/domain/evidence'
import { askEngine } from '../api'
import type { Autosave } from './autosave.svelte'
import { onChanged } from './changed'
import { collapsed } from './collapsed'
import type { Drafts } from './drafts'
import { asFailure } from './failures'
import { messages, say } from './messages.svelte'
import { NamesState } from './names.svelte'
import type { Notices } from './notices.svelte'
import type { PortfolioState } from './portfolio.svelte'
import { SubjectsState, typedConsent, type TypedConsent } from './subjects.svelte'

/** What can be said of files at once; what is left out stays. */
export type Said = Partial<Consent & Pick<FileConsent, 'people'>> & {
  /** Somebody who is in them: by id, or new. */
  tie?: string | Pick<Subject, 'kind' | 'name'>
}

type Parts = { drafts: Drafts; notices: Notices; portfolio: PortfolioState }

/** Who can be seen in what was gathered, and who agreed. */
export class ConsentsState {
  readonly subjects: SubjectsState
  readonly #parts: Parts
  readonly #names = new NamesState()
  #counts = $state.raw<ConsentCounts | null>(null)
  #followers = 0

  readonly reload = collapsed(async () => {
    if (this.#followers === 0) return
    try {
      const [counts] = await Promise.all([askEngine('consentCounts', {}), this.subjects.reload()])
      this.#counts = counts
    } catch (error) {
      const failure = asFailure(error)
      // The portfolio was closed meanwhile.
      if (failure.code !== 'portfolio.none') this.#fail(failure)
    }
  })

  constructor(parts: Parts) {
    this.#parts = parts
    this.subjects = new SubjectsState(parts.drafts)
  }

  start(): () => void {
    const ends = [
      onChanged(['evidence', 'picture'], () => void this.reload()),
      onChanged(['person', 'project'], () => {
        if (this.#followers > 0) void this.#names.reload()
      }),
    ]
    return () => {
      for (const end of ends) end()
    }
  }

  /** Reads the persons and groups, and follows the changes until the returned function is called. */
  follow(): () => void {
    this.#followers += 1
    if (this.#followers === 1) void Promise.all([this.reload(), this.#names.reload()])
    return () => {
      this.#followers -= 1
    }
  }

  /** Names that may be written in captions: of the school's people and projects, of the school and its parts. */
  get knownNames(): string[] {
    const { open, sections } = this.#parts.portfolio
    return [
      open?.portfolio.school ?? '',
      ...this.#names.people.map(({ name }) => name),
      ...this.#names.projects.map(({ title }) => title),
      ...sections.flatMap(({ title, strands }) => [title, ...strands.map((strand) => strand.title)]),
    ]
  }

  /** How many pictures stand how; null until it was read. */
  get counts(): ConsentCounts | null {
    return this.#counts
  }

  /** A field of the consent for one file. */
  field(hash: string, field: TypedConsent): Autosave {
    return this.#parts.drafts.field(`consent:${hash}:${field}`, {
      isLine: true,
      write: (text, typing) => askEngine('writeConsent', { files: [hash], [field]: text, typing }),
    })
  }

  load({ hash, consent }: Pick<StoredFile, 'hash' | 'consent'>): void {
    for (const field of typedConsent) this.field(hash, field).load(consent[field])
  }

  /** The school's own words on who has to agree. */
  rules(): Autosave {
    return this.#parts.drafts.field('application:consentRules', {
      write: (consentRules) => askEngine('writeApplication', { consentRules }),
    })
  }

  /** Says the same of these files, as one step. Resolves to false when that failed. */
  say(files: string[], said: Said): Promise<boolean> {
    return this.#do(() => askEngine('writeConsent', { files, ...said }))
  }

  /** The same of many, and says that it is done. */
  async sayOfMany(files: string[], said: Said): Promise<boolean> {
    if (!(await this.say(files, said))) return false
    const { notices, portfolio } = this.#parts
    notices.show({
      tone: 'good',
      text: say('consent.batch.done', { count: files.length }),
      action: { label: say('history.undoNow'), run: () => void portfolio.undo() },
      isUndo: true,
    })
    return true
  }

  untie(files: string[], subject: string): Promise<boolean> {
    return this.#do(() => askEngine('untieSubject', { files, subject }))
  }

  /** The files of these pieces, or of all (null), in which people are seen or may be. */
  async listSeen(ids: string[] | null): Promise<SeenFile[]> {
    try {
      return await askEngine('listSeenFiles', { ids })
    } catch (error) {
      this.#fail(asFailure(error))
      return []
    }
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

  #fail(failure: ReturnType<typeof asFailure>): void {
    this.#parts.notices.show({ tone: 'stop', text: messages.failure(failure) })
  }
}
