import Database from 'better-sqlite3'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { TextHit } from '../../electron/contract/text-requests'
import { startTestEngine, startWithPortfolio, type TestEngine } from '../support/engine'
import { temporaryFolder } from '../support/temporary'

const turkish = {
  school: 'Köprü Ortaokulu',
  country: 'TR',
  language: 'tr',
  cycle: { from: 2027, to: 2028 },
} as const

const answerOf = async (engine: TestEngine, strand: string) => {
  const { strands } = await engine.ask('section', { section: 'students' })
  return strands.find((each) => each.strand === strand)?.answer
}
const write = (engine: TestEngine, strand: string, text: string) =>
  engine.ask('writeAnswer', { strand, text })
const places = (hits: readonly TextHit[]) => hits.map(({ key, count }) => `${key} ${count}`)

/** A portfolio in whose answers, plans and outcomes the word stands. */
async function written() {
  const engine = startWithPortfolio()
  await write(engine, 'students.1', 'Училището **учи**. В училището е добре.')
  await write(engine, 'leadership.2', 'Нищо такова.')
  await write(engine, 'esafety.1', 'За училището')
  const { id } = await engine.ask('addPlanRow', {
    section: 'students',
    goal: 'Клуб',
    indicator: 'училището пее',
  })
  return { engine, row: id }
}

describe('finding in all texts', () => {
  it('names every answer and every part of a plan, in the order of the form, with the words around', async () => {
    const { engine, row } = await written()
    const hits = await engine.ask('findTexts', { find: 'училището' })
    expect(places(hits)).toEqual(['answer:esafety.1 1', 'answer:students.1 2', `plan:${row}:indicator 1`])
    expect(hits[1]).toMatchObject({
      kind: 'answer',
      id: 'students.1',
      section: 'students',
      number: '3.1',
      row: null,
      language: 'bg',
      snippet: {
        text: 'Училището учи. В училището е добре.',
        marks: [
          [0, 9],
          [17, 26],
        ],
      },
    })
    expect(hits[2]).toMatchObject({ kind: 'plan', id: row, number: '3', row: 1, column: 'indicator' })
    expect(places(await engine.ask('findTexts', { find: 'училището', matchCase: true }))[1]).toBe(
      'answer:students.1 1',
    )
    expect(await engine.ask('findTexts', { find: 'учи', wholeWords: true })).toHaveLength(1)
    await expect(engine.ask('findTexts', { find: '' })).rejects.toMatchObject({ code: 'input.invalid' })
  })

  it('leaves hidden claims alone', async () => {
    const { engine } = await written()
    await engine.ask('hideStrand', { strand: 'students.1' })
    await engine.ask('replaceTexts', { find: 'училището', replace: 'школото' })
    await engine.ask('showStrand', { strand: 'students.1' })
    expect(await answerOf(engine, 'students.1')).toBe('Училището **учи**. В училището е добре.')
  })
})

describe('replacing in all texts', () => {
  it('is one step to undo, by its own name', async () => {
    const { engine, row } = await written()
    const replaced = { find: 'училището', replace: 'нашата гимназия' }
    expect(await engine.ask('replaceTexts', replaced)).toEqual({ count: 4 })
    expect(await answerOf(engine, 'students.1')).toBe('нашата гимназия **учи**. В нашата гимназия е добре.')
    const { plan } = await engine.ask('section', { section: 'students' })
    expect(plan[0]).toMatchObject({ id: row, goal: 'Клуб', indicator: 'нашата гимназия пее' })
    expect(await engine.ask('undo', {})).toEqual({ kind: 'replaceWords', words: { ...replaced, count: 4 } })
    expect(await answerOf(engine, 'students.1')).toBe('Училището **учи**. В училището е добре.')
    expect(places(await engine.ask('findTexts', { find: 'училището' }))).toHaveLength(3)
    await engine.ask('redo', {})
    expect(await engine.ask('findTexts', { find: 'училището' })).toEqual([])
  })

  it('is done only in the texts that are chosen', async () => {
    const { engine } = await written()
    const only = ['answer:esafety.1']
    expect(await engine.ask('replaceTexts', { find: 'училището', replace: 'нас', only })).toEqual({
      count: 1,
    })
    expect(places(await engine.ask('findTexts', { find: 'училището' }))).toHaveLength(2)
  })

  it('by nothing takes the words out; a change of nothing is no step', async () => {
    const { engine } = await written()
    await engine.ask('replaceTexts', { find: 'училището ', replace: '' })
    expect(await answerOf(engine, 'students.1')).toBe('**учи**. В е добре.')
    expect((await engine.ask('undo', {})).kind).toBe('removeWords')
    const steps = (await engine.ask('listChanges', {})).length
    expect(await engine.ask('replaceTexts', { find: 'няма го', replace: 'x' })).toEqual({ count: 0 })
    expect(await engine.ask('replaceTexts', { find: 'учи', replace: 'учи', matchCase: true })).toMatchObject(
      {},
    )
    expect(await engine.ask('listChanges', {})).toHaveLength(steps)
  })

  it('finds across bold, and what looks like Markdown stays plain words', async () => {
    const { engine } = await written()
    await write(engine, 'students.2', 'See **our sch**ool, [school](https://school.example)')
    await engine.ask('replaceTexts', { find: 'our school', replace: '*us*' })
    expect(await answerOf(engine, 'students.2')).toBe('See **\\*us\\***, [school](https://school.example)')
    await engine.ask('replaceTexts', { find: 'school', replace: 'pupils' })
    expect(await answerOf(engine, 'students.2')).toBe('See **\\*us\\***, [pupils](https://school.example)')
  })

  it('knows the Turkish i, in each language’s own text', async () => {
    const engine = startTestEngine()
    const root = join(temporaryFolder(), 'Köprü.fivefold')
    engine.create(root, turkish)
    engine.close()
    const db = new Database(join(root, 'portfolio.sqlite'))
    db.exec(`UPDATE portfolio SET second_language = 'en';
      INSERT INTO second_answer (strand_id, text, updated_at, updated_by)
        VALUES ('students.1', 'IDEAS and ideas', '2026-11-23T08:00:00.000Z', 'test')`)
    db.close()
    engine.open(root)
    await write(engine, 'students.1', 'IŞIK ışık İŞİK')
    await write(engine, 'students.2', 'ideas IDEAS')
    expect(places(await engine.ask('findTexts', { find: 'ışık' }))).toEqual(['answer:students.1 2'])
    const hits = await engine.ask('findTexts', { find: 'ideas' })
    expect(places(hits)).toEqual(['second:students.1 2', 'answer:students.2 1'])
    expect(hits[0]).toMatchObject({ kind: 'second', language: 'en', number: '3.1' })
    expect(await engine.ask('replaceTexts', { find: 'ideas', replace: 'plans' })).toEqual({ count: 3 })
    expect((await engine.ask('findTexts', { find: 'plans and plans' }))[0]?.key).toBe('second:students.1')
    await engine.ask('undo', {})
    expect((await engine.ask('findTexts', { find: 'IDEAS and ideas', matchCase: true }))[0]?.count).toBe(1)
  })

  it('also stands in what came of the plan of the cycle before', async () => {
    const { engine } = await written()
    const next = join(temporaryFolder(), 'Next.fivefold')
    const old = (await engine.ask('portfolio', {})).folder
    engine.create(next, { ...turkish, language: 'bg', cycle: { from: 2029, to: 2030 } }, old)
    const { earlierPlan } = await engine.ask('section', { section: 'students' })
    const id = earlierPlan?.rows[0]?.id ?? ''
    await engine.ask('writeOutcome', { id, text: 'Хорът **п**ее' })
    const hits = await engine.ask('findTexts', { find: 'пее' })
    expect(hits.map(({ kind, row }) => ({ kind, row }))).toEqual([{ kind: 'outcome', row: 1 }])
    await engine.ask('replaceTexts', { find: 'пее', replace: 'свири' })
    const after = await engine.ask('section', { section: 'students' })
    expect(after.earlierPlan?.rows[0]?.outcome).toBe('Хорът **свири**')
  })
})
