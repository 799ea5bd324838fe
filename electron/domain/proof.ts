import type { Evidence } from './evidence'
import type { SectionId } from './section'

/** A strand as the school reads it. */
export type ProofPlace = { strand: string; section: SectionId; number: string; title: string }

/** What answers say without proof, and what would prove something if a text named it. */
export type ProofGaps = {
  /** Claims with an answer under which no evidence stands, and whose answer cites none. */
  claims: ProofPlace[]
  /** Answers that cite evidence which is in the trash, or gone (its title is empty then). */
  lost: (ProofPlace & { citations: { evidence: string; title: string; isInTrash: boolean }[] })[]
  /** Evidence that no answer and no plan names: how much, and the first few in the book's order. */
  unnamed: { count: number; first: Pick<Evidence, 'id' | 'number' | 'title'>[] }
}
