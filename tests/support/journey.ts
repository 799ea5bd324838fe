import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { SectionId } from '../../electron/domain/section'
import type { App } from './app'
import { drawPicture } from './pictures'
import { temporaryFolder } from './temporary'

/** The school of the journeys. */
export const school = 'СУ „Христо Ботев“ – Пловдив'
/** An answer that must be read back exactly. */
export const answer =
  'Всеки септември нашите дванадесет посланици откриват учителския съвет с представяне на проектите. „Питат и нас“, казва Мария.'

/** Through the guided way, as a new user goes. */
export async function createPortfolio({ page }: Pick<App, 'page'>, name = school): Promise<void> {
  await page.getByRole('button', { name: 'New portfolio' }).click()
  await page.getByLabel('School’s name').fill(name)
  await page.getByRole('combobox', { name: 'Country' }).click()
  await page.keyboard.type('Bulg')
  await page.getByRole('option', { name: 'Bulgaria' }).click()
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByRole('heading', { name: 'Which language, which years?' }).waitFor()
  expect(await page.getByRole('radio', { name: 'Български' }).isChecked()).toBe(true)
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByRole('button', { name: 'Create portfolio' }).click()
  await page.getByRole('heading', { name: 'Where we stand' }).waitFor()
}

/** Shows a part of the portfolio, by the rail. */
export async function goToSection(page: Page, section: SectionId): Promise<void> {
  await page.getByRole('navigation').locator(`button[data-hue="${section}"]`).click()
  await page.getByRole('heading', { level: 1 }).waitFor()
}

/** A strand's block on its section's screen. */
export const strand = (page: Page, id: string): Locator => page.locator(`[data-strand="${id}"]`)

/** Photos with the names that cameras give. */
export async function somePhotos(count: number): Promise<string[]> {
  return Promise.all(
    Array.from({ length: count }, (_, index) =>
      drawPicture(`IMG_204${index}.jpg`, { width: 1200, height: 900 + index * 50, seed: index + 1 }),
    ),
  )
}

/** A document with a name that a person gave. */
export function aPdf(): string {
  const path = join(temporaryFolder(), 'Програма на деня.pdf')
  writeFileSync(
    path,
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n',
  )
  return path
}

/** Says that the files that were just dropped become one piece of evidence. */
export async function addTogether(page: Page): Promise<void> {
  await page.getByRole('dialog').locator('button[type=submit]').click()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
}
