/** What a comment is about: an answer, by its strand, or a piece of evidence. */
export type CommentTarget = { strand: string } | { evidence: string }

/** What a colleague says about an answer or a piece of evidence. Never printed. */
export type Comment = {
  id: string
  text: string
  /** ISO 8601. */
  madeAt: string
  madeBy: string
  /** Empty while it is open. */
  doneAt: string
  doneBy: string
}

/** A comment that is not done, with what it is about. */
export type OpenComment = Comment & {
  target: CommentTarget
  /** Of the claim, or of the piece of evidence; empty for one without a title. */
  title: string
}

/** The longest comment, in UTF-16 units: several pages, and nobody's answer. */
export const longestComment = 20_000

/** One word for what a comment is about. */
export function keyOfTarget(target: CommentTarget): string {
  return 'strand' in target ? `strand:${target.strand}` : `evidence:${target.evidence}`
}
