import { Failure } from '../domain/failure'
import { isPictureType } from '../domain/file-group'
import { parseLink, type Attachment, type StoredFile } from '../domain/evidence'
import type { ReadableDb, WritableDb } from './database'
import type { StoredOriginal } from './files'
import { attachmentOrder, newId, reorder } from './rows'

type AttachmentRow = {
  id: string
  evidence_id: string
  role: Attachment['role']
  name: string
  url: string
  caption: string
  alt: string
  file_hash: string
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
}

const attachmentSelect = `SELECT attachment.id, evidence_id, role, name, url, caption, alt, file_hash,
    file.bytes, file.type, file.width, file.height, file.picture, file.pages, file.duration, file.taken_at, file.text, file.print
  FROM attachment LEFT JOIN file ON file.hash = attachment.file_hash`

function toAttachment(row: AttachmentRow): Attachment {
  const { id, caption, alt, role } = row
  if (role === 'link') return { id, role, caption, alt, url: row.url }
  const { bytes, type, width, height, picture, pages, duration, taken_at, text, print } = row
  return {
    id,
    role,
    caption,
    alt,
    name: row.name,
    file: {
      hash: row.file_hash,
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
    },
  }
}

/** The attachments of these pieces of evidence, in order. */
export function attachmentsOf(db: ReadableDb, evidence: readonly string[]): Map<string, Attachment[]> {
  const rows = db
    .prepare<[string], AttachmentRow>(
      `${attachmentSelect} WHERE evidence_id IN (SELECT value FROM json_each(?))
       ORDER BY evidence_id, position, attachment.id`,
    )
    .all(JSON.stringify(evidence))
  const byEvidence = new Map<string, Attachment[]>()
  for (const row of rows) {
    const list = byEvidence.get(row.evidence_id) ?? []
    list.push(toAttachment(row))
    byEvidence.set(row.evidence_id, list)
  }
  return byEvidence
}

/** One attachment. Throws `evidence.gone`. */
export function findAttachment(db: ReadableDb, id: string): Attachment {
  const row = db.prepare<[string], AttachmentRow>(`${attachmentSelect} WHERE attachment.id = ?`).get(id)
  if (!row) throw new Failure('evidence.gone')
  return toAttachment(row)
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
  const { hash, bytes, type } = file.original
  const twin = db
    .prepare<[string, string], string>('SELECT id FROM attachment WHERE evidence_id = ? AND file_hash = ?')
    .pluck()
    .get(evidence, hash)
  if (twin !== undefined) return { id: twin, outcome: 'duplicate' }
  db.prepare(
    `INSERT INTO file (hash, bytes, type, picture, added_at) VALUES (?, ?, ?, 'waiting', now())
     ON CONFLICT (hash) DO NOTHING`,
  ).run(hash, bytes, type)
  const role = isPhoto(file) ? 'photo' : 'document'
  return { id: insert(db, evidence, { role, hash, name: file.name, url: '', caption: '' }), outcome: 'added' }
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

/** Writes the caption, the alt text or a link's address. */
export function writeAttachment(
  db: WritableDb,
  { id, ...texts }: { id: string; caption?: string; alt?: string; url?: string },
): void {
  const attachment = findAttachment(db, id)
  const url = texts.url === undefined || attachment.role !== 'link' ? undefined : requireLink(texts.url)
  for (const [column, text] of Object.entries({ caption: texts.caption, alt: texts.alt, url })) {
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
