import type { ExportPurpose } from '../domain/consent'
import { evidenceNumbers, type Evidence } from '../domain/evidence'
import type {
  Beyond,
  NamedPiece,
  UsingExport,
  Quotation,
  UsedFile,
  Uses,
  UsingPiece,
} from '../domain/forgetting'
import { plainText } from '../domain/rich-text'
import type { SubjectOrFile } from '../contract/forget-requests'
import { Failure } from '../domain/failure'
import type { ReadableDb } from './database'
import { evidenceById, listPlacements, placesOf } from './evidence'
import { isExtraCopy } from './export-records'

/** A caption shorter than this may be said by chance, in characters. */
const tellingLength = 12

/** The files of a person or group, or the one. Throws `subject.gone`, `evidence.gone`. */
export function filesOf(db: ReadableDb, which: SubjectOrFile): string[] {
  if ('file' in which) {
    const isKnown = db.prepare('SELECT 1 FROM file WHERE hash = ?').get(which.file) !== undefined
    if (!isKnown) throw new Failure('evidence.gone')
    return [which.file]
  }
  requireSubject(db, which.subject)
  return db
    .prepare<[string], string>(
      `SELECT file_hash FROM file_subject WHERE subject_id = ? AND file_hash IN (SELECT hash FROM file) ORDER BY file_hash`,
    )
    .pluck()
    .all(which.subject)
}

/** The name of a person or group. Throws `subject.gone`. */
export function requireSubject(db: ReadableDb, id: string): string {
  const name = db.prepare<[string], string>('SELECT name FROM subject WHERE id = ?').pluck().get(id)
  if (name === undefined) throw new Failure('subject.gone')
  return name
}

/** Every place where files are used, in the book's order and then in the trash, and everything that left with them. */
export function usesOf(db: ReadableDb, files: readonly string[]): Uses {
  const logo = db.prepare<[], string | null>('SELECT logo_hash FROM book').pluck().get()
  return {
    files: [...files],
    pieces: piecesUsing(db, files),
    isLogo: typeof logo === 'string' && files.includes(logo),
    ...beyondOf(db, files),
  }
}

/** The pieces of evidence that use files. */
export function piecesUsing(db: ReadableDb, files: readonly string[]): UsingPiece[] {
  const hashes = new Set(files)
  const bookCover = db.prepare<[], string>('SELECT cover_photo FROM book').pluck().get() ?? ''
  const ids = db
    .prepare<{ hashes: string }, string>(
      `SELECT DISTINCT evidence_id FROM attachment WHERE coalesce(file_hash, copy_hash) IN (SELECT value FROM json_each(@hashes))`,
    )
    .pluck()
    .all({ hashes: JSON.stringify(files) })
  const pieces = evidenceById(db, ids)
  return namedPieces(db, new Set(ids)).flatMap((named) => {
    const piece = pieces.get(named.evidence)
    if (!piece) return []
    return { ...named, places: placesOf(db, named.evidence), files: filesIn(piece, hashes, bookCover) }
  })
}

function filesIn(piece: Evidence, hashes: ReadonlySet<string>, bookCover: string): UsedFile[] {
  return piece.attachments.flatMap((attachment) => {
    const file = attachment.role === 'link' ? attachment.copy?.file : attachment.file
    if (!file || !hashes.has(file.hash)) return []
    const isLink = attachment.role === 'link'
    return {
      hash: file.hash,
      attachment: attachment.id,
      name: isLink ? (attachment.copy?.name ?? '') : attachment.name,
      as: isLink ? ('copy' as const) : attachment.role,
      isCover: attachment.id === piece.cover,
      isBookCover: attachment.id === bookCover,
    }
  })
}

/** Pieces by number and title, in the book's order, then what stands nowhere, those in the trash last. */
export function namedPieces(db: ReadableDb, ids: ReadonlySet<string>): NamedPiece[] {
  const numbers = evidenceNumbers(listPlacements(db))
  const order = [...numbers.keys()]
  const pieces = db
    .prepare<[string], { id: string; title: string; removed: string }>(
      `SELECT id, title, removed_at AS removed FROM evidence
       WHERE id IN (SELECT value FROM json_each(?)) ORDER BY removed_at <> '', id`,
    )
    .all(JSON.stringify([...ids]))
    .map(({ id, title, removed }) => ({
      evidence: id,
      number: numbers.get(id) ?? null,
      title,
      isInTrash: removed !== '',
    }))
  const placed = pieces.filter(({ number }) => number !== null)
  placed.sort((one, other) => order.indexOf(one.evidence) - order.indexOf(other.evidence))
  return [...placed, ...pieces.filter(({ number }) => number === null)]
}

/** What left the portfolio with files in it, the newest first. */
export function beyondOf(db: ReadableDb, files: readonly string[]): Beyond {
  const exports = db
    .prepare<
      [string],
      Omit<UsingExport, 'purpose' | 'isExtraCopy'> & { purpose: string; isExtraCopy: number }
    >(
      `SELECT id, kind, ${isExtraCopy} AS isExtraCopy, export.name, purpose, made_at AS madeAt, made_by AS madeBy,
         count(DISTINCT file_hash) AS files
       FROM export_file JOIN export ON export.id = export_id
       WHERE file_hash IN (SELECT value FROM json_each(?)) GROUP BY export.id ORDER BY made_at DESC, export.id DESC`,
    )
    .all(JSON.stringify(files))
    .map((row) => ({
      ...row,
      isExtraCopy: row.isExtraCopy === 1,
      purpose: row.purpose as ExportPurpose | '',
    }))
  // What is in a submission is JSON of its own shape; a hash is long enough to be found in it as it is.
  const submissions = db
    .prepare<[string], Beyond['submissions'][number]>(
      `SELECT id, name, handed_in_on AS handedInOn FROM submission
       WHERE EXISTS (SELECT 1 FROM json_each(?) AS hash WHERE instr(files || contents, hash.value) > 0)
       ORDER BY handed_in_on DESC, id DESC`,
    )
    .all(JSON.stringify(files))
  return { exports, submissions }
}

/** Answers, and versions of them that are kept, in which a caption stands word for word. */
export function quotationsOf(db: ReadableDb, captions: ReadonlySet<string>): Quotation[] {
  const telling = [...captions].filter((caption) => caption.length >= tellingLength)
  if (telling.length === 0) return []
  const texts = db
    .prepare<[], { place: string; text: string; isVersion: number }>(
      `SELECT section.number || '.' || (1 + (SELECT count(*) FROM strand AS other WHERE other.section_id = strand.section_id
           AND (other.position, other.id) < (strand.position, strand.id) AND other.is_hidden = 0)) AS place, text, isVersion
       FROM (SELECT strand_id, text, 0 AS isVersion FROM answer UNION ALL SELECT strand_id, text, 0 FROM second_answer
           UNION ALL SELECT strand_id, text, 1 FROM answer_version) AS written
         JOIN strand ON strand.id = strand_id JOIN section ON section.id = strand.section_id
       ORDER BY section.number, strand.position, isVersion`,
    )
    .all()
  const found = new Map<string, Quotation>()
  for (const { place, text, isVersion } of texts) {
    const plain = plainText(text)
    if (!telling.some((caption) => text.includes(caption) || plain.includes(caption))) continue
    found.set(`${place} ${isVersion}`, { place, isVersion: isVersion === 1 })
  }
  return [...found.values()]
}
