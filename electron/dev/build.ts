import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { oneAtATime } from './cache'
import { addDictionaries, hasDictionaries } from './dictionaries'
import { fingerprint } from './fingerprint'
import type { BuildTarget } from './bundles'
import { buildFolder, cacheFolder, projectFolder } from './places'
import { PlainFailure, runScript, say } from './say'
import { requireTexts } from './texts'

/** Says what the build was made from; written last, so that an interrupted build counts as none. */
const stamp = join(buildFolder, 'built-from.txt')

/** Builds everything into `dist/`. */
export async function buildAll(): Promise<void> {
  await oneAtATime('build', build)
}

/** Builds only when a source has changed since the last build. */
export async function buildIfStale(): Promise<void> {
  if (isFresh()) return
  await oneAtATime('build', async () => {
    if (isFresh()) return
    say('Building ...')
    await build()
  })
}

function isFresh(): boolean {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === currentSources()
}

function currentSources(): string {
  const sources = fingerprint({
    folders: ['electron', 'renderer', 'resources'].map((name) => join(projectFolder, name)),
    files: ['package.json', 'package-lock.json'].map((name) => join(projectFolder, name)),
  })
  // Where the converter has come since, the dictionaries are still to be made.
  return `${sources} ${hasDictionaries() ? 'with' : 'without'} dictionaries`
}

async function build(): Promise<void> {
  requireTexts()
  // Taken beforehand: a file written during the build must make the next start build again.
  const sources = currentSources()
  rmSync(stamp, { force: true })
  await bundleInto({ folder: buildFolder, plugins: [] })
  writeFileSync(stamp, sources)
}

async function bundleInto(target: BuildTarget): Promise<void> {
  // Loaded here, since a start that finds a fresh build should not wait for the bundler.
  const { build: bundle } = await import('vite')
  const { nodeBundle, preloadBundle, rendererBundle } = await import('./bundles')
  const { licencesText, notingPackages } = await import('./licences')
  mkdirSync(target.folder, { recursive: true })
  const packages = new Set<string>()
  const noting = { ...target, plugins: [...target.plugins, notingPackages(packages)] }
  try {
    await bundle(nodeBundle(noting))
    await bundle(preloadBundle(noting))
    await bundle(rendererBundle(noting))
  } catch (error) {
    throw new PlainFailure(error instanceof Error ? error.message : String(error))
  }
  await addDictionaries(target.folder)
  writeFileSync(
    join(target.folder, 'licences.txt'),
    licencesText(packages, join(target.folder, 'dictionaries')),
  )
}

/** Builds the app in the pseudo-locale, whose English is longer and in marks; gives the folder that Electron starts. */
export async function buildPseudo(): Promise<string> {
  const { pseudoTexts } = await import('./pseudo')
  const folder = join(cacheFolder, 'pseudo')
  await bundleInto({ folder: join(folder, 'dist'), plugins: [pseudoTexts()] })
  const { name, version } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as Record<
    string,
    string
  >
  const facts = { name, productName: 'Fivefold pseudo-locale', version, type: 'module', main: 'dist/main.js' }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(facts))
  cpSync(join(projectFolder, 'resources', 'fonts'), join(folder, 'resources', 'fonts'), { recursive: true })
  return folder
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await runScript(async () => {
    await buildAll()
    return 0
  })
}
