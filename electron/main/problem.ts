import { arch, cpus, totalmem } from 'node:os'
import { app, nativeTheme, screen, type BrowserWindow } from 'electron'
import type { AppFacts } from '../domain/problem-report'

/** Main's half of a report of a problem: the app, the system, the screens. Nothing that names anybody. */
export function appFacts(window: BrowserWindow): AppFacts {
  const [width = 0, height = 0] = window.getContentSize()
  const { electron, chrome, node } = process.versions
  return {
    version: app.getVersion(),
    electron,
    chromium: chrome,
    node,
    isPackaged: app.isPackaged,
    system: `${process.platform} ${process.getSystemVersion()}`,
    processor: arch(),
    cores: cpus().length,
    memory: totalmem(),
    systemLanguages: app.getPreferredSystemLanguages(),
    screens: screen
      .getAllDisplays()
      .map(({ size, scaleFactor }) => ({ width: size.width, height: size.height, scale: scaleFactor })),
    window: { width, height, zoom: window.webContents.getZoomFactor() },
    isDark: nativeTheme.shouldUseDarkColors,
    isHighContrast: nativeTheme.shouldUseHighContrastColors,
  }
}
