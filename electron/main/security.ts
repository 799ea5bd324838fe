import { app, session } from 'electron'
import { appHost, appScheme, mediaScheme } from './protocols'

/** Whether an address is one of the window's own page. */
export function isOwnPage(url: string): boolean {
  return url.startsWith(`${appScheme}://${appHost}/`)
}

/**
 * Before the app is ready: no name has an address, and no proxy is asked. Chromium sends requests of its own that
 * `blockEverythingElse` never sees: at the first start it asks for a dictionary of the system's language.
 */
export function cutNetwork(): void {
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND')
  app.commandLine.appendSwitch('no-proxy-server')
}

/**
 * Closes every way out: requests to anything but our own schemes are cancelled, permissions refused, navigation, new
 * windows, frames, webviews and downloads blocked (docs/security.md goes through Electron's checklist).
 */
export function blockEverythingElse(): void {
  const ours = [`${appScheme}:`, `${mediaScheme}:`, ...(app.isPackaged ? [] : ['devtools:'])]
  session.defaultSession.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !ours.includes(new URL(details.url).protocol) })
  })
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false)
  })
  session.defaultSession.setPermissionCheckHandler(() => false)
  session.defaultSession.setDevicePermissionHandler(() => false)
  session.defaultSession.on('will-download', (event) => {
    event.preventDefault()
  })

  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    // Of the page itself only, and of no frame in it: there are none.
    contents.on('will-frame-navigate', (event) => {
      if (!event.isMainFrame || !isOwnPage(event.url)) event.preventDefault()
    })
    contents.on('will-redirect', (event) => {
      event.preventDefault()
    })
    contents.on('will-attach-webview', (event) => {
      event.preventDefault()
    })
  })
}
