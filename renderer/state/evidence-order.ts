import type { EvidenceSummary } from '../../electron/domain/evidence'

/** `book`: as in the PDF; `date`: newest first; `added`: gathered last first. */
export const evidenceOrders = ['book', 'date', 'title', 'added'] as const
export type EvidenceOrder = (typeof evidenceOrders)[number]

/**
 * Sorts pieces that come in the book's order; what has no date or no title stands last, and equals keep the book's
 * order.
 * @param locale of the language that the titles are written in
 */
export function sortEvidence(
  inBook: readonly EvidenceSummary[],
  order: EvidenceOrder,
  locale: string,
): readonly EvidenceSummary[] {
  if (order === 'book') return inBook
  if (order === 'title') {
    const { compare } = new Intl.Collator(locale, { numeric: true })
    return inBook.toSorted(
      (one, other) => emptyLast(one.title, other.title) || compare(one.title, other.title),
    )
  }
  if (order === 'added') return inBook.toSorted((one, other) => down(one.addedAt, other.addedAt))
  return inBook.toSorted(
    (one, other) => emptyLast(dayOf(one), dayOf(other)) || down(dayOf(one), dayOf(other)),
  )
}

function dayOf({ date, dateUntil }: EvidenceSummary): string {
  return date || dateUntil
}

function emptyLast(one: string, other: string): number {
  return Number(one === '') - Number(other === '')
}

/** By code units: right for days and moments, and fast. */
function down(one: string, other: string): number {
  return one === other ? 0 : one < other ? 1 : -1
}
