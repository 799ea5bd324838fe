import { describe, expect, it } from 'vitest'
import type { Piece } from '../../electron/domain/compare'
import { startTestEngine, startWithPortfolio, type TestEngine } from '../support/engine'

const strand = 'students.2'
const minute = 60_000
const first = { strand, edition: 'first' } as const

const write = (engine: TestEngine, text: string) => engine.ask('writeAnswer', { strand, text })
const answer = async (engine: TestEngine) =>
  (await engine.ask('section', { section: 'students' })).strands.find((each) => each.strand === strand)
    ?.answer
const join = (pieces: Piece[]) => pieces.map(({ text }) => text).join('')

/** The texts of the kept versions, the newest first. */
async function texts(engine: TestEngine): Promise<string[]> {
  const versions = await engine.ask('listVersions', first)
  const compared = await Promise.all(versions.map(({ id }) => engine.ask('compareVersion', { id })))
  return compared.map((rows) => rows.map(({ then }) => join(then)).join(''))
}

describe('versions of an answer', () => {
  it('are kept by the app every ten minutes of work, as they were, with when and by whom', async () => {
    const engine = startWithPortfolio()
    for (let done = 0; done <= 35; done += 1) {
      await write(engine, `text after ${done} minutes`)
      engine.wait(minute)
    }
    expect(await texts(engine)).toEqual([
      'text after 27 minutes',
      'text after 18 minutes',
      'text after 9 minutes',
      'text after 0 minutes',
    ])
    expect((await engine.ask('listVersions', first)).at(-1)).toMatchObject({
      name: '',
      madeAt: '2026-11-23T08:00:00.000Z',
      madeBy: 'test',
      characters: 20,
    })
  })

  it('keep what was there when one comes back days later', async () => {
    const engine = startWithPortfolio()
    await write(engine, 'September')
    await write(engine, 'September and October')
    engine.wait(5 * 24 * 60 * minute)
    await write(engine, 'Something else')
    expect(await texts(engine)).toEqual(['September and October', 'September'])
  })

  it('are kept when the clock was set back, and never twice for one text', async () => {
    const engine = startWithPortfolio()
    await write(engine, 'a')
    await write(engine, 'b')
    engine.wait(-365 * 24 * 60 * minute)
    await write(engine, 'c')
    await write(engine, 'd')
    expect(await texts(engine)).toEqual(['c', 'b', 'a'])
    engine.wait(11 * minute)
    await write(engine, 'd')
    await engine.ask('undo', {})
    await engine.ask('redo', {})
    engine.wait(11 * minute)
    await write(engine, 'e')
    await engine.ask('undo', {})
    await write(engine, 'f')
    expect((await texts(engine)).filter((text) => text === 'd')).toHaveLength(1)
  })

  it('hold at once what is typed over as a whole', async () => {
    const engine = startWithPortfolio()
    const long = 'Учениците решават сами. '.repeat(20).trim()
    await write(engine, 'У')
    await write(engine, long)
    await write(engine, '')
    await write(engine, 'x')
    expect(await texts(engine)).toEqual([long, 'У'])
  })

  it('are kept on demand with a name; the same text is named anew and not kept twice', async () => {
    const engine = startWithPortfolio()
    await expect(engine.ask('keepVersion', { ...first, name: '' })).rejects.toMatchObject({
      code: 'input.invalid',
    })
    await write(engine, '**Ученици** водят [Ден](evidence:1)')
    await engine.ask('keepVersion', { ...first, name: '' })
    await engine.ask('keepVersion', { ...first, name: ' Преди  съвета ' })
    await engine.ask('keepVersion', { ...first, name: '' })
    expect(await engine.ask('listVersions', first)).toMatchObject([{ name: 'Преди съвета', characters: 17 }])
    await engine.ask('keepVersion', { ...first, name: 'След съвета' })
    expect((await engine.ask('listVersions', first)).map(({ name }) => name)).toEqual([
      'След съвета',
      'Преди съвета',
    ])
    await expect(engine.ask('keepVersion', { ...first, strand: 'nowhere', name: '' })).rejects.toMatchObject({
      code: 'place.unknown',
    })
    expect(await engine.ask('listVersions', { ...first, edition: 'second' })).toEqual([])
  })

  it('come back as a change that can be undone, and what stood there is kept first', async () => {
    const engine = startWithPortfolio()
    await write(engine, 'old')
    await engine.ask('keepVersion', { ...first, name: 'Old' })
    await write(engine, 'new')
    const [version] = await engine.ask('listVersions', first)
    const id = version?.id ?? ''
    await engine.ask('restoreVersion', { id })
    expect(await answer(engine)).toBe('old')
    expect(await texts(engine)).toEqual(['new', 'old'])
    expect((await engine.ask('portfolio', {})).history.undo).toEqual({
      kind: 'restoreVersion',
      words: { place: '3.2' },
    })
    await engine.ask('undo', {})
    expect(await answer(engine)).toBe('new')
    expect(await texts(engine)).toEqual(['new', 'old'])
    await engine.ask('redo', {})
    expect(await answer(engine)).toBe('old')
    await expect(engine.ask('restoreVersion', { id: 'gone' })).rejects.toMatchObject({ code: 'version.gone' })
    await expect(engine.ask('compareVersion', { id: 'gone' })).rejects.toMatchObject({ code: 'version.gone' })
  })

  it('survive a restart, and the strand that is removed and brought back', async () => {
    const engine = startWithPortfolio()
    const { id: own } = await engine.ask('addStrand', { section: 'students', title: 'Наше' })
    await engine.ask('writeAnswer', { strand: own, text: 'Отговор' })
    await engine.ask('keepVersion', { strand: own, edition: 'first', name: '' })
    const [version] = await engine.ask('listVersions', { strand: own, edition: 'first' })
    await engine.ask('removeStrand', { strand: own })
    await expect(engine.ask('restoreVersion', { id: version?.id ?? '' })).rejects.toMatchObject({
      code: 'place.unknown',
    })
    engine.close()
    const again = startTestEngine()
    again.open(engine.root)
    await again.ask('undo', {})
    expect(await again.ask('listVersions', { strand: own, edition: 'first' })).toEqual([version])
  })

  it('are thinned out to 200: named ones stay, the last day stays, of each day before it one', async () => {
    const engine = startWithPortfolio()
    await write(engine, 'begun')
    await engine.ask('keepVersion', { ...first, name: 'The beginning' })
    for (let day = 0; day < 4; day += 1) {
      for (let turn = 0; turn < 60; turn += 1) {
        engine.wait(11 * minute)
        await write(engine, `day ${day}, turn ${turn}`)
      }
      engine.wait(13 * 60 * minute)
    }
    const kept = await texts(engine)
    expect(kept.length).toBeLessThanOrEqual(200)
    expect(kept).toContain('begun')
    for (let turn = 0; turn < 59; turn += 1) expect(kept).toContain(`day 3, turn ${turn}`)
    for (const day of [0, 1, 2]) expect(kept.some((text) => text.startsWith(`day ${day}`))).toBe(true)
  })
})
