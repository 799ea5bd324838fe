import { sectionProgress, strandFill, type SectionCoverage } from '../../electron/domain/coverage'
import type { Section, SectionId } from '../../electron/domain/section'

/** What would help most now. `begin`: nothing is under the strand yet. */
export type NextStep = {
  kind: 'begin' | 'answer' | 'evidence' | 'plan'
  section: SectionId
  /** Null for the plan, which belongs to the whole section. */
  strand: string | null
  /** What the school reads: `3.2`, or the section's short title. */
  number: string
  title: string
  /** Pieces of evidence that are there already. */
  evidence: number
}

/** As many as a person takes in at a glance. */
const most = 3

/**
 * Up to three things to do next, from what stands so far. Half-done work comes first, since it is nearest to done: an
 * answer that evidence waits for, then evidence for an answer; then a strand with nothing, in the section that has least;
 * then a plan that is still empty. One of each kind before a second of any, and not twice the same section while others wait.
 */
export function nextSteps(sections: readonly Section[], coverage: readonly SectionCoverage[]): NextStep[] {
  const standing = sections.flatMap((section) => {
    const found = coverage.find((each) => each.section === section.id)
    return found ? { section, coverage: found } : []
  })
  const emptiestFirst = [...standing].sort(
    (one, other) => sectionProgress(one.coverage) - sectionProgress(other.coverage),
  )
  const isFresh = standing.every(({ coverage: each }) => sectionProgress(each) === 0)
  const queues = [
    standing.flatMap((each) => stepsOf('answer', each)),
    standing.flatMap((each) => stepsOf('evidence', each)),
    // The very first time the Mission's order leads; later what is emptiest does.
    (isFresh ? standing : emptiestFirst).flatMap((each) => stepsOf('begin', each)),
    // A plan follows from what is done, so a section with nothing yet is not asked for one.
    standing.filter(({ coverage: each }) => sectionProgress(each) > 0).flatMap(planStep),
  ]
  return takeTurns(queues.map(spread))
}

type Standing = { section: Section; coverage: SectionCoverage }

function stepsOf(kind: 'begin' | 'answer' | 'evidence', { section, coverage }: Standing): NextStep[] {
  return coverage.strands.flatMap((standing) => {
    const strand = section.strands.find(({ id }) => id === standing.strand)
    if (!strand || kindOf(standing) !== kind) return []
    const { number, title } = strand
    return { kind, section: section.id, strand: strand.id, number, title, evidence: standing.evidence }
  })
}

function kindOf(standing: SectionCoverage['strands'][number]): NextStep['kind'] | null {
  const fill = strandFill(standing)
  if (fill === 'full') return null
  if (fill === 'none') return 'begin'
  return standing.answered ? 'evidence' : 'answer'
}

function planStep({ section, coverage }: Standing): NextStep[] {
  // The form asks for a plan by each principle; eSafety is a preliminary question.
  if (coverage.planRows > 0 || section.number === 0) return []
  const { id, shortTitle, title } = section
  return [{ kind: 'plan', section: id, strand: null, number: shortTitle, title, evidence: 0 }]
}

/** The first step of each section before the second of any. */
function spread(steps: NextStep[]): NextStep[] {
  const seen = new Map<SectionId, number>()
  const ranked = steps.map((step) => {
    const rank = seen.get(step.section) ?? 0
    seen.set(step.section, rank + 1)
    return { step, rank }
  })
  return ranked.sort((one, other) => one.rank - other.rank).map(({ step }) => step)
}

function takeTurns(queues: NextStep[][]): NextStep[] {
  const taken: NextStep[] = []
  const longest = Math.max(0, ...queues.map(({ length }) => length))
  for (let turn = 0; turn < longest; turn += 1) {
    for (const queue of queues) {
      const step = queue[turn]
      if (step && taken.length < most) taken.push(step)
    }
  }
  return taken
}
