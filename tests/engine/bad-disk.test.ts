import { appendFileSync, copyFileSync, cpSync, existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { Failure } from '../../electron/domain/failure'
import { startWithPortfolio, type TestEngine } from '../support/engine'
import { workersThatMayFail } from '../support/media-worker'
import { drawPicture } from '../support/pictures'

async function write(engine: TestEngine, text: string): Promise<void> {
  await engine.ask('writeAnswer', { strand: 'students.1', text, typing: 'one' })
}

async function answerOf(engine: TestEngine): Promise<string | undefined> {
  return (await engine.ask('section', { section: 'students' })).strands[0]?.answer
}

describe('a drive that is pulled out', () => {
  it('lets every write fail with one sentence, and work goes on when it is back', async () => {
    const engine = startWithPortfolio()
    await write(engine, 'before')
    renameSync(engine.root, `${engine.root}-gone`)
    for (let attempt = 0; attempt < 2; attempt += 1)
      await expect(write(engine, 'meanwhile')).rejects.toMatchObject({ code: 'portfolio.gone' })
    await expect(engine.ask('addPerson', { name: 'Maria' })).rejects.toMatchObject({ code: 'portfolio.gone' })
    renameSync(`${engine.root}-gone`, engine.root)
    await write(engine, 'after')
    expect(await answerOf(engine)).toBe('after')
    expect(await engine.ask('verify', {})).toEqual([])
    expect(engine.bugs).toEqual([])
  })

  it('is written again as it is when it is back, not as it was', async () => {
    const engine = startWithPortfolio()
    await write(engine, 'before')
    engine.close()
    cpSync(engine.root, `${engine.root}-stick`, { recursive: true })
    engine.open(engine.root)
    rmSync(engine.root, { recursive: true })
    await expect(write(engine, 'meanwhile')).rejects.toMatchObject({ code: 'portfolio.gone' })
    renameSync(`${engine.root}-stick`, engine.root)
    await write(engine, 'after')
    engine.close()
    engine.open(engine.root)
    expect(await answerOf(engine)).toBe('after')
  })
})

describe('a drive that is pulled out while many photos come in', () => {
  const place = { section: 'students', strand: 'students.2' } as const
  const count = 24

  async function photos(): Promise<{ path: string }[]> {
    const photo = await drawPicture('IMG.jpg', { width: 300, height: 200 })
    return Array.from({ length: count }, (_, index) => {
      const path = join(dirname(photo), `IMG_${index}.jpg`)
      copyFileSync(photo, path)
      appendFileSync(path, String(index))
      return { path }
    })
  }

  it('says how many came in and how many are missing; those stay, and the same files again bring the rest', async () => {
    const engine = startWithPortfolio({ startWorker: workersThatMayFail })
    const files = await photos()
    const adding = engine.ask('addEvidence', { place, files, each: true })
    const cut = expect(adding).rejects.toMatchObject({ code: 'gathering.cut' })
    const hasBegun = () =>
      engine.events.some((event) => event.kind === 'changed' && event.nouns.includes('evidence'))
    while (!hasBegun()) await setImmediate()
    renameSync(engine.root, `${engine.root}-gone`)
    await cut
    // A new folder in its place would keep it from coming back.
    expect(existsSync(engine.root)).toBe(false)
    renameSync(`${engine.root}-gone`, engine.root)

    const failure = (await adding.catch((error: unknown) => error)) as Failure
    const came = (await engine.ask('listSummaries', {})).length
    expect(came).toBeGreaterThan(0)
    expect(failure.words).toEqual({ came, left: count - came })
    expect(await engine.ask('verify', {})).toEqual([])
    const { gathering, known } = await engine.ask('prepareFiles', { files })
    expect(known).toHaveLength(came)
    const leaveOut = known.map(({ index }) => index)
    await engine.ask('addEvidence', { place, prepared: { gathering, leaveOut }, each: true })
    await engine.finishPictures({})
    const pieces = await engine.ask('listSummaries', {})
    expect(pieces.map(({ cover }) => cover?.role === 'photo' && cover.file.picture)).toEqual(
      Array.from({ length: count }, () => 'ready'),
    )
    expect(await engine.ask('verify', {})).toEqual([])
    await engine.ask('undo', {})
    await engine.ask('undo', {})
    expect(await engine.ask('listSummaries', {})).toEqual([])
  })
})

describe('a clock that is set back by ten years', () => {
  it('merges no typing into the wrong step, and every step is undone in its order', async () => {
    const engine = startWithPortfolio()
    await write(engine, 'one')
    engine.wait(-10 * 365 * 86_400_000)
    await write(engine, 'one two')
    await write(engine, 'one two three')
    expect((await engine.ask('listChanges', {})).length).toBe(2)
    await engine.ask('undo', {})
    expect(await answerOf(engine)).toBe('one')
    await engine.ask('undo', {})
    expect(await answerOf(engine)).toBe('')
  })

  it('lets the newest backup be the newest, and gives no id twice', async () => {
    const engine = startWithPortfolio()
    for (let index = 0; index < 12; index += 1) {
      await write(engine, `word ${index}`)
      await engine.ask('makeBackup', {})
    }
    engine.wait(-10 * 365 * 86_400_000)
    await write(engine, 'back')
    const { backup } = await engine.ask('makeBackup', {})
    const { backups } = await engine.ask('listBackups', {})
    expect(backups[0]).toEqual(backup)
    expect(backups.map(({ number }) => number).slice(0, 3)).toEqual([13, 12, 11])
    expect(readdirSync(join(engine.root, 'backups'))).toContain(backup.name)
    const ids = []
    for (let index = 0; index < 20; index += 1)
      ids.push((await engine.ask('addPerson', { name: `P ${index}` })).id)
    expect(new Set(ids).size).toBe(20)
  })
})
