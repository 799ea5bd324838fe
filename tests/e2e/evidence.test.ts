import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { chooseMenu, expectAccessible, startApp, type App } from '../support/app'
import { fivefold } from '../support/command-line'
import { addMany } from '../support/many'
import { newPortfolio } from '../support/portfolio'
import { beginButton } from '../support/journey'

const titles = [
  'Accounts of pupils',
  'Board minutes',
  'Code of conduct',
  'Day of languages',
  'Exchange diary',
]

/** A portfolio with five pieces: the first three under 3.1, the others under 1.2. */
function fivePieces(): string {
  const folder = newPortfolio('en')
  for (const [index, title] of titles.entries()) {
    const place = index < 3 ? 'students.1' : 'leadership.2'
    const words = [
      '--to',
      place,
      '--title',
      title,
      '--note',
      `Text of ${title}`,
      '--date',
      `2026-0${index + 1}-10`,
    ]
    expect(fivefold(['add', folder, ...words])).toMatchObject({ code: 0 })
  }
  return folder
}

async function openEvidence(app: App, folder: string): Promise<void> {
  await app.page.getByRole('button', { name: beginButton }).waitFor()
  await app.answerOpen([folder])
  await chooseMenu(app, 'openPortfolio')
  await app.page.getByRole('heading', { name: 'Where we stand' }).waitFor()
  await app.page
    .getByRole('navigation')
    .getByRole('button', { name: /^Evidence/ })
    .click()
  await app.page.locator('main [data-evidence]').first().waitFor()
}

/** The titles that are shown, in their order. */
const shown = (page: Page): Promise<string[]> =>
  page.locator('main [data-evidence] .title').evaluateAll((all) => all.map(({ textContent }) => textContent))

const selected = (page: Page): Promise<string[]> =>
  page
    .locator('main [data-evidence][aria-selected="true"] .title')
    .evaluateAll((all) => all.map(({ textContent }) => textContent))

/** The title of the card or row that has the keyboard. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.querySelector('.title')?.textContent ?? '')

const card = (page: Page, title: string) => page.locator('main [data-evidence]').filter({ hasText: title })

describe('the evidence', () => {
  it('is filtered by words and by what it is, and sorted', async () => {
    const app = await startApp()
    const { page } = app
    await openEvidence(app, fivePieces())
    await expect.poll(() => shown(page)).toEqual([titles[3], titles[4], titles[0], titles[1], titles[2]])
    await page.getByText('5 pieces', { exact: true }).first().waitFor()

    await page.getByLabel('Sort by').selectOption('Title')
    await expect.poll(() => shown(page)).toEqual(titles)
    await page.getByLabel('Sort by').selectOption('Date, newest first')
    await expect.poll(() => shown(page)).toEqual(titles.toReversed())

    await page.getByRole('searchbox', { name: 'Find in the evidence' }).fill('text minut')
    await expect.poll(() => shown(page)).toEqual(['Board minutes'])
    await page.getByText('1 of 5 pieces').waitFor()
    await page.getByRole('button', { name: 'Show all' }).click()
    await expect.poll(async () => (await shown(page)).length).toBe(5)

    await page.getByRole('button', { name: 'Filters' }).click()
    await expectAccessible(page)
    await page.getByLabel('From', { exact: true }).fill('10/02/2026')
    await page.getByLabel('Until', { exact: true }).fill('31/03/2026')
    await expect.poll(() => shown(page)).toEqual(['Code of conduct', 'Board minutes'])
    await page
      .getByRole('group', { name: 'Show only one part' })
      .getByRole('button', { name: 'leadership' })
      .click()
    await page.getByText('Nothing gathered fits all of this.').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Remove the filter: From 10 Feb 2026' }).click()
    await page.getByRole('button', { name: 'Remove the filter: Until 31 Mar 2026' }).click()
    await expect.poll(() => shown(page)).toEqual(['Exchange diary', 'Day of languages'])
  })

  it('is selected by the keyboard; many are tagged and moved, each as one step to undo', async () => {
    const app = await startApp()
    const { page } = app
    await openEvidence(app, fivePieces())
    await page.getByLabel('Sort by').selectOption('Title')
    await expect.poll(() => shown(page)).toEqual(titles)
    await page.locator('main [data-evidence][tabindex="0"]').focus()
    await page.keyboard.press('Home')
    await page.keyboard.press(' ')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => focused(page)).toBe('Code of conduct')
    await page.keyboard.press(' ')
    await expect.poll(() => selected(page)).toEqual(['Accounts of pupils', 'Code of conduct'])
    await page.getByText('2 selected').waitFor()
    await expectAccessible(page)

    await page.getByRole('button', { name: 'Tag…' }).click()
    await page.getByLabel('Add a tag').fill('council')
    await page.keyboard.press('Enter')
    await page.getByText('2 pieces have the tag “council” now.').waitFor()
    // The notice leaves the buttons in reach.
    const [bar, notice] = await Promise.all(
      [page.getByRole('region', { name: 'Selected evidence' }), page.locator('.notice')].map((each) =>
        each.boundingBox(),
      ),
    )
    if (!bar || !notice) throw new Error('no bar or no notice')
    expect(notice.y >= bar.y + bar.height || notice.y + notice.height <= bar.y).toBe(true)
    await page.getByRole('button', { name: 'Date…' }).click()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Use the day each was taken' }).click()
    await page.getByText('None of them tells a day, or all have a date already.').waitFor()
    await page.getByRole('button', { name: 'Move to…' }).click()
    await page.getByRole('menuitem', { name: /^5 / }).press('ArrowRight')
    await page.getByRole('menuitem', { name: /^5\.1 / }).press('Enter')
    await page.getByText('2 pieces moved to 5.1.').waitFor()
    await card(page, 'Code of conduct').getByText('P5-02').waitFor()
    await page.getByRole('status', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).click()
    await card(page, 'Code of conduct').getByText(/^P3-/).waitFor()
    await card(page, 'Accounts of pupils').getByText(/^P3-/).waitFor()

    await page.getByRole('button', { name: 'Filters' }).click()
    await page.getByLabel('Tag', { exact: true }).selectOption('council')
    await expect.poll(() => shown(page)).toEqual(['Accounts of pupils', 'Code of conduct'])
    await page.getByRole('button', { name: 'Remove the filter: council' }).click()
    await card(page, 'Board minutes').focus()
    await page.keyboard.press('Escape')
    await expect.poll(() => selected(page)).toEqual([])
    await page.keyboard.press('Control+a')
    await expect.poll(() => selected(page)).toEqual(titles)
    await page.keyboard.press('Escape')
    await card(page, 'Board minutes').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('complementary', { name: 'Details of “Board minutes”' }).waitFor()
    await page.getByLabel('Kind', { exact: true }).last().selectOption('Minutes')
    await page.getByRole('button', { name: 'Table' }).click()
    await page.getByRole('gridcell', { name: 'Minutes', exact: true }).waitFor()
    await expectAccessible(page)
  })

  it('goes into the trash, comes back from there, and goes for good once the trash is emptied', async () => {
    const app = await startApp()
    const { page } = app
    await openEvidence(app, fivePieces())
    await page.getByLabel('Sort by').selectOption('Title')
    await expect.poll(() => shown(page)).toEqual(titles)
    await card(page, 'Board minutes').click({ modifiers: ['Control'] })
    await card(page, 'Day of languages').click({ modifiers: ['Shift'] })
    await page.keyboard.press('Delete')
    await page.getByText('3 pieces are in the trash now.').waitFor()
    await expect.poll(() => shown(page)).toEqual(['Accounts of pupils', 'Exchange diary'])
    await expect.poll(() => focused(page)).toBe('Exchange diary')

    await page.getByRole('button', { name: 'Trash (3)' }).press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Trash' }).waitFor()
    await page.getByText('Stood under: 1.2').waitFor()
    await expectAccessible(page)
    await page
      .getByRole('navigation')
      .getByRole('button', { name: /^Evidence/ })
      .click()
    await page.getByRole('button', { name: 'Trash (3)' }).click()
    await page.getByRole('button', { name: 'Bring back Board minutes' }).click()
    await page.getByText('1 piece is back where it stood.').waitFor()
    await page.getByRole('checkbox', { name: 'Select “Code of conduct”' }).check()
    await page.getByRole('button', { name: 'Bring back 1 piece', exact: true }).click()
    await page.getByRole('checkbox', { name: 'Select “Code of conduct”' }).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Empty the trash…', exact: true }).click()
    await page.getByText('1 piece goes, with its texts and files.').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Empty the trash', exact: true }).click()
    await page.getByText('The trash is empty:').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Back to the evidence' }).click()
    await page.getByRole('button', { name: 'Trash (0)' }).waitFor()
    await expect.poll(() => shown(page)).toEqual([titles[0], titles[1], titles[2], titles[4]])
  })

  it('of ten thousand pieces is scrolled to its end, found and selected', async () => {
    const folder = newPortfolio('en')
    addMany(folder, 10_000)
    const app = await startApp()
    const { page } = app
    await openEvidence(app, folder)
    await page.getByText('10,000 pieces').first().waitFor()
    await page.getByLabel('Sort by').selectOption('Title')
    await expect.poll(async () => (await shown(page))[0]).toBe('Piece 1')
    await page.evaluate(() => document.querySelector('main')?.scrollTo(0, 10_000_000))
    await card(page, 'Piece 10000').waitFor()
    await expect.poll(() => page.locator('main [data-evidence]').count()).toBeLessThan(200)
    // What has the keyboard is still there, though it is far out of sight.
    await page.locator('main [data-evidence][tabindex="0"]').focus()
    await page.keyboard.press('End')
    await expect.poll(() => focused(page)).toBe('Piece 10000')
    await expect.poll(() => page.locator(':focus').getAttribute('aria-posinset')).toBe('10000')
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Table' }).click()
    await page.evaluate(() => document.querySelector('main')?.scrollTo(0, 10_000_000))
    await card(page, 'Piece 10000').waitFor()
    await page.getByRole('searchbox', { name: 'Find in the evidence' }).fill('piece 777')
    await expect.poll(() => page.getByText(/^\d+ of 10,?000 pieces$/).textContent()).toMatch(/^11 of/)
    await page.locator('main [data-evidence]').first().focus()
    await page.keyboard.press('Control+a')
    await page.getByText('11 selected').waitFor()
  })
})
