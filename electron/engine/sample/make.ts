import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { engineRequests, type EngineRequests } from '../../contract/engine'
import { callMethod } from '../../contract/rpc'
import type { Call, Methods, OutputOf } from '../../contract/table'
import { dayOf } from '../../domain/application'
import { Failure } from '../../domain/failure'
import { fileNameFor } from '../../domain/folder-name'
import type { Language, PortfolioFacts } from '../../domain/portfolio'
import type { PressAtHand } from '../press-at-hand'
import { readSample, sampleCycle, type SampleContent } from './content'
import { datedPhoto } from './dated-photo'
import { sampleList, sampleSheet, sampleWord } from './documents'
import { fillSample } from './fill'
import type { Ask, SampleFiles } from './filling'

/** An engine that makes nothing but samples: what is made goes through its requests, as what a person makes does. */
export type SampleEngine = {
  methods: Methods<EngineRequests>
  create: (root: string, facts: PortfolioFacts) => void
  /** Lets the history begin after what was done so far. */
  beginHistory: () => void
  /** Resolves when every photo has its pictures. */
  finishPictures: (call: Partial<Call>) => Promise<void>
  close: () => void
}

type Order = {
  root: string
  language: Language
  /** `resources/sample`. */
  folder: string
  fonts: string
  clock: () => Date
  startEngine: () => SampleEngine
  press: PressAtHand
}

/**
 * Makes the sample portfolio in a folder that is not there yet. Nothing of it stays when it fails. Throws `disk.full`,
 * `portfolio.notWritable`, `portfolio.exists`, `cancelled`.
 */
export async function makeSample(order: Order, call: Call): Promise<void> {
  const { root, language, folder, clock, press } = order
  const today = dayOf(clock())
  const cycle = sampleCycle(today)
  const content = readSample(folder, language, cycle.from)
  const { school, country, secondLanguage } = content.texts
  const engine = order.startEngine()
  const place = await mkdtemp(join(tmpdir(), 'fivefold-sample-'))
  const ask: Ask = async (name, input) => {
    if (call.signal.aborted) throw new Failure('cancelled')
    const asked = { name, input, signal: call.signal, progress: () => undefined }
    return (await callMethod(engineRequests, engine.methods, asked)) as OutputOf<EngineRequests[typeof name]>
  }
  let isMade = false
  try {
    engine.create(root, { school, country, language, cycle, secondLanguage })
    isMade = true
    const files = sampleFiles(content, { ...order, place, signal: call.signal })
    await fillSample(content, { ask, files, today, progress: call.progress })
    engine.beginHistory()
  } catch (error) {
    engine.close()
    if (isMade) await rm(root, { recursive: true, force: true })
    throw error
  } finally {
    engine.close()
    press.stop()
    await rm(place, { recursive: true, force: true })
  }
}

/** @param place a folder for them */
function sampleFiles(
  { texts }: SampleContent,
  { folder, place, press, fonts, clock, language, signal }: Order & { place: string; signal: AbortSignal },
): SampleFiles {
  let count = 0

  /** Each in a folder of its own: names may be the same. */
  async function placeFor(name: string, ending: string): Promise<string> {
    const own = join(place, String((count += 1)))
    await mkdir(own)
    return join(own, fileNameFor(name, ending))
  }

  return {
    photo: async (name, { picture, taken }) => {
      const path = await placeFor(name, '.jpg')
      const source = join(folder, 'photos', `${picture}.jpg`)
      if (taken === '') await copyFile(source, path)
      else await writeFile(path, datedPhoto(await readFile(source), taken))
      return path
    },
    document: async (kind, id) => {
      const document = texts.documents[id]
      if (!document) throw new Error(`the sample has no document ${id}`)
      const path = await placeFor(document.name, `.${kind}`)
      if (kind === 'csv') await writeFile(path, sampleSheet(document))
      else if (kind === 'docx') await writeFile(path, await sampleWord(document, texts.school))
      else {
        const list = sampleList(document, { school: texts.school, language })
        await press.use(
          (client) => client.printList({ list, paper: 'A4', fonts, out: path, now: clock().toISOString() }),
          signal,
        )
      }
      return path
    },
  }
}
