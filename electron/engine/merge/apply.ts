import type { ReadableDb, WritableDb } from '../database'
import { digest, type SharedRow } from '../shared-tables'
import { nextStamp, noteStamp } from '../stamps'
import { isFresh, isSameRow, type Join, type LostText, type MergedRow } from './join'
import { later, stampsOf, type CopyState, type Stamps } from './copy-state'

/** Writes what came of a join, inside a change of the kind `merge`: what its triggers log takes all of it back. */
export function applyJoin(
  db: WritableDb,
  { rows, lost }: Join,
  { ours, theirs }: { ours: CopyState; theirs: CopyState },
): void {
  // Rows come in any order; what refers to what is right in the end.
  db.pragma('defer_foreign_keys = ON')
  for (const at of theirs.known.values()) noteStamp(db, at)
  const writing = createWriting(db, ours.id)
  for (const { before, after, ...row } of rows) {
    if (before && (!after || before.id !== after.id)) writing.remove(row, before)
  }
  for (const { before, after, ...row } of rows) {
    if (!after) continue
    if (!before || before.id !== after.id) writing.add(row, after)
    else if (!isSameRow(before, after)) writing.change(row, before, after)
  }
  for (const { shared, key, after, stamps } of rows) {
    writing.stamp({ shared, key }, stampsOf(ours, shared.table, key), after ? stamps : new Map())
  }
  noteKnown(db, { ours, theirs })
  for (const each of lost) keepLost(db, each)
}

type Named = Pick<MergedRow, 'shared' | 'key'>

function createWriting(db: WritableDb, copy: string) {
  const dropStamp = db.prepare('DELETE FROM stamp WHERE table_name = ? AND row_key = ? AND cell = ?')
  const writeStamp = db.prepare(
    `INSERT INTO stamp (table_name, row_key, cell, at, copy) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (table_name, row_key, cell) DO UPDATE SET at = excluded.at, copy = excluded.copy`,
  )
  let fresh: string | null = null
  const run = (sql: string, values: SharedRow): void => void db.prepare(sql).run(values)
  const taken = (table: string, id: string): boolean =>
    db.prepare(`SELECT 1 FROM ${table} WHERE id = ?`).get(id) !== undefined

  return {
    remove: ({ shared }: Named, before: SharedRow): void => {
      const column = primaryOf(shared.key)
      run(`DELETE FROM ${shared.table} WHERE ${column} = @${column}`, { [column]: before[column] ?? null })
    },
    add: ({ shared, key }: Named, after: SharedRow): void => {
      // Under an id that something else has here: it gets one of its own, the same in every copy.
      const hasId = shared.key.length > 1 && taken(shared.table, String(after.id))
      const row = hasId ? { ...after, id: asId(`${shared.table} ${key}`) } : after
      const columns = Object.keys(row)
      const places = columns.map((column) => `@${column}`)
      run(`INSERT INTO ${shared.table} (${columns.join(', ')}) VALUES (${places.join(', ')})`, row)
    },
    change: ({ shared }: Named, before: SharedRow, after: SharedRow): void => {
      const primary = primaryOf(shared.key)
      const columns = Object.keys(after).filter((column) => after[column] !== before[column])
      const sets = columns.map((column) => `${column} = @${column}`)
      run(`UPDATE ${shared.table} SET ${sets.join(', ')} WHERE ${primary} = @${primary}`, after)
    },
    /** Writes those that differ: each one that is written is one more for an undo. */
    stamp: ({ shared: { table }, key }: Named, before: Stamps, after: Stamps): void => {
      for (const cell of before.keys()) if (!after.has(cell)) dropStamp.run(table, key, cell)
      for (const [cell, stamp] of after) {
        const known = before.get(cell)
        if (known?.at === stamp.at && known.copy === stamp.copy) continue
        if (isFresh(stamp)) fresh ??= nextStamp(db)
        const { at, copy: by } = isFresh(stamp) ? { at: fresh ?? '', copy } : stamp
        writeStamp.run(table, key, cell, at, by)
      }
    },
  }
}

function primaryOf(key: readonly string[]): string {
  return key.length > 1 ? 'id' : (key[0] ?? 'id')
}

/** What both have seen, this copy has seen now. */
function noteKnown(db: ReadableDb, { ours, theirs }: { ours: CopyState; theirs: CopyState }): void {
  const note = db.prepare(
    `INSERT INTO known_copy (copy, at) VALUES (@copy, @at)
     ON CONFLICT (copy) DO UPDATE SET at = @at WHERE at < @at`,
  )
  for (const [copy, at] of theirs.known) if (copy !== ours.id) note.run({ copy, at })
  const gone = db.prepare(
    `INSERT INTO gone_row (table_name, row_key, at) VALUES (@table, @key, @at)
     ON CONFLICT (table_name, row_key) DO UPDATE SET at = @at WHERE at < @at`,
  )
  for (const [named, at] of theirs.gone) {
    const space = named.indexOf(' ')
    const row = { table: named.slice(0, space), key: named.slice(space + 1), at }
    if (later(ours.gone.get(named) ?? '', at) !== ours.gone.get(named)) gone.run(row)
  }
}

/** Keeps a text that gave way, under the same id in every copy that does so. */
function keepLost(db: ReadableDb, { strand, edition, text, at, by }: LostText): void {
  db.prepare(
    `INSERT INTO answer_version (id, strand_id, edition, text, name, made_at, made_by)
     VALUES (@id, @strand, @edition, @text, '', @at, @by) ON CONFLICT (id) DO NOTHING`,
  ).run({ id: versionId({ strand, edition, text, at, by }), strand, edition, text, at, by })
}

/** The id of a version that a merge keeps. */
function versionId({ strand, edition, text, at, by }: LostText): string {
  return asId(JSON.stringify([strand, edition, text, at, by]))
}

/** An id in the form of the others, which follows from a text. */
function asId(text: string): string {
  const hex = digest(text)
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}
