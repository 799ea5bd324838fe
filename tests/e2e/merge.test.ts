import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { chooseMenu, dropFromOutside, expectAccessible, startAgain, startApp, type App } from '../support/app'
import { fivefold } from '../support/command-line'
import { newPortfolio } from '../support/portfolio'
import { temporaryFolder } from '../support/temporary'
import { answerField, openToWrite, storedAnswer } from '../support/writing'
import { strand } from '../support/journey'

/** Who works before this window, as a person says it where comments are written. */
async function callThem(page: Page, author: string): Promise<void> {
  await page.evaluate(async (name) => {
    const { fivefold } = window as unknown as {
      fivefold: { engine: Record<string, (input: unknown) => Promise<string>> }
    }
    await fivefold.engine.writeSettings?.({ author: name })
  }, author)
}

async function write(
  app: App,
  folder: string,
  { author, text }: { author: string; text: string },
): Promise<void> {
  await openToWrite(app, folder)
  await callThem(app.page, author)
  await answerField(app.page).fill(text)
  await strand(app.page, 'students.1').getByText('Answer saved').waitFor()
}

async function showKeeping(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: 'Backup and sharing' }).click()
  await page.getByRole('heading', { level: 1, name: 'Backup and sharing' }).waitFor()
}

describe('two colleagues with a copy each', () => {
  it('bring them together: look, decide on what both wrote, merge, and take it back', async () => {
    const dir = newPortfolio()
    const copy = join(temporaryFolder(), 'Мария.fivefold')
    cpSync(dir, copy, { recursive: true })

    const maria = await startApp()
    await write(maria, copy, { author: 'Мария', text: 'Питат и нас. Мария.' })
    await maria.close()

    const app = await startApp()
    const { page } = app
    await write(app, dir, { author: 'Иван', text: 'Питат и нас. Иван.' })
    await showKeeping(page)
    await expectAccessible(page)
    await app.answerOpen([copy])
    await page.getByRole('button', { name: 'Choose the copy…' }).click()
    await page.getByRole('heading', { name: 'This would come in, by Мария' }).waitFor()
    await expect.poll(() => page.locator('del').allTextContents()).toEqual(['Иван'])
    await expect.poll(() => page.locator('ins').allTextContents()).toEqual(['Мария'])
    const choice = page.getByRole('group', { name: /^What stays 3\.1/ })
    await choice.getByRole('radio').first().focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => choice.getByRole('radio', { name: 'Both' }).isChecked()).toBe(true)
    await expectAccessible(page)

    await page.getByRole('button', { name: 'Bring together' }).click()
    await page.getByText(/^The copies are together/).waitFor()
    const both = 'Питат и нас. Иван.\n\nПитат и нас. Мария.'
    expect(await storedAnswer(page)).toBe(both)
    const steps = page.getByRole('region', { name: 'What was done' }).getByRole('listitem')
    await expect
      .poll(() => steps.first().innerText())
      .toMatch(/bring in the copy of Мария: 1 change\s[^]*Иван/i)
    await steps.first().getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => storedAnswer(page)).toBe('Питат и нас. Иван.')
    await expect.poll(() => steps.first().innerText()).toMatch(/undone/)
  })
})

describe('an archive of a portfolio that is on this computer already', () => {
  it('comes together with that from where it is opened, or lies beside it when that is wanted', async () => {
    const dir = newPortfolio()
    const copy = join(temporaryFolder(), 'Мария.fivefold')
    cpSync(dir, copy, { recursive: true })
    const file = join(temporaryFolder(), 'Мария.fivefold.zip')
    fivefold(['answer', copy, 'students.2', '--text', 'От Мария.'])
    expect(fivefold(['pack', copy, file]).code).toBe(0)

    const app = await startApp()
    const { page } = app
    await write(app, dir, { author: 'Иван', text: 'Питат и нас. Иван.' })
    await chooseMenu(app, 'home')
    const dialog = page.getByRole('dialog', { name: 'Open an archive' })
    await page.getByRole('button', { name: 'Open an archive…' }).waitFor()
    await dropFromOutside(page, 'main', [file])
    await dialog.getByText(/is on this computer already/).waitFor()
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Open as a second copy…' }).click()
    await dialog.getByRole('button', { name: 'Unpack and open' }).waitFor()
    await dialog.getByRole('button', { name: 'Cancel' }).click()

    // It was closed: that portfolio is opened, and what would come in stands there.
    await dropFromOutside(page, 'main', [file])
    await dialog.getByRole('button', { name: 'Bring the two together' }).click()
    const preview = page.getByRole('heading', { name: /^This would come in/ })
    await preview.waitFor()
    await expect.poll(() => preview.evaluate((heading) => heading === document.activeElement)).toBe(true)
    await page.getByRole('button', { name: 'Not now' }).click()

    // It is open: from any screen of it.
    await page.getByRole('navigation').getByRole('button', { name: 'Overview' }).click()
    await startAgain(app, file)
    await dialog.getByRole('button', { name: 'Bring the two together' }).click()
    await preview.waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Bring together' }).click()
    await page.getByText(/^The copies are together/).waitFor()
    await app.close()
    const answers = join(temporaryFolder(), 'answers.txt')
    fivefold(['export', dir, '--answers', answers])
    expect(readFileSync(answers, 'utf8')).toMatch(/Питат и нас\. Иван\.[^]*От Мария\./)
  })
})
