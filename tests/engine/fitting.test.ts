import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { workersHere } from '../support/media-worker'
import { drawScene } from '../support/pictures'
import { startWithPortfolio, type TestEngine } from '../support/engine'
import { temporaryFolder } from '../support/temporary'

/** A portfolio with two photos. */
async function withPhotos(): Promise<TestEngine> {
  const engine = startWithPortfolio({ startWorker: workersHere })
  const photos = [1, 2].map((seed) => drawScene(`photo ${seed}.jpg`, { width: 1200, height: 900, seed }))
  await engine.ask('addEvidence', {
    place: { section: 'students', strand: 'students.1' },
    title: 'Open day',
    links: [],
    files: (await Promise.all(photos)).map((path) => ({ path })),
    each: false,
  })
  return engine
}

describe('a book that is to fit under a limit', () => {
  it('comes out as it is where it is small enough', async () => {
    const engine = await withPhotos()
    const out = join(temporaryFolder(), 'book.pdf')
    const free = await engine.ask('exportPortfolio', { out: engine.grant(out), draft: false, only: null })
    const bytes = readFileSync(out)
    const target = free.bytes + 10_000
    await engine.ask('exportPortfolio', { out: engine.grant(out), draft: false, only: null, target })
    expect(readFileSync(out).equals(bytes)).toBe(true)
  })

  it('keeps the promise with smaller pictures, on the same pages with the same words', async () => {
    const engine = await withPhotos()
    const folder = temporaryFolder()
    const [large, small] = [join(folder, 'large.pdf'), join(folder, 'small.pdf')]
    const free = await engine.ask('exportPortfolio', { out: engine.grant(large), draft: false, only: null })
    const target = Math.round(free.bytes * 0.75)
    const fitted = await engine.ask('exportPortfolio', {
      out: engine.grant(small),
      draft: false,
      only: null,
      target,
    })
    expect(fitted.bytes).toBe(statSync(small).size)
    expect(fitted.bytes).toBeLessThanOrEqual(target)
    expect(fitted.pages).toBe(free.pages)
    const words = (path: string) => execFileSync('pdftotext', ['-bbox', path, '-']).toString()
    expect(words(small)).toBe(words(large))
    expect(execFileSync('qpdf', ['--check', small]).toString()).toContain(
      'No syntax or stream encoding errors',
    )
  })

  it('says what it comes to at the least, and which pages are heaviest, when it cannot', async () => {
    const engine = await withPhotos()
    const folder = temporaryFolder()
    const out = join(folder, 'book.pdf')
    const free = await engine.ask('exportPortfolio', { out: engine.grant(out), draft: false, only: null })
    writeFileSync(out, 'an older file')
    const least = (size: number) => size > 0.1 && size < free.bytes / 1e6
    await expect(
      engine.ask('exportPortfolio', { out: engine.grant(out), draft: false, only: null, target: 100_000 }),
    ).rejects.toMatchObject({
      code: 'export.tooLarge',
      words: {
        target: 0.1,
        size: expect.toSatisfy(least) as number,
        pages: expect.stringMatching(/^\d+, \d+, \d+$/) as string,
      },
    })
    expect(readFileSync(out, 'utf8')).toBe('an older file')
    expect(readdirSync(folder)).toEqual(['book.pdf'])
  })

  it('the choices are kept with the portfolio, as one step to undo for each', async () => {
    const engine = startWithPortfolio({ startWorker: workersHere })
    await engine.ask('writeBookOptions', { theme: 'quiet' })
    await engine.ask('writeBookOptions', { orientation: 'landscape', target: 5_000_000 })
    expect(await engine.ask('bookOptions', {})).toMatchObject({
      theme: 'quiet',
      orientation: 'landscape',
      target: 5_000_000,
      paper: 'A4',
    })
    await engine.ask('undo', {})
    expect(await engine.ask('bookOptions', {})).toMatchObject({
      theme: 'quiet',
      orientation: 'portrait',
      target: null,
    })
  })
})
