import { execFileSync } from 'node:child_process'
import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { it } from 'vitest'
import { dropFiles, startApp } from '../support/app'
import { createPortfolio } from '../support/journey'
import { temporaryFolder } from '../support/temporary'
import { makePhotos } from './photos'
import { memoryOf, processorTimeOf } from './processes'
import { report } from './report'

/*
 * Photos of a phone dropped into the app, beside `cp` and `sync` of the same files in the same run.
 */

const count = Number(process.env.PHOTOS ?? 1000)

type Bridge = {
  fivefold: { engine: Record<'listSummaries' | 'writeSettings', (input: object) => Promise<string>> }
}
type LongTask = { startTime: number; duration: number }
type Piece = { cover: { file: { picture: string; hasPrint: boolean } } | null }

/** How many pieces there are, with a thumbnail, and with all pictures. */
async function progressOf(page: Page): Promise<{ rows: number; thumbnails: number; prints: number }> {
  return page.evaluate(async () => {
    const { engine } = (window as unknown as Bridge).fivefold
    const { value: pieces } = JSON.parse(await engine.listSummaries({})) as { value: Piece[] }
    const files = pieces.map(({ cover }) => cover?.file)
    return {
      rows: pieces.length,
      thumbnails: files.filter((file) => file && file.picture !== 'waiting').length,
      prints: files.filter((file) => file?.hasPrint).length,
    }
  })
}

/** Notes from now on when and for how long the window is kept from answering, in ms. */
async function watchWindow(page: Page): Promise<void> {
  await page.evaluate(() => {
    const longest: LongTask[] = []
    Object.assign(window, { longest })
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) longest.push({ startTime, duration })
    }).observe({ type: 'longtask' })
  })
}

it('gathering', { timeout: 3_600_000 }, async () => {
  const folder = temporaryFolder()
  const paths = await makePhotos(folder, count)
  const megabytes = statSync(paths[0] ?? '').size / 1e6
  execFileSync('sync')
  const target = join(temporaryFolder(), 'copied')
  mkdirSync(target)
  const start = performance.now()
  execFileSync('cp', ['-r', folder, target])
  execFileSync('sync')
  const copied = (performance.now() - start) / 1000

  const app = await startApp()
  const { page } = app
  page.setDefaultTimeout(600_000)
  await createPortfolio(app)
  await page.getByRole('button', { name: /^Evidence/ }).click()
  await page.evaluate(() => (window as unknown as Bridge).fivefold.engine.writeSettings({ many: 'each' }))
  await watchWindow(page)
  const root = app.electron.process().pid ?? 0
  let peak = 0
  const watch = setInterval(() => {
    peak = Math.max(peak, memoryOf(root))
  }, 500)

  // A person holds the files over the window for a moment before letting go.
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File([''], 'held'))
    document.querySelector('main')?.dispatchEvent(new DragEvent('dragover', { dataTransfer, bubbles: true }))
  })
  await page.waitForTimeout(1500)
  const dropped = performance.now()
  const since = () => (performance.now() - dropped) / 1000
  await dropFiles(page, 'main', paths)
  // Cards in sight that show their picture; a screen holds about twenty.
  const seen = Math.min(20, count)
  const shown = page.locator('main [data-evidence] img')
  const workedBefore = processorTimeOf(root)
  const worked = { thumbnails: 0, prints: 0 }
  let first = 0
  let stored = 0
  let thumbnails = 0
  let prints = 0
  while (prints === 0) {
    await page.waitForTimeout(first === 0 ? 50 : 400)
    if (first === 0 && (await shown.count()) < Math.min(6, seen)) continue
    const now = await progressOf(page)
    if (first === 0 && now.thumbnails >= seen) first = since()
    if (stored === 0 && now.rows === count) stored = since()
    if (thumbnails === 0 && now.thumbnails === count) {
      thumbnails = since()
      worked.thumbnails = processorTimeOf(root) - workedBefore
    }
    if (now.prints === count) {
      prints = since()
      worked.prints = processorTimeOf(root) - workedBefore
    }
  }
  clearInterval(watch)
  const longest = await page.evaluate(() => {
    // What the test needs to hand a thousand files to the page is not the app's.
    const dropped = performance.getEntriesByName('drop')[0]?.startTime ?? 0
    const { longest } = window as unknown as { longest: LongTask[] }
    return longest.flatMap(({ startTime, duration }) => (startTime < dropped ? [] : [Math.round(duration)]))
  })

  report('gathering', [
    ['photos', `${count} of ${megabytes.toFixed(1)} MB`],
    ['cp and sync', `${copied.toFixed(1)} s`],
    [`first ${seen} thumbnails, from the drop`, `${first.toFixed(1)} s`],
    ['all stored', `${stored.toFixed(1)} s, ${(stored / copied).toFixed(1)} x`],
    ['all thumbnails', `${thumbnails.toFixed(1)} s, ${(thumbnails / copied).toFixed(1)} x`],
    ['all ready for print', `${prints.toFixed(1)} s, ${(prints / copied).toFixed(1)} x`],
    [
      'processor time until then',
      `${worked.thumbnails.toFixed(1)} s for the thumbnails, ${worked.prints.toFixed(1)} s for all`,
    ],
    ['most memory of all processes', `${Math.round(peak / 1e6)} MB`],
    [
      'window kept from answering over 50 ms',
      `${longest.length} times, at most ${Math.max(0, ...longest)} ms`,
    ],
  ])
})
