import { evidenceWindow } from './application'
import { found, type CheckFinding, type CheckPlace, type CheckSource } from './check'
import { requirements, type Rule } from './eligibility'

const placeOfRule: Readonly<Record<Rule, CheckPlace>> = {
  registered: { kind: 'facts', field: 'registered' },
  teachers: { kind: 'facts', field: 'teachers' },
  label: { kind: 'projects' },
}

/** What the application asks beside answers and evidence: the rules of the call, the declaration, who sees to what. */
export function checkSchool(source: CheckSource): CheckFinding[] {
  return [...rulesOfCall(source), ...declaration(source), ...responsible(source), ...openComments(source)]
}

function rulesOfCall({ application, portfolio, people, projects, today }: CheckSource): CheckFinding[] {
  const { from, until } = evidenceWindow(application, portfolio.cycle)
  return requirements({ application, cycle: portfolio.cycle, people, projects, today }).flatMap(
    ({ rule, state, need }) =>
      state === 'met'
        ? []
        : found(state === 'missing' ? 'rule.missing' : 'rule.unknown', rule, {
            section: null,
            place: placeOfRule[rule],
            words: { rule, need, from, until },
          }),
  )
}

/** Its words may stay the app's own, and place and day may be written by hand: only who signs cannot be guessed. */
function declaration({ application, people }: CheckSource): CheckFinding[] {
  const { signatory, declarationPlace, declarationOn } = application
  const isSigned = people.some(({ id }) => id === signatory)
  const open = declarationPlace === '' ? 'declaration-place' : 'declaration-on'
  return [
    ...(isSigned
      ? []
      : [
          found('declaration.signatory', '', { section: null, place: { kind: 'facts', field: 'signatory' } }),
        ]),
    ...(declarationPlace !== '' && declarationOn !== ''
      ? []
      : [found('declaration.day', '', { section: null, place: { kind: 'facts', field: open } })]),
  ]
}

/** Whoever works alone has nobody to share with. */
function responsible({ sections, people }: CheckSource): CheckFinding[] {
  if (people.length < 2) return []
  return sections
    .filter((section) => section.responsible === null)
    .map(({ id, number, shortTitle }) =>
      found('section.nobody', id, {
        section: id,
        place: { kind: 'responsible', section: id },
        where: { number: String(number), title: shortTitle },
      }),
    )
}

function openComments({ comments, sections, evidence }: CheckSource): CheckFinding[] {
  if (comments.length === 0) return []
  const pieces = new Map(evidence.map((piece) => [piece.id, piece]))
  return comments.map(({ id, target, title, madeBy }) => {
    if ('evidence' in target) {
      const piece = pieces.get(target.evidence)
      const section = piece?.places[0]?.section ?? null
      return found('comment.open', id, {
        section,
        place: { kind: 'comment', target, section },
        where: { number: piece?.number ?? '', title },
        words: { name: madeBy },
      })
    }
    const owner = sections.find(({ strands }) => strands.some((strand) => strand.id === target.strand))
    const section = owner?.id ?? null
    return found('comment.open', id, {
      section,
      place: { kind: 'comment', target, section },
      where: { number: owner?.strands.find((strand) => strand.id === target.strand)?.number ?? '', title },
      words: { name: madeBy },
    })
  })
}
