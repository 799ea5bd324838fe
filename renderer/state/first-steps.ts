import type { OpenPortfolio } from '../../electron/contract/engine'
import { isSample } from '../../electron/domain/sample'
import type { SectionId } from '../../electron/domain/section'

export const firstSteps = ['evidence', 'answer', 'pdf'] as const
export type FirstStep = (typeof firstSteps)[number]

/** One of the three steps of a beginner, and where it is done; the PDF has no strand. */
export type FirstStepStanding = {
  step: FirstStep
  isDone: boolean
  place: { section: SectionId; strand: string } | null
}

/** Whoever has gathered or written more than this is no beginner. */
const beginners = { evidence: 10, answers: 5 }

/**
 * The three steps of a new portfolio as they stand; null where nobody needs them: in the sample, in a portfolio that is well on
 * its way, and once all three are done.
 * @param hasSeenPdf whether the pages were looked at, or a PDF was saved
 */
export function standingOf(
  { portfolio, coverage, sections, evidenceCount }: OpenPortfolio,
  hasSeenPdf: boolean,
): FirstStepStanding[] | null {
  const strands = coverage.flatMap((each) =>
    each.strands.map((standing) => ({ section: each.section, ...standing })),
  )
  const answers = strands.filter(({ answered }) => answered).length
  const isBeginner = evidenceCount <= beginners.evidence && answers <= beginners.answers
  if (isSample(portfolio) || !isBeginner) return null
  const first = sections.flatMap(({ id, strands: [strand] }) =>
    strand ? [{ section: id, strand: strand.id }] : [],
  )[0]
  const bare = strands.find(({ answered }) => !answered)
  const steps: FirstStepStanding[] = [
    { step: 'evidence', isDone: evidenceCount > 0, place: first ?? null },
    {
      step: 'answer',
      isDone: answers > 0,
      place: bare ? { section: bare.section, strand: bare.strand } : null,
    },
    { step: 'pdf', isDone: hasSeenPdf, place: null },
  ]
  return steps.every(({ isDone }) => isDone) ? null : steps
}
