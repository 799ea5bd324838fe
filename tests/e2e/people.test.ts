import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { expectAccessible, startApp } from '../support/app'
import { createPortfolio } from '../support/journey'

/** Shows the people and projects of the portfolio. */
async function goToPeople(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: 'People and projects' }).click()
  await page.getByRole('heading', { level: 1, name: 'People and projects' }).waitFor()
}

/** The names in the list, from top to bottom. */
const names = (page: Page): Promise<string[]> =>
  page
    .getByRole('textbox', { name: /^Name of / })
    .evaluateAll((fields) => fields.map((field) => (field as HTMLTextAreaElement).value))

const signs = (page: Page, name: string) =>
  page.getByRole('button', { name: `${name} signs the declaration`, exact: true })

const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))

describe('people and projects', () => {
  it('are added and edited with the keyboard, are brought back when removed, and survive a restart', async () => {
    const app = await startApp()
    const { page } = app
    await createPortfolio(app)
    await goToPeople(page)
    await page.getByText('For example: Maria Ivanova, coordinator.').waitFor()
    await expectAccessible(page)

    await page.getByLabel('Name', { exact: true }).focus()
    for (const name of ['Şükran Çağlar', 'Яна Ъглова', 'Ивана Великотърновска']) {
      await page.keyboard.type(name)
      await page.keyboard.press('Enter')
      await page.getByText(`${name} is in the list now.`).waitFor()
    }
    // Cyrillic first, as Bulgarian sorts.
    await expect.poll(() => names(page)).toEqual(['Ивана Великотърновска', 'Яна Ъглова', 'Şükran Çağlar'])
    await page.getByRole('combobox', { name: 'Role of Яна Ъглова' }).fill('директор')
    await signs(page, 'Яна Ъглова').press('Enter')
    await page.getByRole('checkbox', { name: 'Şükran Çağlar is active in eTwinning' }).press('Space')
    await expect.poll(() => signs(page, 'Яна Ъглова').getAttribute('aria-pressed')).toBe('true')

    await page.getByRole('button', { name: 'Remove Яна Ъглова' }).press('Enter')
    await expect.poll(() => focused(page)).toBe('Name of Şükran Çağlar')
    await page.getByRole('status').getByRole('button', { name: /^Undo/ }).click()
    await expect.poll(() => signs(page, 'Яна Ъглова').getAttribute('aria-pressed')).toBe('true')

    await page.getByLabel('Title', { exact: true }).fill('Зелени коридори')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('SELECT')
    const partners = page.getByRole('combobox', { name: 'Partner countries' })
    for (const country of ['Türkiye', 'Romania']) {
      await partners.pressSequentially(country.slice(0, 4).toLowerCase())
      await page.getByRole('option', { name: country }).waitFor()
      await partners.press('Enter')
      await page.getByRole('button', { name: `Take out ${country}` }).waitFor()
    }
    await page.getByText('2 partner countries').waitFor()
    await page.getByLabel('First day').fill('1.9.2024')
    await page.getByLabel('Last day').fill('30.6.2025')
    await page.getByRole('button', { name: 'Add a label or prize' }).press('Enter')
    await page.getByRole('group', { name: 'Label 1' }).getByLabel('Given on').fill('15.10.2025')
    await page.getByText('National Quality Label, 2025').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Зелени коридори', exact: true }).press('Enter')
    await page.getByText('European · 2024–2025 · 2 partner countries').waitFor()
    await expectAccessible(page)
    await app.close()

    const { page: again } = await startApp({ home: app.home })
    await again.getByRole('heading', { name: 'Where we stand' }).waitFor()
    await goToPeople(again)
    await expect.poll(() => names(again)).toEqual(['Ивана Великотърновска', 'Яна Ъглова', 'Şükran Çağlar'])
    await expect.poll(() => signs(again, 'Яна Ъглова').getAttribute('aria-pressed')).toBe('true')
    await again.getByText('European · 2024–2025 · 2 partner countries').waitFor()
    await again.getByText('National Quality Label, 2025').waitFor()
  })

  it('keep their place and the keyboard while a name is written, and are sorted afterwards', async () => {
    const app = await startApp()
    const { page } = app
    await createPortfolio(app)
    await goToPeople(page)
    const added = page.getByLabel('Name', { exact: true })
    for (const name of ['Анна', 'Борис']) {
      await added.fill(name)
      await added.press('Enter')
      await page.getByText(`${name} is in the list now.`).waitFor()
    }
    await page.getByRole('textbox', { name: 'Name of Анна' }).fill('Ясен')
    await expect.poll(() => focused(page)).toBe('Name of Ясен')
    await expect.poll(() => names(page)).toEqual(['Ясен', 'Борис'])
    await added.focus()
    await expect.poll(() => names(page)).toEqual(['Борис', 'Ясен'])

    await page.getByRole('textbox', { name: 'Name of Борис' }).fill('')
    await added.focus()
    await page.getByText('Type a name, or remove this person.').waitFor()
    await added.press('Enter')
    await page.getByText('Type a name first.').waitFor()
    await expectAccessible(page)
  })

  it('the only project goes when adding it is undone', async () => {
    const app = await startApp()
    const { page } = app
    await createPortfolio(app)
    await goToPeople(page)
    await page.getByLabel('Title', { exact: true }).fill('Реки')
    await page.keyboard.press('Enter')
    const project = page.getByRole('button', { name: 'Реки', exact: true })
    await project.waitFor()
    await page.getByRole('button', { name: /^Undo: add the project/ }).click()
    await project.waitFor({ state: 'detached' })
  })
})
