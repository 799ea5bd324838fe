import { found, type CheckFinding, type CheckSource } from './check'

/** Claims that nothing proves, and citations that lead nowhere. */
export function checkProof({ proof }: CheckSource): CheckFinding[] {
  return [
    ...proof.bare.map(({ strand, section, number, title, isAnswered }) =>
      found(isAnswered ? 'claim.unproved' : 'strand.bare', strand, {
        section,
        place: { kind: 'strand', section, strand },
        where: { number, title },
      }),
    ),
    ...proof.lost.flatMap(({ strand, section, number, title, citations }) =>
      citations.map((lost) =>
        found('citation.lost', `${strand}:${lost.evidence}`, {
          section,
          place: { kind: 'answer', section, strand, edition: 'first' },
          where: { number, title },
          words: { state: lost.isInTrash ? 'trash' : 'gone', name: lost.title },
        }),
      ),
    ),
  ]
}
