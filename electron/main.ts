import { app } from 'electron'
import { followAppearance } from './main/appearance'
import { startEngine } from './main/engine-process'
import { receiveFiles } from './main/incoming'
import { serveDialogs } from './main/requests'
import { installMenu } from './main/menu'
import { registerSchemes, serveApp, serveMedia } from './main/protocols'
import { blockEverythingElse, cutNetwork } from './main/security'
import { prepareSpelling, startSpelling } from './main/spelling'
import { createTexts } from './main/texts'
import { openWindow, showWindow } from './main/window'

/* The app, as a list. Each line is one file of electron/main. */

cutNetwork()
registerSchemes()

if (app.requestSingleInstanceLock()) {
  receiveFiles()
  app.on('second-instance', showWindow)
  app.on('window-all-closed', () => {
    app.quit()
  })
  const canSpell = prepareSpelling()
  void app.whenReady().then(() => start(canSpell))
} else {
  app.quit()
}

async function start(canSpell: boolean): Promise<void> {
  blockEverythingElse()
  const texts = createTexts()
  const engine = startEngine(texts)
  serveApp()
  serveMedia(engine)
  texts.use(await engine.control.language({}))
  const spelling = await startSpelling(engine, canSpell)
  const appearance = await followAppearance(engine)
  serveDialogs(engine, texts, spelling)
  installMenu(engine, { texts, spelling, appearance })
  await openWindow(engine, { texts, spelling, appearance })
}
