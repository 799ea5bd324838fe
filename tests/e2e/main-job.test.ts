import { readdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { chooseMenu, dragTo, dropFiles, expectAccessible, startApp, type App } from '../support/app'
import { fivefold, pdfText, run } from '../support/command-line'
import { holdOpen } from '../support/holder'
import { drawPicture } from '../support/pictures'
import { temporaryFolder } from '../support/temporary'

const school = 'СУ „Христо Ботев“ – Пловдив'
const answer =
  'Всеки септември нашите дванадесет посланици откриват учителския съвет с представяне на проектите. „Питат и нас“, казва Мария.'

/** Through the guided way, as a new user goes. */
async function createPortfolio({ page }: App, name = school): Promise<void> {
  await page.getByRole('button', { name: 'New portfolio' }).click()
  await page.getByLabel('School’s name').fill(name)
  await page.getByRole('combobox', { name: 'Country' }).click()
  await page.keyboard.type('Bulg')
  await page.getByRole('option', { name: 'Bulgaria' }).click()
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByRole('heading', { name: 'Which language, which years?' }).waitFor()
  expect(await page.getByRole('radio', { name: 'Български' }).isChecked()).toBe(true)
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByRole('button', { name: 'Create portfolio' }).click()
  await page.getByRole('heading', { name: 'Where we stand' }).waitFor()
}

async function goToSection(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name }).click()
  await page.getByRole('heading', { level: 1 }).waitFor()
}

const strand = (page: Page, id: string) => page.locator(`[data-strand="${id}"]`)

async function somePhotos(count: number): Promise<string[]> {
  return Promise.all(
    Array.from({ length: count }, (_, index) =>
      drawPicture(`IMG_204${index}.jpg`, { width: 1200, height: 900 + index * 50, seed: index + 1 }),
    ),
  )
}

function aPdf(): string {
  const path = join(temporaryFolder(), 'Програма на деня.pdf')
  writeFileSync(
    path,
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n',
  )
  return path
}

describe('a coordinator', () => {
  it('creates a portfolio, drops three photos and a PDF, writes in Bulgarian, and gets a PDF that reads back exactly', async () => {
    const app = await startApp()
    const { page } = app
    await expectAccessible(page)
    await createPortfolio(app)
    await expectAccessible(page)

    await goToSection(page, /Students/)
    await dropFiles(page, '[data-strand="students.2"]', [...(await somePhotos(3)), aPdf()])
    const card = strand(page, 'students.2').getByRole('button', { name: /Програма на деня/ })
    await card.waitFor()
    const title = page.getByLabel('Title', { exact: true })
    await expect.poll(() => title.evaluate((field) => field === document.activeElement)).toBe(true)
    await title.fill('Посланиците пред учителите')
    await page.getByLabel('What it shows').fill('Дванадесет ученици показват проектите на 43 учители.')
    await page.getByLabel('When').fill('2026-09-04')
    await strand(page, 'students.2').getByRole('textbox').fill(answer)
    await page.getByText('Answer saved').waitFor()
    await expect
      .poll(() =>
        page
          .locator('img[src^="media://"]')
          .evaluateAll(
            (images) =>
              images.every((image) => (image as HTMLImageElement).naturalWidth > 0) && images.length,
          ),
      )
      .toBeGreaterThanOrEqual(2)
    await expectAccessible(page)

    await page.getByRole('tab', { name: 'Our plan' }).click()
    await page.getByRole('button', { name: 'Add a goal' }).click()
    await page.getByLabel(/Goal, row 1/).fill('Посланик във всеки клас')
    await expectAccessible(page)

    await page
      .getByRole('navigation')
      .getByRole('button', { name: /^Evidence/ })
      .click()
    await page.getByRole('heading', { level: 1, name: 'Evidence' }).waitFor()
    await expectAccessible(page)
    await page
      .getByRole('navigation')
      .getByRole('button', { name: /^Export/ })
      .click()
    await expectAccessible(page)
    const out = join(temporaryFolder(), 'Книга „2027“.pdf')
    await app.answerSave(out)
    await page.getByRole('button', { name: 'Save PDF…' }).click()
    await page.getByText(/is saved/).waitFor()
    await expectAccessible(page)

    const text = pdfText(out)
    for (const written of [
      school,
      answer,
      'Посланиците пред учителите',
      'Дванадесет ученици показват проектите на 43 учители.',
      'P3-01',
      'Програма на деня',
      'Посланик във всеки клас',
    ]) {
      expect(text).toContain(written)
    }
    expect(run('pdfimages', ['-list', out]).trim().split('\n')).toHaveLength(2 + 3)
    expect(run('qpdf', ['--check', out])).toContain('No syntax or stream encoding errors')

    await app.close()
    const [folder = ''] = readdirSync(app.home).filter((name) => name.endsWith('.fivefold'))
    expect(fivefold(['verify', join(app.home, folder)])).toMatchObject({ code: 0 })
  })

  it('undoes after a restart what was done before it, by its name', async () => {
    const app = await startApp()
    await createPortfolio(app)
    await goToSection(app.page, /Students/)
    await dropFiles(app.page, '[data-strand="students.1"]', await somePhotos(2))
    await strand(app.page, 'students.1').locator('[data-evidence]').waitFor()
    await app.close()

    const again = await startApp({ home: app.home })
    const { page } = again
    await page.getByRole('heading', { name: 'Where we stand' }).waitFor()
    await goToSection(page, /Students/)
    await strand(page, 'students.1').locator('[data-evidence]').waitFor()
    await page.getByRole('button', { name: 'Undo: add 2 photos to 3.1' }).click()
    await strand(page, 'students.1').locator('[data-evidence]').waitFor({ state: 'detached' })
    await chooseMenu(again, 'redo')
    await strand(page, 'students.1').locator('[data-evidence]').waitFor()
  })

  it('loses no word when the window is closed while typing', async () => {
    const app = await startApp()
    await createPortfolio(app)
    await goToSection(app.page, /Students/)
    await strand(app.page, 'students.1').getByRole('textbox').fill('Последната дума')
    await app.electron.evaluate(({ app: electron }) => {
      electron.quit()
    })
    await app.electron.waitForEvent('close')

    const { page } = await startApp({ home: app.home })
    await goToSection(page, /Students/)
    await expect
      .poll(() => strand(page, 'students.1').getByRole('textbox').inputValue())
      .toBe('Последната дума')
  })

  it('edits, moves, shares, removes and brings back a piece by mouse and keyboard', async () => {
    const app = await startApp()
    const { page } = app
    await createPortfolio(app)
    await goToSection(page, /Students/)

    await strand(page, 'students.1')
      .getByRole('button', { name: /Write a note/ })
      .click()
    await page.getByRole('dialog').getByLabel('Title').fill('Мнение на Мария')
    await page.getByRole('dialog').getByLabel('Note').fill('„Ние избрахме темата.“')
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Add note' }).click()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await strand(page, 'students.1').locator('[data-evidence]').waitFor()

    await page.getByRole('button', { name: /^Also show under/ }).click()
    await page.getByRole('menuitem', { name: /Shared leadership/ }).press('ArrowRight')
    await page.getByRole('menuitem', { name: /1\.2/ }).click()
    await page.getByRole('complementary').getByText(/1\.2/).first().waitFor()
    await goToSection(page, /leadership/)
    await strand(page, 'leadership.2').locator('[data-evidence]').click()
    await page.getByRole('button', { name: 'Remove evidence' }).click()
    await strand(page, 'leadership.2').locator('[data-evidence]').waitFor({ state: 'detached' })
    await page.getByRole('status').getByRole('button', { name: /Undo/ }).click()
    await strand(page, 'leadership.2').locator('[data-evidence]').waitFor()
  })

  it('drags a card to another strand, drops a file on a card, and takes both back with the keyboard', async () => {
    const app = await startApp()
    const { page } = app
    await createPortfolio(app)
    await goToSection(page, /eSafety/)
    const cards = (id: string) => strand(page, id).locator('[data-evidence]')
    await dropFiles(page, '[data-strand="esafety.1"]', await somePhotos(1))
    await cards('esafety.1').waitFor()
    await dragTo(page, '[data-strand="esafety.1"] [data-evidence]', '[data-strand="esafety.2"]')
    await cards('esafety.2').waitFor()
    expect(await cards('esafety.1').count()).toBe(0)

    await dropFiles(page, '[data-strand="esafety.2"] [data-evidence]', [aPdf()])
    await cards('esafety.2').getByText(/2/).waitFor()
    await page.getByRole('heading', { level: 1 }).click()
    for (let step = 0; step < 2; step++) await page.keyboard.press('Control+z')
    await cards('esafety.1').waitFor()
    expect(await cards('esafety.2').count()).toBe(0)
    await page.keyboard.press('Control+y')
    await cards('esafety.2').waitFor()
  })

  it('is told plainly what did not come in, and the rest came in', async () => {
    const app = await startApp()
    const { page } = app
    await createPortfolio(app, '🙂 „CON“ '.padEnd(200, 'я'))
    await goToSection(page, /eSafety/)
    const [photo = ''] = await somePhotos(1)
    truncateSync(photo, 20_000)
    const empty = join(temporaryFolder(), 'празен.jpg')
    writeFileSync(empty, '')
    await dropFiles(page, '[data-strand="esafety.1"]', [photo, empty])
    await page.getByText(/“празен.jpg” is empty/).waitFor()
    await strand(page, 'esafety.1')
      .getByText(/damaged/i)
      .waitFor()
    await expectAccessible(page)
  })
})

describe('the app', () => {
  it('says why a portfolio cannot be opened, and keeps the one that is open', async () => {
    const app = await startApp()
    await createPortfolio(app)
    const folder = temporaryFolder()
    await app.answerOpen([folder])
    await chooseMenu(app, 'openPortfolio')
    await app.page.getByText(/is not a Fivefold portfolio/).waitFor()
    await app.page.getByRole('heading', { name: 'Where we stand' }).waitFor()
  })

  it('says at the start that the last portfolio is open elsewhere, and opens it once it is free', async () => {
    const app = await startApp()
    await createPortfolio(app)
    const [name = ''] = readdirSync(app.home).filter((each) => each.endsWith('.fivefold'))
    await app.close()
    const release = await holdOpen(join(app.home, name))
    const { page } = await startApp({ home: app.home })
    await page.getByText(/is open in another window or program/).waitFor()
    await expectAccessible(page)
    await release()
    await page.getByRole('button', { name: new RegExp(school) }).click()
    await page.getByRole('heading', { name: 'Where we stand' }).waitFor()
  })

  it('tells when its engine dies, and what was saved is there at the next start', async () => {
    const app = await startApp()
    await createPortfolio(app)
    await goToSection(app.page, /Students/)
    await strand(app.page, 'students.1').getByRole('textbox').fill(answer)
    await app.page.getByText('Answer saved').waitFor()
    let printed = ''
    app.electron.process().stdout?.on('data', (text: Buffer) => (printed += text.toString()))
    await app.electron.evaluate(({ app: electron, dialog }) => {
      dialog.showErrorBox = (title) => {
        console.log(title)
      }
      const engine = electron.getAppMetrics().find(({ name }) => name === 'Fivefold engine')
      if (engine) process.kill(engine.pid, 'SIGKILL')
    })
    await app.electron.waitForEvent('close')
    expect(printed).toContain('Fivefold has to close')

    const { page } = await startApp({ home: app.home })
    await goToSection(page, /Students/)
    await expect.poll(() => strand(page, 'students.1').getByRole('textbox').inputValue()).toBe(answer)
  })

  it('cancels an export and leaves no file', async () => {
    const app = await startApp()
    const { page } = app
    await createPortfolio(app)
    await goToSection(page, /Students/)
    await strand(page, 'students.1').getByRole('textbox').fill('дума '.repeat(60_000))
    await page.getByText('Answer saved').waitFor()
    await page
      .getByRole('navigation')
      .getByRole('button', { name: /^Export/ })
      .click()
    const folder = temporaryFolder()
    await app.answerSave(join(folder, 'book.pdf'))
    await page.getByRole('button', { name: 'Save PDF…' }).click()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByText(/No file was written/).waitFor()
    await expect.poll(() => readdirSync(folder)).toEqual([])
  })

  it('lets nothing out and nothing in: no request, no window, no navigation, no permission, no path from the page', async () => {
    const { page, electron } = await startApp()
    const tried = await page.evaluate(async () => {
      const refused = async (work: () => Promise<unknown>) =>
        work().then(
          () => 'went out',
          () => 'refused',
        )
      const [image, frame] = [new Image(), document.createElement('iframe')]
      const loaded = new Promise((resolve) => {
        image.onload = () => resolve('went out')
        image.onerror = () => resolve('refused')
      })
      image.src = 'https://school.example/pixel.png'
      frame.src = 'https://school.example/'
      document.body.append(frame)
      const bridge = window as unknown as {
        fivefold: { engine: Record<string, (input: unknown) => Promise<{ ok: boolean }>> }
      }
      const stolen = await bridge.fivefold.engine.addEvidence?.({
        place: { section: 'students', strand: 'students.1' },
        files: [{ path: '/etc/passwd' }],
      })
      return {
        fetch: await refused(() => fetch('https://school.example/')),
        image: await loaded,
        window: window.open('https://school.example/') === null ? 'refused' : 'went out',
        node: typeof (globalThis as Record<string, unknown>).require,
        camera: await refused(() => navigator.mediaDevices.getUserMedia({ video: true })),
        path: stolen?.ok === false ? 'refused' : 'went in',
        outside: await refused(async () => {
          const answer = await fetch('app://fivefold/../../package.json')
          if (!answer.ok) throw new Error('not found')
        }),
      }
    })
    expect(tried).toEqual({
      fetch: 'refused',
      image: 'refused',
      window: 'refused',
      node: 'undefined',
      camera: 'refused',
      path: 'refused',
      outside: 'refused',
    })
    await page.evaluate(() => {
      location.href = 'https://school.example/'
    })
    await page.waitForTimeout(200)
    expect(page.url()).toBe('app://fivefold/index.html')
    const settings = await electron.evaluate(({ BrowserWindow }) => {
      // Known to Electron, not to its types.
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
        getLastWebPreferences: () => { sandbox: boolean; contextIsolation: boolean; nodeIntegration: boolean }
      }
      const preferences = contents.getLastWebPreferences()
      return {
        sandbox: preferences.sandbox,
        isolated: preferences.contextIsolation,
        node: preferences.nodeIntegration,
        count: BrowserWindow.getAllWindows().length,
      }
    })
    expect(settings).toEqual({ sandbox: true, isolated: true, node: false, count: 1 })
  })

  it('runs in dark, and in the smallest window, without a clipped or unreadable word', async () => {
    const app = await startApp({ width: 1024, height: 700, dark: true })
    const { page } = app
    await createPortfolio(app)
    await expectAccessible(page)
    for (const name of [/eSafety/, /^Evidence/, /^Export/]) {
      await page.getByRole('navigation').getByRole('button', { name }).click()
      await page.waitForTimeout(100)
      await expectAccessible(page)
      // The panes scroll, never the page around them.
      const { scrollWidth, scrollHeight } = await page.evaluate(() => {
        const { scrollWidth, scrollHeight } = document.documentElement
        return { scrollWidth, scrollHeight }
      })
      expect({ scrollWidth, scrollHeight }).toEqual({ scrollWidth: 1024, scrollHeight: 700 })
    }
  })
})
