import { mkdirSync } from 'node:fs'
import { connect } from '../contract/rpc'
import { mediaRequests, type PictureResult } from '../contract/workers'
import type { Call, Client } from '../contract/table'
import { Failure } from '../domain/failure'
import { listWaitingPictures, notePicture } from './attachments'
import { originalPath, picturePath } from './folders'
import type { Opened } from './opened'
import type { StartWorker, Worker } from './workers'

/** A picture that takes longer than this is given up, in ms: ten times what a large one takes on an old laptop. */
const timeLimit = 60_000

/** wasm memory never shrinks: a worker that grew beyond this is replaced, in bytes. */
const memoryLimit = 400 * 1024 * 1024

/** Makes the renditions of photos, one after the other, in a worker that may hang or die. */
export type Pictures = {
  /** Goes on with what waits; does nothing while it is at work. */
  start: () => void
  /** Resolves when nothing waits any more. */
  finish: (call: Partial<Call>) => Promise<void>
  /** Ends the worker. What still waits is done after the next opening. */
  stop: () => void
}

export function createPictures(options: {
  opened: Opened
  startWorker: StartWorker
  /** A picture came, or was given up. */
  onPicture: () => void
  logBug: (error: unknown) => void
}): Pictures {
  const { opened, startWorker, onPicture, logBug } = options
  let worker: (Worker & { client: Client<typeof mediaRequests> }) | null = null
  let work: Promise<void> | null = null
  let isStopped = false

  function currentWorker() {
    if (worker) return worker
    const started = startWorker('media')
    const client = connect(mediaRequests, { link: started.link })
    const current = { ...started, client }
    started.link.onClose(() => {
      if (worker === current) worker = null
    })
    worker = current
    return current
  }

  function endWorker(): void {
    worker?.end()
    worker = null
  }

  async function render(hash: string): Promise<PictureResult> {
    const source = originalPath(opened.folder, hash)
    const print = picturePath(opened.folder, hash, 'print')
    const thumbnail = picturePath(opened.folder, hash, 'thumbnail')
    const { client } = currentWorker()
    const timer = setTimeout(endWorker, timeLimit)
    try {
      return await client.renderPicture({ source, print, thumbnail })
    } finally {
      clearTimeout(timer)
    }
  }

  /** Twice, since a worker may die for reasons of its own; a picture that fails twice is kept without renditions. */
  async function renderOrGiveUp(hash: string): Promise<PictureResult> {
    try {
      return await render(hash)
    } catch {
      endWorker()
    }
    if (isStopped) throw new Failure('cancelled')
    try {
      return await render(hash)
    } catch (error) {
      endWorker()
      if (!(error instanceof Failure)) throw error
      return { state: 'unreadable', width: null, height: null, memory: 0 }
    }
  }

  async function workThrough(): Promise<void> {
    for (const size of ['print', 'thumbnail'] as const) {
      mkdirSync(`${opened.folder.cache}/${size}`, { recursive: true })
    }
    for (let next = nextWaiting(); next !== undefined; next = nextWaiting()) {
      const { memory, ...result } = await renderOrGiveUp(next)
      if (isStopped) return
      notePicture(opened.db, { hash: next, ...result })
      onPicture()
      if (memory > memoryLimit) endWorker()
    }
  }

  function nextWaiting(): string | undefined {
    return isStopped ? undefined : listWaitingPictures(opened.db)[0]
  }

  function start(): void {
    if (work || isStopped || listWaitingPictures(opened.db).length === 0) return
    work = workThrough()
      .catch((error: unknown) => {
        if (!isStopped) logBug(error)
      })
      .finally(() => {
        work = null
      })
  }

  return {
    start,
    finish: async ({ signal, progress }) => {
      const countWaiting = () => {
        if (signal?.aborted || isStopped) throw new Failure('cancelled')
        return listWaitingPictures(opened.db).length
      }
      const total = countWaiting()
      for (let left = total; left > 0;) {
        progress?.({ done: total - left, total, step: 'pictures' })
        start()
        await Promise.race([work, pause(100)])
        const before = left
        left = countWaiting()
        // The work ended and nothing came of it: a full disk, a vanished folder. The book goes on without them.
        if (!work && left === before) return
      }
    },
    stop: () => {
      isStopped = true
      endWorker()
    },
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
