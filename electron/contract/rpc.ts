import * as v from 'valibot'
import { Failure, failureCodes, type FailureMessage } from '../domain/failure'
import type { Link } from './link'
import type { CallOptions, Client, Methods, Outcome, Progress, RequestTable } from './table'

/*
 * The only generic code between processes. A line carries five messages: request, progress, outcome, cancel, event.
 */

const failureSchema = v.object({
  code: v.picklist(failureCodes),
  words: v.record(v.string(), v.union([v.string(), v.number()])),
})
const progressSchema = v.object({ done: v.number(), total: v.number(), step: v.optional(v.string()) })

const messageSchema = v.variant('kind', [
  v.object({ kind: v.literal('request'), id: v.number(), name: v.string(), input: v.unknown() }),
  v.object({ kind: v.literal('cancel'), id: v.number() }),
  v.object({ kind: v.literal('progress'), id: v.number(), progress: progressSchema }),
  v.object({ kind: v.literal('done'), id: v.number(), value: v.unknown() }),
  v.object({ kind: v.literal('failed'), id: v.number(), failure: failureSchema }),
  v.object({ kind: v.literal('event'), event: v.unknown() }),
])

/** A message of the line, or null for anything else (a stray message is dropped, never answered). */
function parseMessage(message: unknown) {
  const parsed = v.safeParse(messageSchema, message)
  return parsed.success ? parsed.output : null
}

/** Turns what was thrown into what may cross: an expected failure as it is, a bug as `unexpected`, logged. */
export function failureOf(error: unknown, logBug: (error: unknown) => void): FailureMessage {
  if (error instanceof Failure) return error.toMessage()
  logBug(error)
  return { code: 'unexpected', words: {} }
}

/** Parses the input and calls the method of that name. Throws `Failure` `input.invalid` for what the table does not allow. */
export async function callMethod<Table extends RequestTable>(
  table: Table,
  methods: Methods<Table>,
  request: { name: string; input: unknown; signal: AbortSignal; progress: (progress: Progress) => void },
): Promise<unknown> {
  const { name, signal, progress } = request
  const row = Object.hasOwn(table, name) ? table[name] : undefined
  if (!row) throw new Failure('input.invalid', { field: name })
  const parsed = v.safeParse(row.input, request.input)
  if (!parsed.success) {
    throw new Failure('input.invalid', { field: v.getDotPath(parsed.issues[0]) ?? name })
  }
  const method = methods[name] as (
    input: unknown,
    call: { signal: AbortSignal; progress: typeof progress },
  ) => unknown
  return await method(parsed.output, { signal, progress })
}

/** Serves a table on a link: one message in, one outcome out, with progress between and cancel at any time. */
export function serve<Table extends RequestTable>(options: {
  table: Table
  methods: Methods<Table>
  link: Link
  logBug: (error: unknown) => void
}): { emit: (event: unknown) => void } {
  const { table, methods, link, logBug } = options
  const running = new Map<number, AbortController>()
  let isOpen = true

  const post = (message: unknown) => {
    if (isOpen) link.post(message)
  }

  async function answer(id: number, name: string, input: unknown): Promise<void> {
    const controller = new AbortController()
    running.set(id, controller)
    try {
      const value = await callMethod(table, methods, {
        name,
        input,
        signal: controller.signal,
        progress: (progress) => {
          post({ kind: 'progress', id, progress })
        },
      })
      post({ kind: 'done', id, value })
    } catch (error) {
      post({ kind: 'failed', id, failure: failureOf(error, logBug) })
    } finally {
      running.delete(id)
    }
  }

  link.onMessage((raw) => {
    const message = parseMessage(raw)
    if (message?.kind === 'request') void answer(message.id, message.name, message.input)
    if (message?.kind === 'cancel') running.get(message.id)?.abort()
  })
  link.onClose(() => {
    isOpen = false
    for (const controller of running.values()) controller.abort()
  })
  return {
    emit: (event) => {
      post({ kind: 'event', event })
    },
  }
}

type Waiting = {
  settle: (outcome: Outcome<unknown>) => void
  onProgress: ((progress: Progress) => void) | undefined
}

/** Asks by name over a link. Requests still open when the other end goes are answered with `whenClosed`. */
export function ask(options: {
  link: Link
  onEvent?: (event: unknown) => void
  whenClosed?: FailureMessage
}): (name: string, input: unknown, options?: CallOptions) => Promise<Outcome<unknown>> {
  const { link, onEvent } = options
  const whenClosed = options.whenClosed ?? { code: 'unexpected', words: {} }
  const waiting = new Map<number, Waiting>()
  let nextId = 1
  let isOpen = true

  link.onMessage((raw) => {
    const message = parseMessage(raw)
    if (message?.kind === 'event') onEvent?.(message.event)
    if (message?.kind === 'progress') waiting.get(message.id)?.onProgress?.(message.progress)
    if (message?.kind === 'done') settle(message.id, { ok: true, value: message.value })
    if (message?.kind === 'failed') settle(message.id, { ok: false, failure: message.failure })
  })
  link.onClose(() => {
    isOpen = false
    for (const id of [...waiting.keys()]) settle(id, { ok: false, failure: whenClosed })
  })

  function settle(id: number, outcome: Outcome<unknown>): void {
    const entry = waiting.get(id)
    waiting.delete(id)
    entry?.settle(outcome)
  }

  return (name, input, { onProgress, signal } = {}) => {
    if (!isOpen) return Promise.resolve({ ok: false, failure: whenClosed })
    const id = nextId++
    return new Promise((resolve) => {
      waiting.set(id, { settle: resolve, onProgress })
      link.post({ kind: 'request', id, name, input })
      const cancel = () => {
        link.post({ kind: 'cancel', id })
      }
      if (signal?.aborted) cancel()
      else signal?.addEventListener('abort', cancel, { once: true })
    })
  }
}

/** The asking end as typed functions, for processes in which errors may be thrown. */
export function connect<Table extends RequestTable>(
  table: Table,
  options: Parameters<typeof ask>[0],
): Client<Table> {
  const request = ask(options)
  const entries = Object.keys(table).map((name) => [
    name,
    async (input: unknown, callOptions?: CallOptions) => unwrap(await request(name, input, callOptions)),
  ])
  return Object.fromEntries(entries) as Client<Table>
}

/** The value of an outcome; throws its failure. */
function unwrap<Output>(outcome: Outcome<Output>): Output {
  if (outcome.ok) return outcome.value
  throw new Failure(outcome.failure.code, outcome.failure.words)
}
