import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { dragTo, expectAccessible, startApp, type App } from '../support/app'
import { pdfText, run } from '../support/command-line'
import { goToSection, strand } from '../support/journey'
import { newPortfolio } from '../support/portfolio'
import { temporaryFolder } from '../support/temporary'
import { addNote, answerField, claim, openToWrite, storedAnswer } from '../support/writing'

const block = (page: Page) => strand(page, claim)
const saved = (page: Page) => block(page).getByText('Answer saved').waitFor()
const cited = (page: Page) => answerField(page).locator('.citation')
const list = (page: Page) => page.getByRole('listbox', { name: 'Evidence to name here' })
const plainText = async (app: App) => {
  await block(app.page)
    .getByRole('button', { name: /^Copy as plain text/ })
    .first()
    .click()
  await app.page.getByText('The answer is copied.').waitFor()
  return app.electron.evaluate(({ clipboard }) => clipboard.readText())
}

/** Three pieces: two under the claim, one elsewhere. */
function threePieces() {
  const folder = newPortfolio('en')
  return {
    folder,
    day: addNote(folder, 'Open day', claim),
    radio: addNote(folder, 'Radio of the pupils', claim),
    board: addNote(folder, 'Minutes of the board', 'leadership.2'),
  }
}

describe('evidence is named in an answer', () => {
  it('by @ and the keyboard, what is near first; Escape leaves the sign that was meant', async () => {
    const { folder, day, radio, board } = threePieces()
    const app = await startApp()
    const { page } = app
    await openToWrite(app, folder)
    await answerField(page).click()
    await page.keyboard.type('Write to office@school.example. See @')
    await list(page).waitFor()
    const options = () => list(page).getByRole('option').allInnerTexts()
    expect((await options()).map((text) => text.replace(/\s+/g, ' '))).toEqual([
      'P3-02 Radio of the pupils',
      'P3-01 Open day',
      'P1-01 Minutes of the board',
    ])
    await expect
      .poll(() => answerField(page).getAttribute('aria-activedescendant'))
      .toBe(`answer-${claim}-cite-0`)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await list(page).waitFor({ state: 'hidden' })
    await page.keyboard.type('and @minut')
    await expect.poll(async () => (await options()).length).toBe(1)
    await page.keyboard.press('Tab')
    await page.keyboard.type(', then @3-02')
    await expect.poll(async () => (await options()).length).toBe(1)
    await page.keyboard.press('Enter')
    await page.keyboard.type('. At @')
    await list(page).waitFor()
    await page.keyboard.press('Escape')
    await list(page).waitFor({ state: 'hidden' })
    await page.keyboard.type('noon @xyz')
    await list(page).getByText('No evidence fits.').waitFor()
    await page.keyboard.press('Enter')
    await page.keyboard.type('End')
    await saved(page)
    expect(await storedAnswer(page)).toBe(
      `Write to office@school.example. See [Open day](evidence:${day}) and [Minutes of the board](evidence:${board}), ` +
        `then [Radio of the pupils](evidence:${radio}). At @noon @xyz\n\nEnd`,
    )
    await expectAccessible(page)
  })

  it('by the button, by a drag from the cards, and from the list beside the answer', async () => {
    const { folder, day, radio, board } = threePieces()
    const app = await startApp()
    const { page } = app
    await openToWrite(app, folder)
    await answerField(page).click()
    await page.keyboard.type('We show')
    await block(page).getByRole('button', { name: 'Evidence', exact: true }).click()
    await list(page).getByRole('option', { name: 'Open day' }).click()
    await page.keyboard.type('here. There is more to see.')
    // Dropped on a word, not where the caret stands: beside it.
    const at = await answerField(page).evaluate((field) => {
      const range = document.createRange()
      const words = [...(field.querySelector('p')?.childNodes ?? [])].find(({ nodeValue }) =>
        nodeValue?.includes('There'),
      )
      if (!words) throw new Error('no words')
      const start = words.nodeValue?.indexOf('There') ?? 0
      range.setStart(words, start + 4)
      range.setEnd(words, start + 5)
      const { left, top, height } = range.getBoundingClientRect()
      const box = field.getBoundingClientRect()
      return { x: left - box.left + 1, y: top - box.top + height / 2 }
    })
    await block(page).locator(`[data-evidence="${radio}"]`).dragTo(answerField(page), { targetPosition: at })
    await expect.poll(() => cited(page).count()).toBe(2)
    await saved(page)
    expect(await storedAnswer(page)).toBe(
      `We show [Open day](evidence:${day}) here. There [Radio of the pupils](evidence:${radio}) is more to see.`,
    )
    await expect.poll(() => block(page).locator('[data-evidence]').count()).toBe(2)

    await block(page)
      .getByRole('button', { name: /^Write with more room/ })
      .click()
    const dialog = page.getByRole('dialog')
    await page.keyboard.press('Control+End')
    await page.keyboard.type(' At last')
    await dialog.getByRole('tab', { name: 'Evidence' }).click()
    await dialog.getByLabel('Find evidence').fill('board')
    await dialog.getByRole('button', { name: /^Name it.*Minutes of the board/ }).click()
    await page.keyboard.type('. Done')
    await dialog.getByText('Answer saved').waitFor()
    expect(await storedAnswer(page)).toContain(
      `to see. At last [Minutes of the board](evidence:${board}). Done`,
    )
    await expectAccessible(page)
  })

  it('follows every rename and move, is shown as gone once removed, and prints its page', async () => {
    const { folder, day } = threePieces()
    const app = await startApp()
    const { page } = app
    await openToWrite(app, folder)
    await answerField(page).click()
    // Faster than any list: what is named is what the words mean, not what the list showed a moment before.
    await page.keyboard.type('See @')
    await list(page).getByText('Radio of the pupils').waitFor()
    await answerField(page).evaluate((field) => {
      // All in one moment, as no key from outside can be.
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- there is no successor
      const type = (text: string) => document.execCommand('insertText', false, text)
      type('open')
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', cancelable: true }))
      type(', then')
    })
    await cited(page).waitFor()
    await page.keyboard.type('.')
    await saved(page)
    await expect.poll(() => cited(page).innerText()).toBe('P3-01 Open day')
    await expect.poll(() => plainText(app)).toBe('See P3-01, then.')
    await block(page).getByText('16 characters · 3 words').waitFor()

    // A click on it opens its details, where it is renamed.
    await cited(page).click()
    await page.getByRole('complementary', { name: 'Details of “Open day”' }).waitFor()
    await page.getByLabel('Title').fill('Day of open doors')
    await expect.poll(() => cited(page).innerText()).toBe('P3-01 Day of open doors')
    await dragTo(page, `[data-evidence="${day}"]`, '[data-strand="students.4"]')
    await expect.poll(() => cited(page).innerText()).toBe('P3-02 Day of open doors')
    await expect.poll(() => plainText(app)).toBe('See P3-02, then.')
    // What is stored is the piece itself: no name that grows old counts.
    expect(await storedAnswer(page)).toContain(`](evidence:${day}), then.`)

    const out = join(temporaryFolder(), 'book.pdf')
    await page
      .getByRole('navigation')
      .getByRole('button', { name: /^Export/ })
      .click()
    await app.answerSave(out)
    await page.getByRole('button', { name: 'Save PDF…' }).click()
    await page.getByText('“book.pdf” is saved.').waitFor({ timeout: 60_000 })
    const number = /see P3-02, p\. (\d+)/.exec(pdfText(out))?.[1] ?? ''
    const itsPage = run('pdftotext', ['-f', number, '-l', number, out, '-'])
    expect(itsPage).toContain('Day of open doors')
    expect(itsPage).toContain('Text: Open day')

    await goToSection(page, 'students')
    await page.locator(`[data-evidence="${day}"]`).click()
    await page.getByRole('button', { name: 'Remove evidence' }).click()
    await expect.poll(() => cited(page).getAttribute('class')).toContain('gone')
    await expect.poll(() => cited(page).getAttribute('title')).toContain('is no longer among the evidence')
    await expect.poll(() => plainText(app)).toBe('See Open day, then.')
    await page.keyboard.press('Control+z')
    await expect.poll(() => cited(page).innerText()).toBe('P3-02 Day of open doors')
  })
})
