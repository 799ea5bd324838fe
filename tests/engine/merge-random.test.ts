import { join } from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contentOf, copyOf, mergeInto, stateOf, type Copy } from '../support/copies'
import { startWithPortfolio } from '../support/engine'
import { steps, workOn, type Step } from '../support/random-work'

/** Copies that start from the same, and in which each went on for itself. */
async function copies(base: readonly Step[], works: readonly (readonly Step[])[]): Promise<Copy[]> {
  const first = startWithPortfolio()
  await workOn(first, base)
  const all: Copy[] = []
  for (const [index, work] of works.entries()) {
    const copy = await copyOf(first, `Person ${index}`)
    await workOn(copy, work)
    all.push(copy)
  }
  return all
}

/** A copy of its own into which others have come, one after the other. */
async function merged(here: Copy, ...others: Copy[]): Promise<Copy> {
  const copy = await copyOf(here, 'Merger')
  for (const other of others) await mergeInto(copy, other)
  return copy
}

function read<Row>(copy: Copy, sql: string): Row[] {
  copy.close()
  const db = new Database(join(copy.root, 'portfolio.sqlite'), { readonly: true })
  try {
    return db.prepare<[], Row>(sql).all()
  } finally {
    db.close()
    copy.open(copy.root)
  }
}

const answers = (copy: Copy) =>
  read<{ text: string }>(copy, 'SELECT text FROM answer UNION SELECT text FROM second_answer').map(
    ({ text }) => text,
  )
const versions = (copy: Copy) =>
  read<{ text: string }>(copy, 'SELECT text FROM answer_version').map(({ text }) => text)
const withdrawn = (copy: Copy) =>
  read<{ id: string }>(
    copy,
    "SELECT file_hash AS id FROM consent WHERE state = 'withdrawn' UNION SELECT id FROM subject WHERE state = 'withdrawn'",
  ).map(({ id }) => id)

describe('random work in copies', () => {
  it('of two comes together, whichever comes to which; once is enough, and undo is as if it had never been', async () => {
    await fc.assert(
      fc.asyncProperty(steps(12), steps(14), steps(14), async (base, one, other) => {
        const [a, b, first] = (await copies(base, [one, other, []])) as [Copy, Copy, Copy]
        const old = answers(first)
        const ab = await copyOf(a, 'Merger')
        const before = stateOf(ab)
        const steps = (await ab.ask('listChanges', {})).length
        const { changes } = await mergeInto(ab, b)
        const after = stateOf(ab)
        expect(contentOf(await merged(b, a))).toEqual(contentOf(ab))
        expect((await mergeInto(ab, b)).changes).toBe(0)
        expect(stateOf(ab)).toEqual(after)
        expect(read(ab, 'PRAGMA foreign_key_check')).toEqual([])
        expect(read(ab, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }])

        const kept = [...answers(ab), ...versions(ab)]
        const written = [...answers(a), ...answers(b)].filter((text) => text !== '')
        // What one side alone still has, though it is older than both copies, the other has deleted with its claim.
        const isOld = (text: string) => old.includes(text)
        expect(written.filter((text) => !kept.includes(text) && !isOld(text))).toEqual([])
        expect(withdrawn(ab)).toEqual(expect.arrayContaining([...withdrawn(a), ...withdrawn(b)]))

        if (changes > 0) {
          expect(await ab.ask('undo', {})).toMatchObject({ kind: 'merge' })
          expect(stateOf(ab)).toEqual(before)
          await ab.ask('redo', {})
          expect(stateOf(ab)).toEqual(after)
        } else {
          expect(await ab.ask('listChanges', {})).toHaveLength(steps)
        }
      }),
      { numRuns: 8 },
    )
  })

  it('of three comes together in any order', async () => {
    await fc.assert(
      fc.asyncProperty(steps(12), steps(10), steps(10), steps(10), async (base, one, two, three) => {
        const [a, b, c] = (await copies(base, [one, two, three])) as [Copy, Copy, Copy]
        const first = contentOf(await merged(a, b, c))
        expect(contentOf(await merged(a, await merged(b, c)))).toEqual(first)
        expect(contentOf(await merged(c, b, a))).toEqual(first)
        expect(contentOf(await merged(b, await merged(c, a)))).toEqual(first)
      }),
      { numRuns: 6 },
    )
  })
})
