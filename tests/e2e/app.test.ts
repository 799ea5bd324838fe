import { readdirSync } from 'node:fs'
import { constants, getPriority } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chooseMenu, dropFiles, expectAccessible, startApp } from '../support/app'
import { holdOpen } from '../support/holder'
import { answer, beginButton, createPortfolio, goToSection, school, strand } from '../support/journey'
import { drawPicture } from '../support/pictures'
import { temporaryFolder } from '../support/temporary'

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

  it('carries out a command of the menu that is chosen before its page is there', async () => {
    const app = await startApp()
    await app.page.getByRole('button', { name: beginButton }).waitFor()
    await app.electron.evaluate(({ BrowserWindow, Menu }) => {
      const click = Menu.getApplicationMenu()?.getMenuItemById('newPortfolio')?.click as () => void
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      contents?.once('did-start-navigation', click)
      contents?.reload()
    })
    await app.page.getByLabel('School’s name').waitFor()
  })

  it('tells when its engine dies, and what was saved is there at the next start', async () => {
    const app = await startApp()
    await createPortfolio(app)
    await goToSection(app.page, 'students')
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
    await goToSection(page, 'students')
    await expect.poll(() => strand(page, 'students.1').getByRole('textbox').innerText()).toBe(answer)
  })

  it('makes pictures behind everything else: whoever works with the window does not wait for them', async () => {
    const app = await startApp()
    await createPortfolio(app)
    await goToSection(app.page, 'students')
    const photo = await drawPicture('photo.jpg', { width: 800, height: 600 })
    await dropFiles(app.page, '[data-strand="students.1"]', [photo])
    const priorities = async (of: string) => {
      const metrics = await app.electron.evaluate(({ app }) => app.getAppMetrics())
      return metrics.filter(({ name }) => name === of).map(({ pid }) => getPriority(pid))
    }
    const { PRIORITY_BELOW_NORMAL, PRIORITY_NORMAL } = constants.priority
    await expect.poll(() => priorities('Fivefold media')).toContain(PRIORITY_BELOW_NORMAL)
    expect(await priorities('Fivefold engine')).toEqual([PRIORITY_NORMAL])
  })

  it('cancels an export and leaves no file', async () => {
    const app = await startApp()
    const { page } = app
    await createPortfolio(app)
    await goToSection(page, 'students')
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
        fivefold: { engine: Record<string, (input: unknown) => Promise<string>> }
      }
      const stolen = await bridge.fivefold.engine.addEvidence?.({
        place: { section: 'students', strand: 'students.1' },
        files: [{ path: '/etc/passwd' }],
      })
      const isRefused = (JSON.parse(stolen ?? '{}') as { ok?: boolean }).ok === false
      return {
        fetch: await refused(() => fetch('https://school.example/')),
        image: await loaded,
        window: window.open('https://school.example/') === null ? 'refused' : 'went out',
        node: typeof (globalThis as Record<string, unknown>).require,
        camera: await refused(() => navigator.mediaDevices.getUserMedia({ video: true })),
        path: isRefused ? 'refused' : 'went in',
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
