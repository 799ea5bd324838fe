import { stat } from 'node:fs/promises'
import { setImmediate as pause } from 'node:timers/promises'
import type { Call } from '../../contract/table'
import type { Choice, Merge } from '../../domain/merge'
import { Failure } from '../../domain/failure'
import { noteFile } from '../attachments'
import { change, type Changed } from '../changes'
import type { ReadableDb } from '../database'
import { storeFile, type StoredOriginal } from '../files'
import { originalPath } from '../folders'
import type { Opened } from '../opened'
import { cellsOf, sharedTables } from '../shared-tables'
import { dropSubmission } from '../submissions'
import { applyJoin } from './apply'
import { readCopy, type CopyState } from './copy-state'
import { describeConflicts } from './describe'
import { addFacts, newFacts, type NewFacts } from './facts'
import { isSameRow, joinCopies, type Join } from './join'
import type { OtherCopy } from './other-copy'
import { contributorsOf, countsOf } from './summary'
import { submissionFolders, submissionsToDrop, type SubmissionFolders } from './submissions'

type Choices = ReadonlyMap<string, Choice>

/** What would come of it, and what it rests on. */
type Plan = {
  join: Join
  facts: NewFacts
  /** Submissions that go, since they were removed there. */
  dropped: string[]
  ours: CopyState
  theirs: CopyState
  needed: string[]
  /** How much had been written here when it was made: it holds for as long as that is all. */
  writes: number
}

function planMerge(opened: Opened, other: OtherCopy, theirs: CopyState, choices: Choices): Plan {
  const { db } = opened
  const cells = new Map(sharedTables.map((shared) => [shared.table, cellsOf(db, shared)]))
  const ours = readCopy(db)
  const join = joinCopies({ ours, theirs, cells, choices })
  const facts = newFacts(db, other.db, join.forgotten)
  const known = new Set(db.prepare<[], string>('SELECT hash FROM file').pluck().all())
  const used = join.rows
    .filter(({ shared }) => shared.table === 'attachment' || shared.table === 'book')
    .flatMap(({ after }) => [after?.file_hash, after?.copy_hash, after?.logo_hash])
    .filter((hash) => typeof hash === 'string')
  return {
    ...{ join, facts, ours, theirs, writes: writesOf(db) },
    dropped: submissionsToDrop(db, other.db),
    needed: [...new Set(used)].filter((hash) => !known.has(hash)),
  }
}

/** How many rows this process, which alone may, has written since the portfolio was opened. */
function writesOf(db: ReadableDb): number {
  return db.prepare<[], number>('SELECT total_changes()').pluck().get() ?? 0
}

/**
 * Rows and facts that would be other than they are: without the stamps, which nobody sees. A text that stays as it is, though the
 * other side has its own, counts: that is decided then.
 */
function countOf({ join, facts, dropped }: Plan): number {
  const rows = join.rows.filter(({ before, after }) => !before || !after || !isSameRow(before, after))
  const changed = new Set(rows.map(({ shared, key }) => `${shared.table} ${key}`))
  const decided = new Set(join.conflicts.map(({ shared, key }) => `${shared.table} ${key}`))
  const settled = [...decided].filter((each) => !changed.has(each))
  const told = facts.reduce((sum, { rows: each }) => sum + each.length, 0)
  return rows.length + settled.length + told + dropped.length
}

/** Lets others have their turn between two parts of the work. Throws `cancelled`, `portfolio.none`. */
async function goOn({ db }: Opened, { signal }: Call): Promise<void> {
  await pause()
  if (signal.aborted) throw new Failure('cancelled')
  if (!db.open) throw new Failure('portfolio.none')
}

/** What a merge would do here. Changes nothing. Throws `cancelled`. */
export async function previewMerge(opened: Opened, other: OtherCopy, call: Call): Promise<Merge> {
  const theirs = readCopy(other.db)
  await goOn(opened, call)
  const plan = planMerge(opened, other, theirs, new Map())
  await goOn(opened, call)
  const bytes = new Map<string, number>()
  const missing: string[] = []
  for (const hash of plan.needed) {
    const stats = await stat(originalPath(other.folder, hash)).catch(() => null)
    if (stats) bytes.set(hash, stats.size)
    else missing.push(nameOfFile(other, hash))
  }
  return {
    ...summaryOf(opened, plan),
    conflicts: describeConflicts(opened.db, other.db, plan.join.conflicts),
    files: bytes.size,
    bytes: [...bytes.values()].reduce((sum, each) => sum + each, 0),
    missing,
  }
}

function summaryOf(
  opened: Opened,
  plan: Plan,
): Pick<Merge, 'counts' | 'contributors' | 'forgotten' | 'changes'> {
  const { join, facts, dropped, ours } = plan
  const forgotten = [...join.forgotten].filter((file) => ours.held.has(file))
  return {
    counts: countsOf(join.rows, facts, dropped),
    contributors: contributorsOf(join, facts),
    forgotten: forgotten.map((file) => ({ file, name: nameOfFile(opened, file) })),
    changes: countOf(plan),
  }
}

/** What a file is called where it is attached. */
function nameOfFile({ db }: Pick<Opened, 'db'>, hash: string): string {
  const name = db
    .prepare<{ hash: string }, string>(
      `SELECT name FROM attachment WHERE file_hash = @hash UNION ALL SELECT copy_name FROM attachment WHERE copy_hash = @hash`,
    )
    .pluck()
    .get({ hash })
  return name ?? hash.slice(0, 8)
}

export type MergeTools = {
  call: Call
  told: <Result>(changed: Changed<Result>) => Result
  /** Keeps a copy of all as it is, before anything is changed. */
  before: () => Promise<void>
}

/**
 * Brings another copy in, as one change. Files come first: a crash leaves some too many, never a row without its file. When both say
 * the same already, nothing is done and no step is left. Throws `cancelled`, `disk.full`, `portfolio.notWritable`.
 */
export async function merge(
  opened: Opened,
  other: OtherCopy,
  choices: Choices,
  { call, told, before }: MergeTools,
): Promise<Merge> {
  const theirs = readCopy(other.db)
  await goOn(opened, call)
  let plan = planMerge(opened, other, theirs, choices)
  await goOn(opened, call)
  if (countOf(plan) > 0) await before()
  const stored: Stored = new Map()
  const folders = submissionFolders(opened, other)
  try {
    do {
      await storeFiles(opened, other, { needed: plan.needed, stored }, call)
      await folders.copy(plan.facts, call)
      call.progress({ done: 0, total: 0, step: 'mergeWrite' })
      await goOn(opened, call)
      // Whoever goes on working meanwhile may have taken something back: then more has to come.
      if (plan.writes !== writesOf(opened.db)) plan = planMerge(opened, other, theirs, choices)
    } while (plan.needed.some((hash) => !stored.has(hash)))
    return mergeNow(opened, other, { plan, stored, folders, told })
  } finally {
    await folders.end()
  }
}

type Stored = Map<string, StoredOriginal | null>

async function storeFiles(
  opened: Opened,
  other: OtherCopy,
  { needed, stored }: { needed: readonly string[]; stored: Stored },
  call: Call,
): Promise<void> {
  const wanted = needed.filter((hash) => !stored.has(hash))
  for (const [done, hash] of wanted.entries()) {
    call.progress({ done, total: wanted.length, step: 'mergeFiles' })
    stored.set(hash, await storeCopy(opened, other, hash, call))
  }
}

/** Copies an original, if it is there and what it should be. */
async function storeCopy(
  opened: Opened,
  other: OtherCopy,
  hash: string,
  { signal }: Call,
): Promise<StoredOriginal | null> {
  try {
    return await storeFile(opened.folder, originalPath(other.folder, hash), {
      name: nameOfFile(other, hash),
      signal,
      admit: (original) => {
        if (original.hash !== hash) throw new Failure('file.changed', { name: hash })
      },
    })
  } catch (error) {
    if (error instanceof Failure && error.code.startsWith('file.')) return null
    throw error
  }
}

type Ready = { plan: Plan; stored: Stored; folders: SubmissionFolders; told: MergeTools['told'] }

/** The merge itself, at one moment. */
function mergeNow(opened: Opened, other: OtherCopy, { plan, stored, folders, told }: Ready): Merge {
  const summary = summaryOf(opened, plan)
  const files = plan.needed.flatMap((hash) => stored.get(hash) ?? [])
  const result: Merge = {
    ...summary,
    conflicts: describeConflicts(opened.db, other.db, plan.join.conflicts),
    files: files.length,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    missing: plan.needed.filter((hash) => !stored.get(hash)).map((hash) => nameOfFile(other, hash)),
  }
  if (summary.changes === 0) return result
  const name = summary.contributors.map((each) => each.name).join(', ')
  const words = { name, known: name === '' ? 'no' : 'yes', count: summary.changes }
  const changed = change(opened.db, { name: { kind: 'merge', words } }, (db) => {
    for (const hash of plan.needed) noteFile(db, stored.get(hash) ?? fileThere(other, hash))
    applyJoin(db, plan.join, plan)
    addFacts(db, plan.facts, plan.join.forgotten)
    for (const id of plan.dropped) dropSubmission(db, id)
  })
  folders.settle(plan.dropped)
  told(changed)
  return result
}

/** What is known there of a file that is not there itself. */
function fileThere({ db }: OtherCopy, hash: string): StoredOriginal {
  const row = db
    .prepare<[string], StoredOriginal>('SELECT hash, bytes, type FROM file WHERE hash = ?')
    .get(hash)
  return row ?? { hash, bytes: 0, type: 'application/octet-stream' }
}
