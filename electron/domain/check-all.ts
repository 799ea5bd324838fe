import {
  checkGrades,
  checkRules,
  type CheckFinding,
  type CheckGrade,
  type CheckRule,
  type CheckSource,
} from './check'
import { checkAnswers } from './check-answers'
import { checkConsent } from './check-consent'
import { checkEvidence } from './check-evidence'
import { checkLinks } from './check-links'
import { checkPhotos } from './check-photos'
import { checkPlaceholders } from './check-placeholders'
import { checkProof } from './check-proof'
import { checkSchool } from './check-school'
import { checkSize } from './check-size'
import { checkTwins } from './check-twins'
import type { SectionId } from './section'

/** All findings of one rule: as many as were asked for, and how many there are. */
export type CheckGroup = { rule: CheckRule; grade: CheckGrade; count: number; findings: CheckFinding[] }

export type CheckCounts = Record<CheckGrade, number>

export type CheckOutcome = {
  /** In the order of the rules, those without a finding left out. */
  groups: CheckGroup[]
  counts: CheckCounts
  /** The same for each part of the form; what belongs to the whole is in none. */
  bySection: { section: SectionId; counts: CheckCounts }[]
  /** What somebody looked at and decided to leave as it is, while it is still so. */
  setAside: CheckFinding[]
}

const checks = [
  checkAnswers,
  checkProof,
  checkEvidence,
  checkPhotos,
  checkLinks,
  checkConsent,
  checkTwins,
  checkPlaceholders,
  checkSchool,
  checkSize,
] as const

/** Every rule, over everything: in the order of the rules, and within one in the order of the book. */
export function checkAll(source: CheckSource): CheckFinding[] {
  return checks.flatMap((check) => check(source))
}

/** Only what one person sees to: the parts of the form that are theirs; `nobody`: what is nobody's. Null for all. */
export type CheckWhose = { sections: readonly SectionId[]; isNobodys: boolean } | null

/**
 * Sorts findings for a reader.
 * @param setAside keys
 * @param most findings that a group names; null for all
 */
export function outcomeOf(
  findings: readonly CheckFinding[],
  { setAside, whose, most }: { setAside: ReadonlySet<string>; whose: CheckWhose; most: number | null },
): CheckOutcome {
  const groups = new Map<CheckRule, CheckGroup>()
  const counts = noCounts()
  const bySection = new Map<SectionId, CheckCounts>()
  const aside: CheckFinding[] = []
  for (const finding of findings) {
    if (!isTheirs(finding, whose)) continue
    if (setAside.has(finding.key)) {
      aside.push(finding)
      continue
    }
    const { rule, grade, section } = finding
    counts[grade] += 1
    if (section !== null) countsOf(bySection, section)[grade] += 1
    const group = groups.get(rule)
    if (!group) groups.set(rule, { rule, grade, count: 1, findings: [finding] })
    else {
      group.count += 1
      if (most === null || group.findings.length < most) group.findings.push(finding)
    }
  }
  const rules = Object.keys(checkRules) as CheckRule[]
  return {
    groups: rules.flatMap((rule) => groups.get(rule) ?? []),
    counts,
    bySection: [...bySection].map(([section, each]) => ({ section, counts: each })),
    setAside: aside,
  }
}

function isTheirs({ section }: CheckFinding, whose: CheckWhose): boolean {
  if (whose === null) return true
  return section === null ? whose.isNobodys : whose.sections.includes(section)
}

function countsOf(bySection: Map<SectionId, CheckCounts>, section: SectionId): CheckCounts {
  const counts = bySection.get(section) ?? noCounts()
  bySection.set(section, counts)
  return counts
}

function noCounts(): CheckCounts {
  return Object.fromEntries(checkGrades.map((grade) => [grade, 0])) as CheckCounts
}
