import { resolve } from 'node:path'
import { bestLanguage } from '../domain/language'
import type { Language } from '../domain/portfolio'
import type { CliEngine } from './cli-engine'
import { say, systemLanguages, type Spoken } from './spoken'

/** Makes the sample portfolio in a folder of one's choice, in the terminal's language unless another is asked for. */
export async function sampleCommand(
  engine: CliEngine,
  [dir = '']: string[],
  { language = bestLanguage(systemLanguages) }: { language?: Language },
): Promise<Spoken> {
  const { id } = await engine.createSample(dir, language)
  await engine.finishPictures()
  return { lines: [say('cli.sampled', { folder: dir })], json: { id, folder: resolve(dir) } }
}
