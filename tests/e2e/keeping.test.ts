import {
  linkSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  mkdirSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { chooseMenu, expectAccessible, startApp, type App } from '../support/app'
import { fivefold, fivefoldJson } from '../support/command-line'
import { createPortfolio, goToSection, openButton, school, strand } from '../support/journey'
import { newPortfolio } from '../support/portfolio'
import { temporaryFolder } from '../support/temporary'

const rootOf = (home: string) =>
  join(home, readdirSync(home).find((each) => each.endsWith('.fivefold')) ?? '')

async function goToKeeping({ page }: App): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: 'Backup and sharing' }).click()
  await page.getByRole('heading', { name: 'Backups' }).waitFor()
}

/** The rail has the school's name on it, too. */
async function goHome(app: App): Promise<void> {
  await chooseMenu(app, 'home')
  await app.page.getByRole('heading', { name: 'Fivefold' }).waitFor()
}

async function writeAnswer({ page }: App, text: string): Promise<void> {
  await goToSection(page, 'students')
  const field = strand(page, 'students.1').getByRole('textbox')
  await field.click()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.insertText(text)
  await page.keyboard.press('Tab')
}

it('goes back to a backup from the list, and forth again', async () => {
  const app = await startApp()
  const { page } = app
  await createPortfolio(app)
  await writeAnswer(app, 'then')
  await goToKeeping(app)
  await page.getByRole('button', { name: 'Back up now' }).click()
  await page.getByText('Backed up.').waitFor()
  await page.getByRole('button', { name: 'Back up now' }).click()
  await page.getByText('Nothing has changed since the last backup.').waitFor()
  await expectAccessible(page)

  await writeAnswer(app, 'now')
  await goToKeeping(app)
  await page.getByRole('row').filter({ hasText: '1 answer' }).getByRole('button').click()
  const dialog = page.getByRole('dialog', { name: /^Go back to/ })
  await dialog.waitFor()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Go back' }).click()
  await page.getByText(/This is the portfolio of/).waitFor()
  await goToSection(page, 'students')
  await strand(page, 'students.1').getByText('then').waitFor()

  await goToKeeping(app)
  await page.getByRole('row').filter({ hasText: 'before going back' }).getByRole('button').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Go back' }).click()
  // The sentence of the first time may still be there.
  await page.getByRole('heading', { name: 'Where we stand' }).waitFor()
  await goToSection(page, 'students')
  await strand(page, 'students.1').getByText('now').waitFor()
})

it('says wherever one is that no backup can be made, until one can', async () => {
  const app = await startApp()
  await createPortfolio(app)
  const folder = join(rootOf(app.home), 'backups')
  await app.close()
  rmSync(folder, { recursive: true, force: true })
  // A folder in which nobody can write, root neither.
  symlinkSync('/sys', folder)
  const { page } = await startApp({ home: app.home })
  const warning = page.getByRole('alert').filter({ hasText: 'The last backup could not be made.' })
  await warning.waitFor()
  await expectAccessible(page)
  await warning.getByRole('button', { name: 'Backup and sharing' }).click()
  await page.getByRole('heading', { name: 'Backups' }).waitFor()
  rmSync(folder)
  await page.getByRole('button', { name: 'Back up now' }).click()
  await page.getByText('Backed up.').waitFor()
  await expect.poll(() => page.getByText('The last backup could not be made.').count()).toBe(0)
})

it('checks all files, and brings back one that is missing from the folder it came from', async () => {
  const dir = newPortfolio()
  const place = temporaryFolder()
  writeFileSync(join(place, 'протокол.txt'), 'важно')
  fivefold(['add', dir, '--to', 'students.1', join(place, 'протокол.txt')])
  rmSync(join(dir, 'files'), { recursive: true })
  mkdirSync(join(dir, 'files'))
  const app = await startApp()
  const { page } = app
  await app.answerOpen([dir])
  await page.getByRole('button', { name: openButton }).click()
  await goToKeeping(app)
  await page.getByRole('button', { name: 'Check all files' }).click()
  await page.getByText('“протокол.txt” is missing').waitFor()
  await expectAccessible(page)
  await app.answerOpen([place])
  await page.getByRole('button', { name: 'Look in a folder…' }).click()
  await page.getByText('1 file was found and brought back.').waitFor()
  await page.getByRole('button', { name: 'Check all files' }).click()
  await page.getByText('Everything is there and unchanged.').waitFor()
})

it('brings back what is missing from an archive; a file that is none is said to be none, and looking can be cancelled', async () => {
  const dir = newPortfolio()
  const place = temporaryFolder()
  const large = 20_000_000
  for (const name of ['протокол.txt', 'покана.txt']) {
    writeFileSync(join(place, name), Buffer.alloc(large, name))
    fivefold(['add', dir, '--to', 'students.1', join(place, name)])
  }
  const archive = join(place, 'Мост.fivefold.zip')
  fivefold(['pack', dir, archive])
  // As large as what is missing, so that each has to be read.
  const crowd = temporaryFolder()
  writeFileSync(join(crowd, '0'), Buffer.alloc(large, 'x'))
  for (let count = 1; count < 1000; count += 1) linkSync(join(crowd, '0'), join(crowd, `${count}`))
  const other = join(place, 'other.zip')
  writeFileSync(other, 'words')
  rmSync(join(dir, 'files'), { recursive: true })
  const app = await startApp()
  const { page } = app
  await app.answerOpen([dir])
  await page.getByRole('button', { name: openButton }).click()
  await goToKeeping(app)
  await page.getByRole('button', { name: 'Check all files' }).click()
  await app.answerOpen([crowd])
  await page.getByRole('button', { name: 'Look in a folder…' }).click()
  await page.getByRole('progressbar', { name: 'Looking through the folder…' }).waitFor()
  const look = page.getByRole('button', { name: 'Look in an archive…' })
  await expect.poll(() => look.isDisabled()).toBe(true)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('progressbar').waitFor({ state: 'hidden' })
  await app.answerOpen([other])
  await look.click()
  await page.getByText('“other.zip” is not an archive of a Fivefold portfolio.').waitFor()
  await expectAccessible(page)
  await app.answerOpen([archive])
  await look.click()
  await page.getByText('2 files were found and brought back.').waitFor()
  await page.getByText('Everything is there and unchanged.').waitFor()
  await app.close()
  expect(fivefold(['verify', dir])).toMatchObject({ code: 0 })
})

it('says what can be done about a damaged portfolio: read it, go back, or repair it', async () => {
  const app = await startApp()
  const { page, home } = app
  await createPortfolio(app)
  await writeAnswer(app, 'Питат и нас.')
  await goToKeeping(app)
  await page.getByRole('button', { name: 'Back up now' }).click()
  await page.getByText('Backed up.').waitFor()
  await goHome(app)
  const database = join(rootOf(home), 'portfolio.sqlite')
  truncateSync(database, statSync(database).size - 4096)

  const open = page.getByRole('button', { name: new RegExp(school) })
  await open.click()
  const dialog = page.getByRole('dialog', { name: 'This portfolio is damaged' })
  await dialog.waitFor()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Open for reading' }).click()
  await page.getByText(/is open for reading only/).waitFor()
  await goToSection(page, 'students')
  await strand(page, 'students.1').getByText('Питат и нас.').waitFor()
  await goHome(app)

  await open.click()
  await dialog.getByRole('button', { name: 'Repair' }).click()
  const report = page.getByRole('dialog', { name: 'What was saved' })
  await report.getByText('Answers: 1 saved, 0 lost').waitFor()
  await expectAccessible(page)
  await report.getByRole('button', { name: 'Close' }).click()
  await goToSection(page, 'students')
  await strand(page, 'students.1').getByText('Питат и нас.').waitFor()
  await goHome(app)

  truncateSync(database, 9000)
  await open.click()
  await dialog.getByRole('button', { name: 'Go back' }).click()
  await page.getByRole('heading', { name: 'Where we stand' }).waitFor()
  await goToSection(page, 'students')
  await strand(page, 'students.1').getByText('Питат и нас.').waitFor()
  await app.close()
  expect(fivefold(['verify', rootOf(home)])).toMatchObject({ code: 0 })
})

it('makes a backup by itself soon after opening', async () => {
  const dir = newPortfolio()
  const app = await startApp()
  await app.answerOpen([dir])
  await app.page.getByRole('button', { name: openButton }).click()
  await goToKeeping(app)
  await app.page.getByRole('row').filter({ hasText: 'when it was opened' }).waitFor()
})

it('the command line backs up, lists, goes back, and repairs', () => {
  const dir = newPortfolio()
  fivefold(['answer', dir, 'students.1', '--text', 'then'])
  expect(fivefold(['backup', dir])).toMatchObject({
    code: 0,
    err: '',
    out: expect.stringMatching(/^Made 0001_/) as string,
  })
  expect(fivefold(['backup', dir]).out).toMatch(/^Nothing has changed since 0001_/)
  fivefold(['answer', dir, 'students.1', '--text', 'now'])
  expect(fivefold(['restore', dir]).out).toMatch(/^1 {2}.*0 pieces of evidence, 1 answer, by hand/)
  expect(fivefold(['restore', dir, '1'])).toMatchObject({ code: 0, err: '' })
  expect(fivefold(['restore', dir, '7'])).toMatchObject({
    code: 1,
    err: expect.stringContaining('no backup “7”') as string,
  })
  expect(fivefoldJson(['restore', dir])).toMatchObject([{ number: 2, reason: 'restore' }, { number: 1 }])
  const gathered = join(temporaryFolder(), 'протокол.txt')
  writeFileSync(gathered, 'важно')
  fivefold(['add', dir, '--to', 'students.1', gathered])
  const archive = join(temporaryFolder(), 'x.fivefold.zip')
  fivefold(['pack', dir, archive])
  rmSync(join(dir, 'files'), { recursive: true })
  expect(fivefold(['verify', dir, '--from', temporaryFolder()])).toMatchObject({
    code: 1,
    out: expect.stringMatching(/^None of them was found there\./) as string,
  })
  expect(fivefoldJson(['verify', dir, '--from', archive])).toMatchObject({
    found: { length: 1 },
    findings: [],
  })
  const database = join(dir, 'portfolio.sqlite')
  truncateSync(database, statSync(database).size - 4096)
  expect(fivefold(['verify', dir])).toMatchObject({ code: 1 })
  const { code, out } = fivefold(['verify', dir, '--repair'])
  expect({ code, out }).toMatchObject({
    code: 0,
    out: expect.stringContaining('Answers: 1 saved, 0 lost') as string,
  })
})
