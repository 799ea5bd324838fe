import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { forkedWorkers, type StartWorker } from '../../electron/engine/workers'
import { picturePath, portfolioFolder } from '../../electron/engine/folders'
import { projectFolder } from '../support/command-line'
import { startTestEngine, startWithPortfolio } from '../support/engine'
import { drawPicture } from '../support/pictures'
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
    expect(existsSync(picturePath(portfolioFolder(engine.root), photo.file.hash, 'print'))).toBe(true)
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
