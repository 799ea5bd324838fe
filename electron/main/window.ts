import { join } from 'node:path'
import { BrowserWindow } from 'electron'
import type { MenuCommand } from '../contract/main'
import { limitTime } from '../contract/time-limit'
import { groundColour, type Appearance } from './appearance'
import { offerContextMenu } from './context-menu'
import type { EngineProcess } from './engine-process'
import { builtFolder, windowIcon } from './places'
import { appHost, appScheme } from './protocols'
import { isOwnPage } from './security'
import type { Spelling } from './spelling'
import type { Texts } from './texts'

type Beside = { texts: Texts; spelling: Spelling; appearance: Appearance }

/** The one window. */
export async function openWindow(
  engine: EngineProcess,
  { texts, spelling, appearance }: Beside,
): Promise<void> {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 800,
    minHeight: 560,
    show: false,
    title: 'Fivefold',
    ...(process.platform === 'linux' ? { icon: windowIcon } : {}),
    // So that nothing flashes before the page is there.
    backgroundColor: groundColour(),
    webPreferences: {
      preload: join(builtFolder, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: true,
      zoomFactor: appearance.zoom(),
    },
  })
  window.once('ready-to-show', () => {
    window.show()
  })
  closeWhenSaved(window)
  offerContextMenu(window.webContents, texts, spelling)
  // Every load, a reload included, gets a line of its own.
  window.webContents.on('did-finish-load', () => {
    if (isOwnPage(window.webContents.getURL())) engine.handLineTo(window.webContents)
    // Chromium remembers a size of its own for the page.
    window.webContents.setZoomFactor(appearance.zoom())
  })
  // Ctrl and the wheel.
  window.webContents.on('zoom-changed', (_event, direction) => {
    appearance.zoomBy(direction === 'in' ? 1 : -1)
  })
  await window.loadURL(`${appScheme}://${appHost}/index.html`)
}

/** How long a page may be silent after it was asked to save before the window goes all the same, in ms. */
const savingPatience = 4000

let letStay = (): void => undefined

/** The page saves first and then asks for `closeWindow`, which destroys the window without asking again. */
function closeWhenSaved(window: BrowserWindow): void {
  window.on('close', (event) => {
    event.preventDefault()
    window.webContents.send('closing')
    letStay = limitTime(savingPatience, () => {
      if (!window.isDestroyed()) window.destroy()
    })
  })
}

/** The page answered that the window must stay. */
export function keepWindow(): void {
  letStay()
}

/** Gives the window a command of the menu; one that comes while the page is still loading waits for it. */
export function giveCommand(name: MenuCommand): void {
  const contents = BrowserWindow.getAllWindows()[0]?.webContents
  const send = (): void => contents?.send('menu', name)
  if (contents?.isLoadingMainFrame()) contents.once('did-finish-load', send)
  else send()
}

/** Brings the window to the front, when the app is started a second time. */
export function showWindow(): void {
  const window = BrowserWindow.getAllWindows()[0]
  if (window?.isMinimized()) window.restore()
  window?.focus()
}
