import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'
import { projectFolder } from './command-line'
import { temporaryFolder } from './temporary'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** A running app with a profile of its own, as a person sits before it. */
export type App = {
  electron: ElectronApplication
  page: Page
  /** The user's folders of this journey: a second start with them is a restart. */
  home: string
  /** What the next "choose ..." dialog gives. The only doubles of a journey: the system's own dialogs. */
  answerOpen: (paths: string[]) => Promise<void>
  answerSave: (path: string) => Promise<void>
  close: () => Promise<void>
  /** Ends all processes of the app at once, as a power cut does; resolves when the last is gone. */
  kill: () => Promise<void>
  /** Lets all processes of the app stand still, as in a computer that sleeps, until the function that it gives is called. */
  freeze: () => Promise<() => void>
}

/** Chromium reads the language from LANGUAGE first; the encoding must be UTF-8 for the names of files. */
function localeOf(locale = 'C'): NodeJS.ProcessEnv {
  return { LC_ALL: `${locale}.UTF-8`, LANG: `${locale}.UTF-8`, LANGUAGE: locale }
}

/** A process that has ended may still be listed, until somebody asks for its exit code. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

/** To a process that may just have ended. */
function signal(pid: number, name: NodeJS.Signals): void {
  if (isAlive(pid)) process.kill(pid, name)
}

/** Starts the built app. Chromium needs `--no-sandbox` as root, which only the tests pass. */
export async function startApp(
  options: {
    home?: string
    width?: number
    height?: number
    dark?: boolean
    /** The size that the user has set, where that is another than 1: the width in the page is smaller by it. */
    zoom?: number
    /** The system's language, as POSIX names it. */
    locale?: string
    /** The folder of the built app: the project's own, or its pseudo-locale. */
    folder?: string
    /** A packed app, which brings its own folder. */
    executable?: string
    /** Words for Chromium. */
    switches?: readonly string[]
  } = {},
): Promise<App> {
  const home = options.home ?? temporaryFolder()
  const executablePath = options.executable ?? process.env.FIVEFOLD_ELECTRON
  if (executablePath === undefined)
    throw new Error('FIVEFOLD_ELECTRON names no Electron; run the journeys by npm test')
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const electron = await _electron.launch({
    executablePath,
    args: [
      ...sandbox,
      ...(options.switches ?? []),
      `--user-data-dir=${join(home, 'profile')}`,
      ...(options.executable === undefined ? [options.folder ?? projectFolder] : []),
    ],
    env: { ...process.env, ...localeOf(options.locale), HOME: home, XDG_DOCUMENTS_DIR: home },
    colorScheme: options.dark ? 'dark' : 'light',
  })
  let isClosed = false
  const close = async () => {
    if (isClosed) return
    isClosed = true
    await electron.close()
  }
  const processes = () => electron.evaluate(({ app }) => app.getAppMetrics().map(({ pid }) => pid))
  const kill = async () => {
    // It may be at its end already: the main process goes last, when there is nothing left to lose.
    const pids = await processes().catch(() => [])
    isClosed = true
    // The main process last: the others would have a moment more when it went before them.
    for (const pid of pids.reverse()) signal(pid, 'SIGKILL')
    await expect.poll(() => pids.filter(isAlive)).toEqual([])
  }
  const freeze = async () => {
    const pids = await processes()
    for (const pid of pids) signal(pid, 'SIGSTOP')
    return () => {
      for (const pid of pids) signal(pid, 'SIGCONT')
    }
  }
  const page = await electron.firstWindow()
  page.setDefaultTimeout(8000)
  const bugs: string[] = []
  page.on('pageerror', (error) => bugs.push(error.message))
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail' && !isClosed) {
      const name = task.name.replace(/[^\p{L}\d]+/gu, '-').slice(0, 60)
      await page.screenshot({ path: join(projectFolder, 'test-results', `${name}.png`) })
      console.error(bugs.join('\n'))
    }
    await close()
  })
  const { width = 1280, height = 800, zoom = 1 } = options
  await electron.evaluate(
    ({ BrowserWindow }, size) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height)
    },
    { width, height },
  )
  await page.waitForFunction((size) => window.innerWidth === size, Math.round(width / zoom))
  return {
    electron,
    page,
    home,
    close,
    kill,
    freeze,
    answerOpen: (paths) =>
      electron.evaluate(({ dialog }, filePaths) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths })
      }, paths),
    answerSave: (path) =>
      electron.evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
      }, path),
  }
}

/** Starts the program a second time beside a running one, which is told of the words and goes on alone. */
export async function startAgain(app: App, ...words: string[]): Promise<void> {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const child = spawn(
    process.env.FIVEFOLD_ELECTRON ?? '',
    [...sandbox, `--user-data-dir=${join(app.home, 'profile')}`, projectFolder, ...words],
    { env: { ...process.env, HOME: app.home }, stdio: 'ignore' },
  )
  await once(child, 'exit')
}

type AxeResult = {
  violations: { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }[]
}

/** Fails when axe finds anything on the screen (WCAG 2.2 A and AA, and its best practices). */
export async function expectAccessible(page: Page): Promise<void> {
  // A window that has just opened shows nothing for a moment.
  await page.locator('main h1').first().waitFor({ state: 'attached' })
  await page.evaluate(axeSource)
  const result = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: (root: Document) => Promise<unknown> } }
    return await axe.run(document)
  })
  const found = (result as AxeResult).violations.map(({ id, help, nodes }) => ({
    id,
    help,
    nodes: nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary ?? ''}`),
  }))
  expect(found).toEqual([])
}

/** Drops files of the disk onto an element, as the file manager does. */
export async function dropFiles(page: Page, target: string, paths: string[]): Promise<void> {
  // Only an input can be given files of the disk; from there they go into a real drop.
  await page.evaluate(() => {
    const input = document.createElement('input')
    input.type = 'file'
    input.multiple = true
    input.id = 'files-to-drop'
    input.hidden = true
    document.body.append(input)
  })
  await page.setInputFiles('#files-to-drop', paths)
  await page.evaluate((selector) => {
    const input = document.querySelector<HTMLInputElement>('#files-to-drop')
    const element = document.querySelector(selector)
    if (!input?.files || !element) throw new Error(`nothing to drop on: ${selector}`)
    const dataTransfer = new DataTransfer()
    for (const file of input.files) dataTransfer.items.add(file)
    performance.mark('drop')
    for (const type of ['dragenter', 'dragover', 'drop']) {
      element.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }))
    }
    input.remove()
  }, target)
}

/** Drops files or folders of the disk where an element is, by the browser's own input: nothing in the page is made up. */
export async function dropFromOutside(page: Page, target: string, files: string[]): Promise<void> {
  const element = page.locator(target).first()
  await element.scrollIntoViewIfNeeded()
  const box = await element.boundingBox()
  if (!box) throw new Error(`nothing to drop on: ${target}`)
  const line = await page.context().newCDPSession(page)
  const at = { x: box.x + box.width / 2, y: box.y + Math.min(box.height / 2, 200) }
  // 1 of the mask: it may be copied.
  const data = { items: [], files, dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await line.send('Input.dispatchDragEvent', { type, ...at, data })
  }
  await line.detach()
}

/** Chooses a command of the menu. */
export async function chooseMenu(app: App, command: string): Promise<void> {
  await app.electron.evaluate(({ Menu }, name) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById(name)
    if (!item) throw new Error(`not in the menu: ${name}`)
    const click = item.click as () => void
    click()
  }, command)
}

/** Drags one element of the page onto another. The events are the browser's own; the pointer is not moved. */
export async function dragTo(page: Page, from: string, to: string): Promise<void> {
  await page.evaluate(
    ([source, target]) => {
      const dataTransfer = new DataTransfer()
      const send = (selector: string | undefined, type: string) => {
        const event = new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true })
        document.querySelector(selector ?? '')?.dispatchEvent(event)
      }
      send(source, 'dragstart')
      for (const type of ['dragenter', 'dragover', 'drop']) send(target, type)
      send(source, 'dragend')
    },
    [from, to],
  )
}
