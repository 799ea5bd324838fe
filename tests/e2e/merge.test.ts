import { cpSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { expectAccessible, startApp, type App } from '../support/app'
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
    expect(await page.locator('del').allTextContents()).toEqual(['Иван'])
    expect(await page.locator('ins').allTextContents()).toEqual(['Мария'])
    const choice = page.getByRole('group', { name: /^What stays: 3\.1/ })
    await choice.getByRole('radio').first().focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    expect(await choice.getByRole('radio', { name: 'Both' }).isChecked()).toBe(true)
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
