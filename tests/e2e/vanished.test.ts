import { existsSync, renameSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { chooseMenu, expectAccessible, startApp } from '../support/app'
import { fivefold } from '../support/command-line'
import { goToSection } from '../support/journey'
import { folderOfPhotos } from '../support/pictures'
import { newPortfolio } from '../support/portfolio'
import { answerField, openToWrite, storedAnswer } from '../support/writing'

/** Pulls the drive out, or plugs it in again. */
const pullOut = (dir: string) => renameSync(dir, `${dir}-elsewhere`)
const plugIn = (dir: string) => renameSync(`${dir}-elsewhere`, dir)

const gone = (page: Page) => page.getByRole('alert').getByText(/cannot be reached just now/)

it('a drive is pulled out while one types: that is said, what was typed stays, and is saved by itself when it is back', async () => {
  const app = await startApp()
  const { page } = app
  const dir = newPortfolio('en')
  await openToWrite(app, dir)
  await answerField(page).pressSequentially('Before.')
  await page.getByText('Answer saved').waitFor()

  pullOut(dir)
  await answerField(page).pressSequentially(' Meanwhile.')
  await gone(page).waitFor()
  await page.getByText('Answer not saved').waitFor()
  await expectAccessible(page)
  // It stays whatever one does: on another screen, and when one wants to go.
  await goToSection(page, 'example')
  await goToSection(page, 'students')
  await gone(page).waitFor()
  await expect.poll(() => answerField(page).innerText()).toBe('Before. Meanwhile.')
  await chooseMenu(app, 'home')
  await page.getByText(/could not be saved, so the portfolio is still open/).waitFor()
  expect(existsSync(dir)).toBe(false)

  plugIn(dir)
  await page.getByText('Answer saved').waitFor()
  expect(await storedAnswer(page)).toBe('Before. Meanwhile.')
  await expect.poll(() => page.getByRole('alert').count()).toBe(0)
  await page.getByText(/could not be saved/).waitFor({ state: 'hidden' })
  await app.close()
  expect(fivefold(['verify', dir])).toMatchObject({ code: 0, err: '' })
})

it('a drive is pulled out while a folder comes in: what became of the files is said, and the same folder again brings the rest', async () => {
  const count = 60
  const folder = await folderOfPhotos(count, { width: 900, height: 600, filling: 1_000_000 })
  const app = await startApp()
  const { page } = app
  const dir = newPortfolio('en')
  await openToWrite(app, dir)
  await page
    .getByRole('navigation')
    .getByRole('button', { name: /^Evidence/ })
    .click()
  await app.answerOpen([folder])
  const dialog = page.getByRole('dialog')
  await chooseMenu(app, 'addFolder')
  await dialog.getByText(/, one for each file/).click()
  await dialog.getByRole('button', { name: `Add ${count} files` }).click()
  await page.locator('[data-evidence]').first().waitFor()
  pullOut(dir)
  const said = page.getByText(
    /could not be reached any more\. \d+ files had come in and are safe; \d+ files are still missing/,
  )
  await said.waitFor()
  const [came = 0, left = 0] = [...(await said.innerText()).matchAll(/\d+/g)].map(Number)
  expect(came + left).toBe(count)
  await expectAccessible(page)
  expect(existsSync(dir)).toBe(false)

  plugIn(dir)
  await chooseMenu(app, 'addFolder')
  await dialog.getByText(`${came} files are here already`).waitFor()
  await dialog.getByRole('button', { name: `Add ${left} files` }).click()
  await page.getByText(`Added ${left} files to`).waitFor({ timeout: 60_000 })
  await page.getByText(`${count} pieces`, { exact: true }).first().waitFor()
  await app.close()
  expect(fivefold(['verify', dir])).toMatchObject({ code: 0, err: '' })
})
