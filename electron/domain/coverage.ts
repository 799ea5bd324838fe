import type { SectionId } from './section'

/** What stands under one strand so far. */
export type StrandCoverage = { strand: string; answered: boolean; evidence: number }

/** What stands in one section so far. */
export type SectionCoverage = { section: SectionId; strands: StrandCoverage[]; planRows: number }

/** `full`: answer and evidence; `thin`: one of the two; `none`: neither. */
export type Fill = 'none' | 'thin' | 'full'

export function strandFill({ answered, evidence }: StrandCoverage): Fill {
  if (answered && evidence > 0) return 'full'
  return answered || evidence > 0 ? 'thin' : 'none'
}

/** The strands of a section that have both an answer and evidence. */
export function fullStrands({ strands }: SectionCoverage): number {
  return strands.filter((strand) => strandFill(strand) === 'full').length
}

/**
 * How much of a section is there, 0 to 100: half a strand for its answer, half for its evidence, and the plan
 * counts like one strand, since the form asks for it beside them.
 */
export function sectionProgress({ strands, planRows }: SectionCoverage): number {
  const parts = strands.length + 1
  const done = strands.reduce(
    (sum, strand) => sum + (strand.answered ? 0.5 : 0) + (strand.evidence > 0 ? 0.5 : 0),
    0,
  )
  return Math.floor(((done + (planRows > 0 ? 1 : 0)) / parts) * 100)
}

/** The same for the whole portfolio, every section weighing by its strands and plan. */
export function portfolioProgress(sections: readonly SectionCoverage[]): number {
  const weights = sections.map((section) => section.strands.length + 1)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (total === 0) return 0
  const done = sections.reduce(
    (sum, section, index) => sum + sectionProgress(section) * (weights[index] ?? 0),
    0,
  )
  return Math.floor(done / total)
}
