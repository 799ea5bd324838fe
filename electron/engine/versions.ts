import { compareTexts, type ComparedRow } from '../domain/compare'
import { Failure } from '../domain/failure'
import { plainText } from '../domain/rich-text'
import type { AnswerOf, AnswerVersion, OneEdition } from '../domain/version'
import type { ReadableDb, WritableDb } from './database'
import { newId, strandPlace } from './rows'

/*
 * What answers once were. Versions are no part of the history: undo takes none away, so they are kept by a database that
 * may only read what the history logs.
 */

/** Work on an answer is kept this often, in ms. */
const interval = 10 * 60_000

/** Of the last day every version is kept, in ms; of each day before it, one. */
const closely = 24 * 60 * 60_000

/** What is kept of one answer. Named versions stay, whatever there is of them. */
const most = { versions: 200, characters: 20_000_000 }

/** What is lost by a writing that takes away so much is kept at once: a text that was selected and typed over. */
const large = 200

const tables: Readonly<Record<OneEdition, 'answer' | 'second_answer'>> = {
  first: 'answer',
  second: 'second_answer',
}

type Written = { text: string; at: string; by: string }

/** The answer as it stands. */
function standing(db: ReadableDb, { strand, edition }: AnswerOf): Written {
  const row = db
    .prepare<[string], Written>(
      `SELECT text, updated_at AS at, updated_by AS by FROM ${tables[edition]} WHERE strand_id = ?`,
    )
    .get(strand)
  return row ?? { text: '', at: '', by: '' }
}

type Newest = { id: string; text: string; name: string; madeAt: string; moment: string }

/** By when it was kept, not by the clock, which may have been set back. */
function newest(db: ReadableDb, { strand, edition }: AnswerOf): Newest | undefined {
  return db
    .prepare<[string, OneEdition], Newest>(
      `SELECT id, text, name, made_at AS madeAt, now() AS moment FROM answer_version
       WHERE strand_id = ? AND edition = ? ORDER BY rowid DESC LIMIT 1`,
    )
    .get(strand, edition)
}

/**
 * Keeps an answer as it stands before `next` is written, when the last version is ten minutes old or when much is taken
 * away. To be called inside the change that writes, before the writing.
 */
export function noteVersion(db: ReadableDb, { next, ...answer }: AnswerOf & { next: string }): void {
  const before = standing(db, answer)
  if (before.text === next) return
  const last = newest(db, answer)
  const age = last ? Date.parse(last.moment) - Date.parse(last.madeAt) : Infinity
  // A version of the future: the clock was set back.
  const isDue = age >= interval || age < 0
  const isLoss = before.text.length >= large && next.length < before.text.length / 2
  if (isDue || isLoss) keepStanding(db, answer)
}

/** Keeps an answer as it stands, unless that is kept already. */
function keepStanding(db: ReadableDb, answer: AnswerOf): void {
  const { text } = standing(db, answer)
  if (text.trim() !== '' && newest(db, answer)?.text !== text) add(db, answer, '')
}

/** Keeps an answer as it stands, by the user's wish. Throws `place.unknown`, and `input.invalid` where nothing is written. */
export function keepVersion(db: ReadableDb, { name, ...answer }: AnswerOf & { name: string }): void {
  strandPlace(db, answer.strand)
  const { text } = standing(db, answer)
  if (text.trim() === '') throw new Failure('input.invalid', { field: 'text' })
  const last = newest(db, answer)
  const isKept = last?.text === text
  if (!isKept || (name !== '' && last.name !== '' && last.name !== name)) add(db, answer, name)
  else if (name !== '') db.prepare('UPDATE answer_version SET name = ? WHERE id = ?').run(name, last.id)
}

function add(db: ReadableDb, { strand, edition }: AnswerOf, name: string): void {
  const { text, at, by } = standing(db, { strand, edition })
  db.prepare(
    `INSERT INTO answer_version (id, strand_id, edition, text, name, made_at, made_by)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  ).run(newId(), strand, edition, text, name, at, by)
  thinOut(db, { strand, edition })
}

type Kept = { id: string; name: string; madeAt: string; characters: number; moment: string }

/** Lets older versions go when there are too many: first all but one of a day, then the oldest. */
function thinOut(db: ReadableDb, { strand, edition }: AnswerOf): void {
  const all = db
    .prepare<[string, OneEdition], Kept>(
      `SELECT id, name, made_at AS madeAt, length(text) AS characters, now() AS moment FROM answer_version
       WHERE strand_id = ? AND edition = ? ORDER BY rowid DESC`,
    )
    .all(strand, edition)
  let count = all.length
  let characters = all.reduce((sum, version) => sum + version.characters, 0)
  const isTooMuch = () => count > most.versions || characters > most.characters
  if (!isTooMuch()) return

  const days = new Set<string>()
  const [, ...older] = all.filter(({ name }) => name === '')
  const spare = older.filter(({ madeAt, moment }) => {
    const isOld = Date.parse(moment) - Date.parse(madeAt) > closely
    const isOnlyOne = !days.has(madeAt.slice(0, 10))
    days.add(madeAt.slice(0, 10))
    return isOld && !isOnlyOne
  })
  const others = older.filter((version) => !spare.includes(version))
  const remove = db.prepare('DELETE FROM answer_version WHERE id = ?')
  for (const version of [...spare.toReversed(), ...others.toReversed()]) {
    if (!isTooMuch()) return
    remove.run(version.id)
    count -= 1
    characters -= version.characters
  }
}

type VersionRow = Omit<AnswerVersion, 'characters'> & { text: string }

/** The versions of an answer, the newest first. */
export function listVersions(db: ReadableDb, { strand, edition }: AnswerOf): AnswerVersion[] {
  return db
    .prepare<[string, OneEdition], VersionRow>(
      `SELECT id, name, text, made_at AS madeAt, made_by AS madeBy FROM answer_version
       WHERE strand_id = ? AND edition = ? ORDER BY rowid DESC`,
    )
    .all(strand, edition)
    .map(({ text, ...version }) => ({ ...version, characters: countPlain(text) }))
}

/** Without the marks of Markdown; two hundred texts are only read as such where there are any. */
function countPlain(text: string): number {
  return Array.from((/[[\]*_#>|\\&<`~]/.test(text) ? plainText(text) : text).trim()).length
}

/** A version and the answer as it stands, line by line. Throws `version.gone`. */
export function compareVersion(db: ReadableDb, id: string): ComparedRow[] {
  const { answer, text } = findVersion(db, id)
  return compareTexts(plainText(text), plainText(standing(db, answer).text))
}

/** Which answer a version is of, and its text as it was written. Throws `version.gone`. */
export function findVersion(db: ReadableDb, id: string): { answer: AnswerOf; text: string } {
  const row = db
    .prepare<[string], { strand: string; edition: OneEdition; text: string }>(
      'SELECT strand_id AS strand, edition, text FROM answer_version WHERE id = ?',
    )
    .get(id)
  if (!row) throw new Failure('version.gone')
  const { text, ...answer } = row
  return { answer, text }
}

/** Writes an answer as it once was; as it stood before, it is kept. Throws `version.gone`, `place.unknown`. */
export function restoreVersion(db: WritableDb, id: string): void {
  const { answer, text } = findVersion(db, id)
  strandPlace(db, answer.strand)
  keepStanding(db, answer)
  db.prepare(
    `INSERT INTO ${tables[answer.edition]} (strand_id, text, updated_at, updated_by)
     VALUES (@strand, @text, now(), author())
     ON CONFLICT (strand_id) DO UPDATE SET text = @text, updated_at = now(), updated_by = author() WHERE text <> @text`,
  ).run({ strand: answer.strand, text })
}
