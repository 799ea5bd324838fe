import { resolve } from 'node:path'
import type { LostFile } from '../domain/archive'
import type { CliEngine } from './cli-engine'
import { say, sayNumber, type Spoken } from './spoken'

/** How many files are named one by one. */
const mostNamed = 20

/** Packs a portfolio, all of it, into one file. */
export async function packCommand(engine: CliEngine, [dir = '', file = '']: string[]): Promise<Spoken> {
  engine.open(dir)
  const packed = await engine.ask('exportArchive', { out: await engine.grant(file) })
  const { name, bytes, files, damaged, missing } = packed
  return {
    lines: [say('cli.packed', { name, files, size: sayNumber(bytes / 1_000_000) })],
    json: { file: resolve(file), ...packed },
    asides: [
      say('cli.packed.holds'),
      ...sayLost(damaged, 'cli.packed.damaged'),
      ...sayLost(missing, 'cli.packed.missing'),
    ],
  }
}

function sayLost(files: readonly LostFile[], key: 'cli.packed.damaged' | 'cli.packed.missing'): string[] {
  const lines = files
    .slice(0, mostNamed)
    .map(({ path, names }) => say(key, { path, names: names.join(', ') || '–' }))
  return files.length > mostNamed ? [...lines, `… ${files.length - mostNamed}`] : lines
}

/** Unpacks an archive to a new folder. */
export async function unpackCommand(engine: CliEngine, [file = '', dir = '']: string[]): Promise<Spoken> {
  const { manifest, damaged, missing } = await engine.unpack(file, dir)
  const { portfolio, school, cycle, madeAt, madeBy } = manifest
  const folder = resolve(dir)
  return {
    lines: [say('cli.unpacked', { folder })],
    json: { folder, portfolio, school, cycle, madeAt, madeBy, damaged, missing },
    asides: [...damaged, ...missing].slice(0, mostNamed).map((path) => say('cli.unpacked.lost', { path })),
  }
}
