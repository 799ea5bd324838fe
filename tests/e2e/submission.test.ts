import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { Bridge } from '../../electron/contract/bridge'
import { chooseMenu, expectAccessible, startApp, type App } from '../support/app'
import { fivefold, fivefoldJson, pdfText } from '../support/command-line'
import { writePdf } from '../support/documents'
import { answer, beginButton, createPortfolio, goToSection, strand } from '../support/journey'
import { drawPicture } from '../support/pictures'
import { newPortfolio } from '../support/portfolio'
import { clippedOf } from '../support/reading'
import { sha256, submissionFolders } from '../support/submissions'
import { temporaryFolder } from '../support/temporary'

const id = 'students.2'
const rail = (page: Page, name: string | RegExp) => page.getByRole('navigation').getByRole('button', { name })
const field = (page: Page) => strand(page, id).getByRole('textbox', { name: 'How we do it: answer to 3.2' })

async function write(page: Page, text: string): Promise<void> {
  await field(page).fill(text)
  await strand(page, id).getByText('Answer saved').waitFor()
}

/** The portfolio's folder in the user's documents. */
const rootOf = (home: string): string =>
  join(home, readdirSync(home).find((name) => name.endsWith('.fivefold')) ?? '')

async function open(app: App, dir: string): Promise<void> {
  await app.answerOpen([dir])
  await app.page.getByRole('button', { name: beginButton }).waitFor()
  await chooseMenu(app, 'openPortfolio')
  await app.page.getByRole('heading', { name: 'Where we stand' }).waitFor()
}

describe('what was handed in', () => {
  it('is kept after saving the PDF, shown beside later changes, copied, and the next cycle starts from it', async () => {
    const app = await startApp()
    const { page } = app
    await createPortfolio(app)
    await goToSection(page, 'students')
    await write(page, answer)
    await expect.poll(() => rail(page, 'Handed in').count()).toBe(0)

    await rail(page, 'Export').click()
    const pdf = join(temporaryFolder(), 'Кандидатура.pdf')
    await app.answerSave(pdf)
    await page.getByRole('button', { name: 'Save PDF…' }).click()
    const offer = page.locator('.done').getByRole('button', { name: 'This is what we handed in…' })
    await offer.click()
    const dialog = page.getByRole('dialog', { name: 'This is what we handed in' })
    await expect
      .poll(() => dialog.getByRole('radio', { name: /just saved: “Кандидатура.pdf”/ }).isChecked())
      .toBe(true)
    await dialog.getByLabel('Handed in on').fill('')
    await dialog.getByText('Say on which day you handed it in.').waitFor()
    await expect.poll(() => dialog.getByRole('button', { name: 'Keep it' }).isDisabled()).toBe(true)
    await dialog.getByLabel('Handed in on').fill('2026-03-03')
    await dialog.getByLabel('Name, if you like').fill('Кандидатура 2026')
    await expectAccessible(page)
    await page.keyboard.press('Enter')

    await page.getByRole('heading', { name: 'Handed in', exact: true }).waitFor()
    await page.getByText('Kept: what you handed in on 3 Mar 2026.').waitFor()
    await page.getByText('Nothing has changed since then.').waitFor()
    const root = rootOf(app.home)
    const [kept = ''] = submissionFolders(root)
    expect(sha256(join(root, 'submissions', kept, 'portfolio.pdf'))).toBe(sha256(pdf))
    await page.getByText(sha256(pdf).slice(0, 12)).waitFor()
    await expectAccessible(page)

    // A second click on the button finds nothing left to do.
    await rail(page, 'Export').click()
    await page.getByText('This PDF is kept as handed in.').waitFor()
    await expect.poll(() => offer.count()).toBe(0)

    await goToSection(page, 'students')
    await expect
      .poll(() =>
        strand(page, id)
          .getByRole('button', { name: /^Not as handed in/ })
          .count(),
      )
      .toBe(0)
    await write(page, answer.replace('дванадесет', 'четиринадесет'))
    await strand(page, id)
      .getByRole('button', { name: /^Not as handed in/ })
      .waitFor()
    await rail(page, /^Overview/).click()
    await page.getByText('Handed in on 3 Mar 2026; 1 answer has changed since').waitFor()
    await goToSection(page, 'students')
    await strand(page, id)
      .getByRole('button', { name: /^Not as handed in/ })
      .press('Enter')
    await expect.poll(() => page.locator('del').allTextContents()).toEqual(['дванадесет'])
    await expect.poll(() => page.locator('ins').allTextContents()).toEqual(['четиринадесет'])
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('3.2')
    await expectAccessible(page)

    const copy = join(temporaryFolder(), 'Подадено')
    await app.answerSave(copy)
    await page.getByRole('button', { name: 'Save a copy…' }).click()
    await page.getByText('“Подадено” is saved, with 7 files.').waitFor()
    expect(readFileSync(join(copy, 'answers.txt'), 'utf8')).toContain(answer)

    // The next cycle: what was handed in, not what was changed afterwards.
    await chooseMenu(app, 'newPortfolio')
    await page.getByLabel('Is there a portfolio from an earlier cycle?').selectOption({ index: 1 })
    await page.getByText('as they were handed in on 3 Mar 2026').waitFor()
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('button', { name: 'Create portfolio' }).click()
    await page.getByRole('heading', { name: 'Where we stand' }).waitFor()
    await expect.poll(() => rail(page, 'Handed in').count()).toBe(0)
    await goToSection(page, 'students')
    await strand(page, id).locator('summary', { hasText: 'What we wrote last time' }).press('Enter')
    await strand(page, id).getByText(answer).waitFor()
    await expectAccessible(page)
    await strand(page, id)
      .getByRole('button', { name: /^Write with more room/ })
      .click()
    await page.getByRole('tab', { name: 'Last time' }).click()
    await page.getByRole('dialog').getByText('As it was handed in on 3 Mar 2026.').waitFor()
    await page.getByRole('dialog').getByText(answer).waitFor()
    await expectAccessible(page)
  })

  it('can be another PDF, twice on one day, and removed again in a dialog, in the dark and in a small window', async () => {
    const dir = newPortfolio()
    expect(fivefold(['answer', dir, id, '--text', answer])).toMatchObject({ code: 0 })
    expect(fivefold(['submit', dir, '--date', '2026-03-03', '--name', 'Й'.repeat(300)])).toMatchObject({
      code: 0,
    })
    const app = await startApp({ width: 1024, height: 700, dark: true })
    const { page } = app
    await open(app, dir)
    await rail(page, 'Handed in').click()
    await page.getByRole('heading', { name: 'Handed in on 3 Mar 2026' }).waitFor()
    await expect.poll(() => clippedOf(page)).toEqual([])

    await page.getByRole('button', { name: 'This is what we handed in…' }).press('Enter')
    const dialog = page.getByRole('dialog', { name: 'This is what we handed in' })
    await dialog.getByLabel('Handed in on').fill('2026-03-03')
    await dialog.getByText(/^Something is kept for this day already/).waitFor()
    await dialog.getByRole('radio', { name: /really sent/ }).press('Space')
    await expect.poll(() => dialog.getByRole('button', { name: 'Keep it' }).isDisabled()).toBe(true)
    const letter = join(temporaryFolder(), 'Писмо.pdf')
    writeFileSync(letter, 'Уважаеми, ...')
    await app.answerOpen([letter])
    await dialog.getByRole('button', { name: 'Choose the PDF…' }).press('Enter')
    await dialog.getByRole('radio', { name: /“Писмо.pdf”/ }).waitFor()
    await dialog.getByRole('button', { name: 'Keep it' }).press('Enter')
    await dialog.getByRole('alert').getByText('“Писмо.pdf” is not a PDF.').waitFor()
    await expectAccessible(page)
    await app.answerOpen([await writePdf(['Подписано'], 'Сканирано.pdf')])
    await dialog.getByRole('button', { name: 'Choose the PDF…' }).press('Enter')
    await dialog.getByRole('radio', { name: /“Сканирано.pdf”/ }).waitFor()
    await dialog.getByRole('button', { name: 'Keep it' }).press('Enter')
    await dialog.waitFor({ state: 'hidden' })

    await page.getByText('as it was sent: “Сканирано.pdf”').waitFor()
    const all = page.getByRole('list', { name: 'All that was handed in' }).getByRole('button')
    await expect.poll(() => all.count()).toBe(2)
    await expectAccessible(page)
    await expect.poll(() => clippedOf(page)).toEqual([])
    await all.nth(1).press('Enter')
    await page.getByText('Й'.repeat(300)).nth(1).waitFor()

    await page.getByRole('button', { name: 'Remove this record…' }).press('Enter')
    const asked = page.getByRole('dialog', { name: 'Remove this record for good?' })
    await expectAccessible(page)
    await asked.getByRole('button', { name: 'Cancel' }).press('Enter')
    await asked.waitFor({ state: 'hidden' })
    expect(submissionFolders(dir)).toHaveLength(2)
    await page.getByRole('button', { name: 'Remove this record…' }).press('Enter')
    await asked.getByRole('button', { name: 'Remove for good' }).press('Enter')
    await page.getByText('The record of 3 Mar 2026 is removed.').waitFor()
    await expect.poll(() => submissionFolders(dir)).toHaveLength(1)
    await page.getByText('as it was sent: “Сканирано.pdf”').waitFor()
  })

  it('needs a look at pictures of which nobody has said who can be seen, and stays at home once somebody withdraws', async () => {
    const dir = newPortfolio()
    const photo = await drawPicture('IMG_2041.jpg', { width: 1200, height: 900 })
    fivefold(['add', dir, '--to', id, '--title', 'Избори', photo])
    const app = await startApp({ locale: 'bg_BG' })
    const { page } = app
    await app.answerOpen([dir])
    await page.getByRole('button', { name: /^Отваряне на съществуващо|^Отваряне…/ }).click()
    await rail(page, 'Експортиране').click()
    await page.getByRole('button', { name: 'Това подадохме…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Това подадохме' })
    const keep = dialog.getByRole('button', { name: 'Запазване' })
    await dialog.getByRole('checkbox').waitFor()
    await expect.poll(() => keep.isDisabled()).toBe(true)
    await dialog.getByLabel('Име, ако желаете').fill('Кандидатура')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Това подадохме…' }).click()
    await expect.poll(() => dialog.getByLabel('Име, ако желаете').inputValue()).toBe('Кандидатура')
    await dialog.getByRole('checkbox').check()
    await expectAccessible(page)
    await keep.click()
    await page.getByRole('heading', { name: /^Подадено на/ }).waitFor()

    await page.evaluate(async () => {
      const { engine } = (window as unknown as { fivefold: Bridge }).fivefold
      const { value } = JSON.parse(await engine.listEvidence({})) as {
        value: { attachments: { file: { hash: string } }[] }[]
      }
      const files = value.flatMap(({ attachments }) => attachments.map(({ file }) => file.hash))
      await engine.writeConsent({ files, people: 'recognisable', state: 'withdrawn' })
    })
    await page.getByRole('button', { name: 'Запазване на копие…' }).click()
    const asked = page.getByRole('dialog', { name: 'Не всички в този PDF файл са съгласни' })
    await asked.getByText('P3-01 IMG_2041.jpg').waitFor()
    await expectAccessible(page)
    await expect.poll(() => clippedOf(page)).toEqual([])
    await expect.poll(() => asked.getByRole('button', { name: 'Копиране въпреки това' }).count()).toBe(0)
    const copy = join(temporaryFolder(), 'Подадено')
    await app.answerSave(copy)
    await asked.getByRole('button', { name: 'Копиране без PDF файла' }).click()
    await page.getByText('PDF файлът остава тук.').waitFor()
    expect(readdirSync(copy)).toHaveLength(6)
    expect(existsSync(join(copy, 'portfolio.pdf'))).toBe(false)
  })

  it('opens with the system’s viewer, and nothing else of the disk does', async () => {
    const dir = newPortfolio()
    expect(fivefold(['submit', dir, '--date', '2026-03-03'])).toMatchObject({ code: 0 })
    const app = await startApp()
    const { page } = app
    await open(app, dir)
    await app.electron.evaluate(({ shell }) => {
      shell.openPath = (path) => {
        Object.assign(globalThis, { opened: path })
        return Promise.resolve('')
      }
    })
    await rail(page, 'Handed in').click()
    await page.getByRole('button', { name: 'Show all 7 files' }).click()
    await page
      .getByRole('row', { name: /Answers and plans \(Word\)/ })
      .getByRole('button', { name: /^Open/ })
      .click()
    const opened = () => app.electron.evaluate(() => (globalThis as { opened?: string }).opened)
    await expect.poll(opened).toMatch(/submissions\/[0-9a-f-]{36}\/answers\.docx$/)
    const [record = ''] = submissionFolders(dir)
    const refused = await page.evaluate((which) => {
      const { main } = (
        window as unknown as { fivefold: { main: Record<string, (input: unknown) => Promise<string>> } }
      ).fivefold
      return main.openSubmissionFile?.({ id: which, name: '../../portfolio.sqlite' })
    }, record)
    expect(refused).toContain('input.invalid')
  })
})

describe('the command line', () => {
  it('keeps what was handed in, lists it, and says what has changed since', async () => {
    const dir = newPortfolio()
    fivefold(['answer', dir, id, '--text', answer])
    expect(fivefold(['submissions', dir]).out).toBe('Nothing is kept as handed in yet.\n')
    const kept = fivefoldJson(['submit', dir, '--date', '2026-03-03', '--name', 'Кандидатура'])
    expect(kept).toMatchObject({ handedInOn: '2026-03-03', name: 'Кандидатура' })
    const { id: record } = kept as { id: string }
    expect(pdfText(join(dir, 'submissions', record, 'portfolio.pdf'))).toContain('Всеки септември')
    expect(fivefold(['submissions', dir]).out).toBe(`2026-03-03 · Кандидатура · ${record}\n`)
    expect(fivefold(['compare', dir]).out).toContain('Nothing has changed since then.')
    fivefold(['answer', dir, id, '--text', answer.replace('дванадесет', 'четиринадесет')])
    fivefold(['add', dir, '--to', 'students.2', '--title', 'Плакат'])
    const { out } = fivefold(['compare', dir, record])
    expect(out).toMatch(/- Всеки септември нашите дванадесет/)
    expect(out).toMatch(/\+ Всеки септември нашите четиринадесет/)
    expect(out).toContain('New P3-01 Плакат')
    expect(fivefoldJson(['compare', dir])).toMatchObject({
      submission: { id: record },
      changes: { answers: [{ strand: id }], evidence: [{ kind: 'added' }] },
    })

    const sent = await writePdf(['Подписано'], 'Сканирано.pdf')
    const again = fivefoldJson(['submit', dir, '--date', '2026-03-04', '--pdf', sent])
    expect(again).toMatchObject({
      files: [{ hash: sha256(sent), from: 'Сканирано.pdf' }, {}, {}, {}, {}, {}, {}],
    })
    expect(fivefold(['verify', dir])).toMatchObject({ code: 0 })
  })

  it('says in one sentence what cannot be', () => {
    const dir = newPortfolio()
    expect(fivefold(['compare', dir])).toMatchObject({ code: 1, out: '' })
    expect(fivefold(['submit', dir, '--date', '3.3.2026'])).toMatchObject({ code: 2, out: '' })
    const letter = join(temporaryFolder(), 'a.pdf')
    writeFileSync(letter, 'x')
    expect(fivefold(['submit', dir, '--pdf', letter])).toMatchObject({
      code: 1,
      err: '“a.pdf” is not a PDF. Nothing was kept. Choose the PDF that was handed in, or have it made now.\n',
    })
    expect(existsSync(join(dir, 'submissions'))).toBe(false)
  })
})
