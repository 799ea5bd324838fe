import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { createMessages } from '../../electron/domain/messages'
import { chooseMenu, dropFiles, expectAccessible, startApp } from '../support/app'
import { beginButton, createPortfolio, goToSection, somePhotos, strand } from '../support/journey'
import { clippedOf } from '../support/reading'

const help = (page: Page) => page.getByRole('dialog', { name: 'Help' })
const heading = (page: Page) => help(page).locator('#help-heading')

/** Opens the help by its key, says which page came, and closes it again. */
async function pageByKey(page: Page): Promise<string> {
  await page.keyboard.press('F1')
  await heading(page).waitFor()
  const title = (await heading(page).textContent()) ?? ''
  await page.keyboard.press('Escape')
  await help(page).waitFor({ state: 'hidden' })
  return title
}

describe('the help', () => {
  it('opens at the page of the screen, by the key and by the button at its heading', async () => {
    const app = await startApp()
    const { page } = app
    await page.getByRole('heading', { level: 1, name: 'Fivefold' }).waitFor()
    expect(await pageByKey(page)).toBe('Your portfolios')
    await page.getByRole('button', { name: beginButton }).click()
    await page.getByLabel('School’s name').waitFor()
    expect(await pageByKey(page)).toBe('New portfolio')
    await page.getByRole('button', { name: 'Cancel' }).click()
    await createPortfolio(app)
    expect(await pageByKey(page)).toBe('Where we stand')
    const rail = page.getByRole('navigation')
    for (const name of [
      'Evidence',
      'People and projects',
      'Pupils’ privacy',
      'Application',
      'Check',
      'Export',
      'Backup and sharing',
    ]) {
      await rail.getByRole('button', { name: new RegExp(`^${name}`) }).click()
      await page.getByRole('heading', { level: 1, name }).waitFor()
      await page.getByRole('main').getByRole('button', { name: 'Help' }).click()
      await heading(page).waitFor()
      await expect.poll(() => heading(page).textContent()).toBe(name)
      await page.keyboard.press('Escape')
    }
    await goToSection(page, 'students')
    expect(await pageByKey(page)).toBe('A part of the form')
    const [photo = ''] = await somePhotos(1)
    await dropFiles(page, '[data-strand="students.1"]', [photo])
    await page.locator('#evidence-title').waitFor()
    expect(await pageByKey(page)).toBe('The details of a piece')
    await page.getByRole('button', { name: 'Look closer, turn, crop' }).click()
    await page
      .getByRole('dialog')
      .getByRole('group', { name: /^Picture, made larger/ })
      .waitFor()
    expect(await pageByKey(page)).toBe('Light table')
    await page.getByRole('dialog').getByRole('button', { name: 'Cover faces…' }).click()
    await page.getByRole('dialog', { name: 'Cover faces and places' }).waitFor()
    expect(await pageByKey(page)).toBe('Cover faces and places')
    // What lay below is still there.
    await page.getByRole('dialog', { name: 'Cover faces and places' }).waitFor()
  })

  it('is searched as a whole, reads in the app’s language, and quotes what is on the screen', async () => {
    const app = await startApp({ width: 1024, height: 700 })
    const { page } = app
    await page.getByRole('heading', { level: 1, name: 'Fivefold' }).waitFor()
    await chooseMenu(app, 'help')
    await heading(page).waitFor()
    await expectAccessible(page)
    await help(page).getByRole('searchbox').fill('too large')
    await help(page).getByText('1 page', { exact: true }).waitFor()
    await help(page).getByRole('navigation').getByRole('button', { name: 'Export' }).click()
    await expect
      .poll(() => heading(page).evaluate((element) => element === document.activeElement))
      .toBe(true)
    await help(page).getByText('Largest size of the file').first().waitFor()
    await help(page).getByRole('searchbox').fill('xyzzy')
    await help(page).getByText('No page has all of these words.').waitFor()
    await page.keyboard.press('Escape')
    for (const language of ['bg', 'tr'] as const) {
      const say = createMessages(language)
      await page.evaluate(async (chosen) => {
        type Ask = { engine: { writeSettings: (input: unknown) => Promise<unknown> } }
        await (window as unknown as { fivefold: Ask }).fivefold.engine.writeSettings({ language: chosen })
      }, language)
      await page.getByRole('button', { name: say('home.choice.own') }).waitFor()
      await page.keyboard.press('F1')
      const inOwn = page.getByRole('dialog', { name: say('help.title') })
      const count = await inOwn.getByRole('navigation').getByRole('button').count()
      expect(count).toBe(17)
      for (let at = 0; at < count; at++) {
        await inOwn.getByRole('navigation').getByRole('button').nth(at).click()
        await expect.poll(() => clippedOf(page)).toEqual([])
      }
      await page.keyboard.press('Escape')
    }
  })
})

describe('a tip', () => {
  it('stands where one does it the first time, one at a time, and never again', async () => {
    const app = await startApp()
    const { page } = app
    await createPortfolio(app)
    await goToSection(page, 'students')
    const tip = (words: string) => page.getByRole('status').getByText(words)
    const [photo = '', second = ''] = await somePhotos(2)
    await dropFiles(page, '[data-strand="students.1"]', [photo])
    await tip('Say who can be seen in the photo').waitFor()
    await expectAccessible(page)
    await strand(page, 'students.1').getByRole('textbox').first().fill('Every autumn.')
    await page.getByText('Answer saved').first().waitFor()
    await expect.poll(() => page.locator('.tip').count()).toBe(1)
    await page.getByRole('button', { name: 'Got it' }).click()
    await tip('Say who can be seen in the photo').waitFor({ state: 'hidden' })
    await strand(page, 'students.2').getByRole('textbox').first().fill('Every spring.')
    await tip('Type @ in the answer').waitFor()
    await page
      .getByRole('navigation')
      .getByRole('button', { name: /^Export/ })
      .click()
    await tip('Save as often as you like').waitFor()
    await goToSection(page, 'students')
    await strand(page, 'students.2').waitFor()
    await dropFiles(page, '[data-strand="students.2"]', [second])
    await page.locator('#evidence-title').waitFor()
    await strand(page, 'students.3').getByRole('textbox').first().fill('Every winter.')
    await page.getByText('Answer saved').nth(2).waitFor()
    await expect.poll(() => page.locator('.tip').allTextContents()).toEqual([])
    await app.close()
    const again = await startApp({ home: app.home })
    await again.page
      .getByRole('navigation')
      .getByRole('button', { name: /^Export/ })
      .click()
    await again.page.getByRole('heading', { level: 1, name: 'Export' }).waitFor()
    await expect.poll(() => again.page.locator('.tip').count()).toBe(0)
  })

  it('says once that twenty pieces lie on this computer only', async () => {
    const app = await startApp()
    const { page } = app
    await createPortfolio(app)
    const overview = page.getByRole('navigation').getByRole('button', { name: /^Overview/ })
    const tip = page.getByText('All this lies on this computer only.')
    const add = (count: number) =>
      page.evaluate(async (count) => {
        type Ask = { engine: { addEvidence: (input: unknown) => Promise<unknown> } }
        const { engine } = (window as unknown as { fivefold: Ask }).fivefold
        const piece = { place: null, title: 'A note', note: 'We met.', links: [], files: [], each: false }
        for (let index = 0; index < count; index += 1) await engine.addEvidence(piece)
      }, count)
    await add(19)
    await page.getByRole('button', { name: /^Evidence\s*19/ }).waitFor()
    await overview.click()
    await page.getByRole('heading', { level: 1, name: 'Where we stand' }).waitFor()
    await expect.poll(() => tip.count()).toBe(0)
    await add(1)
    await tip.waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Got it' }).click()
    await tip.waitFor({ state: 'hidden' })
  })
})
