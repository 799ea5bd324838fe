import { countCharacters } from './characters'
import { found, type CheckFinding, type CheckSource } from './check'
import { createMessages } from './messages'
import { planColumns, planText, type PlanRow } from './plan'
import { plainText } from './rich-text'
import type { Section, SectionId } from './section'
import { otherLanguage } from './text-language'

/** An answer below this says that something is done and hardly how: two sentences, in characters. */
export const shortAnswer = 120

/** Answers and plans as the form takes them. */
export function checkAnswers(source: CheckSource): CheckFinding[] {
  return source.sections.flatMap((section) => [
    ...section.strands.flatMap((strand) => checkAnswer(source, section.id, strand)),
    ...checkPlan(source, section),
    ...checkEarlierPlan(source, section),
  ])
}

type Strand = Section['strands'][number]

function checkAnswer(source: CheckSource, section: SectionId, strand: Strand): CheckFinding[] {
  const { answers, seconds, standings, portfolio, read } = source
  const { id, number, title } = strand
  const first = answers.get(id) ?? ''
  const second = seconds.get(id) ?? ''
  const add = (rule: CheckFinding['rule'], edition: 'first' | 'second', words: CheckFinding['words'] = {}) =>
    found(rule, edition === 'first' ? id : `${id}:second`, {
      section,
      place: { kind: 'answer', section, strand: id, edition },
      where: { number, title },
      words,
    })
  const findings: CheckFinding[] = []
  if (first.trim() === '') findings.push(add('answer.empty', 'first'))
  else if (countCharacters(first.trim()) < shortAnswer) findings.push(add('answer.short', 'first'))
  for (const [edition, text, language] of [
    ['first', first, portfolio.language],
    ['second', second, portfolio.secondLanguage],
  ] as const) {
    if (text.trim() === '' || language === null) continue
    const over = overBy(text, strand.limit, source)
    if (over > 0) findings.push(add('answer.over', edition, { count: over, limit: strand.limit ?? 0 }))
    const other = otherLanguage(read(text).prose, language)
    if (other !== null) findings.push(add('answer.language', edition, { language: other }))
  }
  const standing = standings.find((each) => each.strand === id)?.standing ?? 'none'
  if (standing === 'missing') findings.push(add('second.missing', 'second'))
  if (standing === 'secondBehind') findings.push(add('second.behind', 'second'))
  if (standing === 'firstBehind' && first.trim() !== '') findings.push(add('second.behind', 'first'))
  if (standing === 'unsure' || standing === 'new') findings.push(add('second.unsure', 'second'))
  return findings
}

/** How many characters too many, as the form counts them: without marks, evidence by its number. */
function overBy(text: string, limit: number | null, { nameCitation }: CheckSource): number {
  // Plain text is never longer than twice what it is written with: a short text needs no reading.
  if (limit === null || text.length * 2 < limit) return 0
  return countCharacters(plainText(text, nameCitation).trim()) - limit
}

/** The form asks for the next two years of each principle; of eSafety it asks nothing more. */
function checkPlan(source: CheckSource, section: Section): CheckFinding[] {
  const { plans, portfolio, nameCitation } = source
  const { id, number, shortTitle, planLimit } = section
  const where = { number: String(number), title: shortTitle }
  const rows = (plans.get(id) ?? []).filter(isFilled)
  if (rows.length === 0) {
    if (number === 0) return []
    return [found('plan.missing', id, { section: id, where, place: planPlace(id, null, 'goal') })]
  }
  const parts = rows.flatMap((row) => {
    const open = planColumns.filter((column) => row[column].trim() === '')
    const [first] = open
    if (first === undefined) return []
    return found('plan.part', row.id, {
      section: id,
      where: { ...where, file: plainText(row.goal) },
      place: planPlace(id, row.id, first),
      words: { columns: open.join(',') },
    })
  })
  if (planLimit === null) return parts
  const text = planText(rows, createMessages(portfolio.language), nameCitation)
  const over = countCharacters(text.trim()) - planLimit
  if (over <= 0) return parts
  const last = rows.at(-1)?.id ?? null
  const words = { count: over, limit: planLimit }
  return [
    found('plan.over', id, { section: id, where, place: planPlace(id, last, 'indicator'), words }),
    ...parts,
  ]
}

/** A school that renews its label reports on what it planned the last time. */
function checkEarlierPlan(
  { earlierPlans }: CheckSource,
  { id, number, shortTitle }: Section,
): CheckFinding[] {
  const rows = earlierPlans.get(id)?.rows ?? []
  return rows
    .filter((row) => row.outcome.trim() === '' && isFilled(row))
    .map((row) =>
      found('plan.outcome', row.id, {
        section: id,
        where: { number: String(number), title: shortTitle, file: plainText(row.goal) },
        place: planPlace(id, row.id, 'outcome'),
      }),
    )
}

function isFilled(row: PlanRow): boolean {
  return planColumns.some((column) => row[column].trim() !== '')
}

function planPlace(
  section: SectionId,
  row: string | null,
  column: Extract<CheckFinding['place'], { kind: 'plan' }>['column'],
): CheckFinding['place'] {
  return { kind: 'plan', section, row, column }
}
