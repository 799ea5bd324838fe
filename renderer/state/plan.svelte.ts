import type { Failure } from '../../electron/domain/failure'
import { createMessages } from '../../electron/domain/messages'
import {
  planColumns,
  planText,
  type EarlierPlan,
  type PlanColumn,
  type PlanRow,
} from '../../electron/domain/plan'
import type { NameCitation } from '../../electron/domain/rich-text'
import type { Language } from '../../electron/domain/portfolio'
import type { SectionId } from '../../electron/domain/section'
import { askEngine } from '../api'
import type { Autosave, SaveState } from './autosave.svelte'
import type { Drafts } from './drafts'
import { asFailure } from './failures'

/** The two-year plan of one section. */
export class PlanState {
  readonly #section: SectionId
  readonly #drafts: Drafts
  #rows = $state.raw<PlanRow[]>([])
  #failure = $state.raw<Failure | null>(null)

  constructor(section: SectionId, drafts: Drafts) {
    this.#section = section
    this.#drafts = drafts
  }

  get rows(): PlanRow[] {
    return this.#rows
  }

  get failure(): Failure | null {
    return this.#failure
  }

  load(rows: PlanRow[], earlier: EarlierPlan | null): void {
    for (const row of earlier?.rows ?? []) this.outcome(row.id).load(row.outcome)
    for (const row of rows) {
      for (const column of planColumns) {
        this.cell(row.id, column).load(row[column])
      }
    }
    this.#rows = rows
  }

  /** What is said about saving, for all cells together: the worst of them. */
  get saveState(): SaveState {
    const states = this.#rows.flatMap(({ id }) => planColumns.map((column) => this.cell(id, column).state))
    return (['failed', 'saving', 'saved'] as const).find((state) => states.includes(state)) ?? 'idle'
  }

  /** A cell, which saves as one types. */
  cell(id: string, column: PlanColumn): Autosave {
    return this.#drafts.field(`plan:${id}:${column}`, {
      write: (text, typing) => askEngine('writePlanRow', { id, column, text, typing }),
    })
  }

  /** What came of a row of the plan of the cycle before. */
  outcome(id: string): Autosave {
    return this.#drafts.field(`outcome:${id}`, {
      write: (text, typing) => askEngine('writeOutcome', { id, text, typing }),
    })
  }

  /** The whole plan as plain text in the portfolio's language, as it stands in the fields. */
  text(language: Language, nameCitation: NameCitation): string {
    const rows = this.#rows.map(({ id }) =>
      Object.fromEntries(planColumns.map((column) => [column, this.cell(id, column).text])),
    ) as Record<PlanColumn, string>[]
    return planText(rows, createMessages(language), nameCitation)
  }

  /** Adds an empty row at the end; its id, or null when that failed. */
  async add(): Promise<string | null> {
    let added: string | null = null
    await this.#do(async () => {
      added = (await askEngine('addPlanRow', { section: this.#section })).id
    })
    return added
  }

  move(id: string, position: number): Promise<boolean> {
    return this.#do(() => askEngine('movePlanRow', { id, position }))
  }

  remove(id: string): Promise<boolean> {
    return this.#do(() => askEngine('removePlanRow', { id }))
  }

  async #do(verb: () => Promise<unknown>): Promise<boolean> {
    this.#failure = null
    try {
      await this.#drafts.save()
      await verb()
      return true
    } catch (error) {
      this.#failure = asFailure(error)
      return false
    }
  }
}
