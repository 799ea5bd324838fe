import { Failure } from '../domain/failure'
import { evidenceNumbers, type Evidence, type EvidenceTexts, type PlacedEvidence } from '../domain/evidence'
import type { Place, SectionId } from '../domain/section'
import { attachmentsOf, dropAttachments } from './attachments'
import type { ReadableDb, WritableDb } from './database'
import { newId, placeName } from './rows'

const evidenceColumns: Record<keyof EvidenceTexts, string> = {
  title: 'title',
  shows: 'shows',
  note: 'note',
  date: 'date',
  dateUntil: 'date_until',
}
const evidenceFields = Object.keys(evidenceColumns) as (keyof EvidenceTexts)[]

type EvidenceRow = {
  id: string
  title: string
  shows: string
  note: string
  date: string
  date_until: string
}
type PlacementRow = PlacedEvidence & { strand: string | null }

/**
 * All placements in the book's order: section by section, strand by strand, what is under no strand last. Those under
 * a hidden strand are left out, as the strand is.
 */
function listPlacements(db: ReadableDb): PlacementRow[] {
  return db
    .prepare<[], PlacementRow>(
      `SELECT placement.evidence_id AS evidence, placement.section_id AS section,
         placement.strand_id AS strand, section.number AS sectionNumber
       FROM placement JOIN section ON section.id = placement.section_id
         LEFT JOIN strand ON strand.id = placement.strand_id
       WHERE strand.id IS NULL OR strand.is_hidden = 0
       ORDER BY section.number, strand.id IS NULL, strand.position, strand.id, placement.position, placement.id`,
    )
    .all()
}

/** Everything gathered: what is placed in the book's order, then what is placed nowhere, oldest first. */
export function listEvidence(db: ReadableDb): Evidence[] {
  const ids = db.prepare<[], string>('SELECT id FROM evidence ORDER BY id').pluck().all()
  return evidenceOf(db, ids, listPlacements(db))
}

/** What stands in one section, in the book's order. */
export function evidenceInSection(db: ReadableDb, section: SectionId): Evidence[] {
  const placements = listPlacements(db)
  const ids = placements.filter((placement) => placement.section === section).map(({ evidence }) => evidence)
  return evidenceOf(db, ids, placements)
}

/** One piece. Throws `evidence.gone`. */
export function findEvidence(db: ReadableDb, id: string): Evidence {
  const [found] = evidenceOf(db, [id], listPlacements(db))
  if (!found) throw new Failure('evidence.gone')
  return found
}

/** The pieces of these ids that are there: the placed ones in the book's order, the others as they are given. */
function evidenceOf(db: ReadableDb, ids: readonly string[], placements: readonly PlacementRow[]): Evidence[] {
  const numbers = evidenceNumbers(placements)
  const wanted = new Set(ids)
  const places = new Map<string, Place[]>()
  for (const { evidence, section, strand } of placements) {
    if (wanted.has(evidence)) places.set(evidence, [...(places.get(evidence) ?? []), { section, strand }])
  }
  const attachments = attachmentsOf(db, ids)
  const tags = tagsOf(db, ids)
  const rows = db
    .prepare<[string], EvidenceRow>(
      `SELECT id, title, shows, note, date, date_until FROM evidence WHERE id IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify(ids))
  const byId = new Map(rows.map((row) => [row.id, row]))
  return [...new Set([...places.keys(), ...ids])].flatMap((id) => {
    const row = byId.get(id)
    if (!row) return []
    const { date_until, ...texts } = row
    return {
      ...texts,
      dateUntil: date_until,
      number: numbers.get(id) ?? null,
      places: places.get(id) ?? [],
      attachments: attachments.get(id) ?? [],
      tags: tags.get(id) ?? [],
    }
  })
}

function tagsOf(db: ReadableDb, ids: readonly string[]): Map<string, string[]> {
  const rows = db
    .prepare<[string], { evidence_id: string; tag: string }>(
      'SELECT evidence_id, tag FROM evidence_tag WHERE evidence_id IN (SELECT value FROM json_each(?)) ORDER BY tag',
    )
    .all(JSON.stringify(ids))
  const tags = new Map<string, string[]>()
  for (const { evidence_id, tag } of rows) tags.set(evidence_id, [...(tags.get(evidence_id) ?? []), tag])
  return tags
}

/** Adds a piece without attachments under a place. */
export function addEvidence(
  db: WritableDb,
  { place, ...texts }: { place: Place } & Partial<EvidenceTexts>,
): string {
  const id = newId()
  db.prepare(
    `INSERT INTO evidence (id, title, shows, note, date, date_until, created_at, updated_at, updated_by)
     VALUES (?, ?, ?, ?, ?, ?, now(), now(), author())`,
  ).run(id, ...evidenceFields.map((field) => texts[field] ?? ''))
  placeEvidence(db, { id, place })
  return id
}

/** Writes the fields that are given; the others stay. */
export function writeEvidence(
  db: WritableDb,
  { id, ...texts }: { id: string } & Partial<EvidenceTexts>,
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

/** Removes pieces with their places and attachments. The stored files stay while an undo could ask for them. */
export function removeEvidence(db: WritableDb, ids: readonly string[]): void {
  for (const id of ids) {
    requireEvidence(db, id)
    dropAttachments(db, id)
    db.prepare('DELETE FROM placement WHERE evidence_id = ?').run(id)
    db.prepare('DELETE FROM evidence_tag WHERE evidence_id = ?').run(id)
    db.prepare('DELETE FROM evidence WHERE id = ?').run(id)
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

/** Throws `evidence.gone` when there is no such piece. */
export function requireEvidence(db: ReadableDb, id: string): void {
  const row = db.prepare('SELECT 1 FROM evidence WHERE id = ?').get(id)
  if (!row) throw new Failure('evidence.gone')
}
