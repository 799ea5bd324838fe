import type { Link } from './link'

/*
 * How a worker process reaches the engine. In the app main starts the worker as a utility process and hands it one
 * end of a MessageChannel; in plain Node (command line, tests) the engine forks it and they talk over the fork's pipe.
 */

/** As much of Electron's `MessagePortMain` as a link needs; the contract itself does not import electron. */
type PortLike = {
  postMessage: (message: unknown) => void
  on: {
    (event: 'message', listener: (value: { data: unknown }) => void): unknown
    (event: 'close', listener: () => void): unknown
  }
  start: () => void
}

type ParentPort = { once: (event: 'message', listener: (value: { ports: PortLike[] }) => void) => void }

/** A link over an Electron MessagePort of the main world of Node (`MessagePortMain`). */
export function portLink(port: PortLike): Link {
  return {
    post: (message) => {
      port.postMessage(message)
    },
    onMessage: (listener) => {
      port.on('message', ({ data }) => {
        listener(data)
      })
      port.start()
    },
    onClose: (listener) => {
      port.on('close', listener)
    },
  }
}

/** The worker's end of its line to the engine. The worker ends when the engine is gone. */
export async function linkToEngine(): Promise<Link> {
  const parentPort = (process as unknown as { parentPort?: ParentPort }).parentPort
  if (!parentPort) return forkedLink()
  const port = await new Promise<PortLike>((resolve) => {
    parentPort.once('message', ({ ports }) => {
      if (ports[0]) resolve(ports[0])
    })
  })
  return portLink(port)
}

function forkedLink(): Link {
  return {
    post: (message) => {
      process.send?.(message)
    },
    onMessage: (listener) => {
      process.on('message', listener)
    },
    onClose: (listener) => {
      process.on('disconnect', listener)
    },
  }
}
