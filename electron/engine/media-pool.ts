import { connect } from '../contract/rpc'
import type { Client } from '../contract/table'
import { limitTime } from '../contract/time-limit'
import { mediaRequests } from '../contract/workers'
import { Failure } from '../domain/failure'
import type { StartWorker, Worker } from './workers'

/** Work that takes longer than this is given up, in ms: ten times what a large file takes on an old laptop. */
const timeLimit = 60_000

/** wasm memory never shrinks: a worker that grew beyond this is replaced, in bytes. */
const memoryLimit = 400 * 1024 * 1024

/** A worker without work is kept for the next drop this long, in ms: to start one takes longer than a picture. */
const patience = 20_000

/** A worker that is at work is waited for this long, in ms, before one more is started: that takes a second and much memory. */
const longestWait = 2000

export type MediaClient = Client<typeof mediaRequests>

/** Media workers that may hang, die or outgrow their memory: each is replaced then, and its work tried once more. */
export type MediaPool = {
  /**
   * Gives work to a free worker, or to a new one while there are few; otherwise the next that is free takes it, or one more
   * when all are long at work. `work` tells the worker's memory in bytes.
   * Resolves with `givenUp` when a worker died of it twice; rejects when the work itself failed. Work on a file that may be
   * of any size may take `longer` than other work, in ms.
   */
  use: (
    work: (client: MediaClient) => Promise<number>,
    allowed?: { longer: number },
  ) => Promise<'done' | 'givenUp' | 'stopped'>
  /** Starts up to so many workers before there is work for them. */
  warm: (count: number) => void
  /** Whether there are workers, which is so for a while after their work, too. */
  hasWorkers: () => boolean
  /** Ends all workers, and what they are doing. */
  stop: () => void
}

type Hand = { worker: Worker; client: MediaClient }

/** @param most workers at once, as long as none of them takes long */
export function createMediaPool(startWorker: StartWorker, { most }: { most: number }): MediaPool {
  const hands = new Set<Hand>()
  const idle: Hand[] = []
  /** Work that waits for a worker; null when none will come. */
  const waiting: ((hand: Hand | null) => void)[] = []
  let isStopped = false
  /** Asked anew after waiting. */
  const hasStopped = () => isStopped

  function newHand(): Hand {
    const worker = startWorker('media')
    const hand = { worker, client: connect(mediaRequests, { link: worker.link }) }
    hands.add(hand)
    worker.link.onClose(() => {
      if (idle.includes(hand)) idle.splice(idle.indexOf(hand), 1)
      if (hands.delete(hand)) replace()
    })
    return hand
  }

  function end(hand: Hand): void {
    // One that is gone needs no end.
    if (!hands.delete(hand)) return
    hand.worker.end()
    replace()
  }

  /** Work that waits goes to a new worker when one has gone. */
  function replace(): void {
    if (!isStopped && hands.size < most && waiting.length > 0) waiting.shift()?.(newHand())
  }

  function take(): Promise<Hand | null> {
    const free = idle.pop() ?? (hands.size < most ? newHand() : null)
    if (free) return Promise.resolve(free)
    return new Promise((resolve) => {
      const onFree = (hand: Hand | null): void => {
        callOff()
        resolve(hand)
      }
      const callOff = limitTime(longestWait, () => {
        waiting.splice(waiting.indexOf(onFree), 1)
        resolve(newHand())
      })
      waiting.push(onFree)
    })
  }

  /** Gives a worker what waits, else keeps it for a while. */
  function rest(hand: Hand): void {
    if (isStopped || !hands.has(hand)) return
    const next = waiting.shift()
    if (next) {
      next(hand)
      return
    }
    if (hands.size > most) {
      end(hand)
      return
    }
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
        const hand = await take()
        if (!hand || hasStopped()) return 'stopped'
        const callOff = limitTime(timeLimit + longer, () => {
          end(hand)
        })
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
          callOff()
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
    hasWorkers: () => hands.size > 0,
    stop: () => {
      isStopped = true
      for (const hand of hands) end(hand)
      for (const next of waiting.splice(0)) next(null)
    },
  }
}
