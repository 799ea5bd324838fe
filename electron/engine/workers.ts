import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { Link } from '../contract/link'
import { workerFlags, type WorkerKind } from '../contract/workers'

/** A worker process and the line to it. */
export type Worker = { link: Link; end: () => void }

/** Starts a worker: as a utility process in the app, as a forked Node elsewhere. */
export type StartWorker = (kind: WorkerKind) => Worker

/** Workers in plain Node, for the command line, the tests and the benchmark. `folder` holds the built `press.js` ... */
export function forkedWorkers(folder: string): StartWorker {
  return (kind) => {
    const child = fork(join(folder, `${kind}.js`), {
      serialization: 'advanced',
      execArgv: [...process.execArgv, ...workerFlags[kind]],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    // A message to a worker that has just died: its end is told by 'exit'.
    child.on('error', () => undefined)
    return {
      link: {
        post: (message) => {
          if (child.connected) child.send(message as object)
        },
        onMessage: (listener) => {
          child.on('message', listener)
        },
        onClose: (listener) => {
          child.once('exit', listener)
        },
      },
      end: () => {
        child.kill('SIGKILL')
      },
    }
  }
}
