import type { EvidenceFile } from '../contract/evidence-requests'
import type { PhotoLayout } from '../domain/book-options'
import { Failure } from '../domain/failure'
import {
  coverOf,
  evidenceNumbers,
  picturedFile,
  summaryOf,
  type Evidence,
  type EvidenceFacts,
  type EvidenceSummary,
  type EvidenceTexts,
  type PlacedEvidence,
} from '../domain/evidence'
import type { Place, SectionId } from '../domain/section'
import { attachmentsOf } from './attachments'
import type { ReadableDb, WritableDb } from './database'
import { addTo, amongIds, newId, placeName } from './rows'
import { tiesOf } from './ties'

/** What a piece is written with one by one. */
type WrittenFields = EvidenceTexts & EvidenceFacts & { photoLayout: PhotoLayout }

const evidenceColumns: Record<keyof WrittenFields, string> = {
  title: 'title',
  shows: 'shows',
  note: 'note',
  date: 'date',
  dateUntil: 'date_until',
  kind: 'kind',
  level: 'level',
  photoLayout: 'photo_layout',
}
const evidenceFields = Object.keys(evidenceColumns) as (keyof typeof evidenceColumns)[]

type EvidenceRow = {
  id: string
  title: string
  shows: string
  note: string
  date: string
  date_until: string
  kind: EvidenceFacts['kind']
  level: EvidenceFacts['level']
  cover: string
  photo_layout: PhotoLayout
  created_at: string
}
type PlacementRow = PlacedEvidence & { strand: string | null }

/**
 * All placements in the book's order: section by section, strand by strand, what is under no strand last. Those under
 * a hidden strand are left out, as the strand is.
 */
export function listPlacements(db: ReadableDb): PlacementRow[] {
  return db
    .prepare<[], PlacementRow>(
      `SELECT standing.evidence_id AS evidence, standing.section_id AS section,
         standing.strand_id AS strand, section.number AS sectionNumber
       FROM standing JOIN section ON section.id = standing.section_id
         LEFT JOIN strand ON strand.id = standing.strand_id
       WHERE strand.id IS NULL OR strand.is_hidden = 0
       ORDER BY section.number, strand.id IS NULL, strand.position, strand.id, standing.position, standing.id`,
    )
    .all()
}

/** Everything gathered: what is placed in the book's order, then what is placed nowhere, oldest first. */
export function listEvidence(db: ReadableDb): Evidence[] {
  return evidenceOf(db, null, listPlacements(db))
}

/**
 * The same as lists show it.
 * @param cited the ids of the evidence that answers and plans name
 */
export function listSummaries(db: ReadableDb, cited: ReadonlySet<string>): EvidenceSummary[] {
  return listEvidence(db).map((evidence) => summaryOf(evidence, cited))
}

/** Where a piece stands; of one in the trash, where it will stand again. */
export function placesOf(db: ReadableDb, id: string): Place[] {
  return db
    .prepare<[string], Place>(
      'SELECT section_id AS section, strand_id AS strand FROM placement WHERE evidence_id = ? ORDER BY id',
    )
    .all(id)
}

/** How many pieces there are, without the trash. */
export function countEvidence(db: ReadableDb): number {
  return db.prepare<[], number>("SELECT count(*) FROM evidence WHERE removed_at = ''").pluck().get() ?? 0
}

/** What stands in one section, in the book's order. */
export function evidenceInSection(db: ReadableDb, section: SectionId): Evidence[] {
  const placements = listPlacements(db)
  const ids = placements.filter((placement) => placement.section === section).map(({ evidence }) => evidence)
  return evidenceOf(db, ids, placements)
}

/** One piece. Throws `evidence.gone`. */
export function findEvidence(db: ReadableDb, id: string): Evidence {
  requireEvidence(db, id)
  const [found] = evidenceOf(db, [id], listPlacements(db))
  if (!found) throw new Failure('evidence.gone')
  return found
}

/** What is shown of a piece beside one of its files. */
export function headOf(piece: Evidence): EvidenceFile['evidence'] {
  const { id, title, number } = piece
  return { id, title, number, cover: coverOf(piece)?.id ?? '' }
}

/** The files and kept copies of links with a picture of these pieces that are not in the trash, in the order given. */
export function listPictures(db: ReadableDb, ids: readonly string[]): EvidenceFile[] {
  const pieces = new Map(evidenceOf(db, ids, listPlacements(db)).map((piece) => [piece.id, piece]))
  return ids.flatMap((id) => {
    const piece = pieces.get(id)
    return piece ? picturesOf(piece) : []
  })
}

function picturesOf(piece: Evidence): EvidenceFile[] {
  return piece.attachments.flatMap((each) => {
    const attachment = picturedFile(each)
    return attachment ? { attachment, isCopy: each.role === 'link', evidence: headOf(piece) } : []
  })
}

/** The pieces of these ids by their id, those in the trash too: they stand nowhere. */
export function evidenceById(db: ReadableDb, ids: readonly string[]): Map<string, Evidence> {
  return new Map(evidenceOf(db, ids, []).map((evidence) => [evidence.id, evidence]))
}

/**
 * The pieces of these ids that are there, or all that are not in the trash (null): the placed ones in the book's order, the
 * others as they are given, or the oldest first.
 */
function evidenceOf(
  db: ReadableDb,
  ids: readonly string[] | null,
  placements: readonly PlacementRow[],
): Evidence[] {
  const numbers = evidenceNumbers(placements)
  const rows = db
    .prepare<[{ ids: string }], EvidenceRow>(
      `SELECT id, title, shows, note, date, date_until, kind, level, cover, photo_layout, created_at FROM evidence
       ${ids === null ? "WHERE removed_at = ''" : amongIds('id', ids)} ORDER BY id`,
    )
    .all({ ids: JSON.stringify(ids) })
  const byId = new Map(rows.map((row) => [row.id, row]))
  const places = new Map<string, Place[]>()
  for (const { evidence, section, strand } of placements) {
    if (byId.has(evidence)) addTo(places, evidence, { section, strand })
  }
  const attachments = attachmentsOf(db, ids)
  const ties = tiesOf(db, ids)
  return [...new Set([...places.keys(), ...(ids ?? byId.keys())])].flatMap((id) => {
    const row = byId.get(id)
    if (!row) return []
    const { people, projects, tags } = ties(id)
    // Field by field: to spread ten thousand objects takes three times as long as to read them.
    return {
      id,
      title: row.title,
      shows: row.shows,
      note: row.note,
      date: row.date,
      dateUntil: row.date_until,
      kind: row.kind,
      level: row.level,
      cover: row.cover,
      photoLayout: row.photo_layout,
      addedAt: row.created_at,
      number: numbers.get(id) ?? null,
      places: places.get(id) ?? [],
      attachments: attachments.get(id) ?? [],
      people,
      projects,
      tags,
    }
  })
}

/** Adds a piece without attachments, under a place or nowhere yet. */
export function addEvidence(
  db: WritableDb,
  { place, ...texts }: { place: Place | null } & Partial<WrittenFields>,
): string {
  const id = newId()
  db.prepare(
    `INSERT INTO evidence (id, title, shows, note, date, date_until, kind, level, photo_layout,
       created_at, created_by, updated_at, updated_by)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, now(), author(), now(), author())`,
  ).run(id, ...evidenceFields.map((field) => texts[field] ?? ''))
  if (place) placeEvidence(db, { id, place })
  return id
}

/** Writes the fields that are given; the others stay. */
export function writeEvidence(
  db: WritableDb,
  { id, ...texts }: { id: string } & Partial<WrittenFields>,
): void {
  requireEvidence(db, id)
  for (const field of evidenceFields) {
    const text = texts[field]
    if (text === undefined) continue
    const column = evidenceColumns[field]
    db.prepare(
      `UPDATE evidence SET ${column} = @text, updated_at = now(), updated_by = author() WHERE id = @id AND ${column} <> @text`,
    ).run({ id, text })
  }
}

/** Chooses the attachment that a piece's card shows; empty for the first photo. Throws `evidence.gone`. */
export function writeCover(db: WritableDb, { id, cover }: { id: string; cover: string }): void {
  requireEvidence(db, id)
  const isHere = db.prepare('SELECT 1 FROM attachment WHERE id = ? AND evidence_id = ?').get(cover, id)
  if (cover !== '' && !isHere) throw new Failure('evidence.gone')
  db.prepare(
    `UPDATE evidence SET cover = @cover, updated_at = now(), updated_by = author() WHERE id = @id AND cover <> @cover`,
  ).run({ id, cover })
}

/** Puts pieces into the trash: they stand nowhere, and wait there with their places, files and words. */
export function removeEvidence(db: WritableDb, ids: readonly string[]): void {
  for (const id of ids) {
    requireEvidence(db, id)
    db.prepare(
      'UPDATE evidence SET removed_at = now(), updated_at = now(), updated_by = author() WHERE id = ?',
    ).run(id)
  }
}

/** Lets a piece serve one more place, last there. Does nothing where it already stands. */
export function placeEvidence(db: WritableDb, { id, place }: { id: string; place: Place }): void {
  requireEvidence(db, id)
  placeName(db, place)
  if (findPlacement(db, id, place) !== undefined) return
  db.prepare(
    `INSERT INTO placement (id, evidence_id, section_id, strand_id, position, updated_at, updated_by)
     VALUES (@placement, @id, @section, @strand,
       (SELECT ifnull(max(position) + 1, 0) FROM placement WHERE section_id = @section AND strand_id IS @strand),
       now(), author())`,
  ).run({ placement: newId(), id, ...place })
}

/** Takes a piece out of one place. It stays in its others, and among all that was gathered. */
export function unplaceEvidence(db: WritableDb, { id, place }: { id: string; place: Place }): void {
  requireEvidence(db, id)
  const placement = findPlacement(db, id, place)
  if (placement !== undefined) db.prepare('DELETE FROM placement WHERE id = ?').run(placement)
}

/** Takes a piece from one place to another, last there; its other places stay. */
export function moveEvidence(db: WritableDb, { id, from, to }: { id: string; from: Place; to: Place }): void {
  unplaceEvidence(db, { id, place: from })
  placeEvidence(db, { id, place: to })
}

function findPlacement(db: ReadableDb, evidence: string, place: Place): string | undefined {
  return db
    .prepare<[string, SectionId, string | null], string>(
      'SELECT id FROM placement WHERE evidence_id = ? AND section_id = ? AND strand_id IS ?',
    )
    .pluck()
    .get(evidence, place.section, place.strand)
}

/** Throws `evidence.gone` when there is no such piece, or when it is in the trash. */
export function requireEvidence(db: ReadableDb, id: string): void {
  const row = db.prepare("SELECT 1 FROM evidence WHERE id = ? AND removed_at = ''").get(id)
  if (!row) throw new Failure('evidence.gone')
}
