import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { projectFolder } from '../support/command-line'

const read = (path: string) => readFileSync(join(projectFolder, path), 'utf8')

const sources = ['electron', 'renderer'].flatMap((folder) =>
  readdirSync(join(projectFolder, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:ts|svelte|html)$/.test(path))
    .map((path) => ({ path: `${folder}/${path.replaceAll('\\', '/')}`, text: read(join(folder, path)) })),
)

it('every test that docs/security.md names is there, and all twenty points of the checklist are gone through', () => {
  const text = read('docs/security.md')
  const named = [...text.matchAll(/`(tests\/[\w/-]+\.test\.ts)`: ([^|;\n]+)/g)]
  const missing = named
    .map(([, path = '', words = '']) => ({ path, words: words.trim() }))
    .filter(({ path, words }) => !read(path).replaceAll(`\\'`, `'`).includes(words))
  expect(missing).toEqual([])
  expect(named.length).toBeGreaterThan(25)
  const points = [...text.matchAll(/^\| *(\d+) +\|(.*)$/gm)]
  expect(points.map(([, number]) => Number(number))).toEqual(
    Array.from({ length: 20 }, (_, index) => index + 1),
  )
  expect(points.filter(([, , row = '']) => !row.includes('`tests/'))).toEqual([])
})

it('no setting that the checklist forbids is in the code', () => {
  const forbidden =
    /webSecurity|allowRunningInsecureContent|experimentalFeatures|enableBlinkFeatures|allowpopups|<webview|nodeIntegration\w*: true|contextIsolation: false|sandbox: false|webviewTag: true|\{@html|bypassCSP|loadFile\(/
  expect(sources.filter(({ text }) => forbidden.test(text)).map(({ path }) => path)).toEqual([])
  const window = sources.filter(({ text }) => text.includes('new BrowserWindow('))
  expect(window.map(({ path }) => path)).toEqual(['electron/main/window.ts'])
  for (const setting of [
    'sandbox: true',
    'contextIsolation: true',
    'nodeIntegration: false',
    'webviewTag: false',
  ])
    expect(window[0]?.text).toContain(setting)
  expect(read('electron/main/security.ts')).toMatch(
    /'will-attach-webview', \(event\) => \{\s+event\.preventDefault\(\)/,
  )
})

it('there is one handler, and it asks who is calling', () => {
  const handlers = sources.filter(({ text }) => /ipcMain\.(?:handle|on)/.test(text))
  expect(handlers.map(({ path }) => path)).toEqual(['electron/main/requests.ts'])
  const text = handlers[0]?.text ?? ''
  expect(text.match(/ipcMain\.(?:handle|on)/g)).toHaveLength(1)
  expect(text).toContain('senderFrame?.parent === null && isOwnPage(senderFrame.url)')
})

it('Electron is pinned to one version', () => {
  const { devDependencies } = JSON.parse(read('package.json')) as { devDependencies: Record<string, string> }
  expect(devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/)
})
