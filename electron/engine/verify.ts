import { stat } from 'node:fs/promises'
import type { Call } from '../contract/table'
import type { Finding } from '../contract/engine'
import { Failure } from '../domain/failure'
import { filesInBackups } from './backup-files'
import { hashOf } from './files'
import { originalPath } from './folders'
import { listFiles, type Opened } from './opened'
import { verifySubmissions } from './submission-copies'

/** Checks the database, every stored file and what was handed in against their hashes. Says what is wrong; changes nothing. */
export async function verify(opened: Opened, call: Call): Promise<Finding[]> {
  const { db, folder } = opened
  const { signal, progress } = call
  const findings: Finding[] = []
  for (const said of db.prepare<[], string>('PRAGMA quick_check').pluck().all()) {
    if (said !== 'ok') findings.push({ code: 'database.damaged', what: said, usedBy: [] })
  }
  for (const row of db.prepare<[], { table: string; parent: string }>('PRAGMA foreign_key_check').all()) {
    findings.push({ code: 'reference.broken', what: `${row.table} → ${row.parent}`, usedBy: [] })
  }
  const files = db
    .prepare<[], { hash: string; bytes: number }>('SELECT hash, bytes FROM file ORDER BY hash')
    .all()
  for (const [index, { hash, bytes }] of files.entries()) {
    if (signal.aborted) throw new Failure('cancelled')
    progress({ done: index, total: files.length, step: 'files' })
    const code = await checkFile(originalPath(folder, hash), { hash, bytes })
    if (code) findings.push({ code, what: hash, usedBy: namesOf({ db, folder }, hash) })
  }
  const known = new Set(files.map(({ hash }) => hash))
  const strange = listFiles(folder.files).filter(({ name }) => !known.has(name))
  // What only a backup still needs is no rubbish.
  const backedUp = filesInBackups(
    folder,
    strange.map(({ name }) => name),
  )
  for (const { name } of strange) {
    if (!backedUp.has(name)) findings.push({ code: 'file.unused', what: name, usedBy: [] })
  }
  return [...findings, ...(await verifySubmissions(opened, call))]
}

async function checkFile(
  path: string,
  { hash, bytes }: { hash: string; bytes: number },
): Promise<'file.missing' | 'file.changed' | null> {
  const stats = await stat(path).catch(() => null)
  if (!stats) return 'file.missing'
  if (stats.size !== bytes) return 'file.changed'
  return (await hashOf(path)) === hash ? null : 'file.changed'
}

function namesOf({ db }: Opened, hash: string): string[] {
  return db
    .prepare<{ hash: string }, string>(
      `SELECT name FROM attachment WHERE file_hash = @hash UNION SELECT copy_name FROM attachment WHERE copy_hash = @hash`,
    )
    .pluck()
    .all({ hash })
}
