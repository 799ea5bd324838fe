import { describe, expect, it } from 'vitest'
import { startWithPortfolio, type TestEngine } from '../support/engine'

const write = (engine: TestEngine, strand: string, text: string) =>
  engine.ask('writeAnswer', { strand, text })

async function gather(engine: TestEngine, title: string, strand: string | null = null): Promise<string> {
  const place = strand === null ? null : ({ section: 'students', strand } as const)
  const { ids } = await engine.ask('addEvidence', { place, title, note: 'x' })
  return ids[0] ?? ''
}

const claims = async (engine: TestEngine) =>
  (await engine.ask('proofGaps', {})).claims.map(({ number }) => number)

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
    await engine.ask('hideStrand', { strand: 'students.1' })
    expect(await claims(engine)).toEqual([])
  })

  it('an answer that names what is in the trash, or gone, has no proof in it, and says so', async () => {
    const engine = startWithPortfolio()
    const day = await gather(engine, 'Open day')
    await write(engine, 'students.3', `See [Open day](evidence:${day}) and [x](evidence:unknown).`)
    const lost = async () =>
      (await engine.ask('proofGaps', {})).lost.map(({ number, citations }) => ({ number, citations }))
    const gone = { evidence: 'unknown', title: '', isInTrash: false }
    expect(await lost()).toEqual([{ number: '3.3', citations: [gone] }])
    await engine.ask('removeEvidence', { ids: [day] })
    expect(await claims(engine)).toEqual(['3.3'])
    expect(await lost()).toEqual([
      { number: '3.3', citations: [{ evidence: day, title: 'Open day', isInTrash: true }, gone] },
    ])
    await engine.ask('emptyTrash', {})
    expect((await lost())[0]?.citations[0]).toEqual({ evidence: day, title: '', isInTrash: false })
  })
})

describe('evidence that no answer names', () => {
  it('stands in the book’s order, and lists know it', async () => {
    const engine = startWithPortfolio()
    const loose = await gather(engine, 'Loose')
    const day = await gather(engine, 'Open day', 'students.2')
    const council = await gather(engine, 'Council', 'students.1')
    const unnamed = async () => {
      const { unnamed: found } = await engine.ask('proofGaps', {})
      return {
        count: found.count,
        titles: found.first.map(({ number, title }) => `${number ?? '-'} ${title}`),
      }
    }
    expect(await unnamed()).toEqual({ count: 3, titles: ['P3-01 Council', 'P3-02 Open day', '- Loose'] })
    await write(engine, 'example.1', `Links **[Open day](evidence:${day})**; evidence:${council}`)
    expect(await unnamed()).toEqual({ count: 2, titles: ['P3-01 Council', '- Loose'] })
    const { id } = await engine.ask('addPlanRow', { section: 'students', goal: `[Loose](evidence:${loose})` })
    expect((await unnamed()).count).toBe(1)
    const cited = async () =>
      (await engine.ask('listSummaries', {})).filter(({ isCited }) => isCited).map(({ title }) => title)
    expect(await cited()).toEqual(['Open day', 'Loose'])
    await engine.ask('removePlanRow', { id })
    expect(await cited()).toEqual(['Open day'])
    await engine.ask('undo', {})
    expect(await cited()).toEqual(['Open day', 'Loose'])
    await engine.ask('removeEvidence', { ids: [council] })
    expect(await unnamed()).toEqual({ count: 0, titles: [] })
  })
})
