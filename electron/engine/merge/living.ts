import { keyOf, sharedTables, type SharedRow, type SharedTable } from '../shared-tables'
import { beforeStamps, wholeRow } from '../stamps'
import { hasSeen, stampsOf, type CopyState } from './copy-state'

/*
 * Which rows are there when two copies have come together. What one copy lacks and has seen it has deleted; what it lacks and has
 * not seen is new to it (an "optimized observed-remove set": Bieniusa et al., "An optimized conflict-free replicated set", 2012).
 * So whoever worked on something keeps it, when another deleted it without knowing; and with it what it belongs to.
 */

/** A row that one copy alone has. */
export type OneSided = {
  shared: SharedTable
  key: string
  row: SharedRow
  side: 'ours' | 'theirs'
  lives: boolean
}

/** What rows name: `application` names a person. */
export type Naming = { shared: SharedTable; row: SharedRow }

/**
 * The rows that one copy alone has, and whether they live on.
 * @param naming rows that both have, and what they name in the end
 */
export function oneSidedRows(
  { ours, theirs }: { ours: CopyState; theirs: CopyState },
  naming: readonly Naming[],
): Map<string, OneSided> {
  const rows = new Map<string, OneSided>()
  for (const [side, one, other] of [
    ['ours', ours, theirs],
    ['theirs', theirs, ours],
  ] as const) {
    for (const shared of sharedTables) {
      const elsewhere = other.tables.get(shared.table)
      for (const [key, row] of one.tables.get(shared.table) ?? []) {
        if (elsewhere?.has(key)) continue
        const lives = isNews(one, other, { table: shared.table, key, row })
        rows.set(`${shared.table} ${key}`, { shared, key, row, side, lives })
      }
    }
  }
  keepWhole(rows, naming)
  return rows
}

/** Whether the other copy has not seen everything that was done to a row. */
function isNews(
  one: CopyState,
  other: CopyState,
  { table, key, row }: { table: string; key: string; row: SharedRow },
): boolean {
  const stamps = stampsOf(one, table, key)
  const isSeen = (at: string, copy: string): boolean => hasSeen(other, { at, copy }, { table, key })
  if (!stamps.has(wholeRow) && !isSeen(String(row.updated_at), beforeStamps)) return true
  for (const { at, copy } of stamps.values()) if (!isSeen(at, copy)) return true
  return false
}

/** What lives keeps what it belongs to and what it names; what lives on after a deletion keeps what belongs to it. */
function keepWhole(rows: ReadonlyMap<string, OneSided>, naming: readonly Naming[]): void {
  const dead = new Set([...rows.values()].filter(({ lives }) => !lives))
  const wake = (named: Naming): void => {
    for (const parent of parentsOf(rows, named)) {
      if (parent.lives) continue
      parent.lives = true
      dead.delete(parent)
      wake(parent)
    }
  }
  for (const each of naming) wake(each)
  for (const each of rows.values()) if (each.lives) wake(each)
  let isSettled = false
  while (!isSettled) {
    isSettled = true
    for (const each of dead) {
      const owners = ownersOf(rows, each)
      if (owners.length === 0 || !owners.every(({ lives }) => lives)) continue
      each.lives = true
      dead.delete(each)
      wake(each)
      isSettled = false
    }
  }
}

function parentsOf(rows: ReadonlyMap<string, OneSided>, { shared, row }: Naming): OneSided[] {
  return oneSidedAmong(rows, row, { ...shared.owners, ...shared.refs })
}

/** Those of its owners that one copy alone has. */
function ownersOf(rows: ReadonlyMap<string, OneSided>, { shared, row }: Naming): OneSided[] {
  return oneSidedAmong(rows, row, shared.owners ?? {})
}

function oneSidedAmong(
  rows: ReadonlyMap<string, OneSided>,
  row: SharedRow,
  columns: Readonly<Record<string, string>>,
): OneSided[] {
  return Object.entries(columns).flatMap(([column, table]) => {
    const value = row[column]
    return value === null || value === undefined ? [] : (rows.get(`${table} ${value}`) ?? [])
  })
}

/** Files that one copy forgot and does not have, but for those that the other knows as forgotten and gathered anew. */
export function forgottenFiles(ours: CopyState, theirs: CopyState): Set<string> {
  const isForgotten = (state: CopyState, file: string) => state.forgotten.has(file) && !state.held.has(file)
  const isRecalled = (state: CopyState, file: string) => state.forgotten.has(file) && state.held.has(file)
  return new Set(
    [...ours.forgotten, ...theirs.forgotten].filter(
      (file) =>
        (isForgotten(ours, file) || isForgotten(theirs, file)) &&
        !isRecalled(ours, file) &&
        !isRecalled(theirs, file),
    ),
  )
}

/** A copy without what it knows of files: as if it had forgotten them, too. What was said of consent stays. */
export function withoutFiles(state: CopyState, files: ReadonlySet<string>): CopyState {
  if (files.size === 0) return state
  const isGone = (hash: unknown): boolean => typeof hash === 'string' && files.has(hash)
  const attachments = [...(state.tables.get('attachment')?.values() ?? [])]
  const owners = (rows: readonly SharedRow[]) => new Set(rows.map((row) => row.evidence_id))
  const losing = owners(attachments.filter((row) => isGone(row.file_hash)))
  const keeping = owners(attachments.filter((row) => !isGone(row.file_hash)))
  const pieces = state.tables.get('evidence')
  const empty = new Set(
    [...losing].filter((id) => !keeping.has(id) && isBlank(pieces?.get(String(id))?.note)),
  )
  const belongs = (row: SharedRow, shared: SharedTable): boolean =>
    (shared.table === 'evidence' && empty.has(row.id ?? null)) ||
    (row.evidence_id !== undefined && empty.has(row.evidence_id))
  const tables = new Map(
    sharedTables.map((shared) => {
      const kept = [...(state.tables.get(shared.table)?.values() ?? [])]
        .filter((row) => !belongs(row, shared))
        .filter((row) => shared.table === 'consent' || !isGone(row.file_hash))
        .map((row) => (isGone(row.copy_hash) ? { ...row, copy_hash: null, copy_name: '' } : row))
        .map((row) => (isGone(row.logo_hash) ? { ...row, logo_hash: null } : row))
      return [shared.table, new Map(kept.map((row) => [keyOf(shared, row), row]))]
    }),
  )
  return { ...state, tables }
}

function isBlank(text: unknown): boolean {
  return typeof text !== 'string' || text.trim() === ''
}
