import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { dropFiles, expectAccessible, startApp } from '../support/app'
import { addTogether, createPortfolio, somePhotos } from '../support/journey'

const rail = (page: Page, name: RegExp) => page.getByRole('navigation').getByRole('button', { name })
const undo = (page: Page) => page.getByRole('button', { name: /^Undo:/ })
const card = (page: Page) => page.locator('[data-evidence]').first()
const numbers = (page: Page) => page.getByRole('region', { name: 'Photos and videos in numbers' })

/** Opens the screen and waits until it says how many pictures stand how. */
async function expectNumbers(page: Page, expected: { unsaid: number; heldBack: number; clear: number }) {
  await rail(page, /^Pupils’ privacy/).click()
  const read = async (words: string) =>
    Number(/\d+/.exec((await numbers(page).getByText(words).first().textContent()) ?? '')?.[0])
  await expect.poll(() => read('nobody has said')).toBe(expected.unsaid)
  await expect.poll(() => read('held back')).toBe(expected.heldBack)
  await expect.poll(() => read('clear')).toBe(expected.clear)
}

async function startWithPhotos(options: Parameters<typeof startApp>[0] = {}) {
  const app = await startApp(options)
  const { page } = app
  await createPortfolio(app)
  await rail(page, /^Evidence/).click()
  await dropFiles(page, 'main', await somePhotos(3))
  await addTogether(page)
  await page.getByText('3 photos, files and links').waitFor()
  return app
}

describe('pupils’ privacy', () => {
  it('says it of three photos at once, with a new group, undoes it as one step, and keeps it over a restart', async () => {
    const app = await startWithPhotos()
    const { page } = app
    await card(page).getByText('3 not yet said').waitFor()
    await page.getByRole('button', { name: 'Say it for all 3 pictures …' }).press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('heading', { name: 'Who can be seen in these 3 pictures?' }).waitFor()
    await expectAccessible(page)
    // Nothing is chosen yet: it is said so, and nothing is written.
    await dialog.getByRole('button', { name: 'Note for 3 pictures' }).press('Enter')
    await dialog.getByRole('alert').waitFor()
    await dialog.getByRole('radio', { name: 'Pupils, recognisable' }).press('Space')
    await dialog.getByLabel('Group or person, also a new one').fill('Клас 5Б 2026')
    await dialog.getByLabel('Consent', { exact: true }).selectOption('held')
    await dialog.getByLabel('Given for').selectOption('label')
    await dialog.getByLabel('Given on').fill('04/09/2026')
    await dialog.getByLabel('Where the paper is kept').fill('Синята папка')
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Note for 3 pictures' }).press('Enter')
    await dialog.waitFor({ state: 'hidden' })
    // The group itself has not agreed yet.
    await card(page).getByText('3 held back').waitFor()
    await expect.poll(() => undo(page).textContent()).toContain('say who can be seen in 3 pictures')
    await expectNumbers(page, { unsaid: 0, heldBack: 3, clear: 0 })
    await undo(page).click()
    await expectNumbers(page, { unsaid: 3, heldBack: 0, clear: 0 })
    await page.getByText('For example: class 5B 2026').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: /^Redo:/ }).click()
    await expectNumbers(page, { unsaid: 0, heldBack: 3, clear: 0 })

    // What the group agreed to holds for all its pictures.
    const group = page.getByRole('button', { name: 'Клас 5Б 2026', exact: true })
    await group.press('Enter')
    await page
      .getByRole('group', { name: 'Клас 5Б 2026' })
      .getByLabel('Consent', { exact: true })
      .selectOption('held')
    await expectNumbers(page, { unsaid: 0, heldBack: 0, clear: 3 })
    await page.getByLabel('How we ask for consent').fill('Подписва родител, всяка есен.')
    await page.getByText('in 3 pictures').waitFor()
    await expectAccessible(page)
    await app.close()

    const { page: again } = await startApp({ home: app.home, dark: true, width: 1024, height: 700 })
    const bugs: string[] = []
    again.on('pageerror', (error) => bugs.push(error.message))
    await again.getByRole('heading', { name: 'Where we stand' }).waitFor()
    await expectNumbers(again, { unsaid: 0, heldBack: 0, clear: 3 })
    await expect
      .poll(() => again.getByLabel('How we ask for consent').inputValue())
      .toBe('Подписва родител, всяка есен.')
    await again.getByRole('button', { name: 'Клас 5Б 2026', exact: true }).press('Enter')
    await expectAccessible(again)
    await again.getByRole('button', { name: /^Show the evidence\s*Клас/ }).press('Enter')
    await again.getByRole('list', { name: 'Active filters' }).getByText('Клас 5Б 2026').waitFor()
    await card(again).press('Enter')
    const people = again.locator('#detail summary', { hasText: 'Who can be seen:' }).first()
    await people.getByText('Pupils, recognisable').waitFor()
    await people.press('Enter')
    await expect
      .poll(() => again.locator('#detail').getByLabel('Where the paper is kept').inputValue())
      .toBe('Синята папка')
    await expectAccessible(again)
    expect(bugs).toEqual([])
  })

  it('is said photo after photo with one key, and one can go back', async () => {
    const { page } = await startWithPhotos({ dark: true })
    await rail(page, /^Pupils’ privacy/).click()
    await page.getByRole('button', { name: 'Say who can be seen' }).press('Enter')
    const table = page.locator('.light-table')
    await table.getByText('3 not yet said', { exact: false }).first().waitFor()
    await expectAccessible(page)
    // A click says it and stays; a key says it and goes on, wherever the focus was.
    await table.getByRole('radio', { name: 'Adults' }).click()
    await table.getByText('May be shown').waitFor()
    await table.getByText('Picture 1 of 3').waitFor()
    await table.getByText('2 not yet said').waitFor()
    await page.keyboard.press('1')
    await table.getByText('Picture 2 of 3').waitFor()
    await page.keyboard.press('4')
    await table.getByText('Picture 3 of 3').waitFor()
    await page.keyboard.press('3')
    await expect.poll(() => table.getByRole('status').first().textContent()).not.toContain('not yet said')
    await page.keyboard.press('ArrowLeft')
    await table.getByText('Held back: consent is missing', { exact: false }).waitFor()
    await expect.poll(() => table.getByRole('radio', { name: 'Pupils, recognisable' }).isChecked()).toBe(true)
    // A group that is not there yet is added from here, with the keyboard alone.
    await table.getByRole('combobox', { name: 'Groups and persons' }).fill('6А 2026')
    await page.getByRole('option', { name: 'Add the group “6А 2026”' }).waitFor()
    await page.keyboard.press('Enter')
    await table.getByRole('button', { name: 'Take out 6А 2026' }).waitFor()
    await table.getByLabel('Consent', { exact: true }).selectOption('held')
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await table.waitFor({ state: 'hidden' })
    await expectNumbers(page, { unsaid: 0, heldBack: 1, clear: 2 })
    await page.getByRole('button', { name: /^Show the evidence\s*held back/ }).click()
    await page.getByText('Consent: held back').waitFor()
    await card(page).getByText('1 held back').waitFor()
    for (let step = 0; step < 5; step += 1) await undo(page).click()
    await expectNumbers(page, { unsaid: 2, heldBack: 0, clear: 1 })
  })

  it('asks when a caption names somebody in full, and lets it be', async () => {
    const { page } = await startWithPhotos()
    await rail(page, /^People and projects/).click()
    await page.getByLabel('Name', { exact: true }).fill('Мария Иванова')
    await page.keyboard.press('Enter')
    await page.getByText('Мария Иванова is in the list now.').waitFor()
    await rail(page, /^Evidence/).click()
    await card(page).click()
    const words = page.locator('#detail summary', { hasText: 'Caption' }).first()
    await words.click()
    const caption = page.locator('#detail').getByLabel('Caption').first()
    await caption.fill('Учителката Мария Иванова с Петър Стоянов')
    await page.getByText('Is “Петър Стоянов” a pupil’s full name?').waitFor()
    await expectAccessible(page)
    await caption.fill('Учителката Мария Иванова с Петър от 5 Б')
    await page.getByText('a pupil’s full name?').waitFor({ state: 'hidden' })
    await expect.poll(() => undo(page).textContent()).toContain('write a caption')
  })
})
