import { Failure } from '../domain/failure'
import type { SectionId, Strand } from '../domain/section'
import type { ReadableDb, WritableDb } from './database'
import { newId, reorder, sectionName, strandOrder, strandPlace } from './rows'

/** Adds a strand of the school's own at the end of a section. */
export function addStrand(
  db: WritableDb,
  { section, title }: { section: SectionId; title: string },
): { id: string } {
  sectionName(db, section)
  const id = newId()
  db.prepare(
    `INSERT INTO strand (id, section_id, position, title, question, updated_at, updated_by)
     VALUES (@id, @section, (SELECT ifnull(max(position) + 1, 0) FROM strand WHERE section_id = @section), @title, '',
       now(), author())`,
  ).run({ id, section, title })
  return { id }
}

/** Writes the fields that are given; the others stay. */
export function writeStrand(
  db: WritableDb,
  { strand, ...given }: { strand: string } & Partial<Pick<Strand, 'title' | 'question' | 'limit'>>,
): void {
  strandPlace(db, strand)
  const columns = { title: 'title', question: 'question', limit: 'answer_limit' } as const
  for (const field of ['title', 'question', 'limit'] as const) {
    const value = given[field]
    if (value === undefined) continue
    db.prepare(
      `UPDATE strand SET ${columns[field]} = @value, updated_at = now(), updated_by = author()
       WHERE id = @strand AND ${columns[field]} IS NOT @value`,
    ).run({ strand, value })
  }
}

/** Moves it to `position` (from 0) among the strands of its section that are shown. */
export function moveStrand(db: WritableDb, { strand, position }: { strand: string; position: number }): void {
  const { section } = strandPlace(db, strand)
  const others = listStrandIds(db, section).filter(({ id }) => id !== strand)
  const shown = others.filter(({ is_hidden }) => is_hidden === 0)
  // The strand that it is to stand before, counted among all: hidden ones keep their place.
  const next = shown[position]
  reorder(db, strandOrder, strand, next === undefined ? others.length : others.indexOf(next))
}

function listStrandIds(db: ReadableDb, section: SectionId): { id: string; is_hidden: number }[] {
  return db
    .prepare<[string], { id: string; is_hidden: number }>(
      'SELECT id, is_hidden FROM strand WHERE section_id = ? ORDER BY position, id',
    )
    .all(section)
}

/** Hides a strand, or shows it again. What stands under it is kept. */
export function setStrandHidden(
  db: WritableDb,
  { strand, isHidden }: { strand: string; isHidden: boolean },
): void {
  strandPlace(db, strand)
  db.prepare(
    `UPDATE strand SET is_hidden = @hidden, updated_at = now(), updated_by = author()
     WHERE id = @strand AND is_hidden <> @hidden`,
  ).run({ strand, hidden: Number(isHidden) })
}

/** Removes a strand that the school added: its answer and comments go, its evidence stays in the section. Throws `strand.notOwn`. */
export function removeStrand(db: WritableDb, strand: string): void {
  const { section } = strandPlace(db, strand)
  if (strand.startsWith(`${section}.`)) throw new Failure('strand.notOwn')
  for (const table of ['answer', 'second_answer', 'comment']) {
    db.prepare(`DELETE FROM ${table} WHERE strand_id = ?`).run(strand)
  }
  // What stands in the section without a strand already needs no second placement there.
  db.prepare(
    `DELETE FROM placement WHERE strand_id = @strand AND evidence_id IN
       (SELECT evidence_id FROM placement WHERE section_id = @section AND strand_id IS NULL)`,
  ).run({ strand, section })
  db.prepare(
    'UPDATE placement SET strand_id = NULL, updated_at = now(), updated_by = author() WHERE strand_id = ?',
  ).run(strand)
  db.prepare('DELETE FROM strand WHERE id = ?').run(strand)
}
