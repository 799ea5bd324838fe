import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { chooseMenu, startApp, type App } from '../support/app'
import { fivefold } from '../support/command-line'
import { addMany } from '../support/many'
import { folderOfPhotos } from '../support/pictures'
import { newPortfolio } from '../support/portfolio'
import { askThrough } from '../support/window-engine'
import { openToWrite } from '../support/writing'

/** So long the computer sleeps, in ms: longer than any beat by which the app counts time. */
const sleep = 2500

/** How many photos of the portfolio have a picture. */
async function seen({ page }: App): Promise<number> {
  const pieces = await askThrough(page)('listSummaries', {})
  return pieces.filter(({ cover }) => cover?.role === 'photo' && cover.file.picture === 'ready').length
}

/** The whole app stands still, as in a computer whose lid is shut; meanwhile nobody else gets the portfolio. */
async function sleepThrough(app: App, dir: string): Promise<void> {
  const wake = await app.freeze()
  const { code, err } = fivefold(['list', dir])
  await pause(sleep)
  wake()
  expect({ code, err }).toMatchObject({
    code: 1,
    err: expect.stringContaining('is open in another window or program') as string,
  })
}

it('the computer sleeps while a folder comes in and while a backup is made: both go on, no photo is given up, and nobody else has the portfolio', async () => {
  const count = 30
  const folder = await folderOfPhotos(count, { width: 1500, height: 1000, filling: 300_000 })
  const app = await startApp()
  const { page } = app
  const dir = newPortfolio('en')
  addMany(dir, 3000)
  await openToWrite(app, dir)
  await page
    .getByRole('navigation')
    .getByRole('button', { name: /^Evidence/ })
    .click()
  await app.answerOpen([folder])
  await chooseMenu(app, 'addFolder')
  const dialog = page.getByRole('dialog')
  await dialog.getByText(/, one for each file/).click()
  await dialog.getByRole('button', { name: `Add ${count} files` }).click()
  await page.getByRole('progressbar', { name: /^Adding files to/ }).waitFor()
  await sleepThrough(app, dir)
  await page.getByText(`Added ${count} files to`).waitFor({ timeout: 60_000 })
  // None of the photos that a worker had in hand was given up.
  await expect.poll(() => seen(app), { timeout: 60_000 }).toBe(count)

  await page.getByRole('navigation').getByRole('button', { name: 'Backup and sharing' }).click()
  await page.getByRole('button', { name: 'Back up now' }).click()
  const backups = join(dir, 'backups')
  await expect
    .poll(() => readdirSync(backups).some((name) => name.startsWith('incoming-')), { interval: 2 })
    .toBe(true)
  await sleepThrough(app, dir)
  await page.getByText('Backed up.').waitFor({ timeout: 60_000 })
  expect(readdirSync(backups).filter((name) => name.startsWith('incoming-'))).toEqual([])
  await expect.poll(() => page.locator('[role=alert], .notice.stop').count()).toBe(0)
  await app.close()
  expect(existsSync(join(dir, 'portfolio.sqlite-wal'))).toBe(false)
  expect(fivefold(['verify', dir])).toMatchObject({ code: 0, err: '' })
})
