import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { chooseMenu, expectAccessible, startApp, type App } from '../support/app'
import { fivefold, pdfText } from '../support/command-line'
import { newPortfolio } from '../support/portfolio'
import { drawPicture } from '../support/pictures'
import { temporaryFolder } from '../support/temporary'
import { beginButton } from '../support/journey'

const answer =
  'Every autumn our pupils show their projects to the teachers, and in June the council of pupils says in writing what came of them.'

/** A school that has begun: some answers, some evidence, and what one forgets. */
async function begun(): Promise<string> {
  const folder = newPortfolio('en')
  const photos = await Promise.all(
    [1, 2, 3].map((seed) => drawPicture(`IMG_${seed}.jpg`, { width: 1200, height: 900, seed })),
  )
  const commands = [
    ['answer', folder, 'students.1', '--text', answer],
    ['answer', folder, 'leadership.2', '--text', answer],
    ['add', folder, '--to', 'students.1', '--title', 'Open day', '--date', '2026-05-14', ...photos],
    [
      'add',
      folder,
      '--to',
      'students.2',
      '--title',
      'Radio',
      '--note',
      'TODO: the log',
      '--date',
      '2026-05-15',
    ],
    [
      'add',
      folder,
      '--to',
      'students.2',
      '--title',
      'Folder',
      '--link',
      'https://drive.google.com/file/d/1/view',
    ],
  ]
  for (const words of commands) expect(fivefold(words)).toMatchObject({ code: 0 })
  return folder
}

async function openPortfolio(app: App, folder: string): Promise<void> {
  await app.page.getByRole('button', { name: beginButton }).waitFor()
  await app.answerOpen([folder])
  await chooseMenu(app, 'openPortfolio')
  await app.page.getByRole('heading', { name: 'Where we stand' }).waitFor()
}

const rail = (page: Page) => page.getByRole('navigation').getByRole('button', { name: /^Check/ })

async function openCheck(page: Page): Promise<void> {
  await rail(page).click()
  await page.getByRole('heading', { level: 1, name: 'Check' }).waitFor()
  await page.getByRole('heading', { name: /^Before handing in/ }).waitFor()
}

/** The line of one kind of finding. */
const line = (page: Page, title: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { level: 3, name: title }) })

/** What has the keyboard: the id of a field. */
const focused = (page: Page) => page.evaluate(() => document.activeElement?.id ?? '')

const numbers = (page: Page) =>
  page.evaluate(() =>
    ['blocks', 'should', 'could'].map((grade) =>
      Number(document.querySelector(`#grade-${grade} .count`)?.textContent ?? '0'),
    ),
  )

describe('a new user who runs the check', () => {
  it('knows what to do next, is led to the very field, and back', async () => {
    const app = await startApp()
    const { page } = app
    await openPortfolio(app, await begun())
    const summary = page.getByRole('region', { name: 'Check' })
    await summary.getByText('Before handing in').waitFor()
    const seen = (await summary.getByRole('listitem').allTextContents()).map((text) =>
      Number(/\d+/.exec(text)?.[0]),
    )
    await expectAccessible(page)
    await summary.getByRole('button', { name: 'Open the check' }).click()
    await page.getByRole('heading', { name: /^Before handing in/ }).waitFor()
    await expect.poll(() => numbers(page)).toEqual(seen)
    await expect.poll(() => rail(page).textContent()).toContain(`Check ${(seen[0] ?? 0) + (seen[1] ?? 0)}`)
    await expectAccessible(page)

    // What next: the claim that has evidence and waits for its answer.
    const next = page.getByRole('region', { name: 'What next?' })
    await next.getByText('3.2 Pupils promote eTwinning to teachers').waitFor()
    await next.getByRole('button', { name: 'Go to the answer' }).press('Enter')
    await expect.poll(() => focused(page)).toBe('answer-students.2')
    const walk = page.getByRole('region', { name: 'Going through the check' })
    await walk.getByText('Claims without an answer').waitFor()
    await expectAccessible(page)
    await page.keyboard.type(answer)
    await walk.getByText('Done').waitFor()
    // The next of its kind, in another part of the form or the same.
    await walk.getByRole('button', { name: 'Next' }).click()
    await expect.poll(() => focused(page)).toBe('answer-students.3')
    await walk.getByRole('button', { name: 'Back to the check' }).click()
    await expect.poll(() => focused(page)).toBe('check-answer.empty')
    await expect.poll(() => numbers(page)).toEqual([(seen[0] ?? 0) - 1, seen[1], seen[2]])
  })

  it('finds one button of each grade, leaves something as it is, takes it back, and prints the list', async () => {
    const app = await startApp({ width: 1024, height: 700, dark: true })
    const { page } = app
    await openPortfolio(app, await begun())
    await openCheck(page)
    await expectAccessible(page)

    // Before handing in.
    await line(page, 'Principles without a plan').getByRole('button', { name: 'Go through them' }).click()
    await expect.poll(() => focused(page)).toBe('add-goal')
    await page.getByRole('button', { name: 'Back to the check' }).click()
    await expect.poll(() => focused(page)).toBe('check-plan.missing')

    // Should be fixed: one photo after the other, each opened and the field focused.
    await line(page, 'Photos without a description').getByRole('button', { name: 'Show all 3' }).click()
    const second = line(page, 'Photos without a description').getByRole('listitem').nth(1)
    await second.getByText('P3-01 Open day · IMG_2.jpg').first().waitFor()
    await second.getByRole('button', { name: /^Describe the photo/ }).click()
    await expect.poll(() => focused(page)).toMatch(/^attachment-.*-alt$/)
    const walk = page.getByRole('region', { name: 'Going through the check' })
    await walk.getByText('2 of 3').waitFor()
    await page.keyboard.type('Pupils build a radio.')
    await walk.getByText('Done').waitFor()
    const first = await focused(page)
    await walk.getByRole('button', { name: 'Next' }).click()
    await walk.getByText('2 of 2').waitFor()
    await expect.poll(() => focused(page)).not.toBe(first)
    await expect.poll(() => focused(page)).toMatch(/^attachment-.*-alt$/)
    await expectAccessible(page)
    await walk.getByRole('button', { name: 'Back to the check' }).click()

    await line(page, 'Texts that were to be written later')
      .getByRole('button', { name: 'Go to the note' })
      .click()
    await expect.poll(() => focused(page)).toBe('evidence-note')
    // Who goes elsewhere by the rail is done with going through.
    await page.getByRole('navigation').getByRole('button', { name: 'Application' }).click()
    await walk.waitFor({ state: 'hidden' })
    await openCheck(page)

    // Who can be seen is asked where the file is, with its choices unfolded.
    await line(page, 'Photos of which nobody has said who can be seen')
      .getByRole('button', { name: 'Go through them' })
      .click()
    await expect.poll(() => focused(page)).toMatch(/-people-/)
    await page.getByRole('button', { name: 'Back to the check' }).click()
    await expect.poll(() => focused(page)).toBe('check-consent.unsaid')

    // Could be better.
    await line(page, 'Place and day of the declaration').getByRole('button', { name: 'Fill it in' }).click()
    await expect.poll(() => focused(page)).toBe('declaration-place')
    await page.getByRole('button', { name: 'Back to the check' }).click()
    await expect.poll(() => focused(page)).toBe('check-declaration.day')

    const [, should] = await numbers(page)
    await line(page, 'Links that ask for a login').getByRole('button', { name: 'Leave it as it is' }).click()
    await page.getByText('Left as it is: Links that ask for a login.').waitFor()
    await expect.poll(async () => (await numbers(page))[1]).toBe((should ?? 0) - 1)
    await page.getByText('1 thing left as it is').click()
    await expectAccessible(page)
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await numbers(page))[1]).toBe(should)
    await expect.poll(() => page.getByText('1 thing left as it is').count()).toBe(0)

    const path = join(temporaryFolder(), 'list.pdf')
    await app.answerSave(path)
    await page.getByRole('button', { name: 'Print the list…' }).click()
    await page.getByText('“list.pdf” is saved.').waitFor()
    const text = pdfText(path)
    for (const words of [
      'What is left to do',
      'Nobody yet · 3 Students',
      'Claims without an answer',
      'P3-01 Open day · IMG_1.jpg',
    ])
      expect(text).toContain(words)
  })

  it('shares the work: each colleague has a list of their own', async () => {
    const app = await startApp()
    const { page } = app
    await openPortfolio(app, await begun())
    await openCheck(page)
    await page.getByRole('button', { name: 'Add colleagues' }).click()
    await expect.poll(() => focused(page)).toBe('new-person')
    await page.keyboard.type('Ann Byrne')
    await page.keyboard.press('Enter')
    await page
      .getByText('Ann Byrne is added.')
      .or(page.locator('[id^="person-"][id$="-name"]'))
      .first()
      .waitFor()
    await openCheck(page)
    await page.getByLabel('3 Students').selectOption({ label: 'Ann Byrne' })
    const all = await numbers(page)
    await page.getByLabel('Who sees to it').selectOption({ label: 'Ann Byrne' })
    await expect.poll(async () => (await numbers(page))[0]).toBeLessThan(all[0] ?? 0)
    await page.getByRole('button', { name: 'Copy as text' }).click()
    await page.getByText('The list is copied.').waitFor()
    const copied = await app.electron.evaluate(({ clipboard }) => clipboard.readText())
    expect(copied).toContain('Ann Byrne')
    expect(copied).toContain('[ ] Claims without an answer')
    expect(copied).not.toContain('Nobody yet')
    // The rail goes on to show everybody's.
    await expect.poll(() => rail(page).textContent()).toContain(`Check ${(all[0] ?? 0) + (all[1] ?? 0)}`)
    await page.getByLabel('Who sees to it').selectOption({ label: 'Nobody yet' })
    await expect.poll(() => numbers(page)).not.toEqual(all)
    await expectAccessible(page)
  })
})
