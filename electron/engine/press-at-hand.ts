import { connect } from '../contract/rpc'
import type { Client } from '../contract/table'
import { limitTime } from '../contract/time-limit'
import { pressRequests } from '../contract/workers'
import { Failure } from '../domain/failure'
import type { StartWorker, Worker } from './workers'

/** A press that has had nothing to do for so long is ended, in ms. */
const patience = 120_000

/** How long a press may take to hear that its work was cancelled, in ms: in the middle of a page it does not listen. */
const cancelPatience = 2000

type PressClient = Client<typeof pressRequests>

/**
 * The press, started when it is first needed and kept for a while: a book is printed as it was looked at, and is printed
 * again with smaller pictures.
 */
export type PressAtHand = {
  /**
   * Gives work to the press. Throws what the work throws, `export.stopped` where the process ends meanwhile, `cancelled`
   * after `signal`: a press that does not hear of it is ended.
   */
  use: <Result>(work: (client: PressClient) => Promise<Result>, signal?: AbortSignal) => Promise<Result>
  /** Ends the process when it has nothing to do: its memory is wanted elsewhere. What was laid out is laid out anew then. */
  makeRoom: () => void
  /** Ends the process, and what it is doing; the next request starts another. */
  stop: () => void
}

type Press = { worker: Worker; client: PressClient; works: number }

export function createPressAtHand(startWorker: StartWorker): PressAtHand {
  let press: Press | null = null
  let rest: NodeJS.Timeout | undefined

  function start(): Press {
    const worker = startWorker('press')
    const client = connect(pressRequests, {
      link: worker.link,
      whenClosed: { code: 'export.stopped', words: {} },
    })
    const own = { worker, client, works: 0 }
    worker.link.onClose(() => {
      if (press === own) press = null
    })
    return own
  }

  function stop(): void {
    clearTimeout(rest)
    press?.worker.end()
    press = null
  }

  return {
    use: async (work, signal) => {
      if (signal?.aborted) throw new Failure('cancelled')
      const own = (press ??= start())
      clearTimeout(rest)
      own.works += 1
      let callOff = (): void => undefined
      const endLate = () => {
        callOff = limitTime(cancelPatience, () => {
          if (press === own) stop()
        })
      }
      signal?.addEventListener('abort', endLate, { once: true })
      try {
        return await work(own.client)
      } catch (error) {
        throw signal?.aborted ? new Failure('cancelled') : error
      } finally {
        callOff()
        signal?.removeEventListener('abort', endLate)
        own.works -= 1
        if (press === own && own.works === 0) rest = setTimeout(stop, patience).unref()
      }
    },
    makeRoom: () => {
      if (press?.works === 0) stop()
    },
    stop,
  }
}
