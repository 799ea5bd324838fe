import { execFileSync } from 'node:child_process'
import { mkdirSync, statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { it } from 'vitest'
import { dropFiles, startApp } from '../support/app'
import { createPortfolio } from '../support/journey'
import { temporaryFolder } from '../support/temporary'
import { makePhotos } from './photos'
import { memoryOf, processorTimeOf } from './processes'
import { report } from './report'
import { leaveLines, ratioOf, sayMemory, sayTime } from './table'

/*
 * Photos of a phone dropped into the app, beside `cp` and `sync` of the same files in the same run. How much of the rest is
 * this machine shows the system's own libjpeg-turbo, which on all cores does nothing but what no one can leave out: decode them at
 * an eighth, and at half their size to write them again. Nothing is hashed, copied, turned, resized or shown.
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

/**
 * Notes from now on when and for how long the window is kept from answering, and when so many cards show their picture, in ms.
 */
async function watchWindow(page: Page, seen: number): Promise<void> {
  await page.evaluate((seen) => {
    const watch = setInterval(() => {
      const pictures = [...document.querySelectorAll<HTMLImageElement>('main [data-evidence] img')]
      if (pictures.filter((each) => each.complete && each.naturalWidth > 0).length < seen) return
      clearInterval(watch)
      performance.mark('seen')
    }, 20)
    const longest: LongTask[] = []
    Object.assign(window, { longest })
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) longest.push({ startTime, duration })
    }).observe({ type: 'longtask' })
  }, seen)
}

/** When something that the page marked happened, in ms after the drop; null while it has not. */
async function afterDrop(page: Page, mark: string): Promise<number | null> {
  return page.evaluate((mark) => {
    const [drop, event] = ['drop', mark].map((name) => performance.getEntriesByName(name)[0]?.startTime)
    return drop === undefined || event === undefined ? null : event - drop
  }, mark)
}

/** How long all cores take for a command of the shell on each photo (`$0`), and nothing else, in s. */
function onAllCores(folder: string, command: string): number {
  const start = performance.now()
  const each = `xargs -0 -n 1 -P ${availableParallelism()} sh -c "$2"`
  execFileSync('sh', ['-c', `find "$1" -name '*.jpg' -print0 | ${each}`, 'sh', folder, command])
  return (performance.now() - start) / 1000
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

  const decoded = onAllCores(folder, 'djpeg -scale 1/8 -outfile /dev/null "$0"')
  const halved = onAllCores(folder, 'djpeg -scale 1/2 "$0" | cjpeg -quality 82 -outfile /dev/null')
  const leastWork = decoded + halved

  const app = await startApp()
  const { page } = app
  page.setDefaultTimeout(600_000)
  await createPortfolio(app)
  await page.getByRole('button', { name: /^Evidence/ }).click()
  await page.evaluate(() => (window as unknown as Bridge).fivefold.engine.writeSettings({ many: 'each' }))
  // A screen holds about twenty.
  const seen = Math.min(20, count)
  await watchWindow(page, seen)
  const root = app.electron.process().pid ?? 0
  let peak = 0
  let watch: NodeJS.Timeout | undefined

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
  const workedBefore = processorTimeOf(root)
  const worked = { thumbnails: 0, prints: 0 }
  let first = 0
  let stored = 0
  let thumbnails = 0
  let prints = 0
  while (prints === 0) {
    await page.waitForTimeout(first === 0 ? 200 : 400)
    first = (await afterDrop(page, 'seen')) ?? 0
    // Until then nothing is asked and nothing measured: it would take its share.
    if (first === 0) continue
    watch ??= setInterval(() => {
      peak = Math.max(peak, memoryOf(root))
    }, 500)
    const now = await progressOf(page)
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
    ['libjpeg-turbo, only decoding at 1/8', `${decoded.toFixed(1)} s, ${(decoded / copied).toFixed(1)} x`],
    [
      'libjpeg-turbo, and again at 1/2, written',
      `${leastWork.toFixed(1)} s, ${(leastWork / copied).toFixed(1)} x`,
    ],
    [`first ${seen} thumbnails, from the drop`, `${(first / 1000).toFixed(2)} s`],
    ['all stored', `${stored.toFixed(1)} s, ${(stored / copied).toFixed(1)} x`],
    [
      'all thumbnails',
      `${thumbnails.toFixed(1)} s, ${(thumbnails / copied).toFixed(1)} x, ${(thumbnails / decoded).toFixed(1)} x libjpeg-turbo`,
    ],
    [
      'all ready for print',
      `${prints.toFixed(1)} s, ${(prints / copied).toFixed(1)} x, ${(prints / leastWork).toFixed(1)} x libjpeg-turbo`,
    ],
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
  const beside = `cp and sync: ${sayTime(copied * 1000)}`
  const natively = (seconds: number) => `${beside}; libjpeg-turbo alone: ${ratioOf(seconds, copied)}`
  leaveLines('gathering', [
    {
      job: `First ${seen} of ${count} photos of ${megabytes.toFixed(0)} MB seen, from the drop`,
      ours: sayTime(first),
    },
    {
      job: 'All of them stored, with thumbnails',
      ours: sayTime(thumbnails * 1000),
      beside: natively(decoded),
      ratio: ratioOf(thumbnails, copied),
      memory: sayMemory(peak),
    },
    {
      job: 'And ready for print',
      ours: sayTime(prints * 1000),
      beside: natively(leastWork),
      ratio: ratioOf(prints, copied),
    },
    { job: 'Window kept from answering meanwhile', ours: sayTime(Math.max(0, ...longest)) },
  ])
})
