import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { forkedWorkers, type StartWorker } from '../../electron/engine/workers'
import { originalViewPath, portfolioFolder } from '../../electron/engine/folders'
import { listFiles } from '../../electron/engine/opened'
import { projectFolder } from '../support/command-line'
import { startTestEngine, startWithPortfolio } from '../support/engine'
import { drawPicture } from '../support/pictures'
import { newPortfolio } from '../support/portfolio'
import { temporaryFolder } from '../support/temporary'

const place = { section: 'students', strand: 'students.1' } as const
const real = forkedWorkers(join(projectFolder, 'dist'))

/** The built workers; the first `count` of a kind are killed after `ms`, as a crash would. */
function dyingWorkers(
  kind: 'media' | 'press',
  count: number,
  ms: number,
): { start: StartWorker; started: () => number } {
  let started = 0
  return {
    started: () => started,
    start: (each) => {
      const worker = real(each)
      if (each !== kind) return worker
      started += 1
      if (started <= count) setTimeout(worker.end, ms)
      return worker
    },
  }
}

describe('the media worker', () => {
  it('that dies is started again, and the photo gets its pictures', async () => {
    const { start, started } = dyingWorkers('media', 1, 30)
    const engine = startWithPortfolio({ startWorker: start, hands: 1 })
    const path = await drawPicture('a.jpg', { width: 2000, height: 1500 })
    const {
      ids: [id],
    } = await engine.ask('addEvidence', { place, files: [{ path }] })
    await engine.finishPictures({})
    const [photo] = (await engine.ask('evidence', { id: id ?? '' })).attachments
    if (photo?.role !== 'photo') throw new Error('no photo')
    expect(photo.file).toMatchObject({ picture: 'ready', width: 2000, height: 1500 })
    expect(existsSync(originalViewPath(portfolioFolder(engine.root), photo.file.hash, 'print'))).toBe(true)
    expect(started()).toBe(2)
    expect(engine.bugs).toEqual([])
  })

  it('that dies every time gives the photo up, keeps it, and the others go on', async () => {
    const { start } = dyingWorkers('media', 2, 0)
    const engine = startWithPortfolio({ startWorker: start, hands: 1 })
    const paths = await Promise.all(
      [1, 2].map((seed) => drawPicture(`${seed}.jpg`, { width: 400, height: 300, seed })),
    )
    const {
      ids: [id],
    } = await engine.ask('addEvidence', { place, files: paths.map((path) => ({ path })) })
    await engine.finishPictures({})
    const { attachments } = await engine.ask('evidence', { id: id ?? '' })
    const states = attachments.map((each) => (each.role === 'link' ? '' : each.file.picture))
    expect(states.sort()).toEqual(['ready', 'unreadable'])
    expect(await engine.ask('verify', {})).toEqual([])
  })

  it('goes on after a restart with what was still waiting', async () => {
    const engine = startWithPortfolio()
    const path = await drawPicture('a.jpg', { width: 400, height: 300 })
    const {
      ids: [id],
    } = await engine.ask('addEvidence', { place, files: [{ path }] })
    engine.close()
    const again = startTestEngine({ startWorker: real })
    again.open(engine.root)
    await again.finishPictures({})
    const [photo] = (await again.ask('evidence', { id: id ?? '' })).attachments
    expect(photo).toMatchObject({ file: { picture: 'ready' } })
  })
})

describe('a gathering', () => {
  it('that ends with a crash keeps what had come in, and the same folder again brings the rest', async () => {
    const root = newPortfolio()
    const folder = temporaryFolder()
    const count = 300
    for (let index = 0; index < count; index += 1)
      writeFileSync(join(folder, `note ${index}.txt`), `note ${index}\n`.repeat(9000))
    const words = ['add', root, folder, '--to', 'students.1', '--each']
    const child = spawn(process.execPath, [join(projectFolder, 'dist/cli.js'), ...words], { stdio: 'ignore' })
    const stored = () => listFiles(portfolioFolder(root).files).length
    // The first twenty are in before the next is copied.
    await expect.poll(stored, { interval: 5 }).toBeGreaterThan(25)
    child.kill('SIGKILL')
    await once(child, 'exit')

    const engine = startTestEngine()
    engine.open(root)
    const before = await engine.ask('listSummaries', {})
    expect(before.length).toBeGreaterThanOrEqual(20)
    expect(before.length).toBeLessThan(count)
    expect(await engine.ask('verify', {})).toEqual([])
    // What a crash left behind is swept away.
    expect(stored()).toBe(before.length)
    const { gathering, known } = await engine.ask('prepareFiles', { files: [{ path: folder }] })
    expect(known).toHaveLength(before.length)
    await engine.ask('addEvidence', {
      place,
      prepared: { gathering, leaveOut: known.map(({ index }) => index) },
      each: true,
    })
    const titles = (await engine.ask('listSummaries', {})).map(({ title }) => title)
    expect(new Set(titles).size).toBe(count)
    expect(titles).toHaveLength(count)
    await engine.ask('undo', {})
    await engine.ask('undo', {})
    expect(await engine.ask('listSummaries', {})).toEqual([])
  })
})

describe('the press', () => {
  it('that is killed half-way is told, and an older PDF is untouched', async () => {
    const { start } = dyingWorkers('press', 1, 150)
    const engine = startWithPortfolio({ startWorker: start })
    await engine.ask('writeAnswer', { strand: 'students.1', text: 'дума '.repeat(100_000) })
    const folder = temporaryFolder()
    const out = join(folder, 'book.pdf')
    writeFileSync(out, 'old')
    const order = { out: engine.grant(out), paper: 'A4', draft: false, only: null } as const
    await expect(engine.ask('exportPortfolio', order)).rejects.toMatchObject({ code: 'export.stopped' })
    expect(readdirSync(folder)).toEqual(['book.pdf'])
    expect(readFileSync(out, 'utf8')).toBe('old')
  })

  it('replaces an older PDF only with a whole one', async () => {
    const engine = startWithPortfolio({ startWorker: real })
    const out = join(temporaryFolder(), 'book.pdf')
    writeFileSync(out, 'old')
    const order = { out: engine.grant(out), paper: 'Letter', draft: true, only: 'students' } as const
    const { bytes, chapters } = await engine.ask('exportPortfolio', order)
    expect(readFileSync(out)).toHaveLength(bytes)
    expect(readFileSync(out).subarray(0, 5).toString()).toBe('%PDF-')
    expect(chapters.map(({ section }) => section)).toEqual(['students'])
  })
})
