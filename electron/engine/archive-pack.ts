import { existsSync, statSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { basename, dirname, relative, resolve, isAbsolute, sep } from 'node:path'
import { version } from '../../package.json'
import type { Call } from '../contract/table'
import {
  archivedThing,
  archiveFormat,
  archiveVersion,
  type ArchiveManifest,
  type LostFile,
  type PackedArchive,
} from '../domain/archive'
import { Failure } from '../domain/failure'
import { copyDatabase, inspect, readContents, type Inspected, type Piece } from './archive-contents'
import { storedIn } from './archive-database'
import { Untrue, writeArchive } from './archive-write'
import type { Backups } from './backups'
import type { Checker } from './checker'
import type { ReadableDb } from './database'
import { recorded } from './export-records'
import { requireRoom } from './free-room'
import { invited } from './invitations'
import type { Opened } from './opened'
import { writeFileAside } from './out-file'
import { portfolio } from './portfolio'

/*
 * Packing: the portfolio as it is, all of it, into one file. No guard is asked, since nothing is chosen: it is the portfolio itself,
 * for its owner (docs/decisions/0026-the-archive.md). It is noted as an export with every file in it.
 */

/** How often an archive is begun anew because a file changed between two looks at it. */
const mostTries = 4

/** Beside what is packed: directory and manifest, in bytes for each file. */
const perFile = 600

/**
 * Packs the open portfolio into a file; one that is there is replaced when the new one is whole. A file that is damaged goes in as it
 * is, and is said to be damaged; one that is gone is named. Throws `archive.*`, `export.*`, `disk.full`, `portfolio.none`,
 * `portfolio.damaged`, `portfolio.missing`, `cancelled`.
 */
export async function packArchive(
  { db, folder, backups, checker }: Opened & { backups: Backups; checker: Checker },
  out: string,
  call: Call,
): Promise<PackedArchive> {
  requirePlace(out, folder.root)
  return recorded(db, { kind: 'archive', out, purpose: 'label' }, (note) =>
    writeFileAside(out, async (aside) => {
      const copy = `${aside}-database`
      try {
        await requireRoom(dirname(out), sizeOf(db).bytes, basename(out))
        await backups.alone(() => copyDatabase(db, { to: copy, root: folder.root, checker }, call))
        const signature = signatureOf(db)
        const { pieces, recorded: all } = await readContents(folder, copy)
        const first = await inspect(folder, pieces, { ...call, isThorough: false })
        const describe = (inspected: Inspected): ArchiveManifest => manifestOf(db, signature, inspected)
        const { bytes, hash, inspected } = await writeTrue(aside, first, {
          ...call,
          describe,
          madeAt: new Date(signature.madeAt),
          lookAgain: () => inspect(folder, pieces, { ...call, isThorough: true }),
        })
        requireUnforgotten(db, pieces, basename(out))
        const { inside, damaged } = sorted(inspected)
        note({ bytes, hash, all: all.filter(({ file }) => inside.has(file)) })
        return { bytes, hash, files: inside.size, damaged, missing: inspected.missing }
      } finally {
        for (const path of [copy, `${copy}-journal`]) await rm(path, { force: true })
      }
    }),
  )
}

/** About how large an archive would be, in bytes, and how many originals it would hold. */
export function sizeOf(db: ReadableDb): { bytes: number; files: number } {
  const pages =
    Number(db.pragma('page_count', { simple: true })) * Number(db.pragma('page_size', { simple: true }))
  const stored = storedIn(db)
  const files = stored.filter(({ path }) => archivedThing(path)?.kind === 'original').length
  return { files, bytes: stored.reduce((sum, { bytes }) => sum + bytes + perFile, pages) }
}

type Writing = Call & {
  describe: (inspected: Inspected) => ArchiveManifest
  madeAt: Date
  /** Reads all pieces to the end: done only when one was not what it should be. */
  lookAgain: () => Promise<Inspected>
}

/** Writes until what the manifest says in front is true of all that comes behind it. */
async function writeTrue(
  aside: string,
  first: Inspected,
  { describe, madeAt, lookAgain, ...call }: Writing,
): Promise<{ bytes: number; hash: string; inspected: Inspected }> {
  const target = await open(aside, 'wx')
  try {
    let inspected = first
    const restless = new Set<string>()
    for (let left = mostTries; left > 0; left -= 1) {
      try {
        const { pieces } = inspected
        const written = await writeArchive(target, { manifest: describe(inspected), pieces, madeAt }, call)
        return { ...written, inspected }
      } catch (error) {
        if (!(error instanceof Untrue)) throw error
        // What is read otherwise each time is not to be had.
        if (left <= mostTries - 1) restless.add(error.path)
        inspected = without(await lookAgain(), restless)
      }
    }
    throw new Failure('archive.unsettled')
  } finally {
    await target.close()
  }
}

function without({ pieces, missing }: Inspected, paths: ReadonlySet<string>): Inspected {
  const lost = pieces.filter(({ path }) => paths.has(path)).map(({ path, names }) => ({ path, names }))
  return { pieces: pieces.filter(({ path }) => !paths.has(path)), missing: [...missing, ...lost] }
}

type Signature = Pick<ArchiveManifest, 'madeAt' | 'madeBy'>

function manifestOf(db: ReadableDb, signature: Signature, { pieces, missing }: Inspected): ArchiveManifest {
  requireOpen(db)
  const { id, school, cycle } = portfolio(db)
  const sent = invited(db)
  return {
    format: archiveFormat,
    version: archiveVersion,
    app: version,
    portfolio: id,
    school,
    cycle,
    schema: Number(db.pragma('user_version', { simple: true })),
    ...signature,
    ...(sent ? { contribution: { portfolio: sent.invitation.portfolio, sender: sent.sender } } : {}),
    entries: pieces.map(({ path, bytes, sha256, isDamaged }) => ({
      path,
      bytes,
      sha256,
      ...(isDamaged ? { isDamaged } : {}),
    })),
    missing,
  }
}

function signatureOf(db: ReadableDb): Signature {
  requireOpen(db)
  const row = db.prepare<[], Signature>('SELECT now() AS madeAt, author() AS madeBy').get()
  if (!row) throw new Error('the clock says nothing')
  return row
}

/** The originals that are inside, by hash, and what is damaged. */
function sorted({ pieces }: Inspected): { inside: Set<string>; damaged: LostFile[] } {
  const inside = pieces.flatMap(({ path }) => {
    const thing = archivedThing(path)
    return thing?.kind === 'original' ? [thing.hash] : []
  })
  const damaged = pieces.filter(({ isDamaged }) => isDamaged).map(({ path, names }) => ({ path, names }))
  return { inside: new Set(inside), damaged }
}

/** What was forgotten while it was being packed must not leave, nor its name in the copied database. */
function requireUnforgotten(db: ReadableDb, pieces: readonly Piece[], name: string): void {
  requireOpen(db)
  const isForgotten = db.prepare(
    'SELECT 1 FROM forgotten_file WHERE file_hash = ? AND file_hash NOT IN (SELECT hash FROM file)',
  )
  const found = pieces.some(({ path }) => {
    const thing = archivedThing(path)
    return thing?.kind === 'original' && isForgotten.get(thing.hash) !== undefined
  })
  if (found) throw new Failure('archive.forgotten', { name })
}

/** The user may have closed the portfolio meanwhile. */
function requireOpen(db: ReadableDb): void {
  if (!db.open) throw new Failure('portfolio.none')
}

/** Not into the portfolio itself, whose files it could replace. */
function requirePlace(out: string, root: string): void {
  const name = basename(out)
  if (existsSync(out) && statSync(out).isDirectory()) throw new Failure('archive.isFolder', { name })
  const way = relative(root, resolve(out))
  const isInside = way === '' || !(isAbsolute(way) || way === '..' || way.startsWith(`..${sep}`))
  if (isInside) throw new Failure('archive.insidePortfolio', { name })
}
