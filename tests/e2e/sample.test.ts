import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { expectAccessible, startApp, type App } from '../support/app'
import { fivefold, fivefoldJson, pdfText } from '../support/command-line'
import { answer, createPortfolio, somePhotos, strand } from '../support/journey'
import { temporaryFolder } from '../support/temporary'

const overview = (page: Page) => page.getByRole('heading', { level: 1, name: 'Where we stand' })
const steps = (page: Page) => page.getByRole('region', { name: 'Three steps to begin' })
const rail = (page: Page, name: RegExp) => page.getByRole('navigation').getByRole('button', { name })

/** How many clicks it took. */
async function countClicks({ page }: App, work: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const counter = window as unknown as { clicks: number }
    counter.clicks = 0
    window.addEventListener('click', () => (counter.clicks += 1), true)
  })
  await work()
  return page.evaluate(() => (window as unknown as { clicks: number }).clicks)
}

describe('a person who has never seen the app', () => {
  it('gets to a PDF of the sample with a handful of clicks, and from there to a portfolio of their own', async () => {
    const app = await startApp()
    const { page } = app
    const out = join(temporaryFolder(), 'Sample.pdf')
    await app.answerSave(out)
    await page.getByRole('button', { name: /^Look around in a sample/ }).waitFor()
    await expectAccessible(page)
    const clicks = await countClicks(app, async () => {
      await page.getByRole('button', { name: /^Look around in a sample/ }).click()
      await overview(page).waitFor({ timeout: 60_000 })
      await rail(page, /^Export/).click()
      await page.getByRole('button', { name: /^Save PDF/ }).click()
      await page
        .getByText(/Sample.pdf” is saved/)
        .first()
        .waitFor({ timeout: 60_000 })
    })
    expect(clicks).toBeLessThanOrEqual(6)
    expect(pdfText(out)).toContain('SAMPLE · Bridge School')

    await rail(page, /^Overview/).click()
    await page.getByText('This is a sample: try anything', { exact: false }).waitFor()
    await expect.poll(() => steps(page).count()).toBe(0)
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Start your own portfolio' }).click()
    await page.getByLabel('School’s name').waitFor()
  })

  it('can stop the sample while it is made, and is where they were', async () => {
    const app = await startApp()
    const { page } = app
    await page.getByRole('button', { name: /^Look around in a sample/ }).click()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await expect.poll(() => page.getByRole('button', { name: 'Cancel' }).count()).toBe(0)
    await page.getByRole('heading', { level: 1, name: 'Fivefold' }).waitFor()
    await expect.poll(() => page.getByRole('alert').count()).toBe(0)
  })
})

describe('the three steps of a new portfolio', () => {
  it('lead to the very places, tick by themselves, and are gone for good when done', async () => {
    const app = await startApp()
    const { page } = app
    await createPortfolio(app)
    await steps(page).getByText('0 of 3 done').waitFor()
    await expectAccessible(page)

    await steps(page).getByRole('button', { name: 'Add evidence' }).click()
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('add-esafety.1')
    const [photo = ''] = await somePhotos(1)
    await app.answerOpen([photo])
    await page.keyboard.press('Enter')
    await page.locator('[data-evidence]').first().waitFor()
    await rail(page, /^Overview/).click()
    await steps(page).getByText('1 of 3 done').waitFor()
    await expect.poll(() => steps(page).getByRole('button', { name: 'Add evidence' }).count()).toBe(0)

    await steps(page).getByRole('button', { name: 'Write an answer' }).click()
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('answer-esafety.1')
    await strand(page, 'esafety.1').getByRole('textbox').fill(answer)
    await page.getByText('Answer saved').waitFor()
    await rail(page, /^Overview/).click()
    await steps(page).getByText('2 of 3 done').waitFor()

    await steps(page).getByRole('button', { name: 'Show the PDF' }).click()
    await page.getByRole('heading', { level: 1, name: 'Export' }).waitFor()
    await page.locator('.pages img').nth(1).waitFor()
    await rail(page, /^Overview/).click()
    await overview(page).waitFor()
    await expect.poll(() => steps(page).count()).toBe(0)

    // Also when what ticked is taken back, and at the next start.
    await page.keyboard.press('Control+z')
    await app.close()
    const again = await startApp({ home: app.home })
    await overview(again.page).waitFor()
    await expect.poll(() => steps(again.page).count()).toBe(0)
  })

  it('can be hidden, and stay so', async () => {
    const app = await startApp()
    await createPortfolio(app)
    await steps(app.page).getByRole('button', { name: 'Hide these steps' }).click()
    await expect.poll(() => steps(app.page).count()).toBe(0)
    await app.close()
    const again = await startApp({ home: app.home })
    await overview(again.page).waitFor()
    await expect.poll(() => steps(again.page).count()).toBe(0)
  })
})

describe('the command line', () => {
  it('makes the sample in a folder of one’s choice and language, and refuses a folder that is taken', () => {
    const dir = join(temporaryFolder(), 'Näidis.fivefold')
    const made = fivefoldJson(['sample', dir, '--language', 'et'])
    expect(made).toMatchObject({ folder: dir, id: expect.stringMatching(/^sample-/) as string })
    const { code, out } = fivefold(['verify', dir])
    expect([code, out]).toMatchObject([0, expect.any(String)])
    expect(fivefold(['sample', dir]).code).toBe(1)
  })
})
