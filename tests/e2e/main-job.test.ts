import { readdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chooseMenu, dragTo, dropFiles, expectAccessible, startApp } from '../support/app'
import { fivefold, pdfText, run } from '../support/command-line'
import {
  addTogether,
  answer,
  aPdf,
  createPortfolio,
  goToSection,
  school,
  somePhotos,
  strand,
} from '../support/journey'
import { temporaryFolder } from '../support/temporary'

describe('a coordinator', () => {
  it('creates a portfolio, drops three photos and a PDF, writes in Bulgarian, and gets a PDF that reads back exactly', async () => {
    const app = await startApp()
    const { page } = app
    await expectAccessible(page)
    await createPortfolio(app)
    await expectAccessible(page)

    await goToSection(page, 'students')
    await dropFiles(page, '[data-strand="students.2"]', [...(await somePhotos(3)), aPdf()])
    await expectAccessible(page)
    await addTogether(page)
    const card = strand(page, 'students.2').getByRole('button', { name: /Програма на деня/ })
    await card.waitFor()
    const title = page.getByLabel('Title', { exact: true })
    await expect.poll(() => title.evaluate((field) => field === document.activeElement)).toBe(true)
    await title.fill('Посланиците пред учителите')
    await page.getByLabel('What it shows').fill('Дванадесет ученици показват проектите на 43 учители.')
    await page.getByLabel('When').fill('4.9.2026')
    await strand(page, 'students.2').getByRole('textbox').fill(answer)
    await page.getByText('Answer saved').waitFor()
    await expect
      .poll(() =>
        page
          .locator('img[src^="media://"]')
          .evaluateAll(
            (images) =>
              images.every((image) => (image as HTMLImageElement).naturalWidth > 0) && images.length,
          ),
      )
      .toBeGreaterThanOrEqual(2)
    await expectAccessible(page)

    await page.getByRole('tab', { name: 'Our plan' }).click()
    await page.getByRole('button', { name: 'Add a goal' }).click()
    await page.getByLabel(/Goal, row 1/).fill('Посланик във всеки клас')
    await expectAccessible(page)

    await page
      .getByRole('navigation')
      .getByRole('button', { name: /^Evidence/ })
      .click()
    await page.getByRole('heading', { level: 1, name: 'Evidence' }).waitFor()
    await expectAccessible(page)
    await page
      .getByRole('navigation')
      .getByRole('button', { name: /^Export/ })
      .click()
    await expectAccessible(page)
    const out = join(temporaryFolder(), 'Книга „2027“.pdf')
    await app.answerSave(out)
    await page.getByRole('button', { name: 'Save PDF…' }).click()
    await page.getByRole('button', { name: 'I have looked: export with them' }).click()
    await page.getByText(/is saved/).waitFor()
    await expectAccessible(page)

    const text = pdfText(out)
    for (const written of [
      school,
      answer,
      'Посланиците пред учителите',
      'Дванадесет ученици показват проектите на 43 учители.',
      'P3-01',
      'Програма на деня',
      'Посланик във всеки клас',
    ]) {
      expect(text).toContain(written)
    }
    expect(run('pdfimages', ['-list', out]).trim().split('\n')).toHaveLength(2 + 3)
    expect(run('qpdf', ['--check', out])).toContain('No syntax or stream encoding errors')

    await app.close()
    const [folder = ''] = readdirSync(app.home).filter((name) => name.endsWith('.fivefold'))
    expect(fivefold(['verify', join(app.home, folder)])).toMatchObject({ code: 0 })
  })

  it('undoes after a restart what was done before it, by its name', async () => {
    const app = await startApp()
    await createPortfolio(app)
    await goToSection(app.page, 'students')
    await dropFiles(app.page, '[data-strand="students.1"]', await somePhotos(2))
    await addTogether(app.page)
    await strand(app.page, 'students.1').locator('[data-evidence]').waitFor()
    await app.close()

    const again = await startApp({ home: app.home })
    const { page } = again
    await page.getByRole('heading', { name: 'Where we stand' }).waitFor()
    await goToSection(page, 'students')
    await strand(page, 'students.1').locator('[data-evidence]').waitFor()
    await page.getByRole('button', { name: 'Undo: add 2 photos to 3.1' }).click()
    await strand(page, 'students.1').locator('[data-evidence]').waitFor({ state: 'detached' })
    await chooseMenu(again, 'redo')
    await strand(page, 'students.1').locator('[data-evidence]').waitFor()
  })

  it('loses no word when the window is closed while typing', async () => {
    const app = await startApp()
    await createPortfolio(app)
    await goToSection(app.page, 'students')
    await strand(app.page, 'students.1').getByRole('textbox').fill('Последната дума')
    await app.electron.evaluate(({ app: electron }) => {
      electron.quit()
    })
    await app.electron.waitForEvent('close')

    const { page } = await startApp({ home: app.home })
    await goToSection(page, 'students')
    await expect
      .poll(() => strand(page, 'students.1').getByRole('textbox').innerText())
      .toBe('Последната дума')
  })

  it('edits, moves, shares, removes and brings back a piece by mouse and keyboard', async () => {
    const app = await startApp()
    const { page } = app
    await createPortfolio(app)
    await goToSection(page, 'students')

    await strand(page, 'students.1')
      .getByRole('button', { name: /Write a note/ })
      .click()
    await page.getByRole('dialog').getByLabel('Title').fill('Мнение на Мария')
    await page.getByRole('dialog').getByLabel('Note').fill('„Ние избрахме темата.“')
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Add note' }).click()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await strand(page, 'students.1').locator('[data-evidence]').waitFor()

    await page.getByRole('button', { name: /^Also show under/ }).click()
    await page.getByRole('menuitem', { name: /Споделено лидерство/ }).press('ArrowRight')
    await page.getByRole('menuitem', { name: /1\.2/ }).click()
    await page.getByRole('complementary').getByText(/1\.2/).first().waitFor()
    await goToSection(page, 'leadership')
    await strand(page, 'leadership.2').locator('[data-evidence]').click()
    await page.getByRole('button', { name: 'Remove evidence' }).click()
    await strand(page, 'leadership.2').locator('[data-evidence]').waitFor({ state: 'detached' })
    await page.getByRole('status').getByRole('button', { name: /Undo/ }).click()
    await strand(page, 'leadership.2').locator('[data-evidence]').waitFor()
  })

  it('drags a card to another strand, drops a file on a card, and takes both back with the keyboard', async () => {
    const app = await startApp()
    const { page } = app
    await createPortfolio(app)
    await goToSection(page, 'esafety')
    const cards = (id: string) => strand(page, id).locator('[data-evidence]')
    await dropFiles(page, '[data-strand="esafety.1"]', await somePhotos(1))
    await cards('esafety.1').waitFor()
    await dragTo(page, '[data-strand="esafety.1"] [data-evidence]', '[data-strand="esafety.2"]')
    await cards('esafety.2').waitFor()
    await expect.poll(() => cards('esafety.1').count()).toBe(0)

    await dropFiles(page, '[data-strand="esafety.2"] [data-evidence]', [aPdf()])
    await cards('esafety.2').getByText(/2/).waitFor()
    await page.getByRole('heading', { level: 1 }).click()
    for (let step = 0; step < 2; step++) await page.keyboard.press('Control+z')
    await cards('esafety.1').waitFor()
    await expect.poll(() => cards('esafety.2').count()).toBe(0)
    await page.keyboard.press('Control+y')
    await cards('esafety.2').waitFor()
  })

  it('is told plainly what did not come in, and the rest came in', async () => {
    const app = await startApp()
    const { page } = app
    await createPortfolio(app, '🙂 „CON“ '.padEnd(200, 'я'))
    await goToSection(page, 'esafety')
    const [photo = ''] = await somePhotos(1)
    truncateSync(photo, 20_000)
    const empty = join(temporaryFolder(), 'празен.jpg')
    writeFileSync(empty, '')
    await dropFiles(page, '[data-strand="esafety.1"]', [photo, empty])
    await addTogether(page)
    await page.getByText(/“празен.jpg” is empty/).waitFor()
    await strand(page, 'esafety.1')
      .getByText(/damaged/i)
      .waitFor()
    await expectAccessible(page)
  })
})
