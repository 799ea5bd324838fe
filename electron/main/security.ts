import { app, session } from 'electron'
import { appHost, appScheme, mediaScheme } from './protocols'

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
 * windows, webviews and downloads blocked (Electron's security checklist, points 4, 5, 11 to 14).
 */
export function blockEverythingElse(): void {
  const ours = [`${appScheme}:`, `${mediaScheme}:`, 'devtools:']
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
    contents.on('will-navigate', (event, url) => {
      if (!url.startsWith(`${appScheme}://${appHost}/`)) event.preventDefault()
    })
    contents.on('will-redirect', (event) => {
      event.preventDefault()
    })
    contents.on('will-attach-webview', (event) => {
      event.preventDefault()
    })
  })
}
