import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { acceleratorOf, partsOf, shortcutIds, shortcuts } from '../../electron/domain/shortcuts'
import { chooseMenu, expectAccessible, startApp, type App } from '../support/app'
import { projectFolder } from '../support/command-line'
import { createPortfolio } from '../support/journey'
import { clippedOf } from '../support/reading'
import { temporaryFolder } from '../support/temporary'

const dialog = (page: Page, name: string) => page.getByRole('dialog', { name })

/** What main says of the window: chosen theme, ground, size. */
const look = (app: App) =>
  app.electron.evaluate(({ BrowserWindow, nativeTheme }) => {
    const [window] = BrowserWindow.getAllWindows()
    return {
      theme: nativeTheme.themeSource,
      ground: window?.getBackgroundColor().toLowerCase(),
      zoom: Math.round((window?.webContents.getZoomFactor() ?? 0) * 100),
    }
  })

const isDark = (page: Page) => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)

describe('the settings', () => {
  it('act at once, without an open portfolio, and the next start begins with them', async () => {
    const app = await startApp()
    const { page } = app
    // The tests’ own wish for light is taken back: what the user chooses holds.
    await page.emulateMedia({ colorScheme: null })
    const settings = page.getByRole('button', { name: 'Settings' })
    await settings.click()
    const open = dialog(page, 'Settings')
    await open.getByRole('radio', { name: 'Dark' }).check()
    await expect.poll(() => look(app)).toEqual({ theme: 'dark', ground: '#17181b', zoom: 100 })
    await expect.poll(() => isDark(page)).toBe(true)
    await expectAccessible(page)

    await open.getByRole('checkbox', { name: 'Stronger contrast' }).check()
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset.contrast)).toBe('more')
    await expectAccessible(page)
    await open.getByLabel('Your name').fill('Мария Иванова')
    await open.getByRole('radio', { name: 'One each' }).check()
    await open.getByRole('combobox', { name: 'Size of everything' }).selectOption('1.5')
    await expect.poll(async () => (await look(app)).zoom).toBe(150)
    const place = temporaryFolder()
    await app.answerOpen([place])
    await open.getByRole('button', { name: 'Choose a folder…' }).click()
    await open.getByText(place).waitFor()
    await page.keyboard.press('Escape')
    await open.waitFor({ state: 'hidden' })
    await expect.poll(() => settings.evaluate((button) => button === document.activeElement)).toBe(true)
    await app.close()

    const kept = JSON.parse(readFileSync(join(app.home, 'profile', 'settings.json'), 'utf8')) as unknown
    expect(kept).toMatchObject({ theme: 'dark', isHighContrast: true, zoom: 1.5, many: 'each', place })
    const again = await startApp({ home: app.home, width: 1200, zoom: 1.5 })
    expect(await look(again)).toEqual({ theme: 'dark', ground: '#17181b', zoom: 150 })
    await again.page.getByRole('heading', { level: 1, name: 'Fivefold' }).waitFor()
    await again.page.keyboard.press('Control+,')
    const anew = dialog(again.page, 'Settings')
    await expect.poll(() => anew.getByLabel('Your name').inputValue()).toBe('Мария Иванова')
    await anew.getByRole('button', { name: 'Set everything back' }).click()
    await anew.getByText('Everything is as at the first start.').waitFor()
    await expect.poll(() => look(again)).toMatchObject({ theme: 'system', zoom: 100 })
    await anew.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => look(again)).toMatchObject({ theme: 'dark', zoom: 150 })
  })

  it('are the menu’s, too: size, spelling and language are the same in both', async () => {
    const app = await startApp()
    const { page } = app
    await createPortfolio(app)
    await chooseMenu(app, 'zoomIn')
    await expect.poll(async () => (await look(app)).zoom).toBe(110)
    await chooseMenu(app, 'settings')
    const open = dialog(page, 'Settings')
    await expect
      .poll(() => open.getByRole('combobox', { name: 'Size of everything' }).inputValue())
      .toBe('1.1')
    await chooseMenu(app, 'resetZoom')
    await expect.poll(() => open.getByRole('combobox', { name: 'Size of everything' }).inputValue()).toBe('1')
    await open.getByRole('combobox', { name: 'Language of the app' }).selectOption('bg')
    await dialog(page, 'Настройки').waitFor()
    await expect.poll(() => clippedOf(page)).toEqual([])
    await dialog(page, 'Настройки').getByRole('combobox').first().selectOption('')
    await open.getByRole('button', { name: 'Backup and sharing' }).click()
    await page.getByRole('heading', { level: 1, name: 'Backup and sharing' }).waitFor()
  })
})

describe('the list of keys', () => {
  it('is the table of which the menu has its own, each named in the user’s words', async () => {
    const app = await startApp()
    const { page } = app
    await page.getByRole('heading', { level: 1, name: 'Fivefold' }).waitFor()
    await page.keyboard.press('Control+/')
    const list = dialog(page, 'Keys')
    await list.waitFor()
    await expectAccessible(page)
    const shown = await list.locator('[data-shortcut]').evaluateAll((rows) =>
      rows.map((row) => ({
        id: row.getAttribute('data-shortcut'),
        keys: [...row.querySelectorAll('.combination')].map(({ children }) => children.length),
      })),
    )
    const order = ['app', 'writing', 'list', 'pictures', 'covering']
    const wanted = order.flatMap((group) =>
      shortcutIds
        .filter((id) => shortcuts[id].group === group)
        .map((id) => ({ id, keys: partsOf(id, false).map(({ length }) => length) })),
    )
    expect(shown).toEqual(wanted)
    await expect
      .poll(() => list.locator('[data-shortcut=search]').textContent())
      .toBe('Search in everything CtrlK')

    const menu = await app.electron.evaluate(({ Menu }) => {
      type Item = Electron.MenuItem
      const all = (items: Item[]): Item[] =>
        items.flatMap((item) => [item, ...(item.submenu ? all(item.submenu.items) : [])])
      return all(Menu.getApplicationMenu()?.items ?? []).flatMap(({ accelerator }) => accelerator ?? [])
    })
    const accelerators = shortcutIds
      .filter((id) => shortcuts[id].group === 'app' && id !== 'close')
      .map((id) => acceleratorOf(id, false))
    expect(menu).toEqual(expect.arrayContaining(accelerators))
    const known = new Set(shortcutIds.map((id) => acceleratorOf(id, false)))
    expect(menu.filter((each) => !known.has(each))).toEqual([])
  })
})

describe('About', () => {
  it('says what it is, shows the licences, and a report that nothing sends', async () => {
    const app = await startApp()
    const { page } = app
    await page.getByRole('heading', { level: 1, name: 'Fivefold' }).waitFor()
    await chooseMenu(app, 'about')
    const about = dialog(page, 'About Fivefold')
    const { version } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as {
      version: string
    }
    await about.getByText(`Version ${version}`).waitFor()
    await about.getByText('Nothing leaves this computer by itself.').waitFor()
    await expectAccessible(page)

    await about.getByRole('button', { name: 'Licences of what Fivefold is built with…' }).click()
    const licences = dialog(page, 'Licences of what Fivefold is built with')
    const all = await licences.getByRole('textbox').inputValue()
    for (const part of ['pdfkit', 'wasm-vips', 'Source Serif', 'svelte']) expect(all).toContain(part)
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await about.waitFor()

    await about.getByRole('button', { name: 'Report a problem…' }).click()
    const report = dialog(page, 'Report a problem')
    const text = report.getByLabel('The report')
    await text.waitFor()
    await expect.poll(() => text.evaluate((field) => (field as HTMLTextAreaElement).readOnly)).toBe(true)
    await report.getByLabel('What did you do, and what happened then?').fill('Нищо особено.')
    const whole = await text.inputValue()
    expect(whole).toContain(version)
    expect(whole).toContain('Нищо особено.')
    expect(whole).not.toContain(app.home)
    await expectAccessible(page)
    const out = join(temporaryFolder(), 'report.txt')
    await app.answerSave(out)
    await report.getByRole('button', { name: 'Save as a file…' }).click()
    await report.getByText('“report.txt” is saved.').waitFor()
    expect(
      readFileSync(out, 'utf8')
        .replace(/^\uFEFF/, '')
        .replace(/\r\n/g, '\n'),
    ).toBe(whole)
    await report.getByRole('button', { name: 'Copy' }).click()
    await report.getByText('The report is copied.').waitFor()
    expect(await app.electron.evaluate(({ clipboard }) => clipboard.readText())).toBe(whole)
    await page.keyboard.press('Escape')
    await about.waitFor()
  })
})
