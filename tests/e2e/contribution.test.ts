import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chooseMenu, dropFiles, expectAccessible, startApp, type App } from '../support/app'
import { createPortfolio, goToSection, strand } from '../support/journey'
import { drawPicture } from '../support/pictures'
import { temporaryFolder } from '../support/temporary'

const rail = (page: App['page'], name: RegExp) => page.getByRole('navigation').getByRole('button', { name })

/** The coordinator asks Maria for photos of pupils' work; gives the file. */
async function ask(app: App): Promise<string> {
  const { page } = app
  await createPortfolio(app)
  await rail(page, /^Backup and sharing/).click()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Ask a colleague…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Who do you ask?').fill('Мария')
  await expect.poll(() => dialog.getByRole('button', { name: 'Save the file…' }).isDisabled()).toBe(true)
  await dialog.getByRole('checkbox').nth(3).check()
  await dialog.getByRole('textbox', { name: /^What should they look for/ }).fill('Снимки от деня')
  await dialog.getByLabel('A word to them').fill('Благодаря!')
  await expectAccessible(page)
  const file = join(temporaryFolder(), 'За Мария.fivefold.zip')
  await app.answerSave(file)
  await dialog.getByRole('button', { name: 'Save the file…' }).click()
  await page.getByText('“За Мария.fivefold.zip” is saved.').waitFor()
  await page.getByText('Nothing came back yet.').waitFor()
  return file
}

/** Maria opens the file on her own computer, adds a photo and an answer, and sends it back. */
async function help(invitation: string): Promise<string> {
  const app = await startApp()
  const { page } = app
  await page.getByRole('heading', { name: 'Fivefold' }).waitFor()
  await app.answerOpen([invitation])
  await chooseMenu(app, 'openArchive')
  await page.getByRole('dialog').getByText('Снимки от деня').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Begin' }).click()
  await page.getByText('Благодаря!').waitFor()
  await expectAccessible(page)
  // She sees the one section that she was asked for, and nothing of an application.
  await expect
    .poll(() => page.getByRole('navigation').locator('button[data-hue]:not([data-hue=none])').count())
    .toBe(1)
  await expect.poll(() => rail(page, /^Export/).count()).toBe(0)
  await goToSection(page, 'students')
  await page.getByText('Снимки от деня').waitFor()
  const photo = await drawPicture('IMG_7.jpg', { width: 600, height: 400 })
  await dropFiles(page, '[data-strand="students.2"]', [photo])
  await page.locator('#evidence-title').fill('Денят на отворените врати')
  await strand(page, 'students.1').getByRole('textbox').fill('Нашите посланици говорят.')
  await rail(page, /^Send it back/).click()
  await page.getByLabel('A word with it').fill('Има още')
  const file = join(temporaryFolder(), 'От Мария.fivefold.zip')
  await app.answerSave(file)
  await page.getByRole('button', { name: /^Save the file for/ }).click()
  await page.getByText('“От Мария.fivefold.zip” is saved.').waitFor()
  await expectAccessible(page)
  await app.close()
  return file
}

describe('asking a colleague', () => {
  it('brings photos and texts back as suggestions, which are taken one by one and undone together', async () => {
    const app = await startApp()
    const { page } = app
    const back = await help(await ask(app))

    await app.answerOpen([back])
    await page.getByRole('button', { name: 'Open what came back…' }).click()
    await page.getByRole('heading', { level: 1, name: 'From colleagues' }).waitFor()
    await page.getByText('Има още').waitFor()
    const photo = page.locator('main img[src^="media://tray/"]')
    await expect
      .poll(() => photo.evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBeGreaterThan(100)
    await expectAccessible(page)
    await expect.poll(() => rail(page, /^Backup and sharing/).textContent()).toContain('2')

    await page.getByRole('button', { name: 'Take: Денят на отворените врати' }).click()
    await page.getByText('1 suggestion is in your portfolio now.').waitFor()
    await rail(page, /^Evidence/).click()
    await page.getByText('Денят на отворените врати').waitFor()
    await rail(page, /^Backup and sharing/).click()
    await page.getByRole('button', { name: '1 suggestion waits for you', exact: true }).click()
    await page.getByRole('button', { name: /^Leave/ }).click()
    await page.getByText('Everything is decided.').waitFor()
    await page.getByText('Decided (2)').click()
    await page.getByRole('button', { name: 'Take it after all' }).click()
    await page.getByText('1 suggestion is in your portfolio now.').waitFor()
    await goToSection(page, 'students')
    await expect
      .poll(() => strand(page, 'students.1').getByRole('textbox').textContent())
      .toBe('Нашите посланици говорят.')

    // The answer, the leaving, the piece: each step goes back by itself.
    for (const pieces of ['1', '1', '0']) {
      await page.locator('main h1').first().focus()
      await page.keyboard.press('Control+z')
      await expect.poll(() => rail(page, /^Evidence/).textContent()).toContain(pieces)
    }
    await rail(page, /^Backup and sharing/).click()
    await page.getByRole('button', { name: '2 suggestions wait for you', exact: true }).click()
    await page.getByRole('button', { name: 'Remove what came back…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
    await page.getByText('Nothing has come back yet.').waitFor()
  })

  it('says of a file for another portfolio which one it is for', async () => {
    const app = await startApp()
    const back = await help(await ask(app))
    const other = await startApp()
    await createPortfolio(other, 'Друго училище')
    await other.answerOpen([back])
    await chooseMenu(other, 'openArchive')
    await other.page.getByText('This was made for the portfolio of').waitFor()
  })
})
