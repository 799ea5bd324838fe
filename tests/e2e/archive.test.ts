import { existsSync, readdirSync, truncateSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import {
  chooseMenu,
  dropFiles,
  dropFromOutside,
  expectAccessible,
  startAgain,
  startApp,
  type App,
} from '../support/app'
import { fivefold, fivefoldJson } from '../support/command-line'
import { createPortfolio, openButton, school } from '../support/journey'
import { drawPicture } from '../support/pictures'
import { newPortfolio } from '../support/portfolio'
import { temporaryFolder } from '../support/temporary'

/** An archive made by the command line, of a portfolio with a photo. */
async function anArchive(): Promise<{ file: string; dir: string }> {
  const dir = newPortfolio()
  const photo = await drawPicture('IMG_2040.jpg', { width: 640, height: 480 })
  expect(fivefold(['add', dir, '--to', 'students.2', '--title', 'Ден', photo]).code).toBe(0)
  const file = join(temporaryFolder(), 'Мост.fivefold.zip')
  expect(fivefold(['pack', dir, file]).code).toBe(0)
  return { file, dir }
}

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Open an archive' })

/** The archive that is asked about is unpacked, and its portfolio stands open. */
async function unpackAsked({ page, home }: App, name = 'СУ „Мост“'): Promise<void> {
  await dialog(page).getByText(name).first().waitFor()
  await dialog(page).getByRole('button', { name: 'Unpack and open' }).click()
  await page.getByRole('heading', { name: 'Where we stand' }).waitFor()
  await dialog(page).waitFor({ state: 'hidden' })
  expect(readdirSync(home).some((each) => each.endsWith('.fivefold'))).toBe(true)
}

describe('an archive in the window', () => {
  it('is packed from the menu, said to hold everything, and opened on a computer that never saw it', async () => {
    const app = await startApp()
    const { page } = app
    await createPortfolio(app)
    await chooseMenu(app, 'pack')
    const ask = page.getByRole('dialog', { name: 'Pack the whole portfolio' })
    await ask.getByText(/includes photos that are not to be shown/).waitFor()
    await ask.getByText(/It would be about/).waitFor()
    await expectAccessible(page)
    const folder = temporaryFolder()
    await app.answerSave(join(folder, 'Училище.zip'))
    await ask.getByRole('button', { name: 'Choose where to save…' }).click()
    await page.getByRole('button', { name: 'Show in folder' }).waitFor()
    await expectAccessible(page)
    // Whatever the user called it, it can be told what it is.
    expect(readdirSync(folder)).toEqual(['Училище.fivefold.zip'])
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    await page.getByText('Училище.fivefold.zip', { exact: true }).waitFor()
    await app.close()

    const fresh = await startApp()
    await fresh.page.getByRole('button', { name: 'Open an archive…' }).waitFor()
    await fresh.answerOpen([join(folder, 'Училище.fivefold.zip')])
    await chooseMenu(fresh, 'openArchive')
    await dialog(fresh.page).getByText('2027–2028').waitFor()
    await expectAccessible(fresh.page)
    await unpackAsked(fresh, school)
    await fresh.page.getByText(/The portfolio now lies in/).waitFor()
  })

  it('is opened when it is dropped on the home screen, and chosen by either button there', async () => {
    const { file } = await anArchive()
    const app = await startApp()
    const { page } = app
    await page.getByRole('button', { name: 'Open an archive…' }).waitFor()
    await dropFromOutside(page, 'main', [file])
    await dialog(page).getByRole('button', { name: 'Cancel' }).click()
    await app.answerOpen([file])
    await page.getByRole('button', { name: openButton }).click()
    await dialog(page).getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Open an archive…' }).click()
    const place = temporaryFolder()
    await app.answerOpen([place])
    await dialog(page).getByRole('button', { name: 'Choose another place…' }).click()
    await dialog(page).getByText(place).waitFor()
    await dialog(page).getByRole('button', { name: 'Unpack and open' }).click()
    await page.getByRole('heading', { name: 'Where we stand' }).waitFor()
    const [folder = ''] = readdirSync(place)
    await app.close()
    expect(fivefoldJson(['list', join(place, folder)])).toMatchObject([{ title: 'Ден' }])
  })

  it('that the app is opened with is opened, and is no evidence; one that is here already is told', async () => {
    const { file } = await anArchive()
    const app = await startApp()
    const { page } = app
    await page.getByRole('button', { name: 'Open an archive…' }).waitFor()
    await startAgain(app, pathToFileURL(file).href)
    await unpackAsked(app)
    await startAgain(app, file)
    await dialog(page)
      .getByText(/is on this computer already/)
      .waitFor()
    await expectAccessible(page)
    await dialog(page).getByRole('button', { name: 'Cancel' }).click()
    await app.close()
    const [folder = ''] = readdirSync(app.home).filter((name) => name.endsWith('.fivefold'))
    expect(fivefoldJson(['list', join(app.home, folder)])).toHaveLength(1)
  })

  it('that is none, or is damaged, is refused in one sentence', async () => {
    const { file } = await anArchive()
    const app = await startApp()
    const { page } = app
    await page.getByRole('button', { name: 'Open an archive…' }).waitFor()
    const other = join(temporaryFolder(), 'снимка.jpg')
    writeFileSync(other, 'x')
    await dropFiles(page, 'main', [other])
    await page.getByText(/“снимка\.jpg” is not an archive of a Fivefold portfolio/).waitFor()
    truncateSync(file, 20_000)
    await dropFiles(page, 'main', [file])
    await page.getByText(/“Мост\.fivefold\.zip” is damaged, or was only half copied/).waitFor()
    await expect.poll(() => dialog(page).isVisible()).toBe(false)
    expect(readdirSync(app.home).filter((name) => name.includes('fivefold'))).toEqual([])
  })

  it('can be cancelled while it is packed and while it is unpacked, with nothing left', async () => {
    const dir = newPortfolio()
    const large = join(temporaryFolder(), 'филм.bin')
    writeFileSync(large, 'x')
    truncateSync(large, 900_000_000)
    expect(fivefold(['add', dir, '--to', 'students.2', large]).code).toBe(0)
    const file = join(temporaryFolder(), basename(dir).replace('.fivefold', '.fivefold.zip'))
    expect(fivefold(['pack', dir, file]).code).toBe(0)
    const app = await startApp()
    const { page, home } = app
    await page.getByRole('button', { name: 'Open an archive…' }).waitFor()
    await dropFiles(page, 'main', [file])
    await dialog(page).getByRole('button', { name: 'Unpack and open' }).click()
    await dialog(page).getByRole('progressbar').waitFor()
    await dialog(page).getByRole('button', { name: 'Cancel' }).click()
    await dialog(page).getByRole('progressbar').waitFor({ state: 'hidden' })
    expect(readdirSync(home).filter((name) => name.includes('fivefold'))).toEqual([])
    await dialog(page).getByRole('button', { name: 'Cancel' }).click()
    await app.answerOpen([dir])
    await chooseMenu(app, 'openPortfolio')
    await page.getByRole('heading', { name: 'Where we stand' }).waitFor()
    const out = join(temporaryFolder(), 'x.fivefold.zip')
    await app.answerSave(out)
    await chooseMenu(app, 'pack')
    await page.getByRole('button', { name: 'Choose where to save…' }).click()
    await page.getByRole('progressbar').waitFor()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByText('Cancelled. No file was written').waitFor()
    expect(existsSync(out)).toBe(false)
    expect(readdirSync(join(out, '..'))).toEqual([])
  })
})
