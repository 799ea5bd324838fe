import { app } from 'electron'
import { startEngine } from './main/engine-process'
import { receiveFiles } from './main/incoming'
import { serveDialogs } from './main/requests'
import { installMenu } from './main/menu'
import { registerSchemes, serveApp, serveMedia } from './main/protocols'
import { blockEverythingElse } from './main/security'
import { createTexts } from './main/texts'
import { openWindow, showWindow } from './main/window'

/* The app, as a list. Each line is one file of electron/main. */

registerSchemes()

if (app.requestSingleInstanceLock()) {
  receiveFiles()
  app.on('second-instance', showWindow)
  app.on('window-all-closed', () => {
    app.quit()
  })
  void app.whenReady().then(start)
} else {
  app.quit()
}

async function start(): Promise<void> {
  blockEverythingElse()
  const texts = createTexts()
  const engine = startEngine(texts)
  serveApp()
  serveMedia(engine)
  serveDialogs(engine, texts)
  texts.use(await engine.control.language({}))
  installMenu(engine, texts)
  await openWindow(engine)
}
