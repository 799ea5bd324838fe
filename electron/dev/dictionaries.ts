import { createHash } from 'node:crypto'
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dictionaries, dictionaryList, type Dictionary } from '../domain/dictionaries'
import { languages } from '../domain/portfolio'
import { cachedFolder } from './cache'
import { cacheFolder, packageFolder, projectFolder } from './places'
import { runQuietly } from './run'
import { PlainFailure, say } from './say'
import { findConverter, prepareConverter } from './system'

/*
 * The dictionaries of the spell-check: Chromium reads a format of its own (`.bdic`), into which the word lists of npm
 * packages are turned by Chromium's converter, as Debian packs it. What comes out lies in `.cache/` and in `dist/`.
 */

/** The licence that is chosen where a dictionary offers several, and that one names without bringing its text. */
const chosenLicence = 'LGPL-2.1'

const all: readonly Dictionary[] = languages.flatMap((language) => [...dictionaries[language]])

/** Makes the dictionaries where they are missing, and installs what that takes. Throws where it cannot be had. */
export async function prepareDictionaries(): Promise<void> {
  if (existsSync(cachedDictionaries())) return
  const converter = await prepareConverter()
  await cachedFolder(cacheName(), (folder) => convertAll(converter, folder))
}

/** The same for a start, which does without: then one line says what is missing. */
export async function tryDictionaries(): Promise<void> {
  try {
    await prepareDictionaries()
  } catch (error) {
    if (!(error instanceof PlainFailure)) throw error
    say(`Without its dictionaries the app does not check spelling. ${error.message}`)
  }
}

/** Whether a build made now would have dictionaries. */
export function hasDictionaries(): boolean {
  return existsSync(cachedDictionaries()) || findConverter() !== null
}

/** Puts the dictionaries into a build; without the converter none, and one line says so. */
export async function addDictionaries(buildFolder: string): Promise<void> {
  if (!hasDictionaries()) {
    say(
      'This build checks no spelling: its dictionaries are made with qwebengine_convert_dict (Debian: qt6-webengine-dev-tools).',
    )
    return
  }
  await prepareDictionaries()
  cpSync(cachedDictionaries(), join(buildFolder, 'dictionaries'), { recursive: true })
}

function cachedDictionaries(): string {
  return join(cacheFolder, cacheName())
}

/** Another version of a package, or another list here, makes them anew. */
function cacheName(): string {
  return `dictionaries-${createHash('sha256').update(listOf(all)).digest('hex').slice(0, 12)}`
}

async function convertAll(converter: string, folder: string): Promise<void> {
  say('Making the dictionaries of the spell-check (once, about ten seconds) ...')
  await Promise.all(all.map((dictionary) => convert(converter, { dictionary, folder })))
  for (const { package: name } of all) {
    const licence = join(packageFolder(name), 'license')
    if (existsSync(licence)) copyFileSync(licence, join(folder, licenceFile(name)))
  }
  const text = `${chosenLicence}.txt`
  copyFileSync(join(projectFolder, 'resources', 'dictionaries', text), join(folder, text))
  writeFileSync(join(folder, dictionaryList), listOf(all))
}

/**
 * Turns the word list of an installed package into the form that Chromium reads; the converter reads what it has
 * written back and compares. Throws a `PlainFailure` with what the converter said.
 */
export async function convert(
  converter: string,
  { dictionary, folder }: { dictionary: Dictionary; folder: string },
): Promise<void> {
  const source = packageFolder(dictionary.package)
  const made = join(folder, dictionary.file)
  mkdirSync(folder, { recursive: true })
  const { code, output } = await runQuietly(converter, [join(source, 'index.dic'), made])
  if (code === 0 && existsSync(made)) return
  throw new PlainFailure(`${output.trim()}\nThe dictionary ${dictionary.file} could not be made.`)
}

function licenceFile(packageName: string): string {
  return `${packageName}-licence.txt`
}

/** What lies beside the dictionaries: each with its package, version and licence. */
export function listOf(list: readonly Dictionary[]): string {
  const lines = list.map(({ package: name, file }) => {
    const { version, license } = factsOf(name)
    const offersSeveral = license.includes(chosenLicence)
    const licence =
      offersSeveral && license !== chosenLicence ? `${chosenLicence}, out of ${license}` : license
    const texts = [
      ...(existsSync(join(packageFolder(name), 'license')) ? [licenceFile(name)] : []),
      ...(offersSeveral ? [`${chosenLicence}.txt`] : []),
    ]
    return `${file}: made from ${name} ${version} (npm), licence ${licence}; see ${texts.join(', ')}`
  })
  return `Dictionaries of the spell-check\n\n${lines.join('\n')}\n`
}

function factsOf(packageName: string): { version: string; license: string } {
  return JSON.parse(readFileSync(join(packageFolder(packageName), 'package.json'), 'utf8')) as {
    version: string
    license: string
  }
}
