import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { bridgeSchool, startTestEngine, type TestEngine } from '../support/engine'
import { temporaryFolder } from '../support/temporary'

const call = { signal: new AbortController().signal, progress: () => undefined }
const appearance = (engine: TestEngine) => engine.control.appearance({}, call)

describe('the settings', () => {
  it('begin as the system has it, and are kept over a restart', async () => {
    const userFolder = join(temporaryFolder(), 'user')
    const engine = startTestEngine({ userFolder, systemLanguages: ['et'] })
    expect(await engine.ask('settings', {})).toMatchObject({
      language: 'et',
      chosen: null,
      theme: 'system',
      isHighContrast: false,
      zoom: 1,
      many: null,
      isSpellingOn: true,
      isPlaceChosen: false,
      seenTips: [],
    })
    await engine.ask('writeSettings', { language: 'nl', theme: 'dark', isHighContrast: true, zoom: 1.25 })
    await engine.ask('writeSettings', {
      many: 'each',
      isSpellingOn: false,
      author: 'Maria',
      seenTip: 'photo',
    })
    const again = startTestEngine({ userFolder, systemLanguages: ['et'] })
    expect(await again.ask('settings', {})).toMatchObject({
      language: 'nl',
      chosen: 'nl',
      theme: 'dark',
      isHighContrast: true,
      zoom: 1.25,
      many: 'each',
      isSpellingOn: false,
      author: 'Maria',
      seenTips: ['photo'],
    })
    expect(await appearance(again)).toEqual({ theme: 'dark', zoom: 1.25 })
  })

  it('tell the window and main of every change, so that it acts at once', async () => {
    const engine = startTestEngine()
    const told = () => engine.events.filter(({ kind }) => kind === 'settings').length
    await engine.ask('writeSettings', { theme: 'dark' })
    await engine.control.writeZoom({ zoom: 2 }, call)
    expect(told()).toBe(2)
    expect(await engine.ask('settings', {})).toMatchObject({ theme: 'dark', zoom: 2 })
  })

  it('put new portfolios into the folder that was chosen, and into the documents while that is not there', async () => {
    const engine = startTestEngine()
    const stick = join(temporaryFolder(), 'stick')
    mkdirSync(stick)
    const grant = randomUUID()
    const documents = (await engine.ask('settings', {})).place
    await engine.control.grantPath({ grant, path: stick }, call)
    await engine.ask('writeSettings', { place: grant })
    const where = () => engine.ask('findPlaceForPortfolio', { school: bridgeSchool.school, place: null })
    expect((await where()).folder.startsWith(stick)).toBe(true)
    rmSync(stick, { recursive: true })
    expect((await where()).folder.startsWith(documents)).toBe(true)
    mkdirSync(stick)
    expect(await engine.ask('settings', {})).toMatchObject({ place: stick, isPlaceChosen: true })
    await engine.ask('writeSettings', { place: null })
    expect(await engine.ask('settings', {})).toMatchObject({ place: documents, isPlaceChosen: false })
  })

  it('go back to the beginning but for the name and the portfolios, and that can be taken back', async () => {
    const userFolder = join(temporaryFolder(), 'user')
    const engine = startTestEngine({ userFolder })
    await engine.ask('addPortfolio', { facts: bridgeSchool, place: null })
    await engine.ask('writeSettings', { theme: 'dark', zoom: 2, author: 'Maria', seenTip: 'answer' })
    await engine.ask('resetSettings', {})
    expect(await engine.ask('settings', {})).toMatchObject({
      theme: 'system',
      zoom: 1,
      author: 'Maria',
      seenTips: [],
    })
    expect(await engine.ask('listRecentPortfolios', {})).toHaveLength(1)
    await engine.ask('undoResetSettings', {})
    expect(await engine.ask('settings', {})).toMatchObject({ theme: 'dark', zoom: 2, seenTips: ['answer'] })
    const { last } = JSON.parse(readFileSync(join(userFolder, 'settings.json'), 'utf8')) as { last: unknown }
    expect(last).not.toBeNull()
  })

  it('of another version count as not said, each by itself', async () => {
    const userFolder = temporaryFolder()
    const strange = { recent: [], last: null, theme: 'sepia', zoom: 17, seenTips: ['what'], author: 'Maria' }
    writeFileSync(join(userFolder, 'settings.json'), JSON.stringify(strange))
    const engine = startTestEngine({ userFolder })
    expect(await engine.ask('settings', {})).toMatchObject({
      theme: 'system',
      zoom: 1,
      seenTips: [],
      author: 'Maria',
    })
  })

  it('stand in memory while the disk is full: opening and closing never fail by it, who chooses hears it', async () => {
    const userFolder = temporaryFolder()
    const engine = startTestEngine({ userFolder })
    const root = join(temporaryFolder(), 'Bridge.fivefold')
    const fullDisk = join(userFolder, 'settings.json.new')
    symlinkSync('/dev/full', fullDisk)
    engine.create(root, bridgeSchool)
    await engine.ask('closePortfolio', {})
    engine.open(root)
    expect(engine.events.filter(({ kind }) => kind === 'opened')).toHaveLength(3)
    await engine.ask('writePortfolio', { ...bridgeSchool, school: 'Мост' })
    expect(engine.bugs).toEqual(
      Array.from({ length: 4 }, () => expect.objectContaining({ code: 'ENOSPC' }) as Error),
    )
    const choosing = () => engine.ask('writeSettings', { theme: 'dark' })
    await expect(choosing()).rejects.toMatchObject({ code: 'disk.full' })
    await engine.ask('closePortfolio', {})
    await expect(choosing()).rejects.toMatchObject({ code: 'disk.full' })
    expect(engine.events.at(-1)).toMatchObject({ kind: 'settings' })
    expect(await engine.ask('settings', {})).toMatchObject({ theme: 'dark' })

    rmSync(fullDisk)
    await engine.ask('writeSettings', { author: 'Maria' })
    const again = startTestEngine({ userFolder })
    expect(await again.ask('settings', {})).toMatchObject({ theme: 'dark', author: 'Maria' })
    expect(await again.ask('listRecentPortfolios', {})).toMatchObject([{ school: 'Мост', folder: root }])
  })

  it('refuse what is none: a size between the steps, a theme, a folder that no dialog gave', async () => {
    const engine = startTestEngine()
    const refused = [{ zoom: 1.3 }, { theme: 'sepia' }, { place: '/tmp' }, { seenTip: 'what' }]
    for (const input of refused) {
      await expect(engine.ask('writeSettings', input as never)).rejects.toMatchObject({
        code: 'input.invalid',
      })
    }
  })
})
