let hasFaulted = false

/**
 * Whether an error is a fault of WebAssembly code (out of memory, a wild address) and not one that the code itself
 * raised. What is left in its memory is then not to be trusted, and from now on `ownMemory` asks for a new worker.
 */
export function noteFault(error: unknown): boolean {
  if (!(error instanceof WebAssembly.RuntimeError)) return false
  hasFaulted = true
  return true
}

/** What this process holds, in bytes: the engine replaces a worker that holds much, and one that has faulted. */
export function ownMemory(): number {
  return hasFaulted ? Number.MAX_SAFE_INTEGER : process.memoryUsage().rss
}
