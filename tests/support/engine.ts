import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type * as v from 'valibot'
import { engineRequests, type EngineEvent, type EngineRequests } from '../../electron/contract/engine'
import { callMethod } from '../../electron/contract/rpc'
import type { OutputOf } from '../../electron/contract/table'
import type { PortfolioFacts } from '../../electron/domain/portfolio'
import { createEngine, type Engine } from '../../electron/engine/engine'
import type { StartWorker } from '../../electron/engine/workers'
import { checkingHere } from './checker'
import { line } from './line'
import { temporaryFolder } from './temporary'

export const bridgeSchool: PortfolioFacts = {
  school: 'СУ „Мост“ – Școala Köprü',
  country: 'BG',
  language: 'bg',
  cycle: { from: 2027, to: 2028 },
}

/** An engine whose requests go through the schemas, as the window's do. */
export type TestEngine = Engine & {
  ask: <Name extends keyof EngineRequests>(
    name: Name,
    input: v.InferInput<EngineRequests[Name]['input']>,
    signal?: AbortSignal,
  ) => Promise<OutputOf<EngineRequests[Name]>>
  grant: (path: string) => string
  events: EngineEvent[]
  bugs: unknown[]
  /** Moves the clock, in ms. */
  wait: (ms: number) => void
}

/** For tests that are not about pictures: what was gathered waits for a worker that never answers. */
const noWorkers: StartWorker = () => {
  const { near, cut } = line()
  return { link: near, end: cut }
}

export function startTestEngine(
  options: {
    userFolder?: string
    documents?: string
    startWorker?: StartWorker
    systemLanguages?: string[]
    hands?: number
    backsUp?: boolean
    logTail?: (longest: number) => string
  } = {},
): TestEngine {
  const folder = temporaryFolder()
  const events: EngineEvent[] = []
  const bugs: unknown[] = []
  let now = Date.parse('2026-11-23T08:00:00Z')
  const engine = createEngine({
    userFolder: options.userFolder ?? join(folder, 'user'),
    documents: options.documents ?? join(folder, 'documents'),
    fonts: join(import.meta.dirname, '../../resources/fonts'),
    author: 'test',
    systemLanguages: options.systemLanguages ?? ['en'],
    ...(options.hands === undefined ? {} : { hands: options.hands }),
    ...(options.backsUp === undefined ? {} : { backsUp: options.backsUp }),
    ...(options.logTail === undefined ? {} : { logTail: options.logTail }),
    clock: () => new Date(now),
    startWorker: checkingHere(options.startWorker ?? noWorkers),
    onEvent: (event) => events.push(event),
    logBug: (bug) => bugs.push(bug),
  })
  onTestFinished(() => {
    engine.close()
  })
  const call = { signal: new AbortController().signal, progress: () => undefined }
  return {
    ...engine,
    events,
    bugs,
    ask: async (name, input, signal = call.signal) => {
      const output = await callMethod(engineRequests, engine.methods, { name, input, ...call, signal })
      return output as never
    },
    grant: (path) => {
      const grant = randomUUID()
      void engine.control.grantPath({ grant, path }, call)
      return grant
    },
    wait: (ms) => {
      now += ms
    },
  }
}

/** An engine with a new portfolio open. */
export function startWithPortfolio(
  options: Parameters<typeof startTestEngine>[0] = {},
): TestEngine & { root: string } {
  const engine = startTestEngine(options)
  const root = join(temporaryFolder(), 'Bridge.fivefold')
  engine.create(root, bridgeSchool)
  return { ...engine, root }
}
