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

/** An archive is a file and has a hash; the extra copy is a folder that changes. As a condition in SQL. */
export const isExtraCopy = "(kind = 'archive' AND hash = '')"

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
      noted.push(noteExport(db, { ...facts, name: basename(facts.out) }, written))
    })
  } catch (error) {
    for (const id of noted) dropExport(db, id)
    throw error
  }
}

/**
 * Notes which files are in the extra copy of that name: one record, kept true, rather than a new one each week. It is asked at every
 * backup: only what is new is read.
 * @param read gives what there is to say of files, by hash
 * @returns false when all was noted already
 */
export function noteExtraCopy(
  db: ReadableDb,
  name: string,
  read: (files: readonly string[]) => readonly RecordedFile[],
): boolean {
  const known = db
    .prepare<[string], string>(`SELECT id FROM export WHERE ${isExtraCopy} AND name = ?`)
    .pluck()
    .get(name)
  const id = known ?? newId()
  const inCopy = 'SELECT file_hash FROM export_file WHERE export_id = ?'
  const list = (sql: string) => db.prepare<[string], string>(sql).pluck().all(id)
  const come = list(`SELECT hash FROM file EXCEPT ${inCopy}`)
  const gone = list(`${inCopy} EXCEPT SELECT hash FROM file`)
  if (known !== undefined && come.length + gone.length === 0) return false
  const all = read(come)
  db.transaction(() => {
    if (known === undefined)
      noteExport(db, { id, kind: 'archive', name, purpose: 'label' }, { bytes: 0, hash: '', all })
    else noteFiles(db, id, all)
    const drop = db.prepare('DELETE FROM export_file WHERE export_id = ? AND file_hash = ?')
    for (const file of gone) drop.run(id, file)
    db.prepare('UPDATE export SET made_at = now(), made_by = author() WHERE id = ?').run(id)
  })()
  return true
}

function noteExport(
  db: ReadableDb,
  {
    id = newId(),
    kind,
    name,
    purpose,
    reasons = {},
  }: Omit<ExportFacts, 'out'> & { id?: string; name: string },
  { bytes, hash, ...written }: Written,
): string {
  const asked = 'asked' in written ? written : { asked: [], taken: new Set<string>() }
  const gone = asked.asked.filter(({ file, goes }) => goes && asked.taken.has(file))
  const notes = notesOf(asked.asked, gone, reasons)
  const inside: readonly RecordedFile[] = 'all' in written ? written.all : gone
  db.transaction(() => {
    db.prepare(
      `INSERT INTO export (id, kind, name, purpose, hash, bytes, notes, made_at, made_by)
       VALUES (@id, @kind, @name, @purpose, @hash, @bytes, @notes, now(), author())`,
    ).run({ id, kind, name, purpose, hash, bytes, notes: JSON.stringify(notes) })
    noteFiles(db, id, inside)
  })()
  return id
}

function noteFiles(db: ReadableDb, id: string, files: readonly RecordedFile[]): void {
  const insert = db.prepare(
    `INSERT INTO export_file (export_id, file_hash, evidence_id, number, name, regions)
     VALUES (@id, @file, @evidence, @number, @name, @regions) ON CONFLICT DO NOTHING`,
  )
  for (const { file, evidence, number, name, regions } of files)
    insert.run({ id, file, evidence, number, name, regions })
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

type ExportRow = Omit<PastExport, 'notes' | 'madeAt' | 'madeBy' | 'isExtraCopy'> & {
  isExtraCopy: number
  notes: string
  made_at: string
  made_by: string
}

/** All exports of the portfolio, the newest first. */
export function listExports(db: ReadableDb): PastExport[] {
  return db
    .prepare<[], ExportRow>(
      `SELECT id, kind, name, purpose, hash, bytes, notes, made_at, made_by, ${isExtraCopy} AS isExtraCopy,
         (SELECT count(DISTINCT file_hash) FROM export_file WHERE export_id = id) AS files
       FROM export ORDER BY made_at DESC, id DESC`,
    )
    .all()
    .map(({ notes, made_at: madeAt, made_by: madeBy, isExtraCopy: isCopy, ...row }) => ({
      ...row,
      isExtraCopy: isCopy === 1,
      notes: JSON.parse(notes) as ExportNote[],
      madeAt,
      madeBy,
    }))
}
