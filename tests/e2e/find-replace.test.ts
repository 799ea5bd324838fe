import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { chooseMenu, expectAccessible, startApp, type App } from '../support/app'
import { fivefold } from '../support/command-line'
import { beginButton, goToSection, strand } from '../support/journey'
import { newPortfolio } from '../support/portfolio'

const texts = {
  'students.1': 'Our school council meets. The **sch**ool listens.',
  'students.2': 'Pupils lead the SCHOOL radio.',
  'leadership.1': 'Nothing of the kind.',
} as const

/** Three answers and a goal, the word in two of the answers and in the goal. */
function threeAnswers(): string {
  const folder = newPortfolio('en')
  for (const [place, text] of Object.entries(texts)) {
    expect(fivefold(['answer', folder, place, '--text', text])).toMatchObject({ code: 0 })
  }
  const goal = 'Club at school; ; ; ; '
  expect(fivefold(['plan', folder, 'students', '--row', goal])).toMatchObject({ code: 0 })
  return folder
}

async function openPortfolio(app: App, folder: string): Promise<void> {
  await app.page.getByRole('button', { name: beginButton }).waitFor()
  await app.answerOpen([folder])
  await chooseMenu(app, 'openPortfolio')
  await app.page.getByRole('heading', { name: 'Where we stand' }).waitFor()
}

const panel = (page: Page) => page.getByRole('complementary', { name: 'Find and replace' })
const places = (page: Page) =>
  panel(page).getByRole('list', { name: 'Texts with these words' }).getByRole('listitem')

describe('find and replace', () => {
  it('shows every place as one types, replaces those that are chosen, and is undone as one', async () => {
    const app = await startApp()
    const { page } = app
    await openPortfolio(app, threeAnswers())
    await goToSection(page, 'students')
    await page.keyboard.press('Control+h')
    await page.getByLabel('Find', { exact: true }).waitFor()
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('finding-find')
    await expectAccessible(page)

    await page.keyboard.type('school')
    await panel(page).getByText('4 places in 3 texts').waitFor()
    await expect
      .poll(() => places(page).locator('mark').allTextContents())
      .toEqual(['school', 'school', 'SCHOOL', 'school'])
    await page.getByRole('checkbox', { name: 'Match capitals' }).check()
    await panel(page).getByText('3 places in 2 texts').waitFor()
    await page.getByRole('checkbox', { name: 'Match capitals' }).uncheck()
    await panel(page).getByText('4 places in 3 texts').waitFor()

    await page.getByRole('checkbox', { name: 'Replace here: 3 Students, Goal, row 1' }).uncheck()
    await page.getByLabel('Replace by').fill('*academy*')
    await panel(page).getByRole('button', { name: 'Replace in 3 places' }).waitFor()
    await expectAccessible(page)
    await page.getByLabel('Replace by').press('Enter')
    await page.getByText('Replaced “school” by “*academy*” in 3 places.').waitFor()
    await panel(page).getByText('1 place in 1 text').waitFor()
    await page.getByLabel('Find', { exact: true }).fill('*academy* listens')
    await panel(page).getByText('1 place in 1 text').waitFor()

    await page.getByRole('status', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).click()
    await page.getByText('Undone: replace “school” by “*academy*” in 3 places.').waitFor()
    await panel(page).getByText('“*academy* listens” stands nowhere in the answers and plans.').waitFor()
    await page.getByLabel('Find', { exact: true }).fill('school')
    await panel(page).getByText('4 places in 3 texts').waitFor()
  })

  it('leads to each place by the keyboard, and finds what was typed a moment ago', async () => {
    const app = await startApp({ width: 1024, height: 700 })
    const { page } = app
    await openPortfolio(app, threeAnswers())
    await page.getByRole('button', { name: 'Find and replace…' }).click()
    await page.keyboard.type('school')
    await panel(page).getByText('4 places in 3 texts').waitFor()
    await places(page).nth(1).getByRole('button').press('Enter')
    await strand(page, 'students.2').waitFor()
    await expect
      .poll(() =>
        page.evaluate(() => document.activeElement?.closest('[data-strand]')?.getAttribute('data-strand')),
      )
      .toBe('students.2')
    await places(page).nth(2).getByRole('button').press('Enter')
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toMatch(/^plan-.*-goal$/)

    await page.keyboard.press('End')
    await page.keyboard.type(', schoolyard')
    await chooseMenu(app, 'replace')
    await panel(page).getByText('5 places in 3 texts').waitFor()
    await page.getByRole('checkbox', { name: 'Whole words only' }).check()
    await panel(page).getByText('4 places in 3 texts').waitFor()
    await page.getByLabel('Find', { exact: true }).press('Escape')
    await panel(page).waitFor({ state: 'hidden' })
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY')
  })
})
