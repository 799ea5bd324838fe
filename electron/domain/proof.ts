import type { Evidence } from './evidence'
import type { SectionId } from './section'

/** A strand as the school reads it. */
export type ProofPlace = { strand: string; section: SectionId; number: string; title: string }

/** What answers say without proof, and what they name. */
export type ProofFacts = {
  /** Claims under which no evidence stands, and whose answer cites none that is there. */
  bare: (ProofPlace & { isAnswered: boolean })[]
  /** Answers that cite evidence which is in the trash, or gone (its title is empty then). */
  lost: (ProofPlace & { citations: { evidence: Evidence['id']; title: string; isInTrash: boolean }[] })[]
  /** The ids of all evidence that an answer or a plan names. */
  cited: ReadonlySet<string>
}
