import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createMessages } from '../../electron/domain/messages'
import { languages } from '../../electron/domain/portfolio'
import { problemReport, type AppFacts } from '../../electron/domain/problem-report'
import { createLog } from '../../electron/engine/log'
import type { StartWorker } from '../../electron/engine/workers'
import { startTestEngine, startWithPortfolio } from '../support/engine'
import { line } from '../support/line'
import { temporaryFolder } from '../support/temporary'

const call = { signal: new AbortController().signal, progress: () => undefined }

const app: AppFacts = {
  version: '0.1.0',
  electron: '45.4.1',
  chromium: '150.0',
  node: '24.1',
  isPackaged: true,
  system: 'linux 6.1',
  processor: 'x64',
  cores: 2,
  memory: 4e9,
  systemLanguages: ['bg', 'en'],
  screens: [{ width: 1366, height: 768, scale: 1.25 }],
  window: { width: 1280, height: 720, zoom: 2 },
  isDark: false,
  isHighContrast: true,
}

function withoutLog(folder: string): string {
  const path = join(folder, 'log.txt')
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}

describe('the log', () => {
  it('holds a bug with its place, and no name that the engine knows', () => {
    const folder = temporaryFolder()
    const log = createLog(folder, () => ['Maria Petrova'])
    log.note(new Error('no pages of Maria Petrova in /home/maria/a.pdf'))
    const text = withoutLog(folder)
    expect(text).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z Error: no pages of … in <file>\n {4}at /)
    expect(text).toContain('tests/engine/problem.test.ts')
    expect(log.tail(10_000)).toBe(text)
  })

  it('is written when the names cannot be read, and when nothing can be written it is not missed', () => {
    const folder = temporaryFolder()
    const log = createLog(folder, () => {
      throw new Error('the database is gone')
    })
    log.note('a bug')
    expect(log.tail(1000)).toMatch(/Z a bug\n$/)
    const nowhere = createLog(join(folder, 'not', 'there'), () => [])
    nowhere.note('a bug')
    expect(nowhere.tail(1000)).toBe('')
  })

  it('does not grow without end, and its end begins with a whole line', () => {
    const folder = temporaryFolder()
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'log.txt'), `${'x'.repeat(99)}\n`.repeat(11_000))
    const log = createLog(folder, () => [])
    expect(log.tail(150)).toBe(`${'x'.repeat(99)}\n`)
    log.note('a bug')
    expect(statSync(join(folder, 'log.txt')).size).toBeLessThan(200)
    expect(existsSync(join(folder, 'log-before.txt'))).toBe(true)
  })

  it('hears of the bugs of workers', async () => {
    const { near, far } = line()
    const startWorker: StartWorker = () => ({ link: near, end: () => undefined })
    const engine = startWithPortfolio({ startWorker })
    // A press stands ready as soon as somebody is about to look at the book.
    void engine.ask('expectPreview', {}).catch(() => undefined)
    far.post({ kind: 'event', event: { bug: 'TypeError: no face' } })
    await expect.poll(() => engine.bugs).toContainEqual(expect.stringMatching(/worker: TypeError: no face$/))
  })
})

describe('a report of a problem', () => {
  it('tells numbers and settings, and no name, text or folder of the user', async () => {
    const userFolder = temporaryFolder()
    const engine = startWithPortfolio({
      userFolder,
      logTail: () =>
        '2026-11-23T08:00:00.000Z Error: Ivan Todorov is gone from Lighthouse\n2026-11-23T08:00:01.000Z Error: second',
    })
    await engine.ask('writeSettings', { author: 'Georgi Manolov' })
    await engine.ask('addPerson', { name: 'Ivan Todorov', role: 'head' })
    await engine.ask('addProject', { title: 'Lighthouse' })
    await engine.ask('addEvidence', {
      place: { section: 'students', strand: 'students.1' },
      title: 'Secret title',
      note: 'secret note',
      files: [],
    })
    const facts = await engine.control.problemFacts({}, call)
    expect(facts.portfolio?.counts).toMatchObject({ evidence: 1, people: 1, projects: 1, attachments: 0 })
    for (const language of languages) {
      const text = problemReport(app, facts, createMessages(language))
      expect(text).toContain('Fivefold 0.1.0')
      expect(text).toContain('1366×768, 125 %')
      expect(text).toContain('Error: … is gone from …\n2026-11-23T08:00:01.000Z Error: second')
      expect(text).not.toMatch(
        /ivan|todorov|lighthouse|georgi|manolov|secret|Мост|Köprü|fivefold-test|\.fivefold/i,
      )
      expect(text).not.toContain(engine.root)
    }
    expect(facts.schema).toBeGreaterThanOrEqual(7)
  })

  it('is there without a portfolio, too', async () => {
    const engine = startTestEngine()
    const text = problemReport(app, await engine.control.problemFacts({}, call), createMessages('en'))
    expect(text).toContain('No portfolio is open.')
    expect(text).toContain('Nothing went wrong that the app would know of.')
  })

  it('is kept where the user said, and nowhere else', async () => {
    const engine = startTestEngine()
    const out = join(temporaryFolder(), 'report.txt')
    const text = 'What happened: пробвах „Запази“'
    const { name, bytes } = await engine.ask('saveProblemReport', { out: engine.grant(out), text })
    expect([name, bytes]).toEqual(['report.txt', Buffer.byteLength(text)])
    expect(readFileSync(out, 'utf8')).toBe(text)
    const unknown = '00000000-0000-4000-8000-000000000000'
    await expect(engine.ask('saveProblemReport', { out: unknown, text })).rejects.toMatchObject({
      code: 'input.invalid',
    })
  })

  it('holds what went wrong in main', async () => {
    const engine = startTestEngine()
    await engine.control.noteBug({ text: 'TypeError: no window' }, call)
    expect(engine.bugs).toEqual(['main: TypeError: no window'])
  })
})
