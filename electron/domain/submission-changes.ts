import { compareTexts, type ComparedRow } from './compare'
import { compareEvidence, type EvidenceChange } from './evidence-changes'
import { planColumns, type PlanColumn, type PlanRow } from './plan'
import { formatCycle } from './portfolio'
import { plainText, type NameCitation } from './rich-text'
import type { SectionId } from './section'
import {
  answerFields,
  submittedNumbers,
  submittedStrands,
  type ChangedAnswer,
  type SubmissionContents,
  type SubmittedFacts,
} from './submission'
import { oneEdition } from './version'

/** An answer as it was handed in, beside what it says now. A claim that is not there any more has no number now. */
export type AnswerChange = ChangedAnswer & {
  number: { then: string | null; now: string | null }
  title: string
  /** Without look. All alike where only the look has changed. */
  rows: ComparedRow[]
}

export type PlanChange = {
  kind: 'added' | 'removed' | 'changed'
  section: SectionId
  row: string
  /** What the row is known by. */
  goal: string
  columns: { column: PlanColumn; rows: ComparedRow[] }[]
}

/** What the school's facts are compared by. */
export const submittedFactNames = [
  'school',
  'country',
  'language',
  'secondLanguage',
  'cycle',
  'registeredOn',
  'activeTeachers',
  'signatory',
  'people',
  'projects',
  'introduction',
  'declarationText',
  'declarationPlace',
  'declarationOn',
] as const
export type SubmittedFactName = (typeof submittedFactNames)[number]

/** A fact then and now, as text; codes and days as they are kept. */
export type FactChange = { fact: SubmittedFactName; then: string; now: string }

/** A claim of the form that is worded, limited or counted otherwise, is new, or is not asked for any more. */
export type ClaimChange = {
  section: SectionId
  strand: string
  then: Claim | null
  now: Claim | null
}
type Claim = { number: string; title: string; limit: number | null }

/** All that is not as it was handed in. */
export type SubmissionChanges = {
  answers: AnswerChange[]
  evidence: EvidenceChange[]
  plans: PlanChange[]
  facts: FactChange[]
  claims: ClaimChange[]
}

/** The texts of a claim in both languages, as they are kept. */
type Answers = Readonly<Record<'answer' | 'second', string>>
const nothing: Answers = { answer: '', second: '' }

/**
 * Which answers are not as they were handed in; white space around a text is no change of it.
 * @param now the answers by their claim, with the sections that they stand in
 */
export function changedAnswers(
  then: SubmissionContents,
  now: ReadonlyMap<string, Answers & { section: SectionId }>,
): ChangedAnswer[] {
  const before = submittedStrands(then)
  return [...new Map([...before, ...now])].flatMap(([strand, { section }]) =>
    oneEdition
      .filter((edition) => {
        const field = answerFields[edition]
        return (before.get(strand) ?? nothing)[field].trim() !== (now.get(strand) ?? nothing)[field].trim()
      })
      .map((edition) => ({ section, strand, edition })),
  )
}

/** Compares what was handed in with what the portfolio says now. Each list is in the order of the form and of the book. */
export function compareContents(then: SubmissionContents, now: SubmissionContents): SubmissionChanges {
  return {
    answers: compareAnswers(then, now),
    evidence: compareEvidence(then, now),
    plans: comparePlans(then, now),
    facts: compareFacts(then.facts, now.facts),
    claims: compareClaims(then, now),
  }
}

/** How many changes there are in all. */
export function countChanges(changes: SubmissionChanges): number {
  return Object.values(changes).reduce((sum, list) => sum + list.length, 0)
}

function compareAnswers(then: SubmissionContents, now: SubmissionContents): AnswerChange[] {
  const before = submittedStrands(then)
  const after = submittedStrands(now)
  const [nameThen, nameNow] = [citationsOf(then), citationsOf(now)]
  return changedAnswers(then, after).map((changed) => {
    const [old, current] = [before.get(changed.strand), after.get(changed.strand)]
    const field = answerFields[changed.edition]
    return {
      ...changed,
      number: { then: old?.number ?? null, now: current?.number ?? null },
      title: (current ?? old)?.title ?? '',
      rows: compareTexts(
        plainText(old?.[field] ?? '', nameThen).trim(),
        plainText(current?.[field] ?? '', nameNow).trim(),
      ),
    }
  })
}

/** Evidence as a text named it: by the number that it had. */
function citationsOf(contents: SubmissionContents): NameCitation {
  const numbers = submittedNumbers(contents)
  return (id) => numbers.get(id) ?? null
}

function comparePlans(then: SubmissionContents, now: SubmissionContents): PlanChange[] {
  const [nameThen, nameNow] = [citationsOf(then), citationsOf(now)]
  return now.sections.flatMap(({ id: section, plan }) => {
    const old = then.sections.find(({ id }) => id === section)?.plan ?? []
    const before = new Map(old.map((row) => [row.id, row]))
    const after = new Set(plan.map(({ id }) => id))
    const there = plan.flatMap((row) => planChange(before.get(row.id) ?? null, row))
    const gone = old.filter(({ id }) => !after.has(id)).flatMap((row) => planChange(row, null))
    return [...there, ...gone]

    function planChange(old: PlanRow | null, current: PlanRow | null): PlanChange[] {
      const columns = planColumns
        .map((column) => ({
          column,
          then: plainText(old?.[column] ?? '', nameThen).trim(),
          now: plainText(current?.[column] ?? '', nameNow).trim(),
        }))
        .filter((each) => each.then !== each.now)
        .map((each) => ({ column: each.column, rows: compareTexts(each.then, each.now) }))
      const row = current ?? old
      if (columns.length === 0 || !row) return []
      const kind = !old ? 'added' : !current ? 'removed' : 'changed'
      return [{ kind, section, row: row.id, goal: plainText(row.goal, nameNow).trim(), columns }]
    }
  })
}

function compareFacts(then: SubmittedFacts, now: SubmittedFacts): FactChange[] {
  return submittedFactNames
    .map((fact) => ({ fact, then: factText(then, fact), now: factText(now, fact) }))
    .filter((each) => each.then !== each.now)
}

function factText(facts: SubmittedFacts, fact: SubmittedFactName): string {
  if (fact === 'cycle') return formatCycle(facts.cycle)
  if (fact === 'people') return facts.people.map(({ name, role }) => personText(name, role)).join('\n')
  if (fact === 'projects') return facts.projects.map(projectText).join('\n')
  return String(facts[fact] ?? '')
}

/** A person with the role in brackets. */
export function personText(name: string, role: string): string {
  return role === '' ? name : `${name} (${role})`
}

function projectText({
  title,
  startedOn,
  endedOn,
  countries,
  labels,
}: SubmittedFacts['projects'][number]): string {
  const named = { nql: 'NQL', eql: 'EQL', prize: '', other: '' }
  const parts = [
    title,
    [startedOn, endedOn].filter(Boolean).join('–'),
    countries.join(', '),
    ...labels.map(({ kind, name, awardedOn }) => [named[kind] || name, awardedOn].filter(Boolean).join(' ')),
  ]
  return parts.filter(Boolean).join(' · ')
}

function compareClaims(then: SubmissionContents, now: SubmissionContents): ClaimChange[] {
  const before = submittedStrands(then)
  const after = submittedStrands(now)
  return [...new Map([...after, ...before])]
    .map(([strand, { section }]) => ({
      section,
      strand,
      then: claimOf(before.get(strand)),
      now: claimOf(after.get(strand)),
    }))
    .filter((each) => JSON.stringify(each.then) !== JSON.stringify(each.now))
}

function claimOf(strand: Claim | undefined): Claim | null {
  return strand ? { number: strand.number, title: strand.title, limit: strand.limit } : null
}
