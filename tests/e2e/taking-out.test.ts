import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chooseMenu, expectAccessible, startApp, type App } from '../support/app'
import { fivefold } from '../support/command-line'
import { writeDocx } from '../support/documents'
import { beginButton } from '../support/journey'
import { newPortfolio } from '../support/portfolio'
import { drawPicture } from '../support/pictures'
import { temporaryFolder } from '../support/temporary'

/** Shows the one piece of a portfolio, opened. */
async function openPiece(app: App, folder: string, title: string): Promise<void> {
  const { page } = app
  await page.getByRole('button', { name: beginButton }).waitFor()
  await app.answerOpen([folder])
  await chooseMenu(app, 'openPortfolio')
  await page.getByRole('heading', { name: 'Where we stand' }).waitFor()
  await page
    .getByRole('navigation')
    .getByRole('button', { name: /^Evidence/ })
    .click()
  await page.locator('main [data-evidence]').filter({ hasText: title }).click()
  await page.getByRole('complementary', { name: title }).waitFor()
}

/** A double of the system: what was opened, and a question's answer. */
async function watchSystem(app: App, answer = 0): Promise<() => Promise<string[]>> {
  await app.electron.evaluate(({ dialog, shell }, response) => {
    const seen: string[] = []
    Object.assign(globalThis, { openedPaths: seen })
    shell.openPath = (path) => {
      seen.push(path)
      return Promise.resolve('')
    }
    const ask = (_window: unknown, { message }: { message: string }) => {
      seen.push(message)
      return Promise.resolve({ response, checkboxChecked: false })
    }
    Object.assign(dialog, { showMessageBox: ask })
  }, answer)
  return () => app.electron.evaluate(() => (globalThis as unknown as { openedPaths: string[] }).openedPaths)
}

describe('the kept copy of a link', () => {
  it('is looked at in the panel and on the light table, where it is said who can be seen, and is saved', async () => {
    const folder = newPortfolio('en')
    const words = ['--to', 'students.1', '--title', 'Our page', '--link', 'https://school.example/page']
    expect(fivefold(['add', folder, ...words])).toMatchObject({ code: 0 })
    const screen = await drawPicture('screen.png', { width: 900, height: 600 })
    const app = await startApp()
    const { page } = app
    await openPiece(app, folder, 'Our page')
    await expect.poll(() => page.locator('#detail figure').count()).toBe(0)
    await app.answerOpen([screen])
    await page.getByRole('button', { name: 'Choose a copy' }).click()
    const large = page.locator('#detail figure img')
    await large.waitFor()
    await expect.poll(() => large.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(900)
    await expectAccessible(page)

    await page.getByRole('button', { name: 'Look closer' }).press('Enter')
    const light = page.getByRole('dialog', { name: 'Our page' })
    await light.locator('.stage img').waitFor()
    await light.getByText('1 of 1').waitFor()
    await light.getByText('screen.png').waitFor()
    await expectAccessible(page)
    // A photo is turned and taken off there; the copy of a page is neither.
    await expect.poll(() => light.getByRole('button', { name: /^(Turn|Crop|Remove)/ }).count()).toBe(0)
    await page.keyboard.press('1')
    await expect.poll(() => light.getByRole('radio', { checked: true }).count()).toBeGreaterThan(0)
    await page.keyboard.press('Escape')
    await light.waitFor({ state: 'hidden' })

    const saved = join(temporaryFolder(), 'screen.png')
    await app.answerSave(saved)
    await page.getByRole('button', { name: 'Save a copy… screen.png' }).press('Enter')
    await page.getByText('“screen.png” is saved.').waitFor()
    expect(readFileSync(saved).equals(readFileSync(screen))).toBe(true)
  })
})

describe('a file that was gathered', () => {
  it('is saved and opened as it came, and a web page is not opened but can be saved', async () => {
    const folder = newPortfolio('en')
    const plan = await writeDocx(['Plan'], 'План.docx')
    const web = join(temporaryFolder(), 'page.html')
    writeFileSync(web, '<!doctype html><title>Page</title><script>alert(1)</script>')
    expect(fivefold(['add', folder, '--to', 'students.1', '--title', 'Plans', plan, web])).toMatchObject({
      code: 0,
    })
    const app = await startApp()
    const { page } = app
    const seen = await watchSystem(app)
    await openPiece(app, folder, 'Plans')
    await expectAccessible(page)

    const saved = join(temporaryFolder(), 'Copy.docx')
    await app.answerSave(saved)
    await page.getByRole('button', { name: 'Save a copy… План.docx' }).press('Enter')
    await page.getByText('“Copy.docx” is saved.').waitFor()
    expect(readFileSync(saved).equals(readFileSync(plan))).toBe(true)
    renameSync(saved, `${saved}-elsewhere`)
    await page.getByRole('button', { name: 'Show in folder' }).click()
    await page.getByText('“Copy.docx” is no longer where it was saved.').waitFor()

    await page.getByRole('button', { name: 'Open План.docx' }).press('Enter')
    await expect.poll(seen).toHaveLength(1)
    const [opened = ''] = await seen()
    expect(opened).toMatch(/profile\/opened\/[0-9a-f]{64}\/План\.docx$/)
    expect(readFileSync(opened).equals(readFileSync(plan))).toBe(true)

    await page.getByRole('button', { name: 'Open page.html' }).press('Enter')
    const notice = page.getByRole('alert').filter({ hasText: '“page.html” is not opened from here' })
    await notice.waitFor()
    await expectAccessible(page)
    const copy = join(temporaryFolder(), 'page.html')
    await app.answerSave(copy)
    await notice.getByRole('button', { name: 'Save a copy…' }).click()
    await page.getByText('“page.html” is saved.').waitFor()
    expect(readFileSync(copy).equals(readFileSync(web))).toBe(true)
    await expect.poll(() => seen()).toHaveLength(1)

    await page.getByRole('navigation').getByRole('button', { name: 'Export' }).click()
    await page.getByText('Copy of a single file').first().waitFor()

    await app.close()
    expect(existsSync(opened)).toBe(false)
    expect(readdirSync(join(app.home, 'profile', 'opened'))).toEqual([])
  })

  it('is asked about where a consent is missing, and stays here where it was withdrawn', async () => {
    const folder = newPortfolio('en')
    const photo = await drawPicture('IMG_1.jpg', { width: 400, height: 300 })
    expect(fivefold(['add', folder, '--to', 'students.1', '--title', 'Choir', photo])).toMatchObject({
      code: 0,
    })
    const app = await startApp()
    const { page } = app
    await openPiece(app, folder, 'Choir')
    const say = (state: string) =>
      page.evaluate(async (given) => {
        const { engine } = (
          window as unknown as {
            fivefold: { engine: Record<string, (input: unknown, call: unknown) => Promise<string>> }
          }
        ).fivefold
        const call = { call: crypto.randomUUID() }
        const { value } = JSON.parse((await engine.listEvidence?.({}, call)) ?? '{}') as {
          value: { attachments: { file: { hash: string } }[] }[]
        }
        const files = value.flatMap(({ attachments }) => attachments.map(({ file }) => file.hash))
        await engine.writeConsent?.(
          { files, people: 'recognisable', state: given },
          { call: crypto.randomUUID() },
        )
      }, state)
    const save = page.getByRole('button', { name: 'Save a copy… IMG_1.jpg' })

    await say('missing')
    const out = join(temporaryFolder(), 'IMG_1.jpg')
    await app.answerSave(out)
    const refused = await watchSystem(app, 1)
    await save.click()
    await expect.poll(refused).toEqual(['Not everybody in “IMG_1.jpg” has agreed. Save a copy all the same?'])
    expect(existsSync(out)).toBe(false)
    await watchSystem(app, 0)
    await save.click()
    await page.getByText('“IMG_1.jpg” is saved.').waitFor()
    expect(readFileSync(out).equals(readFileSync(photo))).toBe(true)

    await say('withdrawn')
    const other = join(temporaryFolder(), 'IMG_1.jpg')
    await app.answerSave(other)
    const asked = await watchSystem(app, 0)
    await save.click()
    await page.getByText('Consent for “IMG_1.jpg” was withdrawn').waitFor()
    expect(await asked()).toEqual([])
    expect(existsSync(other)).toBe(false)
  })
})
