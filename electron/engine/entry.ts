import { mkdirSync } from 'node:fs'
import { userInfo } from 'node:os'
import { serve } from '../contract/rpc'
import { controlRequests } from '../contract/control'
import { engineRequests, type EngineEvent } from '../contract/engine'
import type { Link } from '../contract/link'
import { portLink } from '../contract/worker-link'
import { createEngine } from './engine'
import { createLog } from './log'
import { workersOfMain } from './utility-workers'

/*
 * The engine as a utility process. Its parent port carries the control requests of main; the window and each worker
 * have a port of their own, handed over by main.
 */

const [userFolder, documents, fonts, ...systemLanguages] = process.argv.slice(2)
if (userFolder === undefined || documents === undefined || fonts === undefined) {
  throw new Error('usage: engine USER_FOLDER DOCUMENTS FONTS [LANGUAGE ...]')
}
mkdirSync(userFolder, { recursive: true })

const log = createLog(userFolder, () => engine.personalWords())
const parent = process.parentPort
/** The windows, and main, which follows the language. */
const listeners = new Set<(event: EngineEvent) => void>()

const engine = createEngine({
  userFolder,
  documents,
  fonts,
  systemLanguages,
  author: userInfo().username,
  clock: () => new Date(),
  startWorker: workersOfMain(parent),
  onEvent: (event) => {
    for (const emit of listeners) emit(event)
  },
  logBug: log.note,
  logTail: log.tail,
})

const controlLink: Link = {
  post: (message) => {
    parent.postMessage(message)
  },
  onMessage: (listener) => {
    parent.on('message', ({ data, ports }) => {
      if (ports.length === 0) listener(data)
    })
  },
  onClose: () => undefined,
}
listeners.add(
  serve({ table: controlRequests, methods: engine.control, link: controlLink, logBug: log.note }).emit,
)

parent.on('message', ({ data, ports: [port] }) => {
  const isWindow = typeof data === 'object' && data !== null && 'window' in data
  if (!isWindow || !port) return
  const link = portLink(port)
  const { emit } = serve({ table: engineRequests, methods: engine.methods, link, logBug: log.note })
  listeners.add(emit)
  link.onClose(() => {
    listeners.delete(emit)
  })
})

process.on('uncaughtException', (error) => {
  log.note(error)
  process.exit(1)
})
