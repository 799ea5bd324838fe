import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Failure } from '../../electron/domain/failure'
import { closePortfolio, openPortfolio } from '../../electron/engine/opened'
import { removeStaging, unpackArchive } from '../../electron/engine/archive-unpack'
import { verify } from '../../electron/engine/verify'
import { pack, textFile, treeOf } from '../support/archives'
import { startWithPortfolio } from '../support/engine'
import { entriesOf, rawZip, truthful, withSql, type RawEntry } from '../support/raw-zip'
import { place } from '../support/submissions'
import { quickDisk, temporaryFolder } from '../support/temporary'

/*
 * Archives with something changed in them, wherever it may be: each is refused with one of the sentences for it, or is a portfolio
 * in which nothing is wrong. Nothing is ever written elsewhere, and nothing that nobody expected is thrown.
 */

const call = { signal: new AbortController().signal, progress: () => undefined }

/** A byte, a number or a length of bytes that is otherwise, in one part of the file: `at` runs from 0 to 1 within it. */
type Mutation = {
  part: 'head' | 'tail' | 'any'
  kind: 'flip' | 'number' | 'cut' | 'drop' | 'repeat' | 'insert'
  at: number
  value: number
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  part: fc.constantFrom('head', 'head', 'tail', 'tail', 'any'),
  kind: fc.constantFrom('flip', 'flip', 'number', 'number', 'cut', 'drop', 'repeat', 'insert'),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  value: fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 0x7fffffff, 0xfffffffe, 0xffffffff, 0x04034b50)),
})

/** How many bytes at either end hold what says what the rest is. */
const edge = 1600

function mutated(given: Buffer, { part, kind, at, value }: Mutation): Buffer {
  // Something must be left to be changed.
  const bytes = given.length < 8 ? Buffer.alloc(8) : given
  const from = part === 'tail' ? Math.max(0, bytes.length - edge) : 0
  const length = part === 'any' ? bytes.length : Math.min(edge, bytes.length)
  const spot = Math.min(bytes.length - 1, Math.floor(from + at * length))
  const size = 1 + (value % 64)
  const join = (...parts: Buffer[]) => Buffer.concat(parts)
  switch (kind) {
    case 'flip': {
      const copy = Buffer.from(bytes)
      copy[spot] = (copy[spot] ?? 0) ^ (value % 255 || 1)
      return copy
    }
    case 'number': {
      const copy = Buffer.from(bytes)
      copy.writeUInt32LE(value, Math.min(spot, copy.length - 4))
      return copy
    }
    case 'cut':
      return bytes.subarray(0, Math.max(8, spot))
    case 'drop':
      return join(bytes.subarray(0, spot), bytes.subarray(spot + size))
    case 'repeat':
      return join(bytes.subarray(0, spot + size), bytes.subarray(spot))
    case 'insert':
      return join(bytes.subarray(0, spot), Buffer.alloc(size, value), bytes.subarray(spot))
  }
}

/** A small archive with a submission, in small pages. */
async function smallEntries(): Promise<RawEntry[]> {
  const engine = startWithPortfolio()
  const { ids } = await engine.ask('addEvidence', { place, files: [{ path: textFile('a.txt', 'текст') }] })
  await engine.ask('writeEvidence', { id: ids[0] ?? '', title: 'Ден' })
  const pdf = engine.grant(textFile('a.pdf', '%PDF-1.4\n%%EOF\n'))
  await engine.ask('addSubmission', { handedInOn: '2027-03-03', pdf })
  const { path } = await pack(engine)
  engine.close()
  return truthful(withSql(await entriesOf(path), 'PRAGMA page_size = 512; VACUUM'))
}

type Trial = { folder: string; root: string; unpack: (bytes: Buffer) => Promise<boolean> }

/** Unpacks archives in a folder of this test, and says whether one was taken. */
function createTrial(): Trial {
  const sandbox = temporaryFolder(quickDisk)
  const folder = join(sandbox, 'out')
  const path = join(sandbox, 'in.fivefold.zip')
  const root = join(folder, 'x.fivefold')
  mkdirSync(folder)
  return {
    folder,
    root,
    unpack: async (bytes) => {
      writeFileSync(path, bytes)
      const isTaken = await unpackArchive(path, root, call).then(
        () => true,
        (error: unknown) => {
          if (error instanceof Failure && error.code.startsWith('archive.')) return false
          throw error
        },
      )
      expect(readdirSync(sandbox)).toEqual(['in.fivefold.zip', 'out'])
      expect(readdirSync(folder)).toEqual(isTaken ? ['x.fivefold'] : [])
      return isTaken
    },
  }
}

it('nine thousand archives with bytes changed anywhere are refused, or are the very portfolio', async () => {
  const whole = rawZip(await smallEntries())
  const { root, unpack } = createTrial()
  expect(await unpack(whole)).toBe(true)
  const tree = treeOf(root)
  await removeStaging(root)
  let taken = 0
  await fc.assert(
    fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 3 }), async (mutations) => {
      if (!(await unpack(mutations.reduce(mutated, whole)))) return
      taken += 1
      expect(treeOf(root)).toEqual(tree)
      await removeStaging(root)
    }),
    { numRuns: 9000 },
  )
  // A moment or an attribute of a file may say anything.
  expect(taken).toBeGreaterThan(0)
})

it('a thousand archives whose manifest was made true of what was changed are refused, or are sound', async () => {
  const entries = await smallEntries()
  const { root, unpack } = createTrial()
  const context = { clock: () => new Date(), author: () => 'test' }
  // The database mostly: all else is known by its hash.
  const change = fc.record({
    entry: fc.oneof(
      { weight: 19, arbitrary: fc.constant(1) },
      fc.integer({ min: 2, max: entries.length - 1 }),
    ),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    value: fc.nat(254),
  })
  let taken = 0
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 2 }), async (changes) => {
      const copies = entries.map((entry) => ({ ...entry, data: Buffer.from(entry.data) }))
      for (const { entry, at, value } of changes) {
        const data = copies[entry]?.data
        const spot = data ? Math.floor(at * (data.length - 1)) : 0
        if (data) data[spot] = (data[spot] ?? 0) ^ (value + 1)
      }
      if (!(await unpack(rawZip(truthful(copies))))) return
      taken += 1
      const opened = openPortfolio(root, context)
      try {
        expect(await verify(opened, call)).toEqual([])
      } finally {
        closePortfolio(opened)
      }
      await removeStaging(root)
    }),
    { numRuns: 1000 },
  )
  expect(taken).toBeGreaterThan(0)
})
