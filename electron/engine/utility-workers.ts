import type { MessagePortMain, ParentPort } from 'electron'
import type { Link } from '../contract/link'
import { portLink } from '../contract/worker-link'
import type { StartWorker } from './workers'

/*
 * Only main may start a utility process, so the engine asks it to: `{ startWorker, worker }` out, and a message with
 * `{ worker }` and the port back; `{ endWorker }` out; `{ workerGone }` back when the process is gone.
 */

/** Workers as utility processes of the app. What is posted before the port has come waits for it. */
export function workersOfMain(parent: ParentPort): StartWorker {
  let nextWorker = 1
  return (kind) => {
    const worker = nextWorker++
    const waiting: unknown[] = []
    const closers: (() => void)[] = []
    const listeners: ((message: unknown) => void)[] = []
    let line: Link | null = null
    let isGone = false

    const gone = () => {
      if (isGone) return
      isGone = true
      parent.off('message', onParentMessage)
      for (const closer of closers) closer()
    }

    function onParentMessage({ data, ports }: { data: unknown; ports: MessagePortMain[] }): void {
      if (!isAbout(data, worker)) return
      if ('workerGone' in data) gone()
      const port = ports[0]
      if (!port) return
      line = portLink(port)
      line.onMessage((message) => {
        for (const listener of listeners) listener(message)
      })
      for (const message of waiting.splice(0)) line.post(message)
    }

    parent.on('message', onParentMessage)
    parent.postMessage({ startWorker: kind, worker })
    return {
      link: {
        post: (message) => {
          if (isGone) return
          if (line) line.post(message)
          else waiting.push(message)
        },
        onMessage: (listener) => {
          listeners.push(listener)
        },
        onClose: (listener) => {
          closers.push(listener)
        },
      },
      end: () => {
        parent.postMessage({ endWorker: worker })
        gone()
      },
    }
  }
}

function isAbout(data: unknown, worker: number): data is Record<string, unknown> {
  if (typeof data !== 'object' || data === null) return false
  return ('worker' in data && data.worker === worker) || ('workerGone' in data && data.workerGone === worker)
}
