import { bothTexts, textForm, type Choice, type Side } from '../../domain/merge'
import { uniteRegions } from '../../domain/redaction'
import type { SharedRow, SharedTable } from '../shared-tables'
import { beforeStamps, belongings, wholeRow, type Stamp } from '../stamps'
import {
  cellStamp,
  compareStamps,
  hasSeen,
  lastStamp,
  stampsOf,
  type CopyState,
  type Stamps,
} from './copy-state'

/*
 * One row that both copies have, field by field. A field that only one side has written since they last met is taken from there;
 * where both have, the last one wins, but for what must not be lost: consent that was withdrawn, what is covered, words.
 */

/** For a field that is written by the merge itself: its stamp is given when it is written. */
export const freshStamp: Stamp = { at: '', copy: '' }

/** A text that both have written. */
export type TextConflict = {
  shared: SharedTable
  key: string
  column: string
  ours: SharedRow
  theirs: SharedRow
  preset: Side
  chosen: Choice
}

export type JoinedRow = { row: SharedRow; stamps: Map<string, Stamp>; conflicts: TextConflict[] }

export type Joining = {
  ours: CopyState
  theirs: CopyState
  /** The fields of each table, as `cellsOf` gives them. */
  cells: ReadonlyMap<string, readonly (readonly string[])[]>
  choices: ReadonlyMap<string, Choice>
}

/** Names a text in the choices. */
export function conflictId(table: string, key: string, column: string): string {
  return `${table}:${key}:${column}`
}

type Written = { values: SharedRow; stamp: Stamp; isSeen: boolean }

/** Joins two rows. */
export function joinRow(
  joining: Joining,
  shared: SharedTable,
  { key, ours, theirs }: { key: string; ours: SharedRow; theirs: SharedRow },
): JoinedRow {
  const { table } = shared
  const ourStamps = stampsOf(joining.ours, table, key)
  const theirStamps = stampsOf(joining.theirs, table, key)
  const isTheirsLast = compareStamps(lastStamp(theirStamps, theirs), lastStamp(ourStamps, ours)) > 0
  const signed = isTheirsLast ? theirs : ours
  const row: Record<string, string | number | null> = {
    ...ours,
    updated_at: signed.updated_at ?? '',
    updated_by: signed.updated_by ?? '',
  }
  // The same thing, added in both: it goes by the older id.
  if (shared.key.length > 1 && String(theirs.id) < String(ours.id)) row.id = theirs.id ?? null
  const whole = latest(cellStamp(ourStamps, ours, wholeRow), cellStamp(theirStamps, theirs, wholeRow))
  const stamps = new Map([[wholeRow, whole]])
  const below = [ourStamps.get(belongings), theirStamps.get(belongings)].filter((each) => each !== undefined)
  const lastBelow = below.sort(compareStamps).at(-1)
  if (lastBelow) stamps.set(belongings, lastBelow)

  const conflicts: TextConflict[] = []
  for (const columns of joining.cells.get(table) ?? []) {
    const [cell = ''] = columns
    const our = { values: ours, stamp: cellStamp(ourStamps, ours, cell) }
    const their = { values: theirs, stamp: cellStamp(theirStamps, theirs, cell) }
    const joined: Joined = isSame(ours, theirs, columns)
      ? { values: ours, stamp: latest(our.stamp, their.stamp) }
      : joinCell(
          { table, cell },
          { ...our, isSeen: hasSeen(joining.theirs, our.stamp, { table, key }) },
          { ...their, isSeen: hasSeen(joining.ours, their.stamp, { table, key }) },
        )
    let { values, stamp } = joined
    const { preset } = joined
    if (preset) {
      const chosen = joining.choices.get(conflictId(table, key, cell)) ?? preset
      conflicts.push({ shared, key, column: cell, ours, theirs, preset, chosen })
      if (chosen !== preset) {
        values = chosenValues(cell, { table, ours, theirs, chosen })
        stamp = freshStamp
      }
    }
    for (const column of columns) row[column] = values[column] ?? null
    if (compareStamps(stamp, whole) !== 0) stamps.set(cell, stamp)
  }
  return { row, stamps, conflicts }
}

function chosenValues(
  column: string,
  { table, ours, theirs, chosen }: { table: string; ours: SharedRow; theirs: SharedRow; chosen: Choice },
): SharedRow {
  if (chosen === 'yours') return ours
  if (chosen === 'theirs') return theirs
  const form = textForm(table, column) ?? 'text'
  return { [column]: bothTexts(form, String(ours[column]), String(theirs[column])) }
}

type Joined = { values: SharedRow; stamp: Stamp; preset?: Side }

/** A field that differs. `isSeen`: the other side knew it. */
function joinCell({ table, cell }: { table: string; cell: string }, our: Written, their: Written): Joined {
  const order = compareStamps(our.stamp, their.stamp)
  if (order === 0) return tie({ table, cell }, our, their)
  const isOld = our.stamp.copy === beforeStamps && their.stamp.copy === beforeStamps
  const last = order > 0 ? our : their
  if (!isOld && our.isSeen !== their.isSeen) return our.isSeen ? their : our
  if (!isOld && our.isSeen) return last

  const careful = carefulCell({ table, cell }, our, their)
  if (careful) return careful
  const form = textForm(table, cell)
  if (form === null) return last
  // Words that one side has taken away while the other wrote on them are not lost.
  const written = [our, their].filter(({ values }) => String(values[cell]).trim() !== '')
  if (written.length === 1) return written[0] ?? last
  return { ...last, preset: last === our ? 'yours' : 'theirs' }
}

/** Where being careful goes before being the last; null where it does not matter. */
function carefulCell(
  { table, cell }: { table: string; cell: string },
  our: Written,
  their: Written,
): Joined | null {
  if ((table === 'consent' || table === 'subject') && cell === 'state') {
    return [our, their].find(({ values }) => values.state === 'withdrawn') ?? null
  }
  if (table !== 'redaction') return null
  if (cell === 'is_enough') return our.values.is_enough === 0 ? our : their
  if (cell !== 'regions') return null
  const regions = uniteRegions(String(our.values.regions), String(their.values.regions))
  return { values: { regions }, stamp: freshStamp }
}

/** The same writing, and yet another text: something was taken back for the sake of somebody's privacy, or it was before there were stamps. */
function tie({ table, cell }: { table: string; cell: string }, our: Written, their: Written): Joined {
  if (table === 'consent' && cell === 'people') {
    return our.values.people === 'none' ? their : our
  }
  return (
    carefulCell({ table, cell }, our, their) ??
    (JSON.stringify(our.values[cell]) > JSON.stringify(their.values[cell]) ? our : their)
  )
}

function latest(one: Stamp, other: Stamp): Stamp {
  return compareStamps(one, other) < 0 ? other : one
}

function isSame(one: SharedRow, other: SharedRow, columns: readonly string[]): boolean {
  return columns.every((column) => one[column] === other[column])
}

/** Whether two rows have the same stamps. */
export function hasSameStamps(one: Stamps, other: Stamps): boolean {
  if (one.size !== other.size) return false
  for (const [cell, stamp] of one) {
    const found = other.get(cell)
    if (found?.at !== stamp.at || found.copy !== stamp.copy) return false
  }
  return true
}
