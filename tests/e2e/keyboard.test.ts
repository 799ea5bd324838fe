import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { expectAccessible, startApp } from '../support/app'
import { focusedStop, tabTo } from '../support/focus'
import { school, somePhotos } from '../support/journey'
import { temporaryFolder } from '../support/temporary'

/** Enter on what has the keyboard. */
async function press(page: Page, name: string | RegExp, options: { back?: boolean } = {}): Promise<void> {
  await tabTo(page, name, options)
  await page.keyboard.press('Enter')
}

/** The heading of a new screen has the keyboard, so that the next Tab goes on from there. */
async function expectHeading(page: Page, name: string): Promise<void> {
  await expect.poll(async () => (await focusedStop(page)).name).toBe(name)
}

describe('the whole way without a mouse', () => {
  it('leads from a new portfolio to the PDF, and the keyboard is never lost', async () => {
    const app = await startApp()
    const { page } = app
    await page.getByRole('heading', { level: 1, name: 'Fivefold' }).waitFor()

    await press(page, 'Start my school’s portfolio')
    // There is nothing else to do on the first step.
    await expectHeading(page, 'School’s name')
    await page.keyboard.type(school)
    await tabTo(page, 'Country')
    await page.keyboard.type('Bulg')
    await page.getByRole('option', { name: 'Bulgaria' }).waitFor()
    await page.keyboard.press('Enter')
    await press(page, 'Next')
    await expectHeading(page, 'Which language, which years?')
    await press(page, 'Next')
    await expectHeading(page, 'Where is it kept?')
    await press(page, 'Create portfolio')
    await expectHeading(page, 'Where we stand')

    // A photo comes in by the dialog of the system, and its details have the keyboard.
    await press(page, /Учениците/, { back: true })
    await page.locator('[data-strand="students.1"]').waitFor()
    await expect.poll(async () => (await focusedStop(page)).tag).toBe('h1')
    // The arrows go along the tabs, and stay on them.
    await tabTo(page, 'How we do it')
    for (const [key, tab] of [
      ['ArrowRight', 'Our plan'],
      ['ArrowRight', 'The form'],
      ['ArrowLeft', 'Our plan'],
      ['ArrowLeft', 'How we do it'],
    ] as const) {
      await page.keyboard.press(key)
      await page.getByRole('tab', { name: tab, selected: true }).waitFor()
      await expectHeading(page, tab)
    }
    const [photo = ''] = await somePhotos(1)
    await app.answerOpen([photo])
    await press(page, /^Add files…/)
    await page.locator('#evidence-title:focus').waitFor()
    await page.keyboard.type('Ден на отворените врати')
    await tabTo(page, /^Not yet said$/)
    // From what is chosen the arrows go round to the first answer.
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => page.getByRole('radio', { name: 'Nobody' }).first().isChecked()).toBe(true)
    await expectAccessible(page)
    await tabTo(page, /^Also show under…/, { back: true })
    await page.keyboard.press('Enter')
    await page.getByRole('menu').waitFor()
    expect((await focusedStop(page)).isSeen).toBe(true)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('menu').nth(1).waitFor()
    expect((await focusedStop(page)).isSeen).toBe(true)
    await page.keyboard.press('Enter')
    await expect.poll(() => page.getByRole('menu').count()).toBe(0)
    await page.keyboard.press('Escape')
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest('[data-evidence]') !== null))
      .toBe(true)

    // The answer, with evidence named in it.
    await tabTo(page, /^How we do it: answer to 3\.1/, { back: true })
    await page.keyboard.type('Всяка есен: @')
    await page.getByRole('listbox', { name: 'Evidence to name here' }).waitFor()
    await page.keyboard.press('Enter')
    await page.locator('[data-strand="students.1"] .citation').waitFor()

    // Dialogs give the keyboard back to where it was.
    await tabTo(page, /^Write with more room/)
    for (const [key, name] of [
      ['Control+,', 'Settings'],
      ['F1', 'Help'],
      ['Control+/', 'Keys'],
    ] as const) {
      await page.keyboard.press(key)
      await page.getByRole('dialog', { name }).waitFor()
      for (let stop = 0; stop < 8; stop++) {
        await page.keyboard.press('Tab')
        const { isSeen, name: at } = await focusedStop(page)
        expect({ in: name, at, isSeen }).toEqual({ in: name, at, isSeen: true })
        await expect
          .poll(() => page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null))
          .toBe(true)
      }
      await page.keyboard.press('Escape')
      await expect.poll(async () => (await focusedStop(page)).name).toMatch(/^Write with more room/)
    }

    await press(page, /^Check/, { back: true })
    await expectHeading(page, 'Check')
    await press(page, /^Leave it as it is|^Leave all/)
    await expect.poll(() => page.evaluate(() => document.activeElement === document.body)).toBe(false)

    await press(page, /^Export/, { back: true })
    await expectHeading(page, 'Export')
    const out = join(temporaryFolder(), 'Книга.pdf')
    await app.answerSave(out)
    await press(page, 'Save PDF…')
    await page.getByText('“Книга.pdf” is saved.').first().waitFor()
    expect(existsSync(out)).toBe(true)
    await expect.poll(() => page.evaluate(() => document.activeElement === document.body)).toBe(false)

    // A row that goes away leaves the keyboard at its neighbour.
    await press(page, /^Evidence/, { back: true })
    await expectHeading(page, 'Evidence')
    await tabTo(page, /Ден на отворените врати/)
    await page.keyboard.press('Delete')
    await expect.poll(() => page.evaluate(() => document.activeElement === document.body)).toBe(false)
    await page.keyboard.press('Control+z')
    await page.getByText('Ден на отворените врати').first().waitFor()
  })
})
