import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import Database from 'better-sqlite3'
import type { archiveRequests } from '../contract/archive-requests'
import type { EngineRequests } from '../contract/engine'
import type { Methods } from '../contract/table'
import { archivedThing, type ArchiveSummary } from '../domain/archive'
import { packArchive, sizeOf } from './archive-pack'
import { readArchiveManifest } from './archive-read'
import { unpackArchive } from './archive-unpack'
import { portfolioFolder } from './folders'
import { portfolio } from './portfolio'
import type { Session } from './session'

/** The whole portfolio in one file, and back. */
export function archiveMethods(
  session: Session,
): Pick<Methods<EngineRequests>, keyof typeof archiveRequests> {
  const { opened, granted, told, onePath, newPlace, settings } = session

  /** Where the portfolio of that id lies on this computer, as far as it was opened here before. */
  function findKnown(id: string): ArchiveSummary['known'] {
    if (session.isOpen() && portfolio(opened().db).id === id) {
      return { folder: opened().folder.root, isOpen: true, recent: null }
    }
    const found = settings.listRecent().find(({ folder, isThere }) => isThere && idAt(folder) === id)
    return found ? { folder: found.folder, isOpen: false, recent: found.id } : null
  }

  return {
    archiveSize: () => sizeOf(opened().db),
    exportArchive: async ({ out }, call) => {
      const path = granted(out)
      const result = await packArchive({ ...opened(), checker: session.checker }, path, call)
      return told({ result: { name: basename(path), ...result }, nouns: ['export'] })
    },
    peekArchive: async ({ files }) => {
      const path = onePath(files)
      const { school, cycle, madeAt, madeBy, entries, missing, ...manifest } = await readArchiveManifest(path)
      return {
        name: basename(path).normalize('NFC'),
        school,
        cycle,
        madeAt,
        madeBy,
        bytes: entries.reduce((sum, { bytes }) => sum + bytes, 0),
        files: entries.filter((entry) => archivedThing(entry.path)?.kind === 'original').length,
        lost: missing.length + entries.filter(({ isDamaged }) => isDamaged).length,
        known: findKnown(manifest.contribution?.portfolio ?? manifest.portfolio),
        contribution: manifest.contribution ? { sender: manifest.contribution.sender } : null,
      }
    },
    unpackArchive: async ({ files, place }, call) => {
      const path = onePath(files)
      const { school } = await readArchiveManifest(path)
      const folder = newPlace(place, school)
      const { damaged, missing } = await unpackArchive(path, folder, call)
      return { portfolio: session.open(folder), folder, lost: damaged.length + missing.length }
    },
  }
}

/** The id of a portfolio that is not open here; null where it cannot be read: in use, or on a slow or broken drive. */
function idAt(root: string): string | null {
  const { database } = portfolioFolder(root)
  // A log beside it says that it is in use, or was left by a crash: looking would change it.
  if (existsSync(`${database}-wal`)) return null
  try {
    const db = new Database(database, { readonly: true, fileMustExist: true, timeout: 0 })
    try {
      return db.prepare<[], string>('SELECT id FROM portfolio').pluck().get() ?? null
    } finally {
      db.close()
    }
  } catch {
    return null
  }
}
