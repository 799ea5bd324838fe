import { BrowserWindow, nativeTheme } from 'electron'
import { zoomBeside, type Zoom } from '../domain/appearance'
import type { EngineProcess } from './engine-process'

/** How the window looks, as it and the menu see it. */
export type Appearance = {
  /** A factor of the normal size. */
  zoom: () => Zoom
  /** Makes everything larger or smaller by a step, for now and for the next starts. */
  zoomBy: (by: 1 | -1) => void
  resetZoom: () => void
}

/**
 * Light or dark, and the size, as the user chose: read before the first window, so that nothing flashes or jumps, and then
 * followed.
 */
export async function followAppearance(engine: EngineProcess): Promise<Appearance> {
  let zoom: Zoom = 1

  async function follow(): Promise<void> {
    const next = await engine.control.appearance({})
    nativeTheme.themeSource = next.theme
    zoom = next.zoom
    for (const window of BrowserWindow.getAllWindows()) {
      window.webContents.setZoomFactor(zoom)
      // What shows where the page has not been drawn yet.
      window.setBackgroundColor(groundColour())
    }
  }

  await follow()
  engine.onEvent((event) => {
    // An engine that is gone is told of elsewhere.
    if (event.kind === 'settings') follow().catch(() => undefined)
  })

  function write(next: Zoom): void {
    engine.control.writeZoom({ zoom: next }).catch(() => undefined)
  }

  return {
    zoom: () => zoom,
    zoomBy: (by) => {
      write(zoomBeside(zoom, by))
    },
    resetZoom: () => {
      write(1)
    },
  }
}

/** The ground of the design tokens. */
export function groundColour(): string {
  return nativeTheme.shouldUseDarkColors ? '#17181b' : '#faf8f4'
}
