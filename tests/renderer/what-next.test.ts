import { describe, expect, it } from 'vitest'
import { checkAll, outcomeOf } from '../../electron/domain/check-all'
import type { CheckSource } from '../../electron/domain/check'
import { nextSteps, type NextStep } from '../../renderer/state/next-steps'
import { whatNext } from '../../renderer/state/what-next'
import { aPhoto, aPiece, wholeSource } from '../support/check-source'

function next(more: Partial<CheckSource>, steps: readonly NextStep[] = []) {
  const findings = checkAll(wholeSource(more))
  return whatNext(outcomeOf(findings, { setAside: new Set(), whose: null, most: null }), steps)
}

const step = (kind: NextStep['kind'], strand: string | null): NextStep => ({
  kind,
  section: 'students',
  strand,
  number: '',
  title: '',
  evidence: 0,
})

describe('what to do next', () => {
  it('is nothing where nothing is found', () => {
    expect(next({})).toBe(null)
  })

  it('begins with what stands in the way, and what is broken before what is unwritten', () => {
    expect(next({ answers: new Map(), missing: new Set(['d'.repeat(64)]) })?.rule).toBe('file.missing')
    expect(next({ answers: new Map(), evidence: [aPiece({ title: '' })] })?.rule).toBe('answer.empty')
    expect(next({ evidence: [aPiece({ title: '', attachments: [aPhoto({ brightness: 1 })] })] })?.rule).toBe(
      'evidence.untitled',
    )
    expect(next({ evidence: [aPiece({ attachments: [aPhoto({ brightness: 1 })] })] })?.rule).toBe(
      'photo.dark',
    )
  })

  it('is what the overview advises, while answers and plans are to be written', () => {
    const [students] = wholeSource().sections
    const [first] = students?.strands ?? []
    const strands = first ? [first, { ...first, id: 'students.2', number: '3.2' }] : []
    const sections = students ? [{ ...students, strands }] : []
    const empty = { sections, answers: new Map(), plans: new Map() }
    expect(next(empty)?.key).toBe('answer.empty:students.1')
    expect(next(empty, [step('answer', 'students.2')])?.key).toBe('answer.empty:students.2')
    expect(next(empty, [step('plan', null)])?.key).toBe('plan.missing:students')
    const bare = [
      { strand: 'students.2', section: 'students', number: '3.2', title: '', isAnswered: true } as const,
    ]
    const proof = { bare, lost: [], cited: new Set(['piece']) }
    expect(next({ ...empty, proof }, [step('evidence', 'students.2')])?.key).toBe('claim.unproved:students.2')
  })

  it('asks for no plan of eSafety, as the overview does not', () => {
    const esafety = { ...wholeSource().sections[0]!, id: 'esafety', number: 0 } as const
    const coverage = [
      {
        section: 'esafety',
        strands: [{ strand: 'students.1', answered: true, evidence: 1 }],
        planRows: 0,
      } as const,
    ]
    expect(
      nextSteps(
        [esafety],
        coverage.map((each) => ({ ...each, strands: [...each.strands] })),
      ),
    ).toEqual([])
  })
})

describe('findings sorted for a reader', () => {
  const findings = checkAll(wholeSource({ answers: new Map(), plans: new Map(), people: [] }))
  const sorted = (more: Partial<Parameters<typeof outcomeOf>[1]>) =>
    outcomeOf(findings, { setAside: new Set(), whose: null, most: null, ...more })

  it('are one person’s, or nobody’s', () => {
    const hers = sorted({ whose: { sections: ['students'], isNobodys: false } })
    expect(hers.groups.map(({ rule }) => rule)).toEqual(['answer.empty', 'plan.missing'])
    const nobodys = sorted({ whose: { sections: [], isNobodys: true } })
    expect(nobodys.groups.map(({ rule }) => rule)).toEqual(['declaration.signatory'])
    expect(nobodys.bySection).toEqual([])
  })

  it('count without what was set aside', () => {
    const { counts, setAside } = sorted({ setAside: new Set(['answer.empty:students.1', 'x']) })
    expect(counts).toEqual({ blocks: 1, should: 1, could: 0 })
    expect(setAside.map(({ key }) => key)).toEqual(['answer.empty:students.1'])
  })
})
