import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { expectAccessible, startApp } from '../support/app'
import { fivefold } from '../support/command-line'
import { createPortfolio, goToSection, openButton, strand } from '../support/journey'
import { newPortfolio } from '../support/portfolio'
import { temporaryFolder } from '../support/temporary'

const id = 'students.2'
const old = 'Посланиците откриват съвета.\n\nПитат и нас.'
const now = 'Посланиците откриват годината.\n\nИ още нещо.\n\nПитат и нас.'

const field = (page: Page) => strand(page, id).getByRole('textbox', { name: 'How we do it: answer to 3.2' })
const reads = (page: Page) =>
  field(page).evaluate((element) =>
    element instanceof HTMLTextAreaElement ? element.value : (element as HTMLElement).innerText,
  )

async function write(page: Page, text: string): Promise<void> {
  await field(page).fill(text)
  await strand(page, id).getByText('Answer saved').waitFor()
}

async function openVersions(page: Page): Promise<void> {
  await strand(page, id)
    .getByRole('button', { name: /^Versions/ })
    .click()
  await page.getByRole('dialog', { name: 'Versions of the answer 3.2' }).waitFor()
}

describe('versions of an answer', () => {
  it('of 200,000 characters are compared, too', async () => {
    const dir = newPortfolio()
    const files = temporaryFolder()
    const long = Array.from({ length: 5000 }, (_, line) => `Ред ${line}: учениците решават сами.`).join(
      '\n\n',
    )
    for (const [name, text] of [
      ['then.md', long],
      ['now.md', long.replace('Ред 4321:', 'Нов ред:')],
    ] as const) {
      writeFileSync(join(files, name), text)
      expect(fivefold(['answer', dir, id, '--file', join(files, name)])).toMatchObject({ code: 0 })
    }
    const app = await startApp()
    const { page } = app
    await app.answerOpen([dir])
    await page.getByRole('button', { name: openButton }).click()
    await page.getByRole('heading', { name: 'Where we stand' }).waitFor()
    await goToSection(page, 'students')
    await openVersions(page)
    await expect.poll(() => page.locator('del').allTextContents()).toEqual(['Ред 4321'])
    await expect.poll(() => page.locator('ins').allTextContents()).toEqual(['Нов ред'])
    await page.locator('del').hover()
    await page.getByRole('button', { name: 'Close', exact: true }).click()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  })

  it('are kept by wish, seen beside the answer, gone back to, undone, and are there after a restart', async () => {
    const app = await startApp()
    const { page } = app
    await createPortfolio(app)
    await goToSection(page, 'students')

    await openVersions(page)
    await page.getByText('Nothing is kept yet.').waitFor()
    await page.getByRole('button', { name: 'Keep the answer as it is now' }).click()
    await page.getByRole('alert').getByText('There is no answer yet.').waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Escape')

    await write(page, old)
    await openVersions(page)
    await page.getByLabel('Name, if you like').fill('Преди съвета')
    await page.keyboard.press('Enter')
    await page.getByText('The answer as it is now is kept.').waitFor()
    await page.getByText('The words are the same as now.').waitFor()
    await page.getByRole('button', { name: 'Close', exact: true }).click()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })

    // What is typed and not saved yet is a part of "now".
    await field(page).fill(now)
    await openVersions(page)
    await page.getByRole('button', { name: /Преди съвета/ }).waitFor()
    await expect.poll(() => page.locator('del').allTextContents()).toEqual(['съвета'])
    expect((await page.locator('ins').allTextContents()).map((text) => text.trim())).toEqual([
      'годината',
      'И още нещо.',
    ])
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Go back to this version' }).click()
    await page.getByText(/^The answer 3\.2 reads again as on/).waitFor()
    await expect.poll(() => reads(page)).toBe(old)
    await expect
      .poll(() => page.getByRole('button', { name: /^Undo: go back to an earlier version/ }).count())
      .toBe(1)

    await page.getByRole('status').getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => reads(page)).toBe(now)
    await app.close()

    const { page: again } = await startApp({ home: app.home })
    await again.getByRole('heading', { name: 'Where we stand' }).waitFor()
    await goToSection(again, 'students')
    await openVersions(again)
    const kept = again.getByRole('list', { name: 'Kept versions' }).getByRole('button')
    // What stood there before going back was kept by itself.
    await expect.poll(() => kept.count()).toBe(2)
    await kept.nth(1).press('Enter')
    await expect.poll(() => again.locator('del').allTextContents()).toEqual(['съвета'])
  })
})
