import { found, type CheckFinding, type CheckPlace, type CheckSource, type CheckWhere } from './check'
import { headOfPiece, isInBook } from './check-evidence'
import { placeholderIn } from './placeholder-text'
import { planColumns } from './plan'
import type { SectionId } from './section'

/** Texts that were to be written later, wherever they would be printed. */
export function checkPlaceholders(source: CheckSource): CheckFinding[] {
  return [...inAnswers(source), ...inPlans(source), ...inEvidence(source)]
}

function findingIn(
  text: string,
  about: string,
  at: { section: SectionId | null; place: CheckPlace; where: Partial<CheckWhere> },
): CheckFinding[] {
  const hit = placeholderIn(text)
  return hit === null ? [] : [found('text.placeholder', about, { ...at, words: { text: hit.slice(0, 30) } })]
}

function inAnswers({ sections, answers, seconds }: CheckSource): CheckFinding[] {
  return sections.flatMap(({ id: section, strands }) =>
    strands.flatMap(({ id: strand, number, title }) =>
      (['first', 'second'] as const).flatMap((edition) =>
        findingIn((edition === 'first' ? answers : seconds).get(strand) ?? '', `${strand}:${edition}`, {
          section,
          place: { kind: 'answer', section, strand, edition },
          where: { number, title },
        }),
      ),
    ),
  )
}

function inPlans({ sections, plans }: CheckSource): CheckFinding[] {
  return sections.flatMap(({ id: section, number, shortTitle }) =>
    (plans.get(section) ?? []).flatMap((row) =>
      planColumns.flatMap((column) =>
        findingIn(row[column], `${row.id}:${column}`, {
          section,
          place: { kind: 'plan', section, row: row.id, column },
          where: { number: String(number), title: shortTitle },
        }),
      ),
    ),
  )
}

function inEvidence({ evidence }: CheckSource): CheckFinding[] {
  const findings: CheckFinding[] = []
  for (const piece of evidence) {
    if (!isInBook(piece)) continue
    const head = headOfPiece(piece)
    for (const field of ['title', 'shows', 'note'] as const) {
      if (piece[field] === '') continue
      const place = { kind: 'evidence', evidence: piece.id, field } as const
      findings.push(...findingIn(piece[field], `${piece.id}:${field}`, { ...head, place }))
    }
    for (const { id, caption, alt } of piece.attachments) {
      for (const [field, text] of [
        ['caption', caption],
        ['alt', alt],
      ] as const) {
        if (text === '') continue
        const place = { kind: 'attachment', evidence: piece.id, attachment: id, field } as const
        findings.push(...findingIn(text, `${id}:${field}`, { ...head, place }))
      }
    }
  }
  return findings
}
