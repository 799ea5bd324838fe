import { readOutcome, type Bridge, type PageInput } from '../electron/contract/bridge'
import type { EngineEvent, EngineRequests } from '../electron/contract/engine'
import type { MainRequests, MenuCommand } from '../electron/contract/main'
import type { CallOptions, InputOf, Outcome, OutputOf } from '../electron/contract/table'
import { Failure } from '../electron/domain/failure'

/*
 * The only file that touches what the preload put into the page. Elsewhere a request is a promise that rejects with a
 * `Failure`.
 */

function bridge(): Bridge {
  return (window as unknown as { fivefold: Bridge }).fivefold
}

/** Asks the engine. Rejects with a `Failure`; `cancelled` when the signal ended the request. */
export async function askEngine<Name extends keyof EngineRequests>(
  name: Name,
  input: PageInput<InputOf<EngineRequests[Name]>>,
  { onProgress, signal }: CallOptions = {},
): Promise<OutputOf<EngineRequests[Name]>> {
  const call = crypto.randomUUID()
  const cancel = (): void => bridge().cancel(call)
  signal?.addEventListener('abort', cancel, { once: true })
  try {
    return unwrap(
      readOutcome(await bridge().engine[name](input, { call, ...(onProgress ? { onProgress } : {}) })),
    )
  } finally {
    signal?.removeEventListener('abort', cancel)
  }
}

/** Asks main for what needs the operating system: dialogs, the file manager, the browser. */
export async function askMain<Name extends keyof MainRequests>(
  name: Name,
  input: PageInput<InputOf<MainRequests[Name]>>,
): Promise<OutputOf<MainRequests[Name]>> {
  return unwrap(readOutcome(await bridge().main[name](input)))
}

/** Listens to the engine; returns a function that ends it. */
export function onEngineEvent(listener: (event: EngineEvent) => void): () => void {
  return bridge().onEvent(listener)
}

/** Listens to the menu's commands; returns a function that ends it. */
export function onMenu(listener: (command: MenuCommand) => void): () => void {
  return bridge().onMenu(listener)
}

/** Listens for the window being asked to close; returns a function that ends it. */
export function onClosing(listener: () => void): () => void {
  return bridge().onClosing(listener)
}

function unwrap<Output>(outcome: Outcome<Output>): Output {
  if (outcome.ok) return outcome.value
  throw new Failure(outcome.failure.code, outcome.failure.words)
}
