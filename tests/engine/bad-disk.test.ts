import { cpSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startWithPortfolio, type TestEngine } from '../support/engine'

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
