import { languages, type Language } from '../domain/portfolio'
import type { ReadableDb, WritableDb } from './database'

/** The language in which answers can stand beside the portfolio's; null for none. */
export function secondLanguage(db: ReadableDb): Language | null {
  const code = db.prepare<[], string>('SELECT second_language FROM portfolio').pluck().get()
  return languages.find((language) => language === code) ?? null
}

/** The answers in the second language, of each strand that has one. */
export function listSecondAnswers(db: ReadableDb): Map<string, string> {
  const rows = db
    .prepare<[], { strand_id: string; text: string }>(
      "SELECT strand_id, text FROM second_answer WHERE text <> ''",
    )
    .all()
  return new Map(rows.map((row) => [row.strand_id, row.text]))
}

/** Puts another text in the place of an answer in the second language. */
export function writeSecondText(db: WritableDb, { strand, text }: { strand: string; text: string }): void {
  db.prepare(
    `UPDATE second_answer SET text = @text, updated_at = now(), updated_by = author()
     WHERE strand_id = @strand AND text <> @text`,
  ).run({ strand, text })
}
