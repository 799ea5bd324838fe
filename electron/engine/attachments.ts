import { Failure } from '../domain/failure'
import { isPictureType } from '../domain/file-group'
import { parseLink, type Attachment, type StoredFile } from '../domain/evidence'
import type { ReadableDb, WritableDb } from './database'
import type { StoredOriginal } from './files'
import { consentOf, consentSelect, consentJoins, subjectsOfFiles, type ConsentRow } from './file-consent'
import { addTo, amongIds, attachmentOrder, newId, reorder } from './rows'

type AttachmentRow = {
  id: string
  evidence_id: string
  role: Attachment['role']
  name: string
  url: string
  caption: string
  alt: string
  edit: string
  annex: string
  checked_on: string
  copy_name: string
  /** Of the file, or of a link's kept copy; null for a link without one. */
  hash: string | null
  bytes: number
  type: string
  width: number | null
  height: number | null
  picture: StoredFile['picture']
  pages: number | null
  duration: number | null
  taken_at: string
  text: StoredFile['text']
  print: 'waiting' | 'done'
  brightness: number | null
} & ConsentRow

// A link has no file of its own: behind it stands its kept copy.
const attachmentSelect = `SELECT attachment.id, evidence_id, role, name, url, caption, alt, edit, annex, checked_on, copy_name,
    file.hash, file.bytes, file.type, file.width, file.height, file.picture, file.pages, file.duration, file.taken_at, file.text, file.print, file.brightness,
    ${consentSelect}
  FROM attachment LEFT JOIN file ON file.hash = coalesce(attachment.file_hash, copy_hash) ${consentJoins}`

type SubjectsOf = ReturnType<typeof subjectsOfFiles>

function toAttachment(row: AttachmentRow, subjectsOf: SubjectsOf): Attachment {
  const { id, caption, alt, role } = row
  const file = toFile(row, subjectsOf)
  if (role === 'link') {
    const copy = file && { name: row.copy_name, file }
    return { id, role, caption, alt, url: row.url, checkedOn: row.checked_on, copy }
  }
  if (!file) throw new Error(`attachment ${id} has no file`)
  return { id, role, caption, alt, name: row.name, edit: row.edit, annex: row.annex, file }
}

function toFile(file: AttachmentRow, subjectsOf: SubjectsOf): StoredFile | null {
  const { hash, taken_at, print } = file
  if (hash === null) return null
  const { bytes, type, width, height, picture, pages, duration, text, brightness } = file
  return {
    hash,
    bytes,
    type,
    width,
    height,
    picture,
    hasPrint: print === 'done',
    pages,
    duration,
    takenAt: taken_at,
    text,
    brightness,
    ...consentOf(file, { type, subjects: subjectsOf(hash) }),
  }
}

/** The attachments of these pieces of evidence, or of all (null), in order. */
export function attachmentsOf(db: ReadableDb, evidence: readonly string[] | null): Map<string, Attachment[]> {
  const rows = db
    .prepare<[{ ids: string }], AttachmentRow>(
      `${attachmentSelect} ${amongIds('evidence_id', evidence)} ORDER BY evidence_id, position, attachment.id`,
    )
    .all({ ids: JSON.stringify(evidence) })
  const byEvidence = new Map<string, Attachment[]>()
  const subjectsOf = subjectsOfFiles(db)
  for (const row of rows) addTo(byEvidence, row.evidence_id, toAttachment(row, subjectsOf))
  return byEvidence
}

/** One attachment. Throws `evidence.gone`. */
export function findAttachment(db: ReadableDb, id: string): Attachment {
  const row = db.prepare<[string], AttachmentRow>(`${attachmentSelect} WHERE attachment.id = ?`).get(id)
  if (!row) throw new Failure('evidence.gone')
  return toAttachment(row, subjectsOfFiles(db))
}

/** A file that was stored and is to be attached, with the name it had. */
export type GatheredFile = { name: string; original: StoredOriginal }

/** True for a file of which the app makes pictures. */
export function isPhoto({ original }: GatheredFile): boolean {
  return isPictureType(original.type)
}

/**
 * Attaches a stored file, last. The very same file is attached only once to one piece of evidence.
 * @returns the attachment's id, and whether it was there already
 */
export function attachFile(
  db: WritableDb,
  evidence: string,
  file: GatheredFile,
): { id: string; outcome: 'added' | 'duplicate' } {
  const { hash } = file.original
  const twin = db
    .prepare<[string, string], string>('SELECT id FROM attachment WHERE evidence_id = ? AND file_hash = ?')
    .pluck()
    .get(evidence, hash)
  if (twin !== undefined) return { id: twin, outcome: 'duplicate' }
  noteFile(db, file.original)
  const role = isPhoto(file) ? 'photo' : 'document'
  return { id: insert(db, evidence, { role, hash, name: file.name, url: '', caption: '' }), outcome: 'added' }
}

/** Lets the portfolio know a stored file; the media workers look at it then. */
export function noteFile(db: WritableDb, { hash, bytes, type }: StoredOriginal): void {
  db.prepare(
    `INSERT INTO file (hash, bytes, type, picture, added_at) VALUES (?, ?, ?, 'waiting', now())
     ON CONFLICT (hash) DO NOTHING`,
  ).run(hash, bytes, type)
}

/** Keeps a stored file as the copy of a link, in place of an earlier one. Throws `evidence.gone`. */
export function keepCopy(db: WritableDb, id: string, { name, original }: GatheredFile): void {
  requireRole(db, id, 'link')
  noteFile(db, original)
  db.prepare(
    `UPDATE attachment SET copy_hash = @hash, copy_name = @name, updated_at = now(), updated_by = author()
     WHERE id = @id AND (copy_hash IS NOT @hash OR copy_name <> @name)`,
  ).run({ id, hash: original.hash, name })
}

/** Lets go of a link's kept copy. Throws `evidence.gone`. */
export function dropCopy(db: WritableDb, id: string): void {
  requireRole(db, id, 'link')
  db.prepare(
    `UPDATE attachment SET copy_hash = NULL, copy_name = '', updated_at = now(), updated_by = author()
     WHERE id = ? AND copy_hash IS NOT NULL`,
  ).run(id)
}

function requireRole(db: ReadableDb, id: string, role: Attachment['role']): void {
  if (findAttachment(db, id).role !== role) throw new Failure('evidence.gone')
}

/** Attaches an address, last. Throws `link.invalid`. */
export function attachLink(
  db: WritableDb,
  { evidence, url, caption }: { evidence: string; url: string; caption: string },
): string {
  return insert(db, evidence, { role: 'link', hash: null, name: '', url: requireLink(url), caption })
}

/** The address as it is kept. Throws `link.invalid`. */
export function requireLink(url: string): string {
  const link = parseLink(url)
  if (link === null) throw new Failure('link.invalid', { url: url.trim().slice(0, 80) })
  return link
}

type NewAttachment = {
  role: Attachment['role']
  hash: string | null
  name: string
  url: string
  caption: string
}

function insert(db: WritableDb, evidence: string, attachment: NewAttachment): string {
  const id = newId()
  db.prepare(
    `INSERT INTO attachment
       (id, evidence_id, role, position, file_hash, name, url, caption, alt, updated_at, updated_by)
     VALUES (@id, @evidence, @role, (SELECT ifnull(max(position) + 1, 0) FROM attachment WHERE evidence_id = @evidence),
       @hash, @name, @url, @caption, '', now(), author())`,
  ).run({ id, evidence, ...attachment })
  return id
}

/** What is written about an attachment. Address and day are a link's alone, the edit a photo's. */
export type AttachmentTexts = {
  caption: string
  alt: string
  url: string
  checkedOn: string
  edit: string
  annex: string
}

/** Writes what is given; what the attachment cannot have is passed over. Throws `evidence.gone`, `link.invalid`. */
export function writeAttachment(
  db: WritableDb,
  { id, ...texts }: { id: string } & Partial<AttachmentTexts>,
): void {
  const { role } = findAttachment(db, id)
  const isLink = role === 'link'
  const columns = {
    caption: texts.caption,
    alt: texts.alt,
    url: isLink && texts.url !== undefined ? requireLink(texts.url) : undefined,
    checked_on: isLink ? texts.checkedOn : undefined,
    edit: role === 'photo' ? texts.edit : undefined,
    annex: role === 'document' ? texts.annex : undefined,
  }
  for (const [column, text] of Object.entries(columns)) {
    if (text === undefined) continue
    db.prepare(
      `UPDATE attachment SET ${column} = @text, updated_at = now(), updated_by = author()
       WHERE id = @id AND ${column} <> @text`,
    ).run({ id, text })
  }
}

/** Moves an attachment to `position` (from 0) among those of its evidence. */
export function moveAttachment(db: WritableDb, { id, position }: { id: string; position: number }): void {
  findAttachment(db, id)
  reorder(db, attachmentOrder, id, position)
}

/** Takes an attachment off its evidence. The stored file stays while an undo could ask for it. */
export function detach(db: WritableDb, id: string): void {
  findAttachment(db, id)
  db.prepare('DELETE FROM attachment WHERE id = ?').run(id)
}
