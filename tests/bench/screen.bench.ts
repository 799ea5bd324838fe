import type { Page } from 'playwright-core'
import { it } from 'vitest'
import { chooseMenu, startApp } from '../support/app'
import { addMany } from '../support/many'
import { newPortfolio } from '../support/portfolio'
import { memoryOf } from './processes'
import { percentile, report } from './report'
import { beginButton } from '../support/journey'
import { leaveLines, ratioOf, sayMemory, sayTime } from './table'

/* The evidence of ten, a thousand and ten thousand pieces: from the click to the first card, and scrolling. */

const jumps = 200

/** From the click on the rail to the first card that is drawn, in ms, as the window itself sees it. */
function open(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const rail = Array.from(document.querySelectorAll<HTMLElement>('nav .items button'))
    rail.find(({ textContent }) => textContent.includes('Overview'))?.click()
    await new Promise((resolve) => setTimeout(resolve, 600))
    const start = performance.now()
    rail.find(({ textContent }) => textContent.includes('Evidence'))?.click()
    while (!document.querySelector('main [data-evidence]')) await new Promise(requestAnimationFrame)
    await new Promise(requestAnimationFrame)
    return performance.now() - start
  })
}

/** Jumps through the list; in how many of the next frames the middle of the window shows no card, and ms a frame. */
function scroll(page: Page): Promise<{ blank: number; frames: number[] }> {
  return page.evaluate(async (count) => {
    const main = document.querySelector('main')
    const frames: number[] = []
    let blank = 0
    for (let jump = 0; main && jump < count; jump += 1) {
      const start = performance.now()
      main.scrollTop = 600 + ((main.scrollHeight - 1600) * jump) / count
      await new Promise(requestAnimationFrame)
      await new Promise(requestAnimationFrame)
      frames.push(performance.now() - start)
      const { left, top, width, height } = main.getBoundingClientRect()
      // Two heights, since one may lie between two rows.
      const isCard = [0, 40].some((down) =>
        document.elementFromPoint(left + width / 4, top + height / 2 + down)?.closest('[data-evidence]'),
      )
      if (!isCard) blank += 1
    }
    return { blank, frames }
  }, jumps)
}

it('screen', { timeout: 600_000 }, async () => {
  const rows: [string, string][] = []
  const openings: { count: number; first: number; memory: number }[] = []
  for (const count of [10, 1000, 10_000]) {
    const folder = newPortfolio('en')
    addMany(folder, count)
    const app = await startApp()
    const { page } = app
    await page.getByRole('button', { name: beginButton }).waitFor()
    await app.answerOpen([folder])
    await chooseMenu(app, 'openPortfolio')
    await page.getByRole('heading', { name: 'Where we stand' }).waitFor()
    await page.waitForTimeout(1500)
    const first = await open(page)
    const later = [await open(page), await open(page), await open(page)]
    const { blank, frames } = await scroll(page)
    rows.push(
      [`${count} pieces: first opening`, `${Math.round(first)} ms`],
      ['later openings', `${percentile(later, 50)} ms`],
      ['scrolling, two frames', `${percentile(frames, 50)} ms, p95 ${percentile(frames, 95)} ms`],
      ['without a card in the middle', `${blank} of ${jumps} jumps`],
    )
    openings.push({ count, first, memory: memoryOf(app.electron.process().pid ?? 0) })
    await app.close()
  }
  report('screen', rows)
  const few = openings[0]
  if (!few) return
  leaveLines(
    'screen',
    openings.slice(1).map(({ count, first, memory }) => ({
      job: `The evidence of ${count} pieces, from the click to the first card`,
      ours: sayTime(first),
      beside: `of ${few.count} pieces: ${sayTime(few.first)}`,
      ratio: ratioOf(first, few.first),
      memory: sayMemory(memory),
    })),
  )
})
