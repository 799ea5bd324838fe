import { connect } from '../contract/rpc'
import type { Client } from '../contract/table'
import { pressRequests } from '../contract/workers'
import type { StartWorker, Worker } from './workers'

/** A press that nobody has asked for so long is ended, in ms. */
const patience = 120_000

/**
 * The press, started when it is first needed and kept for a while: a book is printed as it was looked at, and is printed
 * again with smaller pictures.
 */
export type PressAtHand = {
  /** Throws `export.stopped` where the process ends meanwhile. */
  client: () => Client<typeof pressRequests>
  /** Ends the process, and what it is doing; the next request starts another. */
  stop: () => void
}

export function createPressAtHand(startWorker: StartWorker): PressAtHand {
  let press: { worker: Worker; client: Client<typeof pressRequests> } | null = null
  let rest: NodeJS.Timeout | undefined

  function stop(): void {
    clearTimeout(rest)
    press?.worker.end()
    press = null
  }

  return {
    client: () => {
      if (!press) {
        const worker = startWorker('press')
        const client = connect(pressRequests, {
          link: worker.link,
          whenClosed: { code: 'export.stopped', words: {} },
        })
        const own = { worker, client }
        press = own
        worker.link.onClose(() => {
          if (press === own) press = null
        })
      }
      clearTimeout(rest)
      rest = setTimeout(stop, patience).unref()
      return press.client
    },
    stop,
  }
}
