import * as v from 'valibot'
import type { BookChoices } from '../domain/book-options'
import { wholeParts } from '../domain/book-options'
import { bookOptionFields } from '../contract/fields'
import type { ReadableDb, WritableDb } from './database'

type BookRow = Omit<BookChoices, 'parts'> & { parts: string }

/** How the book is made, as the school has chosen it. */
export function bookOptions(db: ReadableDb): BookChoices {
  const row = db
    .prepare<[], BookRow>(
      'SELECT title, paper, orientation, theme, parts, target, cover_photo AS coverPhoto FROM book',
    )
    .get()
  if (!row) throw new Error('an open portfolio has no book')
  const parts = v.safeParse(bookOptionFields.parts, JSON.parse(row.parts))
  return { ...row, parts: wholeParts(parts.success ? parts.output : []) }
}

const columns: Readonly<Record<keyof BookChoices, string>> = {
  title: 'title',
  paper: 'paper',
  orientation: 'orientation',
  theme: 'theme',
  parts: 'parts',
  target: 'target',
  coverPhoto: 'cover_photo',
}
const fields = Object.keys(columns) as (keyof BookChoices)[]

/** Writes what is given; the rest stays. */
export function writeBookOptions(db: WritableDb, given: Partial<BookChoices>): void {
  for (const field of fields) {
    const value = given[field]
    if (value === undefined) continue
    db.prepare(
      `UPDATE book SET ${columns[field]} = @value, updated_at = now(), updated_by = author()
       WHERE ${columns[field]} IS NOT @value`,
    ).run({ value: Array.isArray(value) ? JSON.stringify(value) : value })
  }
}
