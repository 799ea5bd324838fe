import type { StartWorker } from './workers'

/**
 * Workers whose bugs are noted where the engine's are: a worker itself answers only that something went wrong, and what it
 * prints nobody keeps.
 */
export function notingBugs(startWorker: StartWorker, logBug: (bug: unknown) => void): StartWorker {
  return (kind) => {
    const worker = startWorker(kind)
    worker.link.onMessage((message) => {
      const bug = bugIn(message)
      if (bug !== null) logBug(`${kind} worker: ${bug}`)
    })
    return worker
  }
}

/** A worker's event `{ bug }`, whose text is scrubbed already. */
function bugIn(message: unknown): string | null {
  if (typeof message !== 'object' || message === null || !('event' in message)) return null
  const { event } = message
  const isBug = typeof event === 'object' && event !== null && 'bug' in event
  return isBug ? String(event.bug) : null
}
