import { existsSync, truncateSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { workersHere } from '../support/media-worker'
import { startWithPortfolio, type TestEngine } from '../support/engine'
import { writePdf } from '../support/documents'
import { sizesOf } from '../support/pictures'

const quiet = { signal: new AbortController().signal, progress: () => undefined }
const whole = { draft: false, only: null }

async function withEvidence(): Promise<{ engine: TestEngine; id: string }> {
  const engine = startWithPortfolio({ startWorker: workersHere })
  const { ids } = await engine.ask('addEvidence', {
    place: { section: 'students', strand: 'students.1' },
    title: 'Open day',
    note: 'We met.',
    links: [],
    files: [],
    each: false,
  })
  return { engine, id: ids[0] ?? '' }
}

describe('the book to look at', () => {
  it('has the pages that would be printed, each as a picture', async () => {
    const { engine } = await withEvidence()
    const { pages, width, height } = await engine.ask('previewBook', whole)
    expect([width, height]).toEqual([595.28, 841.89])
    const key = pages[2]?.key ?? ''
    const found = await engine.control.findPage({ key }, quiet)
    expect(await sizesOf(found?.path ?? '')).toEqual(['1131x1600'])
    expect(await engine.control.findPage({ key: 'f'.repeat(64) }, quiet)).toBeNull()
  })

  it('shows its cover before the rest is laid out, and the same one after', async () => {
    const { engine } = await withEvidence()
    const { pages: cover, gaps } = await engine.ask('previewBook', { ...whole, coverOnly: true })
    expect([cover.length, gaps]).toEqual([1, []])
    const found = await engine.control.findPage({ key: cover[0]?.key ?? '' }, quiet)
    expect(await sizesOf(found?.path ?? '')).toEqual(['1131x1600'])
    const { pages } = await engine.ask('previewBook', whole)
    expect(pages.length).toBeGreaterThan(6)
    expect(pages[0]).toEqual(cover[0])
  })

  it('says what it cannot show, and where that is', async () => {
    const { engine, id } = await withEvidence()
    const broken = await writePdf(['Notes'], 'notes.pdf')
    truncateSync(broken, 200)
    await engine.ask('attachFiles', { evidence: id, files: [{ path: broken }] })
    const { gaps } = await engine.ask('previewBook', whole)
    expect(gaps).toEqual([{ kind: 'annexDamaged', evidence: id, number: 'P3-01', name: 'notes.pdf' }])
  })

  it('draws anew only the pages on which something has changed', async () => {
    const { engine, id } = await withEvidence()
    const before = (await engine.ask('previewBook', whole)).pages.map(({ key }) => key)
    expect((await engine.ask('previewBook', whole)).pages.map(({ key }) => key)).toEqual(before)
    await engine.ask('writeEvidence', { id, note: 'We met twice.' })
    const after = (await engine.ask('previewBook', whole)).pages.map(({ key }) => key)
    expect(after).toHaveLength(before.length)
    expect(after.filter((key) => !before.includes(key))).toHaveLength(1)
    const kept = await engine.control.findPage({ key: after[0] ?? '' }, quiet)
    expect(existsSync(kept?.path ?? '')).toBe(true)
  })

  it('leads from each part of a page to the place where it is written', async () => {
    const { engine, id } = await withEvidence()
    const { pages, width, height } = await engine.ask('previewBook', whole)
    const places = pages.flatMap((page) => page.places)
    expect(places.map(({ target }) => target)).toContainEqual({ kind: 'evidence', id })
    expect(places.map(({ target }) => target)).toContainEqual({
      kind: 'section',
      section: 'students',
      strand: 'students.2',
    })
    for (const { x, y, width: wide, height: high } of places) {
      expect(x).toBeGreaterThanOrEqual(0)
      expect(y).toBeGreaterThanOrEqual(0)
      expect(x + wide).toBeLessThanOrEqual(width)
      expect(y + high).toBeLessThanOrEqual(height)
      expect(high).toBeGreaterThan(0)
    }
  })

  it('has its pages also after the press has made room for files that come in', async () => {
    const { engine } = await withEvidence()
    const { pages } = await engine.ask('previewBook', whole)
    const link = 'https://school.example'
    await engine.ask('addEvidence', { place: null, title: 'Open day', links: [link], files: [], each: false })
    const found = await Promise.all(
      pages.slice(2, 5).map(async ({ key }) => engine.control.findPage({ key }, quiet)),
    )
    expect(found.map((page) => existsSync(page?.path ?? ''))).toEqual([true, true, true])
  })

  it('starts no press before anyone looks at it while pictures come in', async () => {
    const started: string[] = []
    const engine = startWithPortfolio({
      startWorker: (kind) => {
        started.push(kind)
        return workersHere(kind)
      },
    })
    await engine.ask('expectFiles', {})
    await engine.ask('expectPreview', {})
    expect(started).not.toContain('press')
    await engine.ask('previewBook', whole)
    expect(started).toContain('press')
  })

  it('says about how much the file will weigh', async () => {
    const { engine } = await withEvidence()
    const { bytes } = await engine.ask('previewBook', whole)
    expect(bytes).toBeGreaterThan(100_000)
    expect(bytes).toBeLessThan(600_000)
  })
})
