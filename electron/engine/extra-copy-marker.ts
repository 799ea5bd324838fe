import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import * as v from 'valibot'
import { hashOf } from './files'
import { portfolioFolder } from './folders'

/*
 * What lies in an extra copy and says that it is one: of which portfolio, and which database we wrote. A copy whose database is
 * another by now was worked in, and is left alone.
 */

export const markerName = 'extra-copy.json'

const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))

const markerSchema = v.object({
  format: v.literal('fivefold-extra-copy'),
  version: v.literal(1),
  portfolio: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
  madeAt: v.pipe(v.string(), v.maxLength(40)),
  /**
   * The databases that may lie in it: none before the first is there, two while one takes the place of the other, so that a kill in
   * between does not look like somebody's work.
   */
  databases: v.pipe(v.array(v.object({ hash, work: v.pipe(v.string(), v.maxLength(1000)) })), v.maxLength(2)),
})

export type Marker = v.InferOutput<typeof markerSchema>

/** A database as a marker knows it: its SHA-256, and how much work is in it. */
export type WrittenDatabase = Marker['databases'][number]

/** Null where there is none, or one that this version does not know. */
export function readMarker(root: string): Marker | null {
  try {
    const parsed = v.safeParse(markerSchema, JSON.parse(readFileSync(join(root, markerName), 'utf8')))
    return parsed.success ? parsed.output : null
  } catch {
    return null
  }
}

/** Written aside and renamed: there is the one of before or the new one. Throws what the system says. */
export async function writeMarker(
  root: string,
  marker: Pick<Marker, 'portfolio' | 'madeAt' | 'databases'>,
): Promise<void> {
  const path = join(root, markerName)
  const file = await open(`${path}.new`, 'w')
  try {
    const whole: Marker = { format: 'fivefold-extra-copy', version: 1, ...marker }
    await file.writeFile(JSON.stringify(whole, null, 2))
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${path}.new`, path)
}

/**
 * The database that lies in a copy, when the copy is as we wrote it: that somebody only opened and looked at it changes nothing of
 * that. None before the first is there; null when it was worked in.
 */
export async function writtenIn(
  root: string,
  { databases }: Marker,
): Promise<{ database: WrittenDatabase | null } | null> {
  const { database, tray } = portfolioFolder(root)
  // A journal belongs to a program that is at work there, or was when the stick was pulled out.
  const isAtWork = ['-wal', '-journal'].some((ending) => existsSync(database + ending))
  if (isAtWork || (existsSync(tray) && readdirSync(tray).length > 0)) return null
  // The last copying was cut off before the first database came, or somebody took that away: nothing is lost by a new one.
  if (!existsSync(database)) return { database: null }
  const hash = await hashOf(database)
  if (hash === null) return null
  const known = databases.find((written) => written.hash === hash)
  if (known) return { database: known }
  const work = workIn(database)
  return work !== null && databases.some((written) => written.work === work)
    ? { database: { hash, work } }
    : null
}

/** What else is done in a portfolio than changes. */
const factTables = ['export', 'export_file', 'submission', 'forgotten_file', 'invitation'] as const

/**
 * How much was done in a database at rest: its clock, which every change moves, steps that were undone, and the facts that are no
 * changes. Opening it elsewhere writes only which copy it is. Null when it cannot be read.
 */
export function workIn(path: string): string | null {
  try {
    const db = new Database(path, { readonly: true, fileMustExist: true })
    try {
      db.pragma('trusted_schema = OFF')
      const read = (sql: string) => db.prepare<[], string | number>(sql).pluck().get() ?? 0
      return JSON.stringify([
        db.pragma('user_version', { simple: true }),
        read('SELECT clock FROM this_copy'),
        read('SELECT count(*) FROM change'),
        read('SELECT count(*) FROM change WHERE undone = 1'),
        ...factTables.map((table) => read(`SELECT count(*) FROM ${table}`)),
      ])
    } finally {
      db.close()
    }
  } catch {
    return null
  }
}
