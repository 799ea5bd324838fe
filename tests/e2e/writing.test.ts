import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { expectAccessible, startApp } from '../support/app'
import { goToSection, strand } from '../support/journey'
import { newPortfolio } from '../support/portfolio'
import { answerField, claim, openToWrite, storedAnswer } from '../support/writing'

const button = (page: Page, name: string) => strand(page, claim).getByRole('button', { name, exact: true })
const saved = (page: Page) => strand(page, claim).getByText('Answer saved').waitFor()

/** The answer as it reads in its field. */
const shown = async (page: Page) => (await answerField(page).innerText()).trim()

/** An answer with this word cannot be saved: the portfolio's database refuses it. */
const refused = 'НЕПРИЕМЛИВО'
function refuse(folder: string): void {
  const database = new Database(join(folder, 'portfolio.sqlite'))
  for (const write of ['INSERT', 'UPDATE']) {
    database.exec(`CREATE TRIGGER refuse_${write} BEFORE ${write} ON answer WHEN instr(new.text, '${refused}')
      BEGIN SELECT RAISE(ABORT, 'disk I/O error'); END`)
  }
  database.close()
}

/** Marks words of the answer, as a person does with the mouse. */
async function choose(page: Page, words: string): Promise<void> {
  await answerField(page).evaluate((field, wanted) => {
    const walker = document.createTreeWalker(field, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.nodeValue?.indexOf(wanted) ?? -1
      if (at >= 0) {
        getSelection()?.setBaseAndExtent(node, at, node, at + wanted.length)
        return
      }
    }
    throw new Error(`not there: ${wanted}`)
  }, words)
}

describe('an answer', () => {
  it('keeps the keyboard while one writes on, wherever one was led to before', async () => {
    const app = await startApp()
    const { page } = app
    await openToWrite(app, newPortfolio())
    await page.getByRole('navigation').getByText('Overview').click()
    await page.getByRole('button', { name: /^3\.2 / }).click()
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest('h2')?.textContent))
      .toMatch(/3\.2/)
    const answer = answerField(page)
    await answer.click()
    for (const word of ['Едно', ' две', ' три']) {
      await page.keyboard.type(word)
      await saved(page)
      // Until then the screen has read what was saved.
      await page.waitForTimeout(500)
    }
    await expect.poll(() => answer.evaluate((field) => field === document.activeElement)).toBe(true)
    await expect.poll(() => shown(page)).toBe('Едно две три')
    // And is led there again, once that is asked for again.
    await page.getByRole('navigation').getByText('Overview').click()
    await page.getByRole('button', { name: /^3\.2 / }).click()
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest('h2')?.textContent))
      .toMatch(/3\.2/)
  })

  it('takes the marks of Markdown as they are typed', async () => {
    const app = await startApp()
    const { page } = app
    await openToWrite(app, newPortfolio())
    await answerField(page).click()
    const lines = [
      '# Годината',
      'Учениците **водят**, *пишат* и _пеят_. 2 * 3 * 4',
      '## Как',
      '- срещи',
      'радио',
      '',
      '1. избори',
      'седмица',
      '',
      '> Питат и нас.',
      '',
      'Край',
    ]
    for (const [index, line] of lines.entries()) {
      if (index > 0) await page.keyboard.press('Enter')
      await page.keyboard.type(line)
    }
    await saved(page)
    expect(await storedAnswer(page)).toBe(
      [
        '# Годината',
        'Учениците **водят**, _пишат_ и _пеят_. 2 \\* 3 \\* 4',
        '## Как',
        '- срещи\n- радио',
        '1. избори\n2. седмица',
        '> Питат и нас.',
        'Край',
      ].join('\n\n'),
    )
    // Backspace takes back what a mark made of the words, and a list within a list is made by Tab.
    await page.keyboard.press('Enter')
    await page.keyboard.type('- ')
    await page.keyboard.press('Backspace')
    await page.keyboard.type('не')
    await page.keyboard.press('Enter')
    await page.keyboard.type('* горе')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await page.keyboard.type('долу')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('същото')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.type('пак горе')
    await saved(page)
    expect(await storedAnswer(page)).toMatch(/Край\n\n\\?- не\n\n- горе\n {2}- долу\n {4}същото\n- пак горе$/)
  })

  it('is set by buttons and keys: bold, italic, headings, lists, a quotation, a table, a link', async () => {
    const app = await startApp()
    const { page } = app
    await openToWrite(app, newPortfolio('en'))
    await answerField(page).click()
    await button(page, 'Heading').click()
    await page.keyboard.type('The year')
    await page.keyboard.press('Enter')
    await page.keyboard.type('Pupils ')
    await button(page, 'Bold').click()
    await expect.poll(() => button(page, 'Bold').getAttribute('aria-pressed')).toBe('true')
    await page.keyboard.type('lead')
    await page.keyboard.press('Control+b')
    await expect.poll(() => button(page, 'Bold').getAttribute('aria-pressed')).toBe('false')
    await page.keyboard.type(' and ')
    await page.keyboard.press('Control+i')
    await page.keyboard.type('write')
    await page.keyboard.press('Control+i')
    await page.keyboard.type(' the school radio.')
    await page.keyboard.press('Enter')
    await page.keyboard.type('How')
    await button(page, 'Subheading').click()
    await page.keyboard.press('Enter')
    await button(page, 'List').click()
    await page.keyboard.type('one')
    await page.keyboard.press('Enter')
    await page.keyboard.type('two')
    await button(page, 'Numbers').click()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await page.keyboard.type('They ask us.')
    await button(page, 'Quotation').click()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await button(page, 'Table').click()
    await page.keyboard.type('Who')
    for (const cell of ['What', 'Pupils', 'a | b', 'Parents', 'cake']) {
      await page.keyboard.press('Tab')
      await page.keyboard.type(cell)
    }
    // What is added comes behind the caret; what is removed is where it stands.
    for (const what of ['column', 'row']) {
      await answerField(page).getByText('cake').click()
      await button(page, `Add ${what}`).click()
      await page.keyboard.press('Tab')
      await button(page, `Remove ${what}`).click()
    }
    await choose(page, 'school radio')
    await button(page, 'Link').click()
    await page.getByLabel('Address').fill('nothing of the kind')
    await page.keyboard.press('Enter')
    await page.getByText('This is no address.').waitFor()
    await page.getByLabel('Address').fill('school.example/radio?a=b')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await saved(page)
    expect(await storedAnswer(page)).toBe(
      [
        '# The year',
        'Pupils **lead** and _write_ the [school radio](https://school.example/radio?a=b).',
        '## How',
        '1. one\n2. two',
        '> They ask us.',
        ['| Who | What |', '| - | - |', '| Pupils | a \\| b |', '| Parents | cake |'].join('\n'),
      ].join('\n\n'),
    )
    await expectAccessible(page)
  })

  it('is undone by Ctrl+Z in steps that a person remembers, also after a restart', async () => {
    const app = await startApp()
    const { page } = app
    await openToWrite(app, newPortfolio())
    await answerField(page).click()
    await page.keyboard.type('Първо.')
    // A pause ends a stretch of typing; each is one step.
    await page.waitForTimeout(3200)
    await page.keyboard.type(' Второ.')
    await choose(page, 'Второ')
    await page.keyboard.press('Control+b')
    await page.keyboard.press('End')
    await page.keyboard.type(' Трето.')
    const steps = ['', 'Първо.', 'Първо. Второ.', 'Първо. **Второ**.', 'Първо. **Второ**. Трето.']
    const isNow = async (target: Page, step: number) => {
      await expect.poll(() => storedAnswer(target)).toBe(steps[step])
      await expect.poll(() => shown(target)).toBe(steps[step]?.replaceAll('*', ''))
    }
    // What was typed a moment ago is saved first, and so a step of its own.
    await page.keyboard.press('Control+z')
    await isNow(page, 3)
    await page.getByRole('button', { name: 'Undo: write the answer 3.1' }).waitFor()
    await page.getByRole('button', { name: 'Redo: write the answer 3.1' }).waitFor()
    for (const step of [2, 1, 0]) {
      await page.keyboard.press('Control+z')
      await isNow(page, step)
    }
    for (const step of [1, 2, 3, 4]) {
      await page.keyboard.press('Control+y')
      await isNow(page, step)
    }
    await page.keyboard.press('Control+z')
    await isNow(page, 3)
    await app.close()

    const again = await startApp({ home: app.home })
    await again.page.getByRole('heading', { name: 'Where we stand' }).waitFor()
    await goToSection(again.page, 'students')
    await isNow(again.page, 3)
    await again.page.getByRole('button', { name: 'Undo: write the answer 3.1' }).click()
    await isNow(again.page, 2)
    await answerField(again.page).click()
    await again.page.keyboard.press('Control+z')
    await isNow(again.page, 1)
    for (const step of [2, 3, 4]) {
      await again.page.keyboard.press('Control+Shift+z')
      await isNow(again.page, step)
    }
    // Whoever goes on writing goes on at the end of what came back.
    await again.page.keyboard.type(' Четвърто.')
    await saved(again.page)
    expect(await storedAnswer(again.page)).toBe(`${steps[4] ?? ''} Четвърто.`)
  })

  it('says that it is saved only when it is, and keeps what cannot be saved', async () => {
    const app = await startApp()
    const { page } = app
    const folder = newPortfolio()
    refuse(folder)
    await openToWrite(app, folder)
    await answerField(page).click()
    const states = strand(page, claim).getByText(/^(Saving…|Answer saved|Answer not saved|No answer yet)$/)
    await expect.poll(() => states.innerText()).toBe('No answer yet')
    for (let word = 1; word <= 12; word += 1) {
      await page.keyboard.type(` дума${word}`)
      // Read at one moment: what is said, and what the portfolio holds just after.
      const said = await states.innerText()
      const now = await shown(page)
      if (said === 'Answer saved') expect(await storedAnswer(page)).toBe(now)
      if (word % 4 === 0) await saved(page)
    }
    expect(await storedAnswer(page)).toMatch(/^дума1 .*дума12$/)

    // A portfolio that takes no more: what is typed stays in the field, and is saved once that is possible.
    await page.keyboard.type(` ${refused}`)
    await strand(page, claim).getByText('Answer not saved').waitFor()
    await strand(page, claim).getByRole('alert').waitFor()
    await expect.poll(() => shown(page)).toMatch(new RegExp(`дума12 ${refused}$`))
    expect(await storedAnswer(page)).toMatch(/дума12$/)
    for (const _letter of refused) await page.keyboard.press('Backspace')
    await page.keyboard.type('Край.')
    await saved(page)
    expect(await storedAnswer(page)).toMatch(/^дума1 .*дума12 Край\.$/)
  })
})
