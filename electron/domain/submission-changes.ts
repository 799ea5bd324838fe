import { compareTexts, type ComparedRow } from './compare'
import { planColumns, type PlanColumn, type PlanRow } from './plan'
import { formatCycle } from './portfolio'
import { plainText, type NameCitation } from './rich-text'
import type { Place, SectionId } from './section'
import {
  answerFields,
  submittedNumbers,
  submittedStrands,
  type ChangedAnswer,
  type SubmissionContents,
  type SubmittedEvidence,
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

/** One thing that is said otherwise. Of a kind, a level and a date the values stand here: the window has their words. */
export type EvidenceDifference =
  | { part: 'title' | 'shows' | 'note' | 'places' | 'files' | 'links'; rows: ComparedRow[] }
  | { part: 'kind' | 'level' | 'date'; then: string; now: string }

/** `renumbered`: nothing but its number is another. */
export type EvidenceChange = {
  kind: 'added' | 'removed' | 'renumbered' | 'changed'
  id: string
  number: { then: string | null; now: string | null }
  title: string
  differences: EvidenceDifference[]
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

function compareEvidence(then: SubmissionContents, now: SubmissionContents): EvidenceChange[] {
  const before = new Map(then.evidence.map((piece) => [piece.id, piece]))
  const after = new Set(now.evidence.map(({ id }) => id))
  const [placesThen, placesNow] = [placeNames(then), placeNames(now)]
  const there = now.evidence.flatMap((piece): EvidenceChange[] => {
    const old = before.get(piece.id)
    const { id, title } = piece
    const number = { then: old?.number ?? null, now: piece.number }
    if (!old) return [{ kind: 'added', id, number, title, differences: [] }]
    const differences = differencesOf(old, piece, { placesThen, placesNow })
    if (differences.length > 0) return [{ kind: 'changed', id, number, title, differences }]
    return old.number === piece.number ? [] : [{ kind: 'renumbered', id, number, title, differences: [] }]
  })
  const gone = then.evidence
    .filter(({ id }) => !after.has(id))
    .map(({ id, title, number }): EvidenceChange => ({
      kind: 'removed',
      id,
      number: { then: number, now: null },
      title,
      differences: [],
    }))
  return [...there, ...gone]
}

type PlaceNames = (places: readonly Place[]) => string

function differencesOf(
  then: SubmittedEvidence,
  now: SubmittedEvidence,
  { placesThen, placesNow }: Record<'placesThen' | 'placesNow', PlaceNames>,
): EvidenceDifference[] {
  const texts = {
    title: [then.title, now.title],
    shows: [plainText(then.shows), plainText(now.shows)],
    note: [plainText(then.note), plainText(now.note)],
    files: [fileLines(then), fileLines(now)],
    links: [linkLines(then), linkLines(now)],
  } as const
  const values = {
    kind: [then.kind, now.kind],
    level: [then.level, now.level],
    date: [dateOf(then), dateOf(now)],
  } as const
  const isElsewhere = placeKeys(then) !== placeKeys(now)
  // A file that was replaced by another of the same name reads the same, and is not.
  const isOtherFile = then.files.map(({ hash }) => hash).join() !== now.files.map(({ hash }) => hash).join()
  return [
    ...(['title', 'shows', 'note', 'files', 'links'] as const)
      .filter((part) => texts[part][0] !== texts[part][1] || (part === 'files' && isOtherFile))
      .map((part) => ({ part, rows: compareTexts(...texts[part]) })),
    ...(['date', 'kind', 'level'] as const)
      .filter((part) => values[part][0] !== values[part][1])
      .map((part) => ({ part, then: values[part][0], now: values[part][1] })),
    ...(isElsewhere
      ? [{ part: 'places' as const, rows: compareTexts(placesThen(then.places), placesNow(now.places)) }]
      : []),
  ]
}

/** A day, or the first and the last as ISO 8601 writes an interval. */
function dateOf({ date, dateUntil }: SubmittedEvidence): string {
  return dateUntil === '' ? date : `${date}/${dateUntil}`
}

function placeKeys({ places }: SubmittedEvidence): string {
  return places
    .map(({ section, strand }) => strand ?? section)
    .sort()
    .join()
}

/** Places as the school counts them: `3.2`, or the section's title while the claim is open. */
function placeNames(contents: SubmissionContents): PlaceNames {
  const strands = submittedStrands(contents)
  const titles = new Map(contents.sections.map(({ id, title }) => [id, title]))
  return (places) =>
    places
      .map(({ section, strand }) => (strand && strands.get(strand)?.number) ?? titles.get(section) ?? section)
      .join(', ')
}

/** Names with the beginning of the hash, which tells two photos of the same name apart. */
function fileLines({ files }: SubmittedEvidence): string {
  return files
    .map(({ name, caption, hash }) => [name, caption, hash.slice(0, 8)].filter(Boolean).join(' · '))
    .join('\n')
}

function linkLines({ links }: SubmittedEvidence): string {
  return links.map(({ url, caption }) => [url, caption].filter(Boolean).join(' · ')).join('\n')
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
