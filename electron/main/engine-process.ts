import { join } from 'node:path'
import {
  app,
  BrowserWindow,
  dialog,
  MessageChannelMain,
  utilityProcess,
  type MessagePortMain,
  type UtilityProcess,
  type WebContents,
} from 'electron'
import { connect } from '../contract/rpc'
import { controlRequests } from '../contract/control'
import type { Client } from '../contract/table'
import { workerFlags, workerKinds, type WorkerKind } from '../contract/workers'
import type { EngineEvent } from '../contract/engine'
import type { Texts } from './texts'
import { builtFolder, fontsFolder } from './places'

/** The running engine as main sees it. */
export type EngineProcess = {
  control: Client<typeof controlRequests>
  /** What the windows are told, main hears too. */
  onEvent: (listener: (event: EngineEvent) => void) => void
  /** Gives a window its own line to the engine. */
  handLineTo: (window: WebContents) => void
}

/** Starts the engine, and the workers that it asks for; only main may start utility processes. */
export function startEngine(texts: Texts): EngineProcess {
  const engine = utilityProcess.fork(
    join(builtFolder, 'engine.js'),
    [app.getPath('userData'), app.getPath('documents'), fontsFolder, ...app.getPreferredSystemLanguages()],
    { serviceName: 'Fivefold engine', stdio: 'inherit' },
  )
  let isClosed = false
  const listeners: ((event: EngineEvent) => void)[] = [
    (event) => {
      if (event.kind === 'settings') texts.use(event.language)
    },
  ]
  const control = connect(controlRequests, {
    link: {
      post: (message) => {
        engine.postMessage(message)
      },
      onMessage: (listener) => {
        engine.on('message', listener)
      },
      onClose: (listener) => {
        engine.once('exit', listener)
      },
    },
    onEvent: (event) => {
      for (const listener of listeners) listener(event as EngineEvent)
    },
  })
  startWorkersFor(engine)
  // The window goes first, since it still saves; then the portfolio is closed, so that it is one file at rest.
  app.on('before-quit', (event) => {
    if (isClosed) return
    event.preventDefault()
    const windows = BrowserWindow.getAllWindows()
    if (windows.length > 0) {
      for (const window of windows) window.close()
      return
    }
    void control
      .close({})
      .catch(() => undefined)
      .finally(() => {
        isClosed = true
        app.quit()
      })
  })
  engine.once('exit', () => {
    if (isClosed) return
    // Without its engine the window can save nothing: better gone, with all that was confirmed on the disk.
    isClosed = true
    dialog.showErrorBox(texts.say('dialog.engineGone'), texts.say('dialog.engineGone.detail'))
    for (const window of BrowserWindow.getAllWindows()) window.destroy()
    app.quit()
  })
  return {
    control,
    onEvent: (listener) => {
      listeners.push(listener)
    },
    handLineTo: (window) => {
      const { port1, port2 } = new MessageChannelMain()
      engine.postMessage({ window: true }, [port1])
      window.postMessage('engine', null, [port2])
    },
  }
}

type WorkerOrder = { startWorker: WorkerKind; worker: number } | { endWorker: number }

function startWorkersFor(engine: UtilityProcess): void {
  const workers = new Map<number, UtilityProcess>()
  engine.on('message', (message: unknown) => {
    const order = workerOrder(message)
    if (!order) return
    if ('endWorker' in order) {
      workers.get(order.endWorker)?.kill()
      return
    }
    const { worker } = order
    const child = utilityProcess.fork(join(builtFolder, `${order.startWorker}.js`), [], {
      serviceName: `Fivefold ${order.startWorker}`,
      stdio: 'inherit',
      execArgv: [...workerFlags[order.startWorker]],
    })
    const { port1, port2 } = new MessageChannelMain()
    child.postMessage(null, [port1 satisfies MessagePortMain])
    engine.postMessage({ worker }, [port2])
    workers.set(worker, child)
    child.once('exit', () => {
      workers.delete(worker)
      engine.postMessage({ workerGone: worker })
    })
  })
}

function workerOrder(message: unknown): WorkerOrder | null {
  if (typeof message !== 'object' || message === null) return null
  if ('endWorker' in message && typeof message.endWorker === 'number') return { endWorker: message.endWorker }
  if (!('startWorker' in message && 'worker' in message)) return null
  const kind = workerKinds.find((known) => known === message.startWorker)
  return kind && typeof message.worker === 'number' ? { startWorker: kind, worker: message.worker } : null
}
