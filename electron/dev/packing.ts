import { existsSync, lstatSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { packageFolder, projectFolder } from './places'
import { runQuietly } from './run'
import type { Runtime } from './runtime'
import { PlainFailure } from './say'

const releaseFolder = join(projectFolder, 'release')

/** The packed app: its folder, and the program in it. */
export type Packed = { folder: string; executable: string }

/** Packs what was built as a folder for this machine's system. Throws a `PlainFailure` with what the packer said. */
export async function packFolder(runtime: Pick<Runtime, 'folder'>): Promise<Packed> {
  const builder = join(packageFolder('electron-builder'), 'cli.js')
  const words = [builder, '--dir', `-c.electronDist=${runtime.folder}`]
  // On a Mac one for its own processor: the universal one takes twice as long, and is made for a release only.
  if (process.platform === 'darwin') words.push(`-c.mac.target=dir`, `--${process.arch}`)
  const { code, output } = await runQuietly(process.execPath, words)
  if (code !== 0) throw new PlainFailure(`The app could not be packed.\n${output}`)
  const packed = findPacked()
  if (!packed)
    throw new PlainFailure(`The packer says that all is well, but the app is not there.\n${output}`)
  // The loader of a borrowed runtime.
  rmSync(join(packed.folder, 'resources', 'app'), { recursive: true, force: true })
  return packed
}

function findPacked(): Packed | undefined {
  const places: Partial<Record<NodeJS.Platform, [folder: string, executable: string][]>> = {
    linux: [['linux-unpacked', 'fivefold']],
    win32: [['win-unpacked', 'Fivefold.exe']],
    darwin: ['mac-arm64', 'mac', 'mac-universal'].map((name) => [
      join(name, 'Fivefold.app'),
      'Contents/MacOS/Fivefold',
    ]),
  }
  return (places[process.platform] ?? [])
    .map(([name, executable]) => {
      const folder = join(releaseFolder, name)
      return { folder, executable: join(folder, executable) }
    })
    .find(({ executable }) => existsSync(executable))
}

/** A part of the packed app and its size in bytes. */
type Part = { name: string; bytes: number }

/** How large the packed app is, in bytes, and its largest parts: files, packages, and folders of small files. */
export async function weigh({ folder }: Packed, count: number): Promise<{ bytes: number; parts: Part[] }> {
  const parts = new Map<string, number>()
  let bytes = 0
  for (const path of filesIn(folder)) {
    const size = lstatSync(join(folder, path)).size
    bytes += size
    if (path.endsWith('app.asar')) continue
    const name = partOf(path)
    parts.set(name, (parts.get(name) ?? 0) + size)
  }
  for (const { name, bytes: size } of await inArchive(folder)) parts.set(name, (parts.get(name) ?? 0) + size)
  const sorted = [...parts].map(([name, size]) => ({ name, bytes: size })).sort((a, b) => b.bytes - a.bytes)
  return { bytes, parts: sorted.slice(0, count) }
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
}

/** Files of a package belong together, and so do those of a folder of small ones. */
function partOf(path: string): string {
  const slashed = path.replaceAll('\\', '/')
  const inPackage = /^(.*?node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(slashed)?.[1]
  if (inPackage !== undefined) return inPackage.replace(/^.*node_modules\//, '')
  return /^(.*?\/?(?:fonts|dictionaries|locales|renderer))\//.exec(slashed)?.[1] ?? slashed
}

async function inArchive(folder: string): Promise<Part[]> {
  const archive = filesIn(folder).find((path) => path.endsWith('app.asar'))
  if (archive === undefined) return []
  const { getRawHeader } = await import('@electron/asar')
  const found: Part[] = []
  const walk = (entry: unknown, path: string): void => {
    if (typeof entry !== 'object' || entry === null) return
    if ('files' in entry) {
      for (const [name, each] of Object.entries(entry.files as object)) walk(each, `${path}/${name}`)
    } else if ('size' in entry && !('unpacked' in entry)) {
      found.push({ name: partOf(path.slice(1)), bytes: Number(entry.size) })
    }
  }
  walk(getRawHeader(join(folder, archive)).header, '')
  return found
}
