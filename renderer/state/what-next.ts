import type { CheckFinding } from '../../electron/domain/check'
import type { CheckOutcome } from '../../electron/domain/check-all'
import type { NextStep } from './next-steps'

/**
 * The one thing to do next: of what stands first the one that is nearest to done, as the overview advises, else the first. What
 * could be better is no next thing while somebody waits for the application.
 */
export function whatNext({ groups }: CheckOutcome, steps: readonly NextStep[]): CheckFinding | null {
  const [first] = groups
  if (!first) return null
  if (first.rule !== 'answer.empty' && first.rule !== 'plan.missing') return first.findings[0] ?? null
  for (const step of steps) {
    const found = groups
      .filter(({ grade }) => grade !== 'could')
      .flatMap(({ findings }) => findings)
      .find((finding) => isOf(finding, step))
    if (found) return found
  }
  return first.findings[0] ?? null
}

function isOf({ rule, place }: CheckFinding, { kind, section, strand }: NextStep): boolean {
  if (kind === 'plan') return rule === 'plan.missing' && place.kind === 'plan' && place.section === section
  if (kind === 'evidence')
    return (
      (rule === 'claim.unproved' || rule === 'strand.bare') &&
      place.kind === 'strand' &&
      place.strand === strand
    )
  return rule === 'answer.empty' && place.kind === 'answer' && place.strand === strand
}
