import { resolve } from 'node:path'
import type { CliEngine } from './cli-engine'
import { say, sayNumber, type Spoken } from './spoken'

/** How many files are named one by one. */
const mostNamed = 20

/** Brings the extra copy of a portfolio in a folder up to date; begins it where there is none. */
export async function copyCommand(engine: CliEngine, [dir = '', folder = '']: string[]): Promise<Spoken> {
  engine.open(dir)
  const { isOnSameDisk } = await engine.ask('chooseExtraCopy', { place: await engine.grant(folder) })
  const copied = await engine.ask('makeExtraCopy', {})
  const { name, files, bytes, leftOut, besides } = copied
  const named = leftOut
    .slice(0, mostNamed)
    .map(({ path, names, why }) => say('cli.copied.leftOut', { path, names: names.join(', ') || '–', why }))
  return {
    lines: [say('cli.copied', { name, files, size: sayNumber(bytes / 1_000_000) })],
    json: { folder: resolve(folder), ...copied, isOnSameDisk },
    asides: [
      say('cli.copied.holds'),
      ...(isOnSameDisk ? [say('extraCopy.sameDisk')] : []),
      ...(besides === null ? [] : [say('cli.copied.besides', { old: besides, name })]),
      ...named,
      ...(leftOut.length > mostNamed ? [`… ${leftOut.length - mostNamed}`] : []),
    ],
  }
}
