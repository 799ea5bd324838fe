import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { expectAccessible, startApp } from '../support/app'
import { fivefold } from '../support/command-line'
import { goToSection, strand } from '../support/journey'
import { newPortfolio } from '../support/portfolio'
import { addNote, answerField, claim, openToWrite, storedAnswer } from '../support/writing'

const dialog = (page: Page) => page.getByRole('dialog', { name: /^3\.1/ })
const large = (page: Page) => dialog(page).getByRole('textbox', { name: 'How we do it: answer to 3.1' })
const focused = (page: Page) => page.evaluate(() => document.activeElement?.id ?? '')
const focusedName = (page: Page) =>
  page.evaluate(() => document.activeElement?.textContent.replace(/\s+/g, ' ').trim())

describe('writing with more room', () => {
  it.each([
    { name: 'light', width: 1280, height: 800, dark: false },
    { name: 'dark and small', width: 1024, height: 700, dark: true },
  ])('goes by the keyboard all the way: $name', async (look) => {
    const folder = newPortfolio('en')
    const day = addNote(folder, 'Open day', claim)
    const radio = addNote(folder, 'Radio', claim)
    expect(fivefold(['answer', folder, claim, '--text', 'We **begin**.'])).toMatchObject({ code: 0 })
    const app = await startApp(look)
    const { page } = app
    await openToWrite(app, folder)
    const opener = strand(page, claim).getByRole('button', { name: /^Write with more room/ })
    await opener.focus()
    await page.keyboard.press('Enter')
    await dialog(page).waitFor()
    // At the end of the text, where one goes on.
    await expect.poll(() => focused(page)).toBe(`writing-${claim}`)
    await page.keyboard.type(' And go on, see @day')
    const list = page.getByRole('listbox', { name: 'Evidence to name here' })
    await list.getByText('Open day').waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await list.waitFor({ state: 'hidden' })
    await expect.poll(() => dialog(page).isVisible()).toBe(true)
    for (let letter = 0; letter < 4; letter += 1) await page.keyboard.press('Backspace')
    await page.keyboard.type('@open')
    await list.getByText('Open day').waitFor()
    await page.keyboard.press('Enter')
    await list.waitFor({ state: 'hidden' })
    await page.keyboard.type('. Then ')

    // On to the buttons, the tabs and the evidence beside the text, and back.
    await page.keyboard.press('Tab')
    await expect.poll(() => focusedName(page)).toBe('Bold')
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => focusedName(page)).toBe('Italic')
    await page.keyboard.press('Enter')
    await expect.poll(() => focused(page)).toBe(`writing-${claim}`)
    await page.keyboard.type('slanted')
    await page.keyboard.press('Tab')
    await page.keyboard.press('End')
    await page.keyboard.press('ArrowLeft')
    await expect.poll(() => focusedName(page)).toBe('Evidence')
    await page.keyboard.press('Enter')
    await list.waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Backspace')
    await page.keyboard.press('Backspace')
    await page.keyboard.press('Control+i')
    await page.keyboard.type(', ')
    const tab = dialog(page).getByRole('tab', { name: 'Ideas' })
    for (
      let step = 0;
      step < 12 && !(await tab.evaluate((each) => each === document.activeElement));
      step += 1
    )
      await page.keyboard.press('Tab')
    await page.keyboard.press('ArrowRight')
    await dialog(page).getByLabel('Find evidence').waitFor()
    await expectAccessible(page)
    const name = dialog(page).getByRole('button', { name: /^Name it.*Radio/ })
    for (
      let step = 0;
      step < 8 && !(await name.evaluate((each) => each === document.activeElement));
      step += 1
    )
      await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await expect.poll(() => focused(page)).toBe(`writing-${claim}`)
    await page.keyboard.type('all of it')
    await expectAccessible(page)
    const kept = `We **begin**. And go on, see [Open day](evidence:${day}). Then _slanted_, [Radio](evidence:${radio}) all of it`
    await expect.poll(() => large(page).innerText()).toContain('We begin. And go on, see P3-01 Open day')

    await page.keyboard.press('Escape')
    await dialog(page).waitFor({ state: 'hidden' })
    await expect.poll(() => opener.evaluate((each) => each === document.activeElement)).toBe(true)
    await expect.poll(() => answerField(page).innerText()).toContain('Then slanted, P3-02 Radio all of it')
    await expect.poll(() => storedAnswer(page)).toBe(kept)

    // What is written below is there when it is opened again, and the button closes it, too.
    await answerField(page).click()
    await page.keyboard.press('Control+End')
    await page.keyboard.type('!')
    await opener.click()
    await expect.poll(() => large(page).innerText()).toContain('all of it!')
    await dialog(page).getByRole('button', { name: 'Back' }).click()
    await dialog(page).waitFor({ state: 'hidden' })
    await expect.poll(() => storedAnswer(page)).toBe(`${kept}!`)
  })
})

describe('the limit of an answer', () => {
  it('warns near it, is marked past it, and cuts nothing; what counts are the words without their look', async () => {
    const folder = newPortfolio('en')
    addNote(folder, 'Open day', claim)
    const app = await startApp()
    const { page } = app
    await openToWrite(app, folder)
    await page.evaluate(async (strand) => {
      const { fivefold } = window as unknown as {
        fivefold: { engine: Record<string, (input: unknown) => Promise<string>> }
      }
      await fivefold.engine.writeStrand?.({ strand, limit: 50 })
    }, claim)
    const block = strand(page, claim)
    await answerField(page).click()
    await page.keyboard.type('**Bold** and @open')
    await page.getByRole('listbox').getByText('Open day').waitFor()
    await page.keyboard.press('Enter')
    await page.keyboard.type('👩🏽‍🏫')
    // "Bold and P3-01 " and a sign of four code points.
    const count = block.getByText(/of 50 characters/)
    await expect.poll(() => count.innerText()).toBe('19 of 50 characters · 3 words')
    await expect.poll(() => count.getAttribute('class')).not.toMatch(/near|over/)
    await page.keyboard.type(` ${'a'.repeat(25)}`)
    await expect.poll(() => count.innerText()).toBe('45 of 50 characters · 4 words')
    await expect.poll(() => count.getAttribute('class')).toContain('near')
    await page.keyboard.type(' more words')
    await expect.poll(() => count.innerText()).toBe('56 of 50 characters · 6 words (6 characters too many)')
    await expect.poll(() => count.getAttribute('class')).toContain('over')
    await expectAccessible(page)
    await block.getByText('Answer saved').waitFor()
    expect(await storedAnswer(page)).toMatch(
      /^\*\*Bold\*\* and \[Open day\]\(evidence:[^)]+\) 👩🏽‍🏫 a{25} more words$/,
    )
    await goToSection(page, 'esafety')
    await goToSection(page, 'students')
    await expect.poll(() => count.innerText()).toBe('56 of 50 characters · 6 words (6 characters too many)')
  })
})
