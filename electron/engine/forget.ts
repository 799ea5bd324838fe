import { setImmediate } from 'node:timers/promises'
import type { Noun } from '../contract/engine'
import type { Call } from '../contract/table'
import type { Forgotten, ForgettingPreview, Uncleaned } from '../domain/forgetting'
import { Failure } from '../domain/failure'
import { unrecorded } from './changes'
import type { ReadableDb } from './database'
import { cleanBackups, cleanTray, listBackups, removeOriginals, removePictures } from './forget-copies'
import { affectedBy, forgetRows, type Affected, type ForgetOrder } from './forget-rows'
import type { PortfolioFolder } from './folders'
import type { OpenedCopies } from './opened-copies'
import type { Search } from './search/search'
import { beyondOf, namedPieces, quotationsOf } from './uses'

/** What forgetting works on. */
export type Forgettable = { db: ReadableDb; folder: PortfolioFolder; search: Search; copies: OpenedCopies }

/** Files to forget, and the person or group that goes with them when it has no others. */
export type Forgetting = { files: readonly string[]; subject?: string }

/** What `forgetFiles` would do, found by doing it and taking it back. Throws `evidence.gone`. */
export function previewForgetting(
  { db, folder }: Pick<Forgettable, 'db' | 'folder'>,
  forgetting: Forgetting,
): ForgettingPreview {
  const order = orderOf(db, forgetting)
  const affected = affectedBy(db, order.files)
  const files = [...order.files]
  const { logo, cover } = db
    .prepare<[string, string], { logo: number; cover: number }>(
      `SELECT logo_hash IN (SELECT value FROM json_each(?)) IS TRUE AS logo,
         cover_photo IN (SELECT value FROM json_each(?)) AS cover FROM book`,
    )
    .get(JSON.stringify(files), JSON.stringify([...affected.attachments])) ?? { logo: 0, cover: 0 }
  return {
    files: files.length,
    names: [...affected.names].sort(),
    gone: namedPieces(db, affected.gone),
    kept: namedPieces(db, affected.kept),
    copies: affected.copies.size,
    isLogo: logo === 1,
    isBookCover: cover === 1,
    steps: countSteps(db, order, affected),
    quotations: quotationsOf(db, affected.words),
    backups: listBackups(folder.backups).length,
    ...beyondOf(db, files),
  }
}

class TakenBack extends Error {
  constructor(readonly steps: number) {
    super('taken back')
  }
}

function countSteps(db: ReadableDb, order: ForgetOrder, affected: Affected): number {
  try {
    unrecorded(db, (writable) => {
      throw new TakenBack(forgetRows(writable, order, affected))
    })
  } catch (error) {
    if (error instanceof TakenBack) return error.steps
    throw error
  }
  return 0
}

/**
 * Forgets files for good: first all rows of the database at once, with a note of what is still to be cleaned away; then the
 * originals, the pictures, the index, the copies of the database, and last the free pages of the database itself. Whatever ends
 * the app in between, `finishForgetting` goes on with it at the next opening. Throws `evidence.gone`.
 */
export async function forgetFiles(
  opened: Forgettable,
  forgetting: Forgetting,
  { told, progress }: { told: (nouns: Noun[]) => void } & Pick<Call, 'progress'>,
): Promise<Forgotten> {
  const { db } = opened
  const order = orderOf(db, forgetting)
  const affected = affectedBy(db, order.files)
  db.pragma('secure_delete = ON')
  const { result: steps, nouns } = unrecorded(db, (writable) => forgetRows(writable, order, affected))
  told([...nouns, 'history', 'picture'])
  const uncleaned: Uncleaned[] = []
  for (const [done, clean] of cleaning.entries()) {
    // Between two steps the engine hears of other things, and says how far it is.
    progress({ done, total: cleaning.length, step: 'forgetting' })
    await setImmediate()
    // Closed meanwhile: the next opening goes on.
    if (!db.open) break
    uncleaned.push(...clean(opened, order))
  }
  if (db.open && uncleaned.every(({ what }) => what === 'backup')) noteDone(db, order)
  return { files: order.files.size, pieces: affected.gone.size, steps, uncleaned }
}

/**
 * Goes on with what an earlier run began and could not bring to its end. To be called at an opening.
 * @returns what still could not be cleaned
 */
export function finishForgetting(opened: Forgettable): Uncleaned[] {
  const { db } = opened
  const rows = db
    .prepare<[], { hash: string; subject: string; moment: string }>(
      `SELECT file_hash AS hash, subject_id AS subject, forgotten_at AS moment FROM forgotten_file
       WHERE is_done = 0 AND file_hash NOT IN (SELECT hash FROM file)
         -- What is no hash names no file, and is no path either.
         AND length(file_hash) = 64 AND file_hash NOT GLOB '*[^0-9a-f]*'`,
    )
    .all()
  const [first] = rows
  if (!first) return []
  const order: ForgetOrder = {
    files: new Set(rows.map(({ hash }) => hash)),
    subjects: new Set(rows.map(({ subject }) => subject).filter((subject) => subject !== '')),
    moment: first.moment,
  }
  db.pragma('secure_delete = ON')
  const uncleaned = cleaning.flatMap((clean) => clean(opened, order))
  if (uncleaned.every(({ what }) => what === 'backup')) noteDone(db, order)
  return uncleaned
}

/** Each may be done again, and is done in this order: what a person would see first goes first. */
const cleaning: readonly ((opened: Forgettable, order: ForgetOrder) => Uncleaned[])[] = [
  ({ folder }, { files }) => removeOriginals(folder, files),
  ({ folder }, { files }) => removePictures(folder, files),
  ({ copies }, { files }) => copies.forget(files),
  ({ search }, { files }) => tried('search', () => search.forget(files)),
  ({ folder }, order) => cleanBackups(folder, order),
  ({ folder }, order) => cleanTray(folder, order),
  ({ db }) =>
    tried('database', () => {
      db.exec('VACUUM')
      db.pragma('wal_checkpoint(TRUNCATE)')
    }),
]

/** A full disk ends none of the other steps. */
function tried(what: 'search' | 'database', work: () => void): Uncleaned[] {
  try {
    work()
    return []
  } catch {
    return [{ what, name: '' }]
  }
}

function noteDone(db: ReadableDb, { files }: ForgetOrder): void {
  db.prepare(
    `UPDATE forgotten_file SET is_done = 1, subject_id = '' WHERE file_hash IN (SELECT value FROM json_each(?))`,
  ).run(JSON.stringify([...files]))
}

function orderOf(db: ReadableDb, { files, subject }: Forgetting): ForgetOrder {
  const known = db
    .prepare<[string], string>('SELECT hash FROM file WHERE hash IN (SELECT value FROM json_each(?))')
    .pluck()
    .all(JSON.stringify(files))
  if (known.length < new Set(files).size) throw new Failure('evidence.gone')
  const others = db.prepare(
    'SELECT 1 FROM file_subject WHERE subject_id = ? AND file_hash NOT IN (SELECT value FROM json_each(?))',
  )
  const isGone = subject !== undefined && others.get(subject, JSON.stringify(files)) === undefined
  return {
    files: new Set(known),
    subjects: new Set(isGone ? [subject] : []),
    moment: db.prepare<[], string>('SELECT now()').pluck().get() ?? '',
  }
}
