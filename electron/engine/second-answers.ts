import { answerStanding, type SecondAnswer, type StrandStanding } from '../domain/two-languages'
import { listAnswers } from './answers'
import type { ReadableDb, WritableDb } from './database'
import { listSections, portfolio } from './portfolio'
import { strandPlace } from './rows'
import { noteVersion } from './versions'

/** What was written in a second language, by strand; kept also while the portfolio has none. */
export function listSecondAnswers(db: ReadableDb): Map<string, SecondAnswer> {
  const rows = db
    .prepare<[], { strand: string } & SecondAnswer>(
      `SELECT strand_id AS strand, text, agreed_first AS agreedFirst, agreed_second AS agreedSecond
       FROM second_answer`,
    )
    .all()
  return new Map(rows.map(({ strand, ...answer }) => [strand, answer]))
}

/** The answers in the second language that are shown: none while there is no second language. */
export function listSecondTexts(db: ReadableDb): Map<string, string> {
  if (portfolio(db).secondLanguage === null) return new Map()
  const answers = [...listSecondAnswers(db)].filter(([, { text }]) => text !== '')
  return new Map(answers.map(([strand, { text }]) => [strand, text]))
}

/** Writes how a strand is put into practice, in the second language. Throws `place.unknown`. */
export function writeSecondAnswer(db: WritableDb, { strand, text }: { strand: string; text: string }): void {
  strandPlace(db, strand)
  const isWritten = db.prepare('SELECT 1 FROM second_answer WHERE strand_id = ?').get(strand) !== undefined
  if (!isWritten && text === '') return
  noteVersion(db, { strand, edition: 'second', next: text })
  db.prepare(
    `INSERT INTO second_answer (strand_id, text, updated_at, updated_by) VALUES (@strand, @text, now(), author())
     ON CONFLICT (strand_id) DO UPDATE SET text = @text, updated_at = now(), updated_by = author() WHERE text <> @text`,
  ).run({ strand, text })
}

/** Keeps both texts as they are as saying the same. Where one is not there yet, there is nothing to keep. */
export function agreeAnswers(db: WritableDb, strand: string): void {
  strandPlace(db, strand)
  db.prepare(
    `UPDATE second_answer SET agreed_first = answer.text, agreed_second = second_answer.text,
       updated_at = now(), updated_by = author()
     FROM answer WHERE answer.strand_id = @strand AND second_answer.strand_id = @strand
       AND trim(answer.text) <> '' AND trim(second_answer.text) <> ''
       AND (agreed_first, agreed_second) <> (answer.text, second_answer.text)`,
  ).run({ strand })
}

/** How every answer that the form asks for stands in the two languages; none while there is no second language. */
export function strandStandings(db: ReadableDb): StrandStanding[] {
  if (portfolio(db).secondLanguage === null) return []
  const answers = listAnswers(db)
  const seconds = listSecondAnswers(db)
  return listSections(db).flatMap(({ id: section, strands }) =>
    strands.map(({ id: strand }) => ({
      section,
      strand,
      standing: answerStanding(answers.get(strand) ?? '', seconds.get(strand) ?? null),
    })),
  )
}
