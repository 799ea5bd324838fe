import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { bridgeSchool, startTestEngine, startWithPortfolio, type TestEngine } from '../support/engine'
import { temporaryFolder } from '../support/temporary'

/** What main asks; the words of its requests have no signal or progress. */
const call = { signal: new AbortController().signal, progress: () => undefined }
const spelling = (engine: TestEngine) => engine.control.spelling({}, call)
const portfolioEvents = (engine: TestEngine) =>
  engine.events.filter((event) => event.kind === 'changed' && event.nouns.includes('portfolio')).length

describe('spelling', () => {
  it('is checked in the language of the open portfolio, and in the app’s where none is open', async () => {
    const engine = startTestEngine({ systemLanguages: ['nl'] })
    expect(await spelling(engine)).toEqual({ isOn: true, languages: ['nl'] })
    await engine.ask('addPortfolio', { facts: bridgeSchool, place: null })
    expect(await spelling(engine)).toEqual({ isOn: true, languages: ['bg'] })
    await engine.ask('closePortfolio', {})
    expect(await spelling(engine)).toEqual({ isOn: true, languages: ['nl'] })
  })

  it('follows a portfolio whose language is changed, and the undoing of it; main is told', async () => {
    const engine = startWithPortfolio()
    const before = portfolioEvents(engine)
    await engine.ask('writePortfolio', { ...bridgeSchool, language: 'ro' })
    expect(await spelling(engine)).toMatchObject({ languages: ['ro'] })
    expect(portfolioEvents(engine)).toBe(before + 1)
    await engine.ask('undo', {})
    expect(await spelling(engine)).toMatchObject({ languages: ['bg'] })
    expect(portfolioEvents(engine)).toBe(before + 2)
  })

  it('is checked in both languages of a portfolio that has two', async () => {
    const engine = startWithPortfolio()
    await engine.ask('writePortfolio', { ...bridgeSchool, secondLanguage: 'en' })
    expect(await spelling(engine)).toMatchObject({ languages: ['bg', 'en'] })
    await engine.ask('undo', {})
    expect(await spelling(engine)).toMatchObject({ languages: ['bg'] })
  })

  it('that was switched off stays off on this computer', async () => {
    const userFolder = join(temporaryFolder(), 'user')
    const engine = startTestEngine({ userFolder })
    await engine.control.writeSpelling({ isOn: false }, call)
    expect(await spelling(startTestEngine({ userFolder }))).toMatchObject({ isOn: false })
  })
})
