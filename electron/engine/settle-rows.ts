import { existsSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { Database } from 'better-sqlite3'
import { missionSections } from '../domain/mission'
import { languages, type Language } from '../domain/portfolio'
import { originalPath, type PortfolioFolder } from './folders'
import { newId } from './rows'

/*
 * Makes rows that were saved from a damaged database a portfolio again: what others refer to and is lost is made anew where that
 * is possible, so that nothing that was saved has to go.
 */

/** A stored file and what sort of file it is. */
export type TypedFile = { hash: string; type: string }

/**
 * @param files of which nothing is known any more; where the original is not there either, it is known to be missing
 * @returns how many pieces stand nowhere now
 */
export function settleRows(db: Database, folder: PortfolioFolder, files: readonly TypedFile[]): number {
  settlePortfolio(db, folder)
  settleForm(db)
  settleEvidence(db)
  for (const file of files) addFile(db, folder, file)
  const unplaced = settlePlacements(db)
  settleRest(db)
  return unplaced
}

function settlePortfolio(db: Database, folder: PortfolioFolder): void {
  const known = db
    .prepare<[], string>(
      'SELECT id FROM portfolio UNION SELECT id FROM application UNION SELECT id FROM book',
    )
    .pluck()
    .get()
  const id = known ?? newId()
  const year = new Date().getUTCFullYear()
  db.prepare(
    `INSERT INTO portfolio (id, school, country, language, cycle_from, cycle_to, created_at, updated_at, updated_by)
     SELECT @id, @school, '', @language, @year, @year + 1, now(), now(), author()
     WHERE NOT EXISTS (SELECT 1 FROM portfolio)`,
  ).run({ id, school: basename(folder.root, '.fivefold'), language: 'en', year })
  for (const table of ['application', 'book']) {
    db.prepare(`DELETE FROM ${table} WHERE id NOT IN (SELECT id FROM portfolio)`).run()
    db.prepare(
      `INSERT OR IGNORE INTO ${table} (id, updated_at, updated_by) SELECT id, now(), author() FROM portfolio`,
    ).run()
  }
}

/** The sections and strands of the Mission are never removed: those that are not there were lost. */
function settleForm(db: Database): void {
  const said = db.prepare<[], string>('SELECT language FROM portfolio').pluck().get()
  const language: Language = languages.find((each) => each === said) ?? 'en'
  const addSection = db.prepare(
    `INSERT OR IGNORE INTO section (id, number, title, short_title, claim, updated_at, updated_by)
     VALUES (?, ?, ?, ?, ?, now(), author())`,
  )
  const addStrand = db.prepare(
    `INSERT OR IGNORE INTO strand (id, section_id, position, title, question, updated_at, updated_by)
     VALUES (?, ?, ?, ?, ?, now(), author())`,
  )
  missionSections(language).forEach((section, number) => {
    addSection.run(section.id, number, section.title, section.shortTitle, section.claim)
    section.strands.forEach((strand, position) => {
      addStrand.run(strand.id, section.id, position, strand.title, strand.question)
    })
  })
  // Strands of the school's own that are lost, and have an answer: it stands under a new one of the same section, where that is known.
  const orphans = db
    .prepare<[], { id: string; section: string | null }>(
      `SELECT strand_id AS id, (SELECT section_id FROM placement WHERE placement.strand_id = orphan.strand_id) AS section
       FROM (SELECT strand_id FROM answer UNION SELECT strand_id FROM second_answer) AS orphan
       WHERE strand_id NOT IN (SELECT id FROM strand)`,
    )
    .all()
  for (const { id, section } of orphans) addStrand.run(id, section ?? 'students', 99, '…', '')
}

/** Pieces whose own row is lost, and that have files or links: these stand for them. */
function settleEvidence(db: Database): void {
  db.exec(
    `INSERT INTO evidence (id, title, shows, note, date, date_until, created_at, updated_at, updated_by)
     SELECT evidence_id, max(coalesce(nullif(name, ''), url)), '', '', '', '', now(), now(), author()
     FROM attachment WHERE evidence_id NOT IN (SELECT id FROM evidence) GROUP BY evidence_id`,
  )
}

/** Files that something refers to, and of which nothing is known any more. */
export function listUnknownFiles(db: Database): string[] {
  return db
    .prepare<[], string>(
      `SELECT hash FROM (SELECT file_hash AS hash FROM attachment UNION SELECT copy_hash FROM attachment
         UNION SELECT logo_hash FROM book) WHERE hash IS NOT NULL AND hash NOT IN (SELECT hash FROM file)`,
    )
    .pluck()
    .all()
}

/** Notes a stored original; it is looked at again at the next opening. */
export function addFile(db: Database, folder: PortfolioFolder, { hash, type }: TypedFile): void {
  const path = originalPath(folder, hash)
  const bytes = existsSync(path) ? statSync(path).size : 0
  db.prepare(
    "INSERT OR IGNORE INTO file (hash, bytes, type, picture, added_at) VALUES (?, ?, ?, 'waiting', now())",
  ).run(hash, bytes, type)
}

/** A place of which only the section is left becomes that section; what stands nowhere is "not yet placed". */
function settlePlacements(db: Database): number {
  const standing = 'SELECT count(*) FROM evidence WHERE id NOT IN (SELECT evidence_id FROM placement)'
  const before = db.prepare<[], number>(standing).pluck().get() ?? 0
  db.exec(`DELETE FROM placement WHERE evidence_id NOT IN (SELECT id FROM evidence)
      OR section_id NOT IN (SELECT id FROM section);
    UPDATE OR IGNORE placement SET strand_id = NULL WHERE strand_id NOT IN (SELECT id FROM strand);
    DELETE FROM placement WHERE strand_id NOT IN (SELECT id FROM strand)`)
  return (db.prepare<[], number>(standing).pluck().get() ?? 0) - before
}

type Violation = { table: string; rowid: number | null; parent: string; fkid: number }

/** All other ties: one that may be empty is emptied, a row that is nothing without it goes. */
function settleRest(db: Database): void {
  for (;;) {
    const violations = db.prepare<[], Violation>('PRAGMA foreign_key_check').all()
    const [first] = violations
    if (!first) return
    for (const { table, rowid, parent, fkid } of violations) {
      const tie = db
        .prepare<[string], { id: number; from: string }>('SELECT id, "from" FROM pragma_foreign_key_list(?)')
        .all(table)
        .find(({ id }) => id === fkid)
      if (!tie) continue
      const mayBeEmpty = db
        .prepare<[string, string], number>('SELECT "notnull" = 0 FROM pragma_table_info(?) WHERE name = ?')
        .pluck()
        .get(table, tie.from)
      if (rowid === null) {
        const { to } = db
          .prepare<[string, number], { to: string }>(
            'SELECT "to" FROM pragma_foreign_key_list(?) WHERE id = ?',
          )
          .get(table, fkid) ?? { to: 'id' }
        db.exec(`DELETE FROM ${table} WHERE ${tie.from} NOT IN (SELECT ${to} FROM ${parent})`)
      } else if (mayBeEmpty === 1 && table !== 'comment') {
        db.prepare(`UPDATE ${table} SET ${tie.from} = NULL WHERE rowid = ?`).run(rowid)
      } else {
        db.prepare(`DELETE FROM ${table} WHERE rowid = ?`).run(rowid)
      }
    }
  }
}
