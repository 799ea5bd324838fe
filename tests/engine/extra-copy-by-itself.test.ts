import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { reminderOf } from '../../electron/domain/extra-copy'
import { afterOpening, quietTime } from '../../electron/engine/backups'
import { lookEvery } from '../../electron/engine/extra-copies'
import { startTestEngine, startWithPortfolio, type TestEngine } from '../support/engine'
import { chooseStick, copyNow, gatherTexts } from '../support/extra-copies'
import { temporaryFolder } from '../support/temporary'

const day = 86_400_000

const write = (engine: TestEngine, text: string) => engine.ask('writeAnswer', { strand: 'students.1', text })

const stateOf = (engine: TestEngine) => engine.ask('extraCopy', {})

describe('an extra copy is made by itself', () => {
  beforeEach(() => {
    vi.useFakeTimers({
      toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'],
    })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  /** A portfolio that backs up by itself, and a stick with its copy. */
  async function started(): Promise<TestEngine & { root: string; stick: string }> {
    const engine = startWithPortfolio({ backsUp: true })
    await write(engine, 'one')
    const stick = await chooseStick(engine)
    await copyNow(engine)
    return { ...engine, stick }
  }

  /** Lets the timers go on until it is as it should be. */
  async function after(ms: number, engine: TestEngine, isSo: () => Promise<boolean>): Promise<void> {
    await vi.advanceTimersByTimeAsync(ms)
    await vi.waitUntil(isSo, { timeout: 10_000, interval: 5 })
    expect(engine.bugs).toEqual([])
  }

  const isUpToDate = (engine: TestEngine) => async () => (await stateOf(engine))?.isUpToDate ?? false

  it('when it has become quiet after a change, and after the portfolio was opened', async () => {
    const engine = await started()
    await write(engine, 'two')
    expect(await stateOf(engine)).toMatchObject({ isUpToDate: false })
    await after(quietTime, engine, isUpToDate(engine))
    // Closed before it became quiet: the next opening makes it.
    await write(engine, 'three')
    engine.close()
    engine.open(engine.root)
    await after(afterOpening, engine, isUpToDate(engine))
    expect((await engine.ask('listBackups', {})).backups.map(({ reason }) => reason)).toEqual([
      'opening',
      'change',
      'hand',
    ])
  })

  it('when the stick is put in, and says nothing while it is away', async () => {
    const engine = await started()
    renameSync(engine.stick, `${engine.stick}-away`)
    await write(engine, 'two')
    await vi.advanceTimersByTimeAsync(quietTime)
    await vi.waitUntil(async () => (await engine.ask('listBackups', {})).backups.length === 2)
    expect(await stateOf(engine)).toMatchObject({ isThere: false, isUpToDate: false, failure: null })
    await vi.advanceTimersByTimeAsync(lookEvery)
    renameSync(`${engine.stick}-away`, engine.stick)
    await after(lookEvery, engine, isUpToDate(engine))
  })

  it('once after new files, which are noted in the same backup', async () => {
    const engine = await started()
    await gatherTexts(engine, 'one', 'two')
    await after(quietTime, engine, isUpToDate(engine))
    expect(await engine.ask('listExports', {})).toMatchObject([{ isExtraCopy: true, files: 2 }])
    const { backups } = await engine.ask('listBackups', {})
    expect(backups.map(({ reason }) => reason)).toEqual(['change', 'hand'])
    const { ino } = statSync(join(engine.stick, 'Bridge.fivefold/portfolio.sqlite'))
    engine.close()
    engine.open(engine.root)
    await vi.advanceTimersByTimeAsync(afterOpening)
    expect(await engine.ask('makeBackup', {})).toMatchObject({ isNew: false })
    expect(statSync(join(engine.stick, 'Bridge.fivefold/portfolio.sqlite')).ino).toBe(ino)
  })

  it('not before going back to a backup', async () => {
    const engine = await started()
    const first = (await engine.ask('listBackups', {})).backups[0]?.name ?? ''
    await write(engine, 'two')
    await engine.ask('restoreBackup', { backup: first })
    const { ino } = statSync(join(engine.stick, 'Bridge.fivefold/portfolio.sqlite'))
    expect(await stateOf(engine)).toMatchObject({ isBeingMade: false })
    expect(statSync(join(engine.stick, 'Bridge.fivefold/portfolio.sqlite')).ino).toBe(ino)
  })

  it('and what goes wrong there is told until one could be made', async () => {
    const engine = await started()
    await gatherTexts(engine, 'one')
    rmSync(join(engine.stick, 'Bridge.fivefold/files'), { recursive: true, force: true })
    writeFileSync(join(engine.stick, 'Bridge.fivefold/files'), 'a file in the way')
    await after(quietTime, engine, async () => (await stateOf(engine))?.failure !== null)
    expect(await stateOf(engine)).toMatchObject({ failure: { code: 'copy.notWritable' } })
    rmSync(join(engine.stick, 'Bridge.fivefold/files'))
    await copyNow(engine)
    expect(await stateOf(engine)).toMatchObject({ failure: null, isUpToDate: true })
  })
})

describe('the reminder', () => {
  it('comes after two weeks in which something was changed, once the stick is away; "not now" holds a week', async () => {
    const engine = startWithPortfolio({ userFolder: temporaryFolder() })
    await write(engine, 'one')
    const stick = await chooseStick(engine)
    await copyNow(engine)
    engine.wait(16 * day)
    expect(await stateOf(engine)).toMatchObject({ reminder: null })
    await write(engine, 'two')
    expect(await stateOf(engine)).toMatchObject({ reminder: null, isThere: true })
    renameSync(stick, `${stick}-away`)
    expect(await stateOf(engine)).toMatchObject({ reminder: { days: 16 } })
    await engine.ask('postponeExtraCopy', {})
    expect(await stateOf(engine)).toMatchObject({ reminder: null })
    engine.wait(7 * day)
    expect(await stateOf(engine)).toMatchObject({ reminder: { days: 23 } })
    renameSync(`${stick}-away`, stick)
    await copyNow(engine)
    expect(await stateOf(engine)).toMatchObject({ reminder: null })
  })

  it('is kept by this computer with the folder, and comes again with the app', async () => {
    const userFolder = temporaryFolder()
    const engine = startWithPortfolio({ userFolder })
    await write(engine, 'one')
    const stick = await chooseStick(engine)
    await copyNow(engine)
    await write(engine, 'two')
    engine.close()
    const next = startTestEngine({ userFolder })
    next.open(engine.root)
    await next.ask('resetSettings', {})
    renameSync(stick, `${stick}-away`)
    next.wait(20 * day)
    expect(await stateOf(next)).toMatchObject({
      folder: stick,
      name: 'Bridge.fivefold',
      reminder: { days: 20 },
    })
  })

  it('is silenced by no clock that was wrong', () => {
    const now = new Date('2026-11-23T08:00:00Z')
    const at = (moment: string) => ({ madeAt: moment, postponedAt: '' })
    expect(reminderOf(at('2036-11-23T08:00:00Z'), now)).toEqual({ days: null })
    expect(reminderOf(at(''), now)).toEqual({ days: null })
    expect(reminderOf(at('2026-11-23T08:05:00Z'), now)).toBeNull()
    expect(reminderOf(at('2026-11-09T08:00:00Z'), now)).toBeNull()
    expect(reminderOf(at('2026-11-08T08:00:00Z'), now)).toEqual({ days: 15 })
    const late = { madeAt: '2026-10-01T08:00:00Z', postponedAt: '2036-11-23T08:00:00Z' }
    expect(reminderOf(late, now)).toEqual({ days: 53 })
  })
})
