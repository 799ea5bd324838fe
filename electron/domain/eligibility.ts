import { evidenceWindow, possibleDays, type Application } from './application'
import type { Person } from './person'
import type { Cycle } from './portfolio'
import type { Project } from './project'

/** What the call asks of a school before anyone reads its answers. */
export type Rule = 'registered' | 'teachers' | 'label'

/** One line of the checklist. `unknown`: something is not said yet that would decide it. */
export type Requirement = {
  rule: Rule
  state: 'met' | 'missing' | 'unknown'
  /** What the rule asks: years, teachers, projects. */
  need: number
  /** What the school has; null while not known. */
  have: number | null
}

export type Eligibility = {
  application: Application
  cycle: Cycle
  people: readonly Person[]
  projects: readonly Project[]
  /** `YYYY-MM-DD` */
  today: string
}

/**
 * The school's facts against the rules of the call (stage 1 of the label: an automatic check). Years count until the
 * deadline, or until today while none is set.
 */
export function requirements(facts: Eligibility): Requirement[] {
  return [registered(facts), teachers(facts), labels(facts)]
}

function registered({ application, today }: Eligibility): Requirement {
  const { registeredOn, ruleYears: need, deadline } = application
  if (registeredOn === '')
    return { rule: 'registered', state: need === 0 ? 'met' : 'unknown', need, have: null }
  const by = deadline || today
  const { from, until } = possibleDays(registeredOn)
  const atMost = yearsBetween(from, by)
  const atLeast = yearsBetween(until, by)
  const state = atLeast >= need ? 'met' : atMost < need ? 'missing' : 'unknown'
  return { rule: 'registered', state, need, have: Math.max(0, state === 'missing' ? atMost : atLeast) }
}

/** The number that was said; while none was, the people who are marked as active prove at least as many. */
function teachers({ application, people }: Eligibility): Requirement {
  const { activeTeachers, ruleTeachers: need } = application
  const listed = people.filter(({ isActive }) => isActive).length
  const have = Math.max(activeTeachers ?? 0, listed)
  if (have >= need) return { rule: 'teachers', state: 'met', need, have }
  const isKnown = activeTeachers !== null
  return {
    rule: 'teachers',
    state: isKnown ? 'missing' : 'unknown',
    need,
    have: isKnown || listed > 0 ? have : null,
  }
}

/** European projects with a National Quality Label that was given within the window of evidence. */
function labels({ application, cycle, projects }: Eligibility): Requirement {
  const { ruleLabels: need } = application
  const { from, until } = evidenceWindow(application, cycle)
  const given = projects
    .filter(({ type }) => type === 'european')
    .map((project) => project.labels.filter(({ kind }) => kind === 'nql').map(({ awardedOn }) => awardedOn))
  const have = given.filter((days) => days.some((day) => day !== '' && day >= from && day <= until)).length
  const undated = given.filter((days) => days.includes('')).length
  if (have >= need) return { rule: 'label', state: 'met', need, have }
  const isOpen = projects.length === 0 || have + undated >= need
  return {
    rule: 'label',
    state: isOpen ? 'unknown' : 'missing',
    need,
    have: projects.length === 0 ? null : have,
  }
}

/** Whole years from one day to another. */
function yearsBetween(from: string, until: string): number {
  const years = Number(until.slice(0, 4)) - Number(from.slice(0, 4))
  return until.slice(5) >= from.slice(5) ? years : years - 1
}
