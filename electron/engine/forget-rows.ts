import type { Database } from 'better-sqlite3'
import { withoutNames } from './export-notes'
import { dependents, forgetHistory, readFileHistory } from './forget-history'
import { hasColumn } from './schema'

/*
 * What a database knows of files, and how it forgets them. The same for the open portfolio and for the copies in `backups/`, of
 * which older ones lack tables and columns.
 */

/** Files to forget, the persons and groups that go with them, and when (ISO 8601). */
export type ForgetOrder = { files: ReadonlySet<string>; subjects: ReadonlySet<string>; moment: string }

/** What hangs on files. */
export type Affected = {
  /** Attachments, those that only the history still has too. */
  attachments: Set<string>
  /** Pieces that hold nothing else, not even what an undo could bring back. */
  gone: Set<string>
  /** The others that lose something. */
  kept: Set<string>
  /** Links whose kept copy it is. */
  copies: Set<string>
  names: Set<string>
  /** Captions and descriptions, as they are now. */
  words: Set<string>
}

type AttachmentRow = { id: string; evidence: string; name: string; caption: string; alt: string }

/** Finds what hangs on files; changes nothing. */
export function affectedBy(db: Database, files: ReadonlySet<string>): Affected {
  const json = JSON.stringify([...files])
  const attached = db
    .prepare<[string], AttachmentRow>(
      `SELECT id, evidence_id AS evidence, name, caption, alt FROM attachment
       WHERE file_hash IN (SELECT value FROM json_each(?))`,
    )
    .all(json)
  const copies = hasColumn(db, 'attachment', 'copy_hash')
    ? db
        .prepare<[string], { id: string; evidence: string; name: string }>(
          `SELECT id, evidence_id AS evidence, copy_name AS name FROM attachment
           WHERE copy_hash IN (SELECT value FROM json_each(?))`,
        )
        .all(json)
    : []
  const past = readFileHistory(db)
  const once = past.attachments.filter(({ file }) => files.has(file))
  const onceCopies = past.attachments.filter(({ copy }) => files.has(copy))
  const attachments = new Set([...attached, ...once].map(({ id }) => id))
  const owners = new Set([...attached, ...once].map(({ evidence }) => evidence))
  const gone = new Set([...owners].filter((owner) => holdsNothingElse(db, owner, attachments, past)))
  const using = new Set([...attached, ...copies].map(({ evidence }) => evidence))
  return {
    attachments,
    gone,
    kept: new Set([...using].filter((piece) => !gone.has(piece))),
    copies: new Set(copies.map(({ id }) => id)),
    names: new Set([
      ...[...attached, ...copies, ...once].map(({ name }) => name),
      ...onceCopies.map(({ copyName }) => copyName),
    ]),
    words: new Set(
      attached.flatMap(({ caption, alt }) => [caption, alt]).filter((text) => text.trim() !== ''),
    ),
  }
}

/** A piece whose attachments, now and in the history, are all forgotten, and which has no text of its own to show. */
function holdsNothingElse(
  db: Database,
  piece: string,
  attachments: ReadonlySet<string>,
  { attachments: past, notes }: ReturnType<typeof readFileHistory>,
): boolean {
  const now = db
    .prepare<[string], string>('SELECT id FROM attachment WHERE evidence_id = ?')
    .pluck()
    .all(piece)
  const once = past.filter(({ evidence }) => evidence === piece).map(({ id }) => id)
  if (![...now, ...once].every((id) => attachments.has(id))) return false
  const note = db.prepare<[string], string>('SELECT note FROM evidence WHERE id = ?').pluck().get(piece)
  // A piece that is there and was emptied by hand is somebody's decision.
  if (note !== undefined) return note.trim() === '' && now.length > 0
  return (notes.get(piece) ?? '').trim() === ''
}

/**
 * Forgets files in a database, inside a transaction: their rows, what was said of them and who is in them, their steps in the
 * history. What stays is that they were forgotten, and that consent was withdrawn.
 * @returns how many steps of the history went
 */
export function forgetRows(db: Database, order: ForgetOrder, affected: Affected): number {
  const { files, subjects, moment } = order
  const { attachments, gone, names } = affected
  const steps = forgetHistory(db, { files, subjects, attachments, pieces: gone, names })
  const words = {
    files: JSON.stringify([...files]),
    attachments: JSON.stringify([...attachments]),
    pieces: JSON.stringify([...gone]),
    subjects: JSON.stringify([...subjects]),
    moment,
  }
  const among = (name: keyof typeof words) => `IN (SELECT value FROM json_each(@${name}))`
  const run = (table: string, column: string, sql: string): void => {
    if (hasColumn(db, table, column)) db.prepare(sql).run(words)
  }
  run(
    'attachment',
    'copy_hash',
    `UPDATE attachment SET copy_hash = NULL, copy_name = '', updated_at = @moment WHERE copy_hash ${among('files')}`,
  )
  run('attachment', 'id', `DELETE FROM attachment WHERE file_hash ${among('files')}`)
  run('evidence', 'cover', `UPDATE evidence SET cover = '' WHERE cover ${among('attachments')}`)
  run('book', 'cover_photo', `UPDATE book SET cover_photo = '' WHERE cover_photo ${among('attachments')}`)
  run('book', 'logo_hash', `UPDATE book SET logo_hash = NULL WHERE logo_hash ${among('files')}`)
  for (const table of dependents)
    run(table, 'evidence_id', `DELETE FROM ${table} WHERE evidence_id ${among('pieces')}`)
  run('evidence', 'id', `DELETE FROM evidence WHERE id ${among('pieces')}`)
  for (const table of ['redaction', 'file_subject', 'consent'])
    run(table, 'file_hash', `DELETE FROM ${table} WHERE file_hash ${among('files')}`)
  run('file_subject', 'subject_id', `DELETE FROM file_subject WHERE subject_id ${among('subjects')}`)
  run('subject', 'id', `DELETE FROM subject WHERE id ${among('subjects')}`)
  run('set_aside', 'finding', setAside)
  // That it left, under which number, is a fact that the school may be asked for; what it was called is not needed for that.
  run('export_file', 'name', `UPDATE export_file SET name = '' WHERE file_hash ${among('files')}`)
  hideExportNotes(db, files)
  remember(db, order)
  run('file', 'hash', `DELETE FROM file WHERE hash ${among('files')}`)
  return steps
}

const setAside = `DELETE FROM set_aside WHERE EXISTS (SELECT 1 FROM (
    SELECT value FROM json_each(@files) UNION ALL SELECT value FROM json_each(@attachments)
    UNION ALL SELECT value FROM json_each(@pieces)) AS id WHERE instr(finding, id.value) > 0)`

/** The record of an export tells which of them went knowingly, and no longer what they were called. */
export function hideExportNotes(db: Database, files: ReadonlySet<string>): void {
  if (!hasColumn(db, 'export', 'notes')) return
  const write = db.prepare('UPDATE export SET notes = ? WHERE id = ?')
  for (const { id, notes } of db
    .prepare<[], { id: string; notes: string }>('SELECT id, notes FROM export')
    .all()) {
    const text = withoutNames(notes, files)
    if (text !== notes) write.run(text, id)
  }
}

/** Leaves the bare mark by which a file is noticed when it is gathered again, and by which it may then not leave. */
function remember(db: Database, { files, subjects, moment }: ForgetOrder): void {
  if (!hasColumn(db, 'forgotten_file', 'file_hash')) return
  const [subject = ''] = subjects
  const note = db.prepare(
    `INSERT INTO forgotten_file (file_hash, bytes, forgotten_at, subject_id)
     SELECT hash, bytes, @moment, @subject FROM file WHERE hash = @hash
     ON CONFLICT (file_hash) DO UPDATE SET forgotten_at = @moment, subject_id = @subject, is_done = 0`,
  )
  const withdraw = db.prepare(
    `INSERT INTO consent (file_hash, state, updated_at, updated_by) VALUES (@hash, 'withdrawn', @moment, '')`,
  )
  for (const hash of files) {
    if (note.run({ hash, moment, subject }).changes > 0) withdraw.run({ hash, moment })
  }
}
