import { userInfo } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type * as v from 'valibot'
import { engineRequests, type EngineRequests } from '../contract/engine'
import { callMethod } from '../contract/rpc'
import type { Call, OutputOf, Progress } from '../contract/table'
import type { Language, Portfolio, PortfolioFacts } from '../domain/portfolio'
import { unpackArchive, type Unpacked } from '../engine/archive-unpack'
import { createEngine } from '../engine/engine'
import { forkedWorkers } from '../engine/workers'
import { say, systemLanguages } from './spoken'

/** The built processes lie beside each other; the fonts beside their folder. */
const builtFolder = dirname(fileURLToPath(import.meta.url))

/** The window's engine for a terminal: the same requests through the same schemas, with no window and no memory. */
export class CliEngine {
  readonly #controller = new AbortController()
  readonly #engine = createEngine({
    userFolder: null,
    documents: process.cwd(),
    fonts: join(builtFolder, '..', 'resources', 'fonts'),
    author: userInfo().username,
    systemLanguages,
    clock: () => new Date(),
    startWorker: forkedWorkers(builtFolder),
    onEvent: () => undefined,
    logBug: (error) => {
      process.stderr.write(`${String(error)}\n`)
    },
  })

  constructor() {
    // The first Ctrl+C ends the work cleanly; a second one ends the process.
    process.once('SIGINT', () => {
      this.#controller.abort()
    })
  }

  open(folder: string): Portfolio {
    return this.#engine.open(resolve(folder))
  }

  /** @param renews the folder of the older portfolio that a new cycle begins from */
  create(folder: string, facts: PortfolioFacts, renews?: string): Portfolio {
    return this.#engine.create(resolve(folder), facts, renews === undefined ? undefined : resolve(renews))
  }

  /** Makes the sample and opens it. */
  async createSample(folder: string, language: Language): Promise<Portfolio> {
    await this.#engine.createSample(resolve(folder), language, this.#call())
    return this.open(folder)
  }

  /** One request of the contract's table. */
  async ask<Name extends keyof EngineRequests>(
    name: Name,
    input: v.InferInput<EngineRequests[Name]['input']>,
  ): Promise<OutputOf<EngineRequests[Name]>> {
    const output = await callMethod(engineRequests, this.#engine.methods, { name, input, ...this.#call() })
    return output as OutputOf<EngineRequests[Name]>
  }

  /** A path as the requests take the paths that a person chose. */
  async grant(path: string): Promise<string> {
    const grant = crypto.randomUUID()
    await this.#engine.control.grantPath({ grant, path: resolve(path) }, this.#call())
    return grant
  }

  /** Unpacks an archive to a new folder; opens nothing. */
  unpack(file: string, folder: string): Promise<Unpacked> {
    return unpackArchive(resolve(file), resolve(folder), this.#call())
  }

  finishPictures(): Promise<void> {
    return this.#engine.finishPictures(this.#call())
  }

  finishTexts(): Promise<void> {
    return this.#engine.finishTexts(this.#call())
  }

  close(): void {
    this.#engine.close()
  }

  #call(): Call {
    return { signal: this.#controller.signal, progress: showProgress }
  }
}

/** A line that is written over, only where a person looks on. */
function showProgress({ done, total, step = '' }: Progress): void {
  if (!process.stderr.isTTY) return
  process.stderr.write(`\r\u001b[K${sayProgress({ step, done, total })}`)
  if (done >= total) process.stderr.write('\r\u001b[K')
}

function sayProgress({ step = '', done, total }: Progress): string {
  const megabytes = (bytes: number): number => Math.round(bytes / 1_000_000)
  return step === 'archiveBytes'
    ? say('cli.progress.bytes', { done: megabytes(done), total: megabytes(total) })
    : say('cli.progress', { step, done, total })
}
