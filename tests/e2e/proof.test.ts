import { describe, expect, it } from 'vitest'
import { chooseMenu, expectAccessible, startApp, type App } from '../support/app'
import { fivefold, fivefoldJson } from '../support/command-line'
import { newPortfolio } from '../support/portfolio'
import { beginButton } from '../support/journey'

function add(folder: string, title: string, ...more: string[]): string {
  const added = fivefoldJson(['add', folder, '--title', title, '--note', 'Text', ...more]) as {
    ids: string[]
  }
  return added.ids[0] ?? ''
}

function answer(folder: string, place: string, text: string): void {
  expect(fivefold(['answer', folder, place, '--text', text])).toMatchObject({ code: 0 })
}

/** One claim is proved by what its answer names, one by nothing; of seven pieces one is named. */
function someProof(): string {
  const folder = newPortfolio('en')
  const day = add(folder, 'Open day', '--to', 'students')
  for (const title of ['Minutes', 'Poster', 'Radio', 'Report', 'Survey', 'Video'])
    add(folder, title, '--to', 'example')
  answer(folder, 'students.1', `Pupils lead it, see [Open day](evidence:${day}).`)
  answer(folder, 'leadership.2', 'We share the work.')
  return folder
}

async function openPortfolio(app: App, folder: string): Promise<void> {
  await app.page.getByRole('button', { name: beginButton }).waitFor()
  await app.answerOpen([folder])
  await chooseMenu(app, 'openPortfolio')
  await app.page.getByRole('heading', { name: 'Where we stand' }).waitFor()
}

describe('claims and proof', () => {
  it('are on the overview, and every line leads to its place', async () => {
    const app = await startApp()
    const { page } = app
    await openPortfolio(app, someProof())
    const lists = page.getByRole('region', { name: 'Claims and proof' })
    await lists.getByRole('heading', { name: 'Claims without proof 1' }).waitFor()
    await lists.getByRole('heading', { name: 'Evidence that no answer names 6' }).waitFor()
    // The pointer may lie on the map, whose tips belong to no part of the page.
    await page.mouse.move(2, 2)
    await page.locator('.map-tip').waitFor({ state: 'hidden' })
    await expectAccessible(page)

    await lists.getByRole('button', { name: /^1\.2 / }).click()
    await expect
      .poll(() =>
        page.evaluate(() => document.activeElement?.closest('[data-strand]')?.getAttribute('data-strand')),
      )
      .toBe('leadership.2')

    await page.getByRole('navigation').getByRole('button', { name: 'Overview' }).click()
    await lists.getByRole('button', { name: 'P4-01 Minutes' }).click()
    await page.getByRole('complementary', { name: 'Details of “Minutes”' }).waitFor()
    await page.getByRole('button', { name: 'Remove evidence' }).click()
    await page.getByRole('complementary', { name: 'Details of “Minutes”' }).waitFor({ state: 'hidden' })

    await page.getByRole('navigation').getByRole('button', { name: 'Overview' }).click()
    await lists.getByRole('heading', { name: 'Evidence that no answer names 5' }).waitFor()
  })

  it('what no answer names is a filter of the evidence, beside the others', async () => {
    const app = await startApp()
    const { page } = app
    await openPortfolio(app, someProof())
    await page.getByRole('button', { name: 'Show all 6' }).click()
    await page.getByText('6 of 7 pieces').waitFor()
    await page.getByRole('button', { name: 'Filters' }).click()
    await page.getByLabel('Named in an answer').selectOption('Yes')
    await page.getByText('1 of 7 pieces').waitFor()
    await page.locator('main [data-evidence]').getByText('Open day').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Remove the filter: Named in an answer' }).click()
    await page.getByText('7 pieces', { exact: true }).first().waitFor()
  })

  it('an answer that names what is in the trash says so', async () => {
    const app = await startApp()
    const { page } = app
    const folder = newPortfolio('en')
    const day = add(folder, 'Open day', '--to', 'students')
    answer(folder, 'students.1', `See [Open day](evidence:${day}).`)
    await openPortfolio(app, folder)
    await page.getByText('Every claim that is answered has its proof.').waitFor()
    await page.getByText('Every piece is named in an answer or a plan.').waitFor()
    await page
      .getByRole('navigation')
      .getByRole('button', { name: /^Evidence/ })
      .click()
    await page.locator('main [data-evidence]').getByText('Open day').click()
    await page.getByRole('button', { name: 'Remove evidence' }).click()
    await page.getByRole('navigation').getByRole('button', { name: 'Overview' }).click()
    await page.getByText('“Open day” is in the trash').waitFor()
    await expectAccessible(page)
  })
})
