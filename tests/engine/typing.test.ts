import { describe, expect, it } from 'vitest'
import { startTestEngine, startWithPortfolio, type TestEngine } from '../support/engine'

const strand = 'students.1'
const hour = 60 * 60_000

const write = (engine: TestEngine, text: string, typing?: string) =>
  engine.ask('writeAnswer', { strand, text, ...(typing === undefined ? {} : { typing }) })
const answer = async (engine: TestEngine) =>
  (await engine.ask('section', { section: 'students' })).strands.find((each) => each.strand === strand)
    ?.answer
const steps = async (engine: TestEngine) => (await engine.ask('listChanges', {})).length

/** Undoes all; gives the texts that came back, in their order. */
async function undoneTexts(engine: TestEngine, count: number) {
  const texts = []
  for (let step = 0; step < count; step += 1) {
    await engine.ask('undo', {})
    texts.push(await answer(engine))
  }
  return texts
}

describe('typing an answer', () => {
  it('is undone through 300 steps, over a restart, and done again', async () => {
    const engine = startWithPortfolio()
    const texts = Array.from({ length: 301 }, (_, step) =>
      Array.from({ length: step }, (_, i) => `w${i}`).join(' '),
    )
    for (const [step, text] of texts.entries()) if (step > 0) await write(engine, text, `stretch-${step}`)
    engine.close()
    const again = startTestEngine()
    again.open(engine.root)
    expect(await undoneTexts(again, 300)).toEqual(texts.slice(0, 300).reverse())
    for (let step = 0; step < 300; step += 1) await again.ask('redo', {})
    expect(await answer(again)).toBe(texts[300])
  })

  it('goes on in its steps when the clock is set back and forward', async () => {
    const engine = startWithPortfolio()
    await write(engine, 'one', 'a')
    await write(engine, 'one two', 'a')
    engine.wait(-5 * 365 * 24 * hour)
    await write(engine, 'one two three', 'a')
    await write(engine, 'one two three four', 'a')
    await write(engine, 'one two three four.', 'b')
    engine.wait(10 * 365 * 24 * hour)
    await write(engine, 'one two three four. Five', 'b')
    // A clock that jumps may end a stretch; it never joins two, and mixes no order.
    expect(await steps(engine)).toBe(4)
    engine.close()
    const again = startTestEngine()
    again.open(engine.root)
    expect(await undoneTexts(again, 4)).toEqual(['one two three four.', 'one two three four', 'one two', ''])
    for (let step = 0; step < 4; step += 1) await again.ask('redo', {})
    expect(await answer(again)).toBe('one two three four. Five')
  })

  it('by two at once loses nobody’s words: each stretch is a step, and comes back', async () => {
    const engine = startWithPortfolio()
    const rounds = 40
    for (let round = 1; round <= rounds; round += 1) {
      await Promise.all([
        write(engine, `Maria ${'m'.repeat(round)}`, 'maria'),
        write(engine, `Ivan ${'i'.repeat(round)}`, 'ivan'),
      ])
    }
    expect(await answer(engine)).toBe(`Ivan ${'i'.repeat(rounds)}`)
    // They took turns, so no writing could join the one before of the same person.
    expect(await steps(engine)).toBe(2 * rounds)
    const texts = await undoneTexts(engine, 2 * rounds)
    expect(texts[0]).toBe(`Maria ${'m'.repeat(rounds)}`)
    expect(texts[1]).toBe(`Ivan ${'i'.repeat(rounds - 1)}`)
    expect(texts.at(-1)).toBe('')
    for (let step = 0; step < 2 * rounds; step += 1) await engine.ask('redo', {})
    expect(await answer(engine)).toBe(`Ivan ${'i'.repeat(rounds)}`)
    expect(engine.bugs).toEqual([])
  })

  it('keeps as a version what somebody else wrote and it replaces as a whole', async () => {
    const engine = startWithPortfolio()
    const long = 'Учениците решават сами и питат родителите. '.repeat(8).trim()
    await write(engine, long, 'maria')
    await write(engine, 'Иван', 'ivan')
    const kept = await engine.ask('listVersions', { strand, edition: 'first' })
    expect(kept).toHaveLength(1)
    await engine.ask('restoreVersion', { id: kept[0]?.id ?? '' })
    expect(await answer(engine)).toBe(long)
  })
})
