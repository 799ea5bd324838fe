import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { serve } from '../../electron/contract/rpc'
import { mediaRequests } from '../../electron/contract/workers'
import { createMediaPool, type MediaClient } from '../../electron/engine/media-pool'
import { Failure } from '../../electron/domain/failure'
import type { StartWorker } from '../../electron/engine/workers'
import { line } from '../support/line'

/** Workers that warm up at once and otherwise never answer, as one does that hangs. */
function hangingWorkers(): { start: StartWorker; started: () => number; ended: () => number } {
  let started = 0
  let ended = 0
  const never = () => new Promise<never>(() => undefined)
  return {
    started: () => started,
    ended: () => ended,
    start: () => {
      started += 1
      const { near, far, cut } = line()
      const methods = {
        warmUp: () => null,
        lookAt: never,
        drawPictures: never,
        shrinkPicture: never,
        documentText: never,
        cleanFile: never,
        findFaces: never,
      }
      serve({ table: mediaRequests, methods, link: far, logBug: () => undefined })
      const end = () => {
        ended += 1
        cut()
      }
      return { link: near, end }
    },
  }
}

const read = async (client: MediaClient) => {
  await client.documentText({ source: '/x', type: 'text/plain', language: 'en' })
  return 0
}

describe('the pool of media workers', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('ends a worker that hangs, tries its work once more, and gives it up', async () => {
    const { start, started, ended } = hangingWorkers()
    const pool = createMediaPool(start, { most: 2 })
    let outcome = ''
    void pool.use(read).then((given) => (outcome = given))
    await vi.advanceTimersByTimeAsync(59_000)
    expect([started(), ended(), outcome]).toEqual([1, 0, ''])
    await vi.advanceTimersByTimeAsync(2000)
    expect([started(), ended(), outcome]).toEqual([2, 1, ''])
    await vi.advanceTimersByTimeAsync(60_000)
    expect([started(), ended(), outcome]).toEqual([2, 2, 'givenUp'])
    // The next file gets a new one.
    expect(await pool.use(() => Promise.resolve(0))).toBe('done')
    expect(started()).toBe(3)
  })

  it('goes on with a worker while it is small, and replaces one that has grown too large', async () => {
    const { start, started, ended } = hangingWorkers()
    const pool = createMediaPool(start, { most: 2 })
    const use = (megabytes: number) => pool.use(() => Promise.resolve(megabytes * 1024 * 1024))
    for (const megabytes of [100, 390, 200]) expect(await use(megabytes)).toBe('done')
    expect([started(), ended()]).toEqual([1, 0])
    expect(await use(410)).toBe('done')
    expect([started(), ended()]).toEqual([1, 1])
    await use(100)
    expect([started(), ended()]).toEqual([2, 1])
  })

  it('starts no more workers than there may be: work waits for the next, and gets one more only when all take long', async () => {
    const { start, started, ended } = hangingWorkers()
    const pool = createMediaPool(start, { most: 2 })
    const ends: (() => void)[] = []
    const slow = () => pool.use(() => new Promise((resolve) => ends.push(() => resolve(0))))
    const works = [slow(), slow(), slow()]
    await vi.advanceTimersByTimeAsync(1000)
    expect([started(), ends.length]).toEqual([2, 2])
    ends[0]?.()
    await vi.advanceTimersByTimeAsync(1)
    expect([started(), ends.length]).toEqual([2, 3])

    works.push(slow())
    await vi.advanceTimersByTimeAsync(2000)
    expect([started(), ends.length, ended()]).toEqual([3, 4, 0])
    for (const end of ends) end()
    expect(await Promise.all(works)).toEqual(['done', 'done', 'done', 'done'])
    // The one too many is not kept.
    expect(ended()).toBe(1)

    void slow()
    void slow()
    const late = slow()
    await vi.advanceTimersByTimeAsync(1)
    pool.stop()
    expect(await late).toBe('stopped')
  })

  it('gives work that waits to a new worker when one has died', async () => {
    const { start, started } = hangingWorkers()
    const pool = createMediaPool(start, { most: 1 })
    void pool.use(() => Promise.reject(new Failure('unexpected')))
    expect(await pool.use(() => Promise.resolve(0))).toBe('done')
    expect(started()).toBeLessThanOrEqual(3)
  })

  it('lets a worker go that has had nothing to do for a while, and all of them when it is stopped', async () => {
    const { start, started, ended } = hangingWorkers()
    const pool = createMediaPool(start, { most: 2 })
    pool.warm(2)
    expect(started()).toBe(2)
    await vi.advanceTimersByTimeAsync(25_000)
    expect(ended()).toBe(2)
    let outcome = ''
    void pool.use(read).then((given) => (outcome = given))
    pool.stop()
    await vi.advanceTimersByTimeAsync(1)
    expect([ended(), outcome]).toEqual([3, 'stopped'])
  })
})
