import { v7 } from 'uuid'
import { Failure } from '../domain/failure'
import type { Place, SectionId } from '../domain/section'
import type { ReadableDb, WritableDb } from './database'

/** A new id: UUIDv7 text, so that rows of two copies of a portfolio never meet under one id and sort by age. */
export function newId(): string {
  return v7()
}

/** What the user reads for a place: `3.2`, or the section's short title. Throws `place.unknown`. */
export function placeName(db: ReadableDb, { section, strand }: Place): string {
  if (strand === null) return sectionName(db, section)
  const row = db
    .prepare<[string, string], { name: string }>(
      `SELECT section.number || '.' || (1 + (SELECT count(*) FROM strand AS other
         WHERE other.section_id = strand.section_id AND other.is_hidden = 0
           AND (other.position, other.id) < (strand.position, strand.id))) AS name
       FROM strand JOIN section ON section.id = strand.section_id WHERE strand.id = ? AND section.id = ?`,
    )
    .get(strand, section)
  if (!row) throw new Failure('place.unknown', { place: strand })
  return row.name
}

/** A section's short title. */
export function sectionName(db: ReadableDb, section: SectionId): string {
  const name = db
    .prepare<[string], string>('SELECT short_title FROM section WHERE id = ?')
    .pluck()
    .get(section)
  if (name === undefined) throw new Failure('place.unknown', { place: section })
  return name
}

/** The place of a strand. Throws `place.unknown`. */
export function strandPlace(db: ReadableDb, strand: string): Place {
  const section = db
    .prepare<[string], SectionId>('SELECT section_id FROM strand WHERE id = ?')
    .pluck()
    .get(strand)
  if (section === undefined) throw new Failure('place.unknown', { place: strand })
  return { section, strand }
}

/** Tables whose rows are ordered by `position` within a group. */
type OrderedTable = { table: 'plan_row' | 'attachment' | 'strand'; group: 'section_id' | 'evidence_id' }

export const planOrder: OrderedTable = { table: 'plan_row', group: 'section_id' }
export const strandOrder: OrderedTable = { table: 'strand', group: 'section_id' }
export const attachmentOrder: OrderedTable = { table: 'attachment', group: 'evidence_id' }

/** Puts a row at `position` (from 0) among the rows of its group, and numbers the group anew. */
export function reorder(db: WritableDb, { table, group }: OrderedTable, row: string, position: number): void {
  const ids = db
    .prepare<[string], string>(
      `SELECT id FROM ${table} WHERE ${group} = (SELECT ${group} FROM ${table} WHERE id = ?) ORDER BY position, id`,
    )
    .pluck()
    .all(row)
    .filter((id) => id !== row)
  ids.splice(position, 0, row)
  const write = db.prepare(
    `UPDATE ${table} SET position = @index, updated_at = now(), updated_by = author() WHERE id = @id AND position <> @index`,
  )
  ids.forEach((id, index) => write.run({ id, index }))
}

/** An optional field that was not given is left out, so that it is not mistaken for an empty one. */
export function withoutUndefined<Fields extends object>(
  fields: Fields,
): { [Key in keyof Fields]: Exclude<Fields[Key], undefined> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as { [Key in keyof Fields]: Exclude<Fields[Key], undefined> }
}

/**
 * The condition for rows whose `column` is among the ids that are given as JSON in `@ids`; none for all rows (null), since
 * to look up ten thousand takes ten times as long as to read them.
 */
export function amongIds(column: string, ids: readonly string[] | null): string {
  return ids === null ? '' : `WHERE ${column} IN (SELECT value FROM json_each(@ids))`
}

/** Adds to the list under a key. */
export function addTo<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}
