import { createWriteStream, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { cachedFolder } from './cache'
import { cacheFolder, packageFolder } from './places'
import { say } from './say'

const hour = 3_600_000
/** After a failed download the next start does not wait for another one; a day later it is worth a new try. */
const patience = 24 * hour
/** The network counts as closed after this long without a byte. */
const silence = 20_000

const executables: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
}

/** Where the executable lies in an unpacked official Electron of this platform. */
export function officialExecutable(folder: string): string {
  return join(folder, executables[process.platform] ?? 'electron')
}

/**
 * Gives the folder of the official Electron of the pinned version: the one that its own installer left in
 * node_modules, else one downloaded into the cache. Undefined where it cannot be downloaded.
 */
export async function findOfficial(): Promise<string | undefined> {
  const version = pinnedVersion()
  const installed = join(packageFolder('electron'), 'dist')
  if (existsSync(officialExecutable(installed)) && versionIn(installed) === version) return installed

  const name = `electron-${version}-${process.platform}-${process.arch}`
  const unreachable = join(cacheFolder, `${name}.unreachable`)
  const cached = join(cacheFolder, name)
  if (!existsSync(cached) && wasTriedLately(unreachable)) return undefined
  try {
    const folder = await cachedFolder(name, (aside) => download(version, aside))
    rmSync(unreachable, { force: true })
    return folder
  } catch (error) {
    writeFileSync(unreachable, `${String(error)}\n`)
    return undefined
  }
}

/** The version of Electron that package.json names. */
export function pinnedVersion(): string {
  const facts = JSON.parse(readFileSync(join(packageFolder('electron'), 'package.json'), 'utf8')) as {
    version: string
  }
  return facts.version
}

function versionIn(folder: string): string | undefined {
  const file = join(folder, 'version')
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : undefined
}

function wasTriedLately(mark: string): boolean {
  return existsSync(mark) && Date.now() - statSync(mark).mtimeMs < patience
}

async function download(version: string, folder: string): Promise<void> {
  say(`Looking for the official Electron ${version} ...`)
  // Loaded here, since a start that finds Electron in place needs neither.
  const { downloadArtifact, ElectronDownloadCacheMode } = await import('@electron/get')
  const { extract } = await import('@electron-internal/extract-zip')
  const temporary = `${folder}.download`
  await mkdir(temporary, { recursive: true })
  try {
    const archive = await downloadArtifact({
      version,
      artifactName: 'electron',
      platform: process.platform,
      arch: process.arch,
      checksums: readChecksums(),
      // A copy that the user's other projects have fetched is welcome, but this one writes to its own cache only.
      cacheMode: ElectronDownloadCacheMode.ReadOnly,
      tempDirectory: temporary,
      downloader: { download: fetchUnlessSilent },
    })
    await extract(archive, { dir: folder })
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
}

function readChecksums(): Record<string, string> {
  return JSON.parse(readFileSync(join(packageFolder('electron'), 'checksums.json'), 'utf8')) as Record<
    string,
    string
  >
}

async function fetchUnlessSilent(address: string, file: string): Promise<void> {
  const abort = new AbortController()
  const timer = setTimeout(() => {
    abort.abort(new Error('The network is silent.'))
  }, silence)
  const listen = new Transform({
    transform(chunk, _encoding, done): void {
      timer.refresh()
      done(null, chunk)
    },
  })
  try {
    const response = await fetch(address, { signal: abort.signal })
    if (!response.ok || !response.body) throw new Error(`The server answers ${String(response.status)}.`)
    await pipeline(response.body, listen, createWriteStream(file))
  } finally {
    clearTimeout(timer)
  }
}
