import { describe, expect, it } from 'vitest'
import { startWithPortfolio } from '../support/engine'

const here = { section: 'students', strand: 'students.2' } as const

async function withEvidence() {
  const engine = startWithPortfolio()
  const add = async (title: string, place: { section: 'students' | 'example'; strand: string } | null) =>
    (await engine.ask('addEvidence', { place, title })).ids[0] ?? ''
  const far = await add('Ден на отворените врати', { section: 'example', strand: 'example.1' })
  const near = await add('Посланиците пред учителите', { section: 'students', strand: 'students.1' })
  const own = await add('Протокол от съвета', { section: 'students', strand: 'students.2' })
  const loose = await add('Писмо от партньори', null)
  return { engine, far, near, own, loose }
}

describe('evidence to cite', () => {
  it('comes with its number, what stands under the answer first, then its section, then the rest', async () => {
    const { engine, far, near, own, loose } = await withEvidence()
    const found = await engine.ask('findCitable', { question: '', near: here })
    expect(found).toEqual([
      { id: own, number: 'P3-02', title: 'Протокол от съвета' },
      { id: near, number: 'P3-01', title: 'Посланиците пред учителите' },
      { id: far, number: 'P4-01', title: 'Ден на отворените врати' },
      { id: loose, number: null, title: 'Писмо от партньори' },
    ])
    expect(await engine.ask('findCitable', { question: '', near: here, limit: 1 })).toHaveLength(1)
  })

  it('is found by the beginnings of its words, without the marks of its letters, and by its number', async () => {
    const { engine, near, own, far } = await withEvidence()
    const ids = async (question: string) =>
      (await engine.ask('findCitable', { question, near: here })).map(({ id }) => id)
    expect(await ids('посл')).toEqual([near])
    expect(await ids('СЪВЕТ')).toEqual([own])
    for (const number of ['P3-02', 'p3 2', '3.2', '3-02']) expect(await ids(number), number).toEqual([own])
    expect((await ids('3')).sort()).toEqual([near, own].sort())
    expect(await ids('P4')).toEqual([far])
    expect(await ids('няма такова')).toEqual([])
  })

  it('in the trash is neither found nor named; renamed and moved it is named as it is now', async () => {
    const { engine, near, own } = await withEvidence()
    await engine.ask('removeEvidence', { ids: [own] })
    expect((await engine.ask('findCitable', { question: 'съвета', near: here })).map(({ id }) => id)).toEqual(
      [],
    )
    await engine.ask('writeEvidence', { id: near, title: 'Посланици' })
    await engine.ask('moveEvidence', {
      id: near,
      from: { section: 'students', strand: 'students.1' },
      to: { section: 'leadership', strand: 'leadership.1' },
    })
    expect(await engine.ask('listCited', { ids: [own, near, 'no such'] })).toEqual([
      { id: near, number: 'P1-01', title: 'Посланици' },
    ])
    await engine.ask('undo', {})
    expect(await engine.ask('listCited', { ids: [near] })).toEqual([
      { id: near, number: 'P3-01', title: 'Посланици' },
    ])
  })
})

describe('typing', () => {
  const place = { strand: 'students.2' } as const

  it('of one stretch is one step to undo, of two stretches two', async () => {
    const { engine } = await withEvidence()
    const answer = async () =>
      (await engine.ask('section', { section: 'students' })).strands.find(
        ({ strand }) => strand === 'students.2',
      )?.answer
    for (const text of ['а', 'аб', 'абв']) await engine.ask('writeAnswer', { ...place, text, typing: 'one' })
    for (const text of ['абв г', 'абв гд']) await engine.ask('writeAnswer', { ...place, text, typing: 'two' })
    await engine.ask('undo', {})
    expect(await answer()).toBe('абв')
    await engine.ask('undo', {})
    expect(await answer()).toBe('')
    await engine.ask('redo', {})
    await engine.ask('redo', {})
    expect(await answer()).toBe('абв гд')
  })

  it('after a clock that was set back is a step of its own, and nothing is lost', async () => {
    const { engine } = await withEvidence()
    await engine.ask('writeAnswer', { ...place, text: 'one', typing: 'one' })
    engine.wait(-3_600_000)
    await engine.ask('writeAnswer', { ...place, text: 'one two', typing: 'one' })
    await engine.ask('undo', {})
    const { strands } = await engine.ask('section', { section: 'students' })
    expect(strands.find(({ strand }) => strand === 'students.2')?.answer).toBe('one')
  })

  it('has more than two hundred steps, over a restart', async () => {
    const { engine } = await withEvidence()
    for (let step = 1; step <= 250; step += 1) {
      await engine.ask('writeAnswer', { ...place, text: 'x'.repeat(step), typing: String(step) })
    }
    const root = engine.root
    await engine.ask('closePortfolio', {})
    engine.open(root)
    for (let step = 0; step < 210; step += 1) await engine.ask('undo', {})
    const { strands } = await engine.ask('section', { section: 'students' })
    expect(strands.find(({ strand }) => strand === 'students.2')?.answer).toHaveLength(40)
  })
})
