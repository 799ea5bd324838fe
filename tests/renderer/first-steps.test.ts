import { describe, expect, it } from 'vitest'
import type { OpenPortfolio } from '../../electron/contract/engine'
import { sampleId } from '../../electron/domain/sample'
import { standingOf } from '../../renderer/state/first-steps'

function open(options: { evidence?: number; answered?: number; id?: string } = {}): OpenPortfolio {
  const { evidence = 0, answered = 0, id = 'p' } = options
  const strands = Array.from({ length: 8 }, (_, index) => `students.${index + 1}`)
  const portfolio = {
    portfolio: { id },
    sections: [{ id: 'students', strands: strands.map((strand) => ({ id: strand })) }],
    coverage: [
      {
        section: 'students',
        strands: strands.map((strand, index) => ({ strand, answered: index < answered, evidence: 0 })),
        planRows: 0,
      },
    ],
    evidenceCount: evidence,
  }
  return portfolio as unknown as OpenPortfolio
}

const done = (...given: Parameters<typeof standingOf>) =>
  standingOf(...given)?.map(({ step, isDone }) => `${step} ${isDone ? 'done' : 'open'}`)

describe('the first three steps', () => {
  it('tick by what is there, in any order', () => {
    expect(done(open(), false)).toEqual(['evidence open', 'answer open', 'pdf open'])
    expect(done(open({ evidence: 1 }), false)).toEqual(['evidence done', 'answer open', 'pdf open'])
    expect(done(open({ answered: 1 }), true)).toEqual(['evidence open', 'answer done', 'pdf done'])
  })

  it('lead to the first strand, and to the first that has no answer', () => {
    const steps = standingOf(open({ answered: 2 }), false)
    expect(steps?.map(({ place }) => place?.strand)).toEqual(['students.1', 'students.3', undefined])
  })

  it('are not shown once all are done, in the sample, or to a school that is well on its way', () => {
    expect(standingOf(open({ evidence: 1, answered: 1 }), true)).toBeNull()
    expect(standingOf(open({ id: sampleId('x') }), false)).toBeNull()
    expect(standingOf(open({ evidence: 11 }), false)).toBeNull()
    expect(standingOf(open({ answered: 6 }), false)).toBeNull()
  })
})
