/**
 * Runs `load` at once, or once more after the run that is under way: a burst of events costs two loads, and what is
 * shown last was read last. Resolves when a load that began after the call is done.
 */
export function collapsed(load: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null
  let next: Promise<void> | null = null

  function start(): Promise<void> {
    running = load().finally(() => {
      running = null
    })
    return running
  }

  function startNext(): Promise<void> {
    next = null
    return start()
  }

  return () => {
    if (!running) return start()
    next ??= running.then(startNext, startNext)
    return next
  }
}
