import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { dropFiles, expectAccessible, startApp, type App } from '../support/app'
import { createPortfolio } from '../support/journey'
import { drawPicture } from '../support/pictures'
import { temporaryFolder } from '../support/temporary'

const pages = (page: App['page']) => page.getByRole('list', { name: 'The pages' }).getByRole('listitem')

/** Until the picture of a page is there. */
async function seePage(page: App['page'], index: number): Promise<void> {
  const picture = pages(page).nth(index).locator('img')
  await picture.scrollIntoViewIfNeeded()
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1131)
}

describe('the book', () => {
  it('is seen as it will be printed, follows what is chosen, and leads to where it is written', async () => {
    const app = await startApp()
    const { page } = app
    await createPortfolio(app)
    await page.getByRole('button', { name: /^Evidence/ }).click()
    await dropFiles(page, 'main', [await drawPicture('Open day.jpg', { width: 900, height: 600 })])
    await page.locator('#evidence-title').fill('Open day at the school')
    await page.getByRole('navigation').getByText('Export').click()
    // The cover is there first.
    await seePage(page, 0)
    await expect.poll(() => pages(page).count()).toBeGreaterThan(6)
    await expectAccessible(page)
    const count = await pages(page).count()

    // The declaration is left out: one page less, and it stays so.
    await page.getByRole('checkbox', { name: 'Declaration' }).uncheck()
    await expect.poll(() => pages(page).count()).toBe(count - 1)
    const before = await pages(page).nth(0).locator('img').getAttribute('src')
    await page.getByRole('radio', { name: 'Quiet' }).check({ force: true })
    await expect.poll(() => pages(page).nth(0).locator('img').getAttribute('src')).not.toBe(before)
    await page.keyboard.press('Control+z')
    await expect.poll(() => pages(page).nth(0).locator('img').getAttribute('src')).toBe(before)

    const out = join(temporaryFolder(), 'Book.pdf')
    await app.answerSave(out)
    await page.getByRole('button', { name: 'Save PDF…' }).click()
    await page.getByText('“Book.pdf” is saved.').first().waitFor()
    expect(execFileSync('pdfinfo', [out]).toString()).toMatch(new RegExp(`Pages: +${count - 1}\\n`))

    // The last place of the book is the last section's.
    await page.getByRole('button', { name: 'Go to where this is written' }).last().click()
    await page
      .getByRole('heading', { level: 1, name: 'Приобщаващи и иновативни учебни организации' })
      .waitFor()
  })

  it('is laid out once, not again because it was', async () => {
    const app = await startApp()
    const { page } = app
    await createPortfolio(app)
    await page.getByRole('navigation').getByText('Export').click()
    // The cover is there first.
    await expect.poll(() => pages(page).count()).toBeGreaterThan(6)
    // Every answer of the engine comes as a text.
    await page.evaluate(() => {
      const parse = JSON.parse
      const layouts: string[] = []
      Object.assign(window, { layouts })
      JSON.parse = (text: string) => {
        if (text.includes('"pages":[')) layouts.push(text)
        return parse(text) as unknown
      }
    })
    // The last page is drawn by the press that would lay the book out.
    await seePage(page, (await pages(page).count()) - 1)
    await expect
      .poll(() => page.evaluate(() => (window as unknown as { layouts: string[] }).layouts.length))
      .toBe(0)
  })

  it('names the pages that are too heavy for the chosen size, and writes nothing', async () => {
    const app = await startApp()
    const { page } = app
    await createPortfolio(app)
    await page.getByRole('navigation').getByText('Export').click()
    await seePage(page, 0)
    await page.getByLabel('Largest size of the file').selectOption('own')
    await page.getByLabel('Size in MB').fill('0.1')
    await page.getByLabel('Size in MB').blur()
    await app.answerSave(join(temporaryFolder(), 'Small.pdf'))
    await page.getByRole('button', { name: 'Save PDF…' }).click()
    await page
      .getByText(/The PDF would come to [\d.]+ MB at the least, and 0.1 MB is the limit/)
      .first()
      .waitFor()
    await expectAccessible(page)
  })
})
