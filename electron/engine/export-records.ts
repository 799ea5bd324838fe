import { basename } from 'node:path'
import type { ExportPurpose } from '../domain/consent'
import type { ExportKind, ExportNote, PastExport } from '../domain/export'
import type { ReadableDb } from './database'
import { departure } from './departure'
import type { Asked } from './guard'
import { newId } from './rows'

/*
 * What left the portfolio. Facts, which no undo takes back: a withdrawn consent finds here where a picture went.
 */

/** What an export is, and what it is noted with: `reasons` by hash, of what went knowingly. */
type ExportFacts = {
  kind: ExportKind
  out: string
  purpose: ExportPurpose
  reasons?: Readonly<Record<string, string>> | undefined
}

/** A file as the record of an export keeps it. */
export type RecordedFile = Pick<Asked, 'file' | 'evidence' | 'number' | 'name' | 'regions'>

/**
 * What was written: the hash of a file, empty for a folder; what the guard was asked, and the files (by hash) that are in it; or all
 * that is in it, where nobody was asked: an archive is the portfolio itself.
 */
export type Written = { bytes: number; hash: string } & (
  { asked: readonly Asked[]; taken: ReadonlySet<string> } | { all: readonly RecordedFile[] }
)

/**
 * Makes an export that is noted when it is whole, before it comes to its place: nothing is out without its record, and what
 * did not come out has none.
 * @param make writes it, and calls `note` when it is whole
 */
export async function recorded<Result>(
  db: ReadableDb,
  facts: ExportFacts,
  make: (note: (written: Written) => void) => Promise<Result>,
): Promise<Result> {
  // A portfolio that may only be read can be exported all the same: that is how it is saved.
  if (db.readonly) return make(() => undefined)
  const noted: string[] = []
  try {
    return await make((written) => {
      noted.push(noteExport(db, facts, written))
    })
  } catch (error) {
    for (const id of noted) dropExport(db, id)
    throw error
  }
}

function noteExport(
  db: ReadableDb,
  { kind, out, purpose, reasons = {} }: ExportFacts,
  { bytes, hash, ...written }: Written,
): string {
  const id = newId()
  const asked = 'asked' in written ? written : { asked: [], taken: new Set<string>() }
  const gone = asked.asked.filter(({ file, goes }) => goes && asked.taken.has(file))
  const notes = notesOf(asked.asked, gone, reasons)
  const inside: readonly RecordedFile[] = 'all' in written ? written.all : gone
  db.transaction(() => {
    db.prepare(
      `INSERT INTO export (id, kind, name, purpose, hash, bytes, notes, made_at, made_by)
       VALUES (@id, @kind, @name, @purpose, @hash, @bytes, @notes, now(), author())`,
    ).run({ id, kind, name: basename(out), purpose, hash, bytes, notes: JSON.stringify(notes) })
    const insert = db.prepare(
      `INSERT INTO export_file (export_id, file_hash, evidence_id, number, name, regions)
       VALUES (@id, @file, @evidence, @number, @name, @regions) ON CONFLICT DO NOTHING`,
    )
    for (const { file, evidence, number, name, regions } of inside) {
      insert.run({ id, file, evidence, number, name, regions })
    }
  })()
  return id
}

function notesOf(
  asked: readonly Asked[],
  inside: readonly Asked[],
  reasons: Readonly<Record<string, string>>,
): ExportNote[] {
  const { heldBack } = departure(asked)
  const { unsaid, knowingly } = departure(inside)
  return [
    ...knowingly.map(({ file, name, number, status }): ExportNote => ({
      kind: 'knowingly',
      file,
      name,
      number,
      status,
      reason: reasons[file] ?? '',
    })),
    ...(unsaid.length > 0 ? [{ kind: 'unsaid', count: unsaid.length } as const] : []),
    ...(heldBack.length > 0 ? [{ kind: 'heldBack', count: heldBack.length } as const] : []),
  ]
}

function dropExport(db: ReadableDb, id: string): void {
  db.transaction(() => {
    db.prepare('DELETE FROM export_file WHERE export_id = ?').run(id)
    db.prepare('DELETE FROM export WHERE id = ?').run(id)
  })()
}

type ExportRow = Omit<PastExport, 'notes' | 'madeAt' | 'madeBy'> & {
  notes: string
  made_at: string
  made_by: string
}

/** All exports of the portfolio, the newest first. */
export function listExports(db: ReadableDb): PastExport[] {
  return db
    .prepare<[], ExportRow>(
      `SELECT id, kind, name, purpose, hash, bytes, notes, made_at, made_by,
         (SELECT count(DISTINCT file_hash) FROM export_file WHERE export_id = id) AS files
       FROM export ORDER BY made_at DESC, id DESC`,
    )
    .all()
    .map(({ notes, made_at: madeAt, made_by: madeBy, ...row }) => ({
      ...row,
      notes: JSON.parse(notes) as ExportNote[],
      madeAt,
      madeBy,
    }))
}
