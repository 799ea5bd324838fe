import { readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { EngineRequests } from '../contract/engine'
import type { Call, Methods } from '../contract/table'
import { dayOf } from '../domain/application'
import type { Language, Portfolio } from '../domain/portfolio'
import { isSample } from '../domain/sample'
import { history } from './changes'
import type { ReadableDb } from './database'
import { folderEnding } from './folders'
import { portfolio } from './portfolio'
import { createPressAtHand } from './press-at-hand'
import { readSample, sampleCycle } from './sample/content'
import { makeSample, type SampleEngine } from './sample/make'
import type { Session } from './session'
import type { StartWorker } from './workers'

type Tools = {
  language: () => Language
  fonts: string
  clock: () => Date
  startWorker: StartWorker
  startEngine: () => SampleEngine
}

/** What the sample is made of lies beside the fonts, in the project as in the packed app. */
function sampleFolder({ fonts }: Tools): string {
  return join(dirname(fonts), 'sample')
}

/** Makes the sample in a folder that is not there yet; nothing is opened. Throws as `addSample` does. */
export async function createSample(
  root: string,
  language: Language,
  tools: Tools,
  call: Call,
): Promise<void> {
  const press = createPressAtHand(tools.startWorker)
  await makeSample({ root, folder: sampleFolder(tools), press, ...tools, language }, call)
}

/** The portfolio to try the app with. */
export function sampleMethods(
  { newPlace, open, peek }: Session,
  tools: Tools,
): Pick<Methods<EngineRequests>, 'addSample'> {
  return {
    addSample: async (_input, call): Promise<Portfolio> => {
      const language = tools.language()
      const { from } = sampleCycle(dayOf(tools.clock()))
      const { texts } = readSample(sampleFolder(tools), language, from)
      const root = newPlace(null, texts.folder)
      const isUntouched = (db: ReadableDb) => isSample(portfolio(db)) && isSpoken(db) && isFresh(db)
      const isSpoken = (db: ReadableDb) => portfolio(db).language === language
      const isFresh = (db: ReadableDb) =>
        portfolio(db).cycle.from === from && history(db).undo === null && history(db).redo === null
      const earlier = siblings(root, texts.folder).find((folder) => peekSafely(folder, isUntouched))
      if (earlier !== undefined) return open(earlier)
      await createSample(root, language, tools, call)
      return open(root)
    },
  }

  /** One that cannot be opened is no reason not to make another. */
  function peekSafely(folder: string, read: (db: ReadableDb) => boolean): boolean {
    try {
      return peek(folder, read)
    } catch {
      return false
    }
  }
}

/** The folders beside `root` that are named like it. */
function siblings(root: string, name: string): string[] {
  const parent = dirname(root)
  try {
    return readdirSync(parent)
      .filter((entry) => entry.startsWith(basename(name)) && entry.endsWith(folderEnding))
      .map((entry) => join(parent, entry))
  } catch {
    return []
  }
}
