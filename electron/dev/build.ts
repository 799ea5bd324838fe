import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { oneAtATime } from './cache'
import { fingerprint } from './fingerprint'
import { buildFolder, projectFolder } from './places'
import { PlainFailure, runScript, say } from './say'

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
  return fingerprint({
    folders: ['electron', 'renderer', 'resources'].map((name) => join(projectFolder, name)),
    files: ['package.json', 'package-lock.json'].map((name) => join(projectFolder, name)),
  })
}

async function build(): Promise<void> {
  // Loaded here, since a start that finds a fresh build should not wait for the bundler.
  const { build: bundle } = await import('vite')
  const { nodeBundle, preloadBundle, rendererBundle } = await import('./bundles')
  // Taken beforehand: a file written during the build must make the next start build again.
  const sources = currentSources()
  rmSync(stamp, { force: true })
  mkdirSync(buildFolder, { recursive: true })
  try {
    await bundle(nodeBundle())
    await bundle(preloadBundle())
    await bundle(rendererBundle())
  } catch (error) {
    throw new PlainFailure(error instanceof Error ? error.message : String(error))
  }
  writeFileSync(stamp, sources)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await runScript(async () => {
    await buildAll()
    return 0
  })
}
