import { connect } from '../contract/rpc'
import type { Client } from '../contract/table'
import { mediaRequests } from '../contract/workers'
import { Failure } from '../domain/failure'
import type { StartWorker, Worker } from './workers'

/** Work that takes longer than this is given up, in ms: ten times what a large file takes on an old laptop. */
const timeLimit = 60_000

/** wasm memory never shrinks: a worker that grew beyond this is replaced, in bytes. */
const memoryLimit = 400 * 1024 * 1024

/** A worker without work is kept for the next drop this long, in ms: to start one takes longer than a picture. */
const patience = 20_000

export type MediaClient = Client<typeof mediaRequests>

/** Media workers that may hang, die or outgrow their memory: each is replaced then, and its work tried once more. */
export type MediaPool = {
  /**
   * Gives work to a free worker, or to a new one. `work` tells the worker's memory in bytes.
   * Resolves with `givenUp` when a worker died of it twice; rejects when the work itself failed. Work on a file that may be
   * of any size may take `longer` than other work, in ms.
   */
  use: (
    work: (client: MediaClient) => Promise<number>,
    allowed?: { longer: number },
  ) => Promise<'done' | 'givenUp' | 'stopped'>
  /** Starts up to so many workers before there is work for them. */
  warm: (count: number) => void
  /** Ends all workers, and what they are doing. */
  stop: () => void
}

type Hand = { worker: Worker; client: MediaClient }

export function createMediaPool(startWorker: StartWorker): MediaPool {
  const hands = new Set<Hand>()
  const idle: Hand[] = []
  let isStopped = false
  /** Asked anew after waiting. */
  const hasStopped = () => isStopped

  function newHand(): Hand {
    const worker = startWorker('media')
    const hand = { worker, client: connect(mediaRequests, { link: worker.link }) }
    hands.add(hand)
    worker.link.onClose(() => {
      hands.delete(hand)
      if (idle.includes(hand)) idle.splice(idle.indexOf(hand), 1)
    })
    return hand
  }

  function end(hand: Hand): void {
    // One that is gone needs no end.
    if (hands.delete(hand)) hand.worker.end()
  }

  /** Keeps a worker that has nothing to do for a while. */
  function rest(hand: Hand): void {
    if (isStopped || !hands.has(hand)) return
    idle.push(hand)
    setTimeout(() => {
      const index = idle.indexOf(hand)
      if (index < 0) return
      idle.splice(index, 1)
      end(hand)
    }, patience).unref()
  }

  return {
    use: async (work, { longer } = { longer: 0 }) => {
      // Twice, since a worker may die for reasons of its own.
      for (const isLast of [false, true]) {
        if (isStopped) return 'stopped'
        const hand = idle.pop() ?? newHand()
        const timer = setTimeout(() => {
          end(hand)
        }, timeLimit + longer)
        try {
          const memory = await work(hand.client)
          if (memory > memoryLimit) end(hand)
          else rest(hand)
          return 'done'
        } catch (error) {
          end(hand)
          if (hasStopped()) return 'stopped'
          // A failure is what the link tells of a worker that is gone; anything else is a bug.
          if (isLast && !(error instanceof Failure)) throw error
        } finally {
          clearTimeout(timer)
        }
      }
      return 'givenUp'
    },
    warm: (count) => {
      while (!isStopped && hands.size < count) {
        const hand = newHand()
        // What it is asked meanwhile waits in the worker itself; that it failed shows with the first work.
        hand.client.warmUp({}).catch(() => undefined)
        rest(hand)
      }
    },
    stop: () => {
      isStopped = true
      for (const hand of hands) end(hand)
    },
  }
}
