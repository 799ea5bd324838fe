import type { ConsentStatus } from './consent'
import type { Evidence, PictureState } from './evidence'
import type { PlanColumn } from './plan'
import type { PortfolioFacts } from './portfolio'
import type { Section, SectionId, Strand } from './section'

/*
 * Working together without a network. The coordinator writes an `Invitation` into a small file; the colleague's app begins a
 * portfolio of its own with it and sends that back whole, a `Contribution`; each thing in it is a `Suggestion`, which the
 * coordinator takes or leaves.
 */

/** A section that a colleague is asked for, as the coordinator's portfolio words it, and what is wanted of it. */
export type InvitedSection = Pick<
  Section,
  'id' | 'number' | 'title' | 'shortTitle' | 'claim' | 'planLimit'
> & {
  /** In the coordinator's words: "please look for photos of the open day"; may be empty. */
  prompt: string
  strands: Pick<Strand, 'id' | 'title' | 'question' | 'limit'>[]
}

/** What a colleague is asked for. It holds nothing else of the school's portfolio: no answers, no evidence, no people. */
export type Invitation = {
  /** Names the form of the file, which may be read by a later app. */
  version: 1
  id: string
  /** The portfolio that it was made from. */
  portfolio: string
  facts: Pick<PortfolioFacts, 'school' | 'country' | 'language' | 'cycle'>
  /** Who asks, and who is asked. */
  askedBy: string
  colleague: string
  message: string
  /** `YYYY-MM-DD`, or empty. */
  deadline: string
  sections: InvitedSection[]
}

/** The invitation that a colleague's portfolio was begun for, and what was sent back last: when, by whom, with which word. */
export type Invited = { invitation: Invitation; sentAt: string; sender: string; note: string }

/** What came back from a colleague. Times are ISO 8601. */
export type Contribution = {
  /** The id of the colleague's own portfolio. */
  id: string
  invitation: string
  sender: string
  note: string
  sentAt: string
  receivedAt: string
}

/** What was decided about a suggestion; empty while it is open. */
export type Decision = '' | 'taken' | 'left'

/** What every suggestion tells. `id` is the colleague's portfolio, what it is, and which. */
type Suggested = {
  id: string
  contribution: string
  decision: Decision
  /** It was decided once, and is not any more as it was then. */
  isChanged: boolean
}

export type SuggestedFile = {
  hash: string
  name: string
  type: string
  picture: PictureState
  status: ConsentStatus
}

/** A piece of evidence. `known` names the piece that has all its files already, or came of it. */
export type SuggestedEvidence = Suggested & {
  kind: 'evidence'
} & Pick<Evidence, 'title' | 'shows' | 'note' | 'date' | 'dateUntil' | 'places' | 'tags'> & {
    files: SuggestedFile[]
    links: string[]
    known: { id: string; title: string; number: string | null } | null
  }

/** An answer (Markdown), beside the one that stands here. */
export type SuggestedAnswer = Suggested & {
  kind: 'answer'
  section: SectionId
  strand: string
  text: string
  here: string
}

/** A row of a plan. */
export type SuggestedPlanRow = Suggested & { kind: 'plan'; section: SectionId } & Record<PlanColumn, string>

export type Suggestion = SuggestedEvidence | SuggestedAnswer | SuggestedPlanRow

/** How a suggested answer comes in where one stands: in its place (what stood is kept as a version), or below it. */
export const answerPlaces = ['instead', 'below'] as const
export type AnswerPlace = (typeof answerPlaces)[number]

/** Those that still wait for a decision. */
export function openSuggestions<Each extends Suggestion>(suggestions: readonly Each[]): Each[] {
  return suggestions.filter(({ decision, isChanged }) => decision === '' || isChanged)
}
