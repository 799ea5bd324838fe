import { describe, expect, it } from 'vitest'
import type { SectionCoverage } from '../../electron/domain/coverage'
import type { Section, SectionId } from '../../electron/domain/section'
import { nextSteps } from '../../renderer/state/next-steps'

const ids: SectionId[] = ['esafety', 'leadership', 'collaboration']

const sections: Section[] = ids.map((id, number) => ({
  id,
  number,
  title: `The whole title of ${id}`,
  shortTitle: id,
  claim: '',
  planLimit: null,
  responsible: null,
  wording: null,
  hiddenStrands: [],
  strands: [1, 2].map((each) => ({
    id: `${id}.${each}`,
    number: `${number}.${each}`,
    title: `Claim ${each}`,
    question: '',
    limit: null,
    isOwn: false,
  })),
}))

type Standing = [answered: boolean, evidence: number]

function standing(section: SectionId, strands: Standing[], planRows = 0): SectionCoverage {
  return {
    section,
    planRows,
    strands: strands.map(([answered, evidence], index) => ({
      strand: `${section}.${index + 1}`,
      answered,
      evidence,
    })),
  }
}

const nothing: Standing[] = [
  [false, 0],
  [false, 0],
]
const everything: Standing[] = [
  [true, 1],
  [true, 2],
]

const brief = (coverage: SectionCoverage[]) =>
  nextSteps(sections, coverage).map(({ kind, number }) => `${kind} ${number}`)

describe('what to do next', () => {
  it('begins a new portfolio with the first claim of each section, in the Mission’s order', () => {
    expect(brief(ids.map((id) => standing(id, nothing)))).toEqual(['begin 0.1', 'begin 1.1', 'begin 2.1'])
  })

  it('asks for the answer that evidence waits for, then for evidence, then for what is empty', () => {
    const coverage = [
      standing('esafety', [
        [true, 1],
        [false, 0],
      ]),
      standing('leadership', [
        [true, 0],
        [true, 1],
      ]),
      standing('collaboration', [
        [true, 1],
        [false, 3],
      ]),
    ]
    expect(brief(coverage)).toEqual(['answer 2.2', 'evidence 1.1', 'begin 0.2'])
    expect(nextSteps(sections, coverage)[0]).toMatchObject({ strand: 'collaboration.2', evidence: 3 })
  })

  it('goes to the emptiest section first, and once to each before twice to any', () => {
    const coverage = [
      standing(
        'esafety',
        [
          [true, 1],
          [false, 0],
        ],
        1,
      ),
      standing('leadership', nothing),
      standing('collaboration', nothing),
    ]
    expect(brief(coverage)).toEqual(['begin 1.1', 'begin 2.1', 'begin 0.2'])
  })

  it('asks for a plan only where something is done already', () => {
    const coverage = [
      standing('esafety', everything),
      standing('leadership', everything),
      standing('collaboration', nothing),
    ]
    // eSafety is a preliminary question: the form asks for no plan there.
    expect(brief(coverage)).toEqual(['begin 2.1', 'plan leadership', 'begin 2.2'])
    expect(nextSteps(sections, coverage)[1]).toMatchObject({ section: 'leadership', strand: null })
  })

  it('is nothing when all is there', () => {
    expect(
      nextSteps(
        sections,
        ids.map((id) => standing(id, everything, 1)),
      ),
    ).toEqual([])
    expect(nextSteps([], [])).toEqual([])
  })
})
