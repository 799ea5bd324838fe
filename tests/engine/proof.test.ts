import { describe, expect, it } from 'vitest'
import type { CheckFinding, CheckRule } from '../../electron/domain/check'
import { startWithPortfolio, type TestEngine } from '../support/engine'

const write = (engine: TestEngine, strand: string, text: string) =>
  engine.ask('writeAnswer', { strand, text })

async function gather(engine: TestEngine, title: string, strand: string | null = null): Promise<string> {
  const place = strand === null ? null : ({ section: 'students', strand } as const)
  const { ids } = await engine.ask('addEvidence', { place, title, note: 'x' })
  return ids[0] ?? ''
}

async function found(engine: TestEngine, rule: CheckRule): Promise<CheckFinding[]> {
  const { groups } = await engine.ask('check', {})
  return groups.find((group) => group.rule === rule)?.findings ?? []
}

const claims = async (engine: TestEngine) =>
  (await found(engine, 'claim.unproved')).map(({ where }) => where.number)

describe('claims without proof', () => {
  it('are answered, and neither have evidence under them nor name any', async () => {
    const engine = startWithPortfolio()
    const day = await gather(engine, 'Open day')
    await gather(engine, 'Council', 'students.2')
    expect(await claims(engine)).toEqual([])
    await write(engine, 'students.1', 'We do.')
    await write(engine, 'students.2', 'We do, too.')
    await write(engine, 'students.3', `See [Open day](evidence:${day}).`)
    await write(engine, 'leadership.1', '  ')
    expect(await claims(engine)).toEqual(['3.1'])
    const bare = (await found(engine, 'strand.bare')).map(({ where }) => where.number)
    expect(bare).toContain('1.1')
    expect(bare).not.toContain('3.1')
    expect(bare).not.toContain('3.3')
    await engine.ask('hideStrand', { strand: 'students.1' })
    expect(await claims(engine)).toEqual([])
  })

  it('an answer that names what is in the trash, or gone, has no proof in it, and says so', async () => {
    const engine = startWithPortfolio()
    const day = await gather(engine, 'Open day')
    await write(engine, 'students.3', `See [Open day](evidence:${day}) and [x](evidence:unknown).`)
    const lost = async () =>
      (await found(engine, 'citation.lost')).map(({ where, words }) => ({ number: where.number, words }))
    const gone = { number: '3.3', words: { state: 'gone', name: '' } }
    expect(await lost()).toEqual([gone])
    await engine.ask('removeEvidence', { ids: [day] })
    expect(await claims(engine)).toEqual(['3.3'])
    expect(await lost()).toEqual([{ number: '3.3', words: { state: 'trash', name: 'Open day' } }, gone])
    await engine.ask('emptyTrash', {})
    expect((await lost())[0]).toEqual(gone)
  })
})

describe('evidence that no answer names', () => {
  it('stands in the book’s order, and lists know it', async () => {
    const engine = startWithPortfolio()
    const loose = await gather(engine, 'Loose')
    const day = await gather(engine, 'Open day', 'students.2')
    const council = await gather(engine, 'Council', 'students.1')
    const unnamed = async () =>
      (await found(engine, 'evidence.unnamed')).map(({ where }) => `${where.number || '-'} ${where.title}`)
    expect(await unnamed()).toEqual(['P3-01 Council', 'P3-02 Open day', '- Loose'])
    await write(engine, 'example.1', `Links **[Open day](evidence:${day})**; evidence:${council}`)
    expect(await unnamed()).toEqual(['P3-01 Council', '- Loose'])
    const { id } = await engine.ask('addPlanRow', { section: 'students', goal: `[Loose](evidence:${loose})` })
    expect(await unnamed()).toEqual(['P3-01 Council'])
    const cited = async () =>
      (await engine.ask('listSummaries', {})).filter(({ isCited }) => isCited).map(({ title }) => title)
    expect(await cited()).toEqual(['Open day', 'Loose'])
    await engine.ask('removePlanRow', { id })
    expect(await cited()).toEqual(['Open day'])
    await engine.ask('undo', {})
    expect(await cited()).toEqual(['Open day', 'Loose'])
    await engine.ask('removeEvidence', { ids: [council] })
    expect(await unnamed()).toEqual([])
  })
})
