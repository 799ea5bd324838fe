import * as v from 'valibot'
import type { BookChoices } from '../domain/book-options'
import { wholeParts } from '../domain/book-options'
import { bookOptionFields } from '../contract/fields'
import { noteFile } from './attachments'
import type { ReadableDb, WritableDb } from './database'
import type { StoredOriginal } from './files'

type BookRow = Omit<BookChoices, 'parts'> & { parts: string; logo: string | null }

/** How the book is made, as the school has chosen it, and the hash of the file with its logo. */
export function bookOptions(db: ReadableDb): BookChoices & { logo: string | null } {
  const row = db
    .prepare<[], BookRow>(
      `SELECT title, paper, orientation, theme, parts, target, cover_photo AS coverPhoto, edition, logo_hash AS logo
       FROM book`,
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
  edition: 'edition',
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

/** Puts a stored picture on the cover as the school's logo; null takes it away. */
export function writeLogo(db: WritableDb, logo: StoredOriginal | null): void {
  if (logo) noteFile(db, logo)
  db.prepare(
    `UPDATE book SET logo_hash = @hash, updated_at = now(), updated_by = author() WHERE logo_hash IS NOT @hash`,
  ).run({ hash: logo?.hash ?? null })
}
