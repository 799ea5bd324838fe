import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Call } from '../contract/table'
import { archivedThing, databasePath, type ArchivedFile, type LostFile } from '../domain/archive'
import { evidenceNumbers } from '../domain/evidence'
import { Failure } from '../domain/failure'
import { storedIn } from './archive-database'
import type { Checker } from './checker'
import type { ReadableDb } from './database'
import { listPlacements } from './evidence'
import type { RecordedFile } from './export-records'
import { hashOf } from './files'
import { originalPath, type PortfolioFolder } from './folders'
import { addTo } from './rows'
import { submissionPath } from './submission-folder'

/** One file that goes into an archive, where it lies now, and by which names people know it. */
export type Piece = ArchivedFile & { from: string; names: string[] }

/** What a portfolio consists of at one moment. */
export type Contents = { pieces: Piece[]; recorded: RecordedFile[] }

/**
 * Copies the database as it is now while work on it goes on, into one file that is whole and at rest. Throws `cancelled`,
 * `portfolio.none`, `portfolio.damaged`, `disk.full`, `backup.notMade`.
 */
export async function copyDatabase(
  db: ReadableDb,
  { to, root, checker }: { to: string; root: string; checker: Checker },
  { signal, progress }: Call,
): Promise<void> {
  const copied = checker.copy(db, to, { signal, onProgress: progress })
  const contents = await copied.catch((error: unknown) => {
    throw db.open ? error : new Failure('portfolio.none', {}, { cause: error })
  })
  if (!db.open) throw new Failure('portfolio.none')
  if (!contents) throw new Failure('portfolio.damaged', { folder: root })
}

/** What belongs to the portfolio as its copied database tells. */
export async function readContents(folder: PortfolioFolder, copy: string): Promise<Contents> {
  const pieces = await readPieces(folder, copy)
  const db = new Database(copy, { readonly: true, fileMustExist: true }) as ReadableDb
  try {
    return { pieces, recorded: recordedFiles(db) }
  } finally {
    db.close()
  }
}

/** The database itself, which comes first, and the files that it tells of. Throws `portfolio.damaged`. */
export async function readPieces(folder: PortfolioFolder, copy: string): Promise<Piece[]> {
  const pieces = piecesIn(folder, copy)
  const sha256 = await hashOf(copy)
  if (sha256 === null) throw new Failure('portfolio.damaged', { folder: folder.root })
  const { size: bytes } = await stat(copy)
  return [{ path: databasePath, bytes, sha256, from: copy, names: [] }, ...pieces]
}

function piecesIn(folder: PortfolioFolder, copy: string): Piece[] {
  const db = new Database(copy, { readonly: true, fileMustExist: true }) as ReadableDb
  try {
    const names = namesOf(db)
    return storedIn(db).map((file) => ({
      ...file,
      from: placeOf(folder, file.path),
      names: names.get(file.sha256) ?? [],
    }))
  } finally {
    db.close()
  }
}

function placeOf(folder: PortfolioFolder, path: string): string {
  const thing = archivedThing(path)
  if (thing?.kind === 'original') return originalPath(folder, thing.hash)
  if (thing?.kind === 'submission') return join(submissionPath(folder, thing.id), thing.name)
  throw new Error(`no place for ${path}`)
}

function namesOf(db: ReadableDb): Map<string, string[]> {
  const names = new Map<string, string[]>()
  const rows = db
    .prepare<[], { hash: string; name: string }>(
      `SELECT file_hash AS hash, name FROM attachment WHERE file_hash IS NOT NULL
       UNION SELECT copy_hash, copy_name FROM attachment WHERE copy_hash IS NOT NULL`,
    )
    .all()
  for (const { hash, name } of rows) addTo(names, hash, name)
  return names
}

/**
 * Originals, as they came: also those that are held back, covered elsewhere, in the trash, or only in the history.
 * @param only by hash; all unless it is said
 */
export function recordedFiles(db: ReadableDb, only: readonly string[] | null = null): RecordedFile[] {
  const numbers = evidenceNumbers(listPlacements(db))
  return db
    .prepare<{ only: string | null }, { file: string; evidence: string; name: string }>(
      `SELECT file.hash AS file, ifnull(evidence_id, '') AS evidence,
         ifnull(CASE WHEN attachment.role = 'link' THEN copy_name ELSE name END, '') AS name
       FROM file LEFT JOIN attachment ON file.hash IN (attachment.file_hash, attachment.copy_hash)
       WHERE @only IS NULL OR file.hash IN (SELECT value FROM json_each(@only))
       ORDER BY file.hash, evidence_id`,
    )
    .all({ only: only && JSON.stringify(only) })
    .map((row) => ({ ...row, number: numbers.get(row.evidence) ?? '', regions: '' }))
}

/** The pieces as they lie on the disk: those that are gone are named, and those of another size or content are as they are now. */
export type Inspected = { pieces: Piece[]; missing: LostFile[] }

/**
 * Looks whether the pieces are there. Throws `portfolio.missing` when their folder is gone, `cancelled`.
 * @param isThorough reads every file; else only those that have another size than they should
 */
export async function inspect(
  folder: PortfolioFolder,
  pieces: readonly Piece[],
  { signal, progress, isThorough }: Call & { isThorough: boolean },
): Promise<Inspected> {
  const found: Piece[] = []
  const missing: LostFile[] = []
  for (const [done, piece] of pieces.entries()) {
    if (signal.aborted) throw new Failure('cancelled')
    if (isThorough) progress({ done, total: pieces.length, step: 'archiveInspect' })
    const now = await lookAt(piece, isThorough)
    if (now) found.push(now)
    else missing.push({ path: piece.path, names: piece.names })
  }
  const isGone = (await stat(folder.root).catch(() => null)) === null
  if (isGone) throw new Failure('portfolio.missing', { folder: folder.root })
  return { pieces: found, missing }
}

async function lookAt(piece: Piece, isThorough: boolean): Promise<Piece | null> {
  const stats = await stat(piece.from).catch(() => null)
  if (!stats?.isFile()) return null
  if (stats.size === piece.bytes && !isThorough) return piece
  const sha256 = await hashOf(piece.from)
  if (sha256 === null) return null
  if (stats.size === piece.bytes && sha256 === piece.sha256) return piece
  return { ...piece, bytes: stats.size, sha256, isDamaged: true }
}
