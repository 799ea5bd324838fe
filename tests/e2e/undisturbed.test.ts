import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { chooseMenu, dropFiles, startApp, type App } from '../support/app'
import { fivefold } from '../support/command-line'
import { createPortfolio, goToSection, somePhotos } from '../support/journey'
import { newPortfolio } from '../support/portfolio'

/* What is read again while somebody is at something leaves it alone. */

const rail = (page: Page, name: RegExp) => page.getByRole('navigation').getByRole('button', { name })

/** Types into a field and waits until that is stored and was read back. */
async function typeAndRest(page: Page, field: Locator, words: string): Promise<void> {
  await page.keyboard.type(words)
  await expect.poll(() => field.getAttribute('data-saves')).toBe('stored')
  await page.waitForTimeout(300)
}

async function openEvidence(app: App, titles: string[]): Promise<void> {
  const folder = newPortfolio('en')
  for (const title of titles)
    expect(fivefold(['add', folder, '--to', 'students.1', '--title', title, '--note', title])).toMatchObject({
      code: 0,
    })
  await app.page.getByRole('heading', { name: 'Fivefold' }).waitFor()
  await app.answerOpen([folder])
  await chooseMenu(app, 'openPortfolio')
  await rail(app.page, /^Evidence/).click()
  await app.page.locator('main [data-evidence]').first().waitFor()
}

describe('what is saved and read again', () => {
  it('leaves the caret where one writes, in a field of the application', async () => {
    const app = await startApp()
    const { page } = app
    await createPortfolio(app)
    for (const visit of [1, 2]) {
      await rail(page, /^Application/).click()
      const field = page.getByLabel('Place', { exact: true })
      await field.fill('')
      await typeAndRest(page, field, 'Плв')
      await page.keyboard.press('Home')
      await page.keyboard.press('ArrowRight')
      await page.keyboard.press('ArrowRight')
      await typeAndRest(page, field, 'о')
      await typeAndRest(page, field, 'ди')
      await expect.poll(() => field.inputValue(), { message: `visit ${visit}` }).toBe('Плодив')
      await rail(page, /^Overview/).click()
    }
  })

  it('leaves selected what is selected', async () => {
    const app = await startApp()
    const { page } = app
    await openEvidence(app, ['Board', 'Code', 'Diary'])
    const card = (title: string) => page.locator('main [data-evidence]').filter({ hasText: title })
    const selected = () => page.locator('main [aria-selected=true] .title').allTextContents()
    await card('Board').click()
    await page.locator('#evidence-title').waitFor()
    await card('Code').click({ modifiers: ['ControlOrMeta'] })
    await card('Diary').click({ modifiers: ['ControlOrMeta'] })
    await card('Board').click({ modifiers: ['ControlOrMeta'] })
    await expect.poll(selected).toEqual(['Code', 'Diary'])
    const title = page.locator('#evidence-title')
    await title.fill('Board of 2026')
    await expect.poll(() => title.getAttribute('data-saves')).toBe('stored')
    await card('Board of 2026').waitFor()
    await expect.poll(selected).toEqual(['Code', 'Diary'])
    await page.getByText('2 selected').waitFor()
  })

  it('turns a photo twice at two quick presses, and follows an undo on the light table', async () => {
    const app = await startApp()
    const { page } = app
    await createPortfolio(app)
    await rail(page, /^Evidence/).click()
    const [photo = ''] = await somePhotos(1)
    await dropFiles(page, 'main', [photo])
    await page.getByRole('button', { name: 'Look closer, turn, crop' }).click()
    await page.getByRole('button', { name: 'Turn right' }).dblclick()
    await expect.poll(() => page.locator('.stage img').getAttribute('src')).toMatch(/\/2_0_0_0_10000_10000/)
    const caption = page.getByRole('dialog').getByLabel('Caption')
    await caption.fill('Spring')
    await expect.poll(() => caption.getAttribute('data-saves')).toBe('stored')
    await page.locator('.stage').focus()
    await page.keyboard.press('Control+z')
    await expect.poll(() => caption.inputValue()).toBe('')
  })

  it('leaves the keyboard on the button that moves a row', async () => {
    const app = await startApp()
    const { page } = app
    await createPortfolio(app)
    const at = () =>
      page.evaluate(() => document.activeElement?.closest('li, tr')?.textContent.trim().slice(0, 30))
    await rail(page, /^Export/).click()
    const down = page.getByRole('button', { name: 'Move down: Contents' })
    const parts = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: /^Move down/ }) })
    const nth = async () => (await parts.allTextContents()).findIndex((each) => each.trim() === 'Contents')
    await down.focus()
    const first = await nth()
    for (const steps of [1, 2]) {
      await page.keyboard.press('Enter')
      await expect.poll(nth).toBe(first + steps)
      await expect.poll(() => down.evaluate((button) => button === document.activeElement)).toBe(true)
    }

    await goToSection(page, 'students')
    await page.getByRole('tab', { name: 'Our plan' }).click()
    for (const goal of ['First', 'Second']) {
      await page.locator('#add-goal').click()
      await page.locator('[id^=plan-][id$=-goal]:focus').waitFor()
      await page.keyboard.type(goal)
    }
    await page.getByRole('row').filter({ hasText: 'First' }).getByRole('button', { name: /^Down/ }).focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => page.getByRole('row').last().textContent()).toContain('First')
    await expect.poll(at).toContain('First')
  })

  it('shows in a search what there is now', async () => {
    const app = await startApp()
    const { page } = app
    await openEvidence(app, ['Diary of the exchange'])
    await page.keyboard.press('Control+k')
    await page.keyboard.type('diary')
    await page.getByRole('option', { name: /Diary of the exchange/ }).waitFor()
    await page.keyboard.press('Escape')
    await chooseMenu(app, 'home')
    await page.getByRole('heading', { name: 'Fivefold' }).waitFor()
    await app.answerOpen([newPortfolio('en')])
    await chooseMenu(app, 'openPortfolio')
    await rail(page, /^Overview/).waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').waitFor()
    await expect.poll(() => page.getByRole('combobox').inputValue()).toBe('')
    await expect.poll(() => page.getByRole('option').count()).toBe(0)
  })
})
