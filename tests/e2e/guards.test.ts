import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { chooseMenu, expectAccessible, startApp, type App } from '../support/app'
import { fivefold, fivefoldJson } from '../support/command-line'
import { widthsIn } from '../support/guarded'
import { drawScene } from '../support/pictures'
import { newPortfolio } from '../support/portfolio'
import { temporaryFolder } from '../support/temporary'

/** The widths of the photos, by how their consent stands: none is as wide as another. */
const widths = { unsaid: 620, missing: 640, narrow: 660, withdrawn: 680, clear: 700 } as const
type Standing = keyof typeof widths

/** A portfolio with a photo of each standing under one claim. */
async function guarded(): Promise<string> {
  const dir = newPortfolio()
  const standings = Object.keys(widths) as Standing[]
  const photos = await Promise.all(
    standings.map((name, seed) => drawScene(`${name}.jpg`, { width: widths[name], height: 420, seed })),
  )
  fivefoldJson(['add', dir, '--to', 'students.2', '--title', 'Ден на отворените врати', ...photos])
  const { attachments } = fivefoldJson(['show', dir, 'P3-01']) as { attachments: { id: string }[] }
  const words: Record<Standing, string[]> = {
    unsaid: [],
    missing: ['--people', 'recognisable'],
    narrow: ['--people', 'recognisable', '--state', 'held', '--scope', 'internal'],
    withdrawn: ['--people', 'recognisable', '--state', 'withdrawn'],
    clear: ['--people', 'none'],
  }
  for (const [index, standing] of standings.entries()) {
    if (words[standing].length > 0)
      fivefoldJson(['consent', dir, attachments[index]?.id ?? '', ...words[standing]])
  }
  return dir
}

async function openExport(app: App, dir: string): Promise<void> {
  await app.answerOpen([dir])
  await app.page.getByRole('button', { name: /^Open/ }).first().click()
  await app.page.getByRole('heading', { name: 'Where we stand' }).waitFor()
  await chooseMenu(app, 'exportPdf')
  await app.page.getByRole('heading', { name: 'What stays at home' }).waitFor()
  await app.page.getByText('These 3 are in no PDF and in no folder.').waitFor()
}

const panel = (page: Page) => page.getByRole('region', { name: 'What stays at home' })
const held = (page: Page) => panel(page).getByRole('listitem')
const saved = (page: Page, name: string) => page.getByText(`“${name}” is saved.`).first().waitFor()
const shown = (out: string) =>
  (Object.keys(widths) as Standing[]).filter((standing) => widthsIn(out).has(widths[standing])).sort()

describe('what stays at home', () => {
  it('is seen before an export, asked about, said to be held, taken along knowingly, and kept account of', async () => {
    const app = await startApp()
    const { page } = app
    const dir = await guarded()
    await openExport(app, dir)
    await expectAccessible(page)
    await expect.poll(() => held(page).count()).toBe(2)
    await panel(page).getByRole('button', { name: 'Show all 3' }).click()
    await expect
      .poll(() => held(page).allInnerTexts())
      .toEqual([
        expect.stringContaining('Pupils can be recognised, and no consent is noted.'),
        expect.stringContaining('Consent was not given for the application.'),
        expect.stringContaining('Consent was withdrawn. So it stays here.'),
      ])
    // A withdrawal is passed by in no way but by covering who withdrew.
    await expect.poll(() => held(page).nth(2).getByRole('button').allInnerTexts()).toEqual(['Cover faces…'])
    await held(page).nth(2).getByRole('button').click()
    await page.getByRole('dialog', { name: 'Cover faces and places' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })

    // Photos that nobody looked through are asked about; Escape leaves everything as it is.
    const place = temporaryFolder()
    const first = join(place, 'first.pdf')
    await app.answerSave(first)
    await page.getByRole('button', { name: 'Save PDF…' }).click()
    await page.getByRole('heading', { name: 'Nobody has said who can be seen in one picture.' }).waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Save PDF…' }).click()
    await page.getByRole('button', { name: 'I have looked: export with them' }).click()
    await saved(page, 'first.pdf')
    await page.getByText('3 files were left out.').waitFor()
    expect(shown(first)).toEqual(['clear', 'unsaid'])

    // Consent that turns up, undone and said again.
    await held(page).nth(0).getByRole('button', { name: 'Consent is held' }).click()
    await page.getByText('These 2 are in no PDF and in no folder.').waitFor()
    await page.getByRole('status').getByRole('button', { name: 'Undo' }).click()
    await page.getByText('These 3 are in no PDF and in no folder.').waitFor()
    await held(page).nth(0).getByRole('button', { name: 'Consent is held' }).click()
    await page.getByText('These 2 are in no PDF and in no folder.').waitFor()

    // All the same, by the keyboard: not without a reason.
    await held(page).nth(0).getByRole('button', { name: 'Include all the same…' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Include it all the same?' }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByText('Write why, in a few words.').waitFor()
    await expectAccessible(page)
    await page.keyboard.type('The paper comes on Monday.')
    await page.keyboard.press('Enter')
    await page.getByText('Goes along all the same: “The paper comes on Monday.”').waitFor()
    await expectAccessible(page)

    const second = join(place, 'second.pdf')
    await app.answerSave(second)
    await page.getByRole('button', { name: 'Save PDF…' }).click()
    await saved(page, 'second.pdf')
    expect(shown(second)).toEqual(['clear', 'missing', 'narrow', 'unsaid'])
    const past = page.getByRole('region', { name: 'What has left so far' })
    await past.getByText('second.pdf').waitFor()
    await expect
      .poll(() => past.innerText())
      .toMatch(/P3-01 “narrow.jpg” went along all the same: The paper comes on Monday\.[^]*first\.pdf/)
    await expectAccessible(page)

    // Left out again, and for everybody to see what was said for the application is too little.
    await held(page).nth(0).getByRole('button', { name: 'Leave it out' }).click()
    await page.getByRole('radio', { name: 'Everybody to see' }).check({ force: true })
    await page.getByText('These 3 are in no PDF and in no folder.').waitFor()
    await page.getByText('Consent was not given for everybody to see.').first().waitFor()
    await app.close()
    const again = join(place, 'again.pdf')
    expect(fivefold(['export', dir, '--out', again]).err).toContain('Left out: P3-01 narrow.jpg')
    expect(shown(again)).toEqual(['clear', 'missing', 'unsaid'])
    expect(readFileSync(again).length).toBeGreaterThan(0)
  })

  it('is the same in the dark, in a small window, and leads to the pictures that nobody looked through', async () => {
    const app = await startApp({ dark: true, width: 1024, height: 700 })
    const { page } = app
    await openExport(app, await guarded())
    await expectAccessible(page)
    await panel(page).getByRole('button', { name: 'Look through' }).click()
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await panel(page).getByRole('checkbox', { name: 'I have looked through' }).check()
    const out = join(temporaryFolder(), 'evidence')
    await app.answerSave(out)
    await page.getByRole('button', { name: 'Folder with the evidence…' }).click()
    await saved(page, 'evidence')
    await expectAccessible(page)
  })
})
