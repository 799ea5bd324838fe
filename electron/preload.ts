import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { ask } from './contract/rpc'
import type { Bridge, BridgeOptions, PageFile } from './contract/bridge'
import { engineRequests, type EngineEvent } from './contract/engine'
import type { FileSource } from './contract/fields'
import type { Link } from './contract/link'
import { mainRequests, menuCommands } from './contract/main'

/*
 * The only thing that the page is given. It holds the line to the engine, so that the page itself never has a port,
 * and turns the `File`s that a user dropped into paths, so that the page can name no path.
 */

const listeners = new Set<(event: EngineEvent) => void>()
const calls = new Map<string, AbortController>()

const engine = new Promise<ReturnType<typeof ask>>((resolve) => {
  ipcRenderer.once('engine', ({ ports: [port] }) => {
    if (port) resolve(ask({ link: portLink(port), onEvent }))
  })
})

function portLink(port: MessagePort): Link {
  return {
    post: (message) => {
      port.postMessage(message)
    },
    onMessage: (listener) => {
      port.addEventListener('message', ({ data }) => {
        listener(data)
      })
      port.start()
    },
    onClose: (listener) => {
      port.addEventListener('close', listener)
    },
  }
}

function onEvent(event: unknown): void {
  for (const listener of listeners) listener(event as EngineEvent)
}

type Request = ReturnType<typeof ask>

/**
 * A dropped or pasted file by its path, a chosen one by its grant; anything else names nothing. A picture that was copied
 * in another program has no path: its bytes are kept by the engine first. Without its grant (too large, empty, no space) it
 * is a file that is not there, which the gathering says.
 */
async function fileSource(file: PageFile, request: Request): Promise<FileSource> {
  if (!(file instanceof File)) return { grant: file.grant }
  const path = webUtils.getPathForFile(file)
  if (path !== '') return { path }
  const bytes = new Uint8Array(await file.arrayBuffer())
  const outcome = await request('keepPasted', { name: file.name, bytes })
  return outcome.ok ? (outcome.value as { grant: string }) : { path: nowhere(file.name) }
}

/** The page says what a `File` of its own is called: the name may lead to no file of this computer. */
function nowhere(name: string): string {
  return `${crypto.randomUUID()}/${name.replace(/[\\/:]/g, '_')}`
}

async function withSources(input: unknown, request: Request): Promise<unknown> {
  if (typeof input !== 'object' || input === null || !('files' in input)) return input
  const given: unknown = input.files
  // A file that the portfolio keeps already is named by its hash.
  if (!Array.isArray(given) || given.every((file: unknown) => typeof file === 'string')) return input
  const files = given as PageFile[]
  return { ...input, files: await Promise.all(files.map((file) => fileSource(file, request))) }
}

async function askEngine(name: string, input: unknown, options: BridgeOptions = {}) {
  const { call, onProgress } = options
  const controller = new AbortController()
  if (call !== undefined) calls.set(call, controller)
  try {
    const request = await engine
    const outcome = await request(name, await withSources(input, request), {
      signal: controller.signal,
      ...(onProgress ? { onProgress } : {}),
    })
    return JSON.stringify(outcome)
  } finally {
    if (call !== undefined) calls.delete(call)
  }
}

/** One plain function a request: the bridge carries no Proxy. */
function functionsOf(
  table: object,
  send: (name: string, input: unknown, options?: BridgeOptions) => unknown,
): unknown {
  const names = Object.keys(table)
  return Object.fromEntries(
    names.map((name) => [name, (input: unknown, options?: BridgeOptions) => send(name, input, options)]),
  )
}

const bridge: Bridge = {
  engine: functionsOf(engineRequests, askEngine) as Bridge['engine'],
  main: functionsOf(mainRequests, async (name, input) =>
    JSON.stringify(await ipcRenderer.invoke('main', { name, input })),
  ) as Bridge['main'],
  cancel: (call) => calls.get(call)?.abort(),
  onEvent: (listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  onClosing: (listener) => {
    const onAsked = () => {
      listener()
    }
    ipcRenderer.on('closing', onAsked)
    return () => ipcRenderer.off('closing', onAsked)
  },
  onMenu: (listener) => {
    const onCommand = (_event: unknown, name: unknown) => {
      const command = menuCommands.find((known) => known === name)
      if (command) listener(command)
    }
    ipcRenderer.on('menu', onCommand)
    return () => ipcRenderer.off('menu', onCommand)
  },
}

contextBridge.exposeInMainWorld('fivefold', bridge)
