import { randomUUID } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import Database from 'better-sqlite3'
import type { Call } from '../contract/table'
import { Failure } from '../domain/failure'
import { isPictureType } from '../domain/file-group'
import { createMessages } from '../domain/messages'
import { languages } from '../domain/portfolio'
import type { Repaired, RepairedKind, RepairReport } from '../domain/repair'
import { incoming, readBackups } from './backup-files'
import { closeDatabase, openDatabase, type OpenOptions } from './database'
import { sniff, writeFailure } from './files'
import { syncFile } from './flush'
import { originalPath, type PortfolioFolder } from './folders'
import { migrations } from './migrations'
import { listFiles } from './opened'
import { dropReady, keepDamaged, putInPlace } from './restore'
import { newId } from './rows'
import { isDamage, openDamaged, salvageTable } from './salvage'
import { applicationId } from './schema'
import { addFile, listUnknownFiles, settleRows, type TypedFile } from './settle-rows'

/**
 * The tables by what a reader calls their rows, in the order in which one refers to the other. Only the history (`change`,
 * `change_step`) is none of them: it begins anew.
 */
const kindOfTable: Readonly<Record<string, RepairedKind>> = {
  portfolio: 'portfolio',
  person: 'people',
  section: 'form',
  strand: 'form',
  answer: 'answers',
  second_answer: 'answers',
  plan_row: 'plans',
  earlier_plan_row: 'plans',
  earlier_answer: 'answers',
  evidence: 'evidence',
  placement: 'places',
  file: 'originals',
  attachment: 'files',
  project: 'people',
  evidence_tag: 'places',
  evidence_person: 'places',
  evidence_project: 'places',
  application: 'settings',
  book: 'settings',
  set_aside: 'settings',
  answer_version: 'versions',
  comment: 'comments',
  subject: 'consent',
  consent: 'consent',
  file_subject: 'consent',
  redaction: 'consent',
  export: 'exports',
  export_file: 'exports',
  submission: 'submissions',
  forgotten_file: 'consent',
  invitation: 'contributions',
  invited: 'contributions',
  contribution: 'contributions',
  suggestion: 'contributions',
  this_copy: 'copies',
  known_copy: 'copies',
  stamp: 'copies',
  gone_row: 'copies',
}

/** A new database beside the damaged one, with what could be read of it. */
export type Saved = { ready: string } & Omit<RepairReport, 'damaged'>

/**
 * Saves what can be read of a damaged database into a new one, row by row, and makes it a portfolio again. The damaged one stays as
 * it is. The portfolio must be closed; what is made is to be put in place or dropped.
 * Throws `repair.nothing` when not a row can be read, `disk.full`, `portfolio.notWritable`, `cancelled`.
 */
export async function saveReadable(
  folder: PortfolioFolder,
  options: OpenOptions,
  call: Pick<Call, 'signal' | 'progress'>,
): Promise<Saved> {
  const copy = join(folder.backups, `${incoming}${randomUUID()}.sqlite`)
  const ready = join(folder.backups, `${incoming}${randomUUID()}.sqlite`)
  try {
    mkdirSync(folder.backups, { recursive: true })
    for (const ending of ['', '-wal']) {
      if (existsSync(folder.database + ending)) copyFileSync(folder.database + ending, copy + ending)
    }
    const from = openReadable(copy, folder)
    let kinds: Repaired[]
    try {
      kinds = await readInto(ready, from, { options, ...call })
    } finally {
      from.close()
    }
    const settled = await settle({ ...folder, database: ready }, options, kinds)
    syncFile(ready)
    if (call.signal.aborted) throw new Failure('cancelled')
    return { ready, kinds, ...settled }
  } catch (error) {
    dropReady(ready)
    throw writeFailure(error, folder)
  } finally {
    dropReady(copy)
  }
}

/**
 * Puts what can be read of a damaged database in its place; the damaged file is kept untouched in `backups/`. Throws as
 * `saveReadable` does.
 */
export async function repair(
  folder: PortfolioFolder,
  options: OpenOptions,
  call: Pick<Call, 'signal' | 'progress'>,
): Promise<RepairReport> {
  const { ready, ...report } = await saveReadable(folder, options, call)
  try {
    const damaged = keepDamaged(folder, options.clock().toISOString())
    for (const ending of ['', '-wal', '-shm'])
      rmSync(join(folder.cache, `search.sqlite${ending}`), { force: true })
    putInPlace(folder, ready)
    return { ...report, damaged }
  } catch (error) {
    throw writeFailure(error, folder)
  } finally {
    dropReady(ready)
  }
}

/** Brings what was saved up to date, and makes anew what other rows refer to. */
async function settle(
  folder: PortfolioFolder,
  options: OpenOptions,
  kinds: readonly Repaired[],
): Promise<Pick<RepairReport, 'unplaced' | 'found'>> {
  const db = openDatabase(folder, { ...options, isCopy: true })
  try {
    db.pragma('foreign_keys = OFF')
    const isAnyLost = kinds.find(({ kind }) => kind === 'files')?.lost !== 0
    const strays = isAnyLost ? await withTypes(folder, strayOriginals(db, folder)) : []
    const unknown = await withTypes(folder, listUnknownFiles(db))
    const settled = db.transaction(() => {
      if (kinds.some(({ lost }) => lost !== 0)) forgetSeen(db)
      return { unplaced: settleRows(db, folder, unknown), found: gatherFound(db, folder, strays) }
    })()
    if (db.pragma('quick_check(1)', { simple: true }) !== 'ok') throw new Error('what was saved is damaged')
    return settled
  } finally {
    closeDatabase(db)
  }
}

/**
 * Lets it have seen nothing of what any copy wrote, itself under its old name included: what one lacks and has seen was deleted
 * (0029), but what is lost is to come back from the other copies.
 */
function forgetSeen(db: Database.Database): void {
  db.prepare('DELETE FROM known_copy').run()
  db.prepare('UPDATE this_copy SET id = ?').run(newId())
}

function openReadable(path: string, folder: PortfolioFolder): Database.Database {
  try {
    return openDamaged(path)
  } catch (error) {
    if (isDamage(error)) throw new Failure('repair.nothing', { folder: folder.root }, { cause: error })
    throw error
  }
}

/** Makes a database of the same version, and copies into it what can be read. */
async function readInto(
  ready: string,
  from: Database.Database,
  { options, signal, progress }: { options: OpenOptions } & Pick<Call, 'signal' | 'progress'>,
): Promise<Repaired[]> {
  const to = new Database(ready)
  try {
    to.function('now', () => options.clock().toISOString())
    to.function('author', options.author)
    to.pragma('foreign_keys = OFF')
    to.pragma(`application_id = ${applicationId}`)
    // All of it reaches the disk at the end, at once.
    to.pragma('synchronous = OFF')
    const version = versionOf(from)
    for (const migration of migrations) if (migration.version <= version) to.exec(migration.sql)
    to.pragma(`user_version = ${version}`)
    const kinds = new Map<RepairedKind, Repaired>()
    const tables = Object.entries(kindOfTable)
    for (const [done, [table, kind]] of tables.entries()) {
      if (signal.aborted) throw new Failure('cancelled')
      progress({ done, total: tables.length, step: 'repair' })
      await setImmediate()
      const columns = commonColumns(from, to, table)
      if (columns.length === 0) continue
      const { saved, lost } = to.transaction(() => salvageTable(from, to, { table, columns }))()
      const sum = kinds.get(kind) ?? { kind, saved: 0, lost: 0 }
      kinds.set(kind, {
        kind,
        saved: sum.saved + saved,
        lost: sum.lost === null || lost === null ? null : sum.lost + lost,
      })
    }
    const total = [...kinds.values()].reduce((sum, { saved }) => sum + saved, 0)
    if (total === 0) throw new Failure('repair.nothing', {})
    return [...kinds.values()].filter(({ saved, lost }) => saved > 0 || lost !== 0)
  } finally {
    to.close()
  }
}

function versionOf(db: Database.Database): number {
  const newest = migrations.at(-1)?.version ?? 0
  const said = Number(db.pragma('user_version', { simple: true }))
  return said >= 1 && said <= newest ? said : newest
}

/** The columns that both have, as far as the damaged one can tell. */
function commonColumns(from: Database.Database, to: Database.Database, table: string): string[] {
  const columnsOf = (db: Database.Database): string[] =>
    db.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table)
  try {
    const there = new Set(columnsOf(from))
    return columnsOf(to).filter((name) => there.has(name))
  } catch (error) {
    if (isDamage(error)) return []
    throw error
  }
}

/** Originals that no attachment knows, which may be those of lost ones. */
function strayOriginals(db: Database.Database, folder: PortfolioFolder): string[] {
  const known = new Set(
    db
      .prepare<[], string>(
        `SELECT file_hash FROM attachment WHERE file_hash IS NOT NULL
         UNION SELECT copy_hash FROM attachment WHERE copy_hash IS NOT NULL
         UNION SELECT logo_hash FROM book WHERE logo_hash IS NOT NULL`,
      )
      .pluck()
      .all(),
  )
  return listFiles(folder.files)
    .map(({ name }) => name)
    .filter((name) => /^[0-9a-f]{64}$/.test(name) && !known.has(name))
}

async function withTypes(folder: PortfolioFolder, hashes: readonly string[]): Promise<TypedFile[]> {
  return Promise.all(
    hashes.map(async (hash) => ({
      hash,
      type: await sniff(originalPath(folder, hash)).catch(() => 'application/octet-stream'),
    })),
  )
}

/** Puts originals whose attachment is lost into one piece, under the names that a backup knows. */
function gatherFound(db: Database.Database, folder: PortfolioFolder, strays: readonly TypedFile[]): number {
  if (strays.length === 0) return 0
  const said = db.prepare<[], string>('SELECT language FROM portfolio').pluck().get()
  const say = createMessages(languages.find((each) => each === said) ?? 'en')
  const names = namesInBackups(
    folder,
    strays.map(({ hash }) => hash),
  )
  const evidence = newId()
  db.prepare(
    `INSERT INTO evidence (id, title, shows, note, date, date_until, created_at, updated_at, updated_by)
     VALUES (?, ?, '', '', '', '', now(), now(), author())`,
  ).run(evidence, say('repair.foundAgain'))
  const attach = db.prepare(
    `INSERT INTO attachment (id, evidence_id, role, position, file_hash, name, url, caption, alt, updated_at, updated_by)
     VALUES (?, ?, ?, ?, ?, ?, '', '', '', now(), author())`,
  )
  for (const [position, { hash, type }] of strays.entries()) {
    addFile(db, folder, { hash, type })
    const role = isPictureType(type) ? 'photo' : 'document'
    attach.run(newId(), evidence, role, position, hash, names.get(hash) ?? hash.slice(0, 12))
  }
  return strays.length
}

function namesInBackups(folder: PortfolioFolder, hashes: readonly string[]): Map<string, string> {
  const names = new Map<string, string>()
  for (const { name: file } of readBackups(folder)) {
    try {
      const db = new Database(join(folder.backups, file), { readonly: true, fileMustExist: true })
      const rows = db
        .prepare<[string], { hash: string; name: string }>(
          'SELECT file_hash AS hash, name FROM attachment WHERE file_hash IN (SELECT value FROM json_each(?))',
        )
        .all(JSON.stringify(hashes))
      db.close()
      for (const { hash, name } of rows) if (!names.has(hash)) names.set(hash, name)
    } catch (error) {
      if (!(error instanceof Database.SqliteError)) throw error
    }
  }
  return names
}
