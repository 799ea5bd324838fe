import { sharedTables, type SharedRow, type SharedTable } from '../shared-tables'
import { wholeRow, type Stamp } from '../stamps'
import { cellStamp, hasSeen, stampsOf, type CopyState, type Stamps } from './copy-state'
import { freshStamp, hasSameStamps, joinRow, type Joining, type TextConflict } from './join-row'
import { forgottenFiles, oneSidedRows, withoutFiles, type Naming } from './living'

/** A row as it is here, and as it is to be: null where it is not. */
export type MergedRow = {
  shared: SharedTable
  key: string
  before: SharedRow | null
  after: SharedRow | null
  stamps: Stamps
  /** Who wrote what comes in; empty where nobody is known. */
  by: string
}

/** A text of an answer that gives way to another, and is kept as a version. */
export type LostText = { strand: string; edition: 'first' | 'second'; text: string; at: string; by: string }

export type Join = {
  /** Rows that differ, be it in their stamps alone. */
  rows: MergedRow[]
  conflicts: TextConflict[]
  lost: LostText[]
  /** Files that are in neither copy any more. */
  forgotten: ReadonlySet<string>
}

/**
 * What becomes of this copy when another comes to it. Only reads. What comes out is the same whichever comes to which, and in
 * whatever order; a copy that brings nothing changes nothing.
 */
export function joinCopies(joining: Joining): Join {
  const forgotten = forgottenFiles(joining.ours, joining.theirs)
  const actual = joining.ours
  const ours = withoutFiles(joining.ours, forgotten)
  const theirs = withoutFiles(joining.theirs, forgotten)
  const whole = { ...joining, ours, theirs }

  const conflicts: TextConflict[] = []
  const joined = new Map<string, Map<string, { row: SharedRow; stamps: Map<string, Stamp>; by: string }>>()
  for (const shared of sharedTables) {
    const rows = new Map<string, { row: SharedRow; stamps: Map<string, Stamp>; by: string }>()
    const there = theirs.tables.get(shared.table)
    for (const [key, row] of ours.tables.get(shared.table) ?? []) {
      const other = there?.get(key)
      if (!other || isAlike(whole, shared, { key, row, other })) continue
      const result = joinRow(whole, shared, { key, ours: row, theirs: other })
      conflicts.push(...result.conflicts)
      rows.set(key, { ...result, by: String(other.updated_by) })
    }
    joined.set(shared.table, rows)
  }

  const naming: Naming[] = sharedTables
    .filter(({ table }) => table === 'application' || table === 'section')
    .flatMap((shared) =>
      [...(ours.tables.get(shared.table) ?? [])].map(([key, row]) => ({
        shared,
        row: joined.get(shared.table)?.get(key)?.row ?? row,
      })),
    )
  const rows: MergedRow[] = []
  const oneSided = oneSidedRows({ ours, theirs }, naming)
  for (const { shared, key, row, side, lives } of oneSided.values()) {
    if (side === 'theirs' && lives) {
      const stamps = new Map(stampsOf(theirs, shared.table, key))
      if (!stamps.has(wholeRow)) stamps.set(wholeRow, cellStamp(stamps, row, wholeRow))
      joined.get(shared.table)?.set(key, { row, stamps, by: String(row.created_by || row.updated_by) })
    }
    if (side === 'ours' && !lives) {
      const before = actual.tables.get(shared.table)?.get(key) ?? null
      rows.push({ shared, key, before, after: null, stamps: new Map(), by: '' })
    }
  }
  const isThere = (table: string, key: string): boolean => {
    const found = oneSided.get(`${table} ${key}`)
    return found ? found.lives : (ours.tables.get(table)?.has(key) ?? false)
  }
  honourWithdrawals(whole, { joined, isThere })

  for (const shared of sharedTables) {
    const here = actual.tables.get(shared.table)
    for (const [key, { row, stamps, by }] of joined.get(shared.table) ?? []) {
      const before = here?.get(key) ?? null
      const after = shared.table === 'portfolio' ? withTwoLanguages(row) : row
      if (before && isSameRow(before, after) && hasSameStamps(stamps, stampsOf(actual, shared.table, key)))
        continue
      rows.push({ shared, key, before, after, stamps, by })
    }
    // What is taken out here because it was forgotten.
    for (const [key, before] of here ?? []) {
      const kept = ours.tables.get(shared.table)?.get(key)
      if (!kept) rows.push({ shared, key, before, after: null, stamps: new Map(), by: '' })
      else if (kept !== before && !joined.get(shared.table)?.has(key) && isThere(shared.table, key)) {
        const stamps = stampsOf(actual, shared.table, key)
        rows.push({ shared, key, before, after: kept, stamps, by: '' })
      }
    }
  }
  return { rows, conflicts, lost: conflicts.flatMap(lostTexts), forgotten }
}

function isAlike(
  { ours, theirs }: Joining,
  { table }: SharedTable,
  { key, row, other }: { key: string; row: SharedRow; other: SharedRow },
): boolean {
  return isSameRow(row, other) && hasSameStamps(stampsOf(ours, table, key), stampsOf(theirs, table, key))
}

/** Whether two rows say the same in all columns. */
export function isSameRow(one: SharedRow, other: SharedRow): boolean {
  for (const column in one) if (one[column] !== other[column]) return false
  return true
}

/** Two languages are two. */
function withTwoLanguages(row: SharedRow): SharedRow {
  return row.second_language === row.language ? { ...row, second_language: '' } : row
}

function lostTexts({ shared, column, ours, theirs, chosen, key }: TextConflict): LostText[] {
  const isAnswer = (shared.table === 'answer' || shared.table === 'second_answer') && column === 'text'
  if (!isAnswer || chosen === 'both') return []
  const row = chosen === 'yours' ? theirs : ours
  return [
    {
      strand: key,
      edition: shared.table === 'answer' ? 'first' : 'second',
      text: String(row.text),
      at: String(row.updated_at),
      by: String(row.updated_by),
    },
  ]
}

type Results = {
  joined: Map<string, Map<string, { row: SharedRow; stamps: Map<string, Stamp>; by: string }>>
  isThere: (table: string, key: string) => boolean
}

/**
 * Where one side has withdrawn a consent and the other did not know, nothing that the other said meanwhile lets the pictures out:
 * that nobody can be seen, that what is covered is enough.
 */
function honourWithdrawals({ ours, theirs }: Joining, { joined, isThere }: Results): void {
  for (const [knowing, other] of [
    [ours, theirs],
    [theirs, ours],
  ] as const) {
    for (const table of ['consent', 'subject'] as const) {
      for (const [key, row] of knowing.tables.get(table) ?? []) {
        if (row.state !== 'withdrawn' || other.tables.get(table)?.get(key)?.state === 'withdrawn') continue
        const now = joined.get(table)?.get(key)?.row ?? ours.tables.get(table)?.get(key)
        if (now?.state !== 'withdrawn' || !isThere(table, key)) continue
        const since = cellStamp(stampsOf(knowing, table, key), row, 'state')
        if (hasSeen(other, since, { table, key })) continue
        const files = table === 'consent' ? [key] : filesOf(key)
        for (const file of files) {
          takeBack('consent', file, { column: 'people', value: 'none', instead: '' }, { knowing, since })
          takeBack('redaction', file, { column: 'is_enough', value: 1, instead: 0 }, { knowing, since })
        }
      }
    }
  }

  function filesOf(subject: string): string[] {
    const table = 'file_subject'
    return [ours, theirs].flatMap((state) =>
      [...(state.tables.get(table) ?? [])]
        .filter(([key, row]) => row.subject_id === subject && isThere(table, key))
        .map(([, row]) => String(row.file_hash)),
    )
  }

  function takeBack(
    table: 'consent' | 'redaction',
    key: string,
    { column, value, instead }: { column: string; value: string | number; instead: string | number },
    { knowing, since }: { knowing: CopyState; since: Stamp },
  ): void {
    if (!isThere(table, key)) return
    const found = joined.get(table)?.get(key)
    const row = found?.row ?? ours.tables.get(table)?.get(key)
    if (row?.[column] !== value) return
    const said = knowing.tables.get(table)?.get(key)
    const isKnowing =
      said?.[column] === value && cellStamp(stampsOf(knowing, table, key), said, column).at > since.at
    if (isKnowing) return
    const stamps = found?.stamps ?? new Map(stampsOf(ours, table, key))
    joined.get(table)?.set(key, { row: { ...row, [column]: instead }, stamps, by: found?.by ?? '' })
  }
}

/** Whether a stamp is to be given when it is written. */
export function isFresh(stamp: Stamp): boolean {
  return stamp === freshStamp
}
