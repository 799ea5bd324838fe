import { mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { fingerprint } from '../../electron/dev/fingerprint'
import { temporaryFolder } from '../support/temporary'

function sourcesIn(root: string): { folders: string[]; files: string[] } {
  mkdirSync(join(root, 'electron', 'engine'), { recursive: true })
  writeFileSync(join(root, 'electron', 'engine', 'one.ts'), 'export const one = 1')
  writeFileSync(join(root, 'package-lock.json'), '{}')
  return { folders: [join(root, 'electron')], files: [join(root, 'package-lock.json')] }
}

it('stays the same while nothing is written', () => {
  const sources = sourcesIn(temporaryFolder())
  expect(fingerprint(sources)).toBe(fingerprint(sources))
})

it('changes when a source is written, added, renamed or removed', () => {
  const root = temporaryFolder()
  const sources = sourcesIn(root)
  const one = join(root, 'electron', 'engine', 'one.ts')
  const two = join(root, 'electron', 'engine', 'two.ts')
  const seen = [fingerprint(sources)]

  utimesSync(one, 1_000, 1_000)
  seen.push(fingerprint(sources))
  writeFileSync(two, '')
  seen.push(fingerprint(sources))
  renameSync(two, join(root, 'electron', 'two.ts'))
  seen.push(fingerprint(sources))
  rmSync(one)
  seen.push(fingerprint(sources))

  expect(new Set(seen).size).toBe(seen.length)
})

it('looks into the lock file, whose date an installation may change for nothing', () => {
  const root = temporaryFolder()
  const sources = sourcesIn(root)
  const lock = join(root, 'package-lock.json')
  const before = fingerprint(sources)

  utimesSync(lock, 1_000, 1_000)
  expect(fingerprint(sources)).toBe(before)
  writeFileSync(lock, '{ "changed": true }')
  expect(fingerprint(sources)).not.toBe(before)
})
