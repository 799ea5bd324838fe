import { cpSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Merge } from '../../electron/domain/merge'
import { startTestEngine, type TestEngine } from './engine'
import { temporaryFolder } from './temporary'

export type Copy = TestEngine & { root: string }

/** A copy of a portfolio's folder, open in an engine of its own, in which somebody else works. The one it is copied from is open again. */
export async function copyOf(of: Copy, author: string): Promise<Copy> {
  const root = join(temporaryFolder(), `${author}.fivefold`)
  of.close()
  cpSync(of.root, root, { recursive: true })
  of.open(of.root)
  const engine = startTestEngine()
  engine.open(root)
  await engine.ask('writeSettings', { author })
  return { ...engine, root }
}

/** The folder of a copy as it can be handed over: its database is closed while `work` runs. */
async function atRest<Result>(copy: Copy, work: () => Promise<Result>): Promise<Result> {
  copy.close()
  try {
    return await work()
  } finally {
    copy.open(copy.root)
  }
}

/** Brings another copy into this one. */
export function mergeInto(
  here: Copy,
  other: Copy,
  choices: Record<string, 'yours' | 'theirs' | 'both'> = {},
): Promise<Merge> {
  return atRest(other, () => here.ask('merge', { files: [{ path: other.root }], choices }))
}

/** Tables of what is no content: the history, and what copies know of each other. */
const apart = [
  'change',
  'change_step',
  'this_copy',
  'known_copy',
  'stamp',
  'gone_row',
  'sqlite_sequence',
  'file',
]

/** All rows of all tables, sorted. */
export function dump(copy: Copy, without: readonly string[] = []): Record<string, unknown[]> {
  copy.close()
  const db = new Database(join(copy.root, 'portfolio.sqlite'), { readonly: true })
  try {
    const tables = db
      .prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_stat%' ORDER BY name",
      )
      .pluck()
      .all() as string[]
    return Object.fromEntries(
      tables
        .filter((table) => !without.includes(table))
        .map((table) => [
          table,
          db
            .prepare(`SELECT * FROM ${table}`)
            .all()
            .map((row) => JSON.stringify(row))
            .sort(),
        ]),
    )
  } finally {
    db.close()
    copy.open(copy.root)
  }
}

/** What the copy says, apart from how it came to say so. */
export const contentOf = (copy: Copy): Record<string, unknown[]> => dump(copy, apart)

/** Everything but the history and the clock, which never goes back. Stored files stay while the history could ask for them. */
export const stateOf = (copy: Copy): Record<string, unknown[]> =>
  dump(copy, ['change', 'change_step', 'this_copy', 'sqlite_sequence', 'file'])
