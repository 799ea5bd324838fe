import type { Cycle } from './portfolio'
import { submissionFileNames, type SubmissionFileName } from './submission'

/*
 * One file that holds a whole portfolio, `Name.fivefold.zip`: to move it, to hand it over, to keep it. A plain ZIP archive whose
 * first entry says what the others are.
 */

/** What the name of an archive ends in. */
export const archiveEnding = '.fivefold.zip'

/** Whether a file's name says that it is an archive; systems know no capitals in endings. */
export function isArchiveName(name: string): boolean {
  return name.toLowerCase().endsWith(archiveEnding)
}

export const archiveFormat = 'fivefold-archive'
/** The version of the format that this app writes, and the newest that it reads. */
export const archiveVersion = 1

/** The first entry, and the database. */
export const manifestPath = 'manifest.json'
export const databasePath = 'portfolio.sqlite'

/** One entry of an archive: its bytes and SHA-256 in hex as they lie in it. */
export type ArchivedFile = {
  path: string
  bytes: number
  sha256: string
  /** True when that is not what the portfolio once kept: what was left of it lies in the archive. */
  isDamaged?: true | undefined
}

/** A file that the portfolio should have had when it was packed, and had no more. */
export type LostFile = { path: string; names: string[] }

/** What an archive says of itself. */
export type ArchiveManifest = {
  format: typeof archiveFormat
  version: number
  /** The version of the app that wrote it. */
  app: string
  /** The portfolio's id, and what its school knows it by. */
  portfolio: string
  school: string
  cycle: Cycle
  /** The version of the database's schema. */
  schema: number
  /** When it was packed (ISO 8601), and by whom. */
  madeAt: string
  madeBy: string
  /** Set when it goes back to whoever asked a colleague for it: the id of their portfolio, and who sends it. */
  contribution?: { portfolio: string; sender: string } | undefined
  entries: ArchivedFile[]
  missing: LostFile[]
}

/** What an entry is; nothing else is ever in an archive, so that no name leads anywhere else. */
export type ArchivedThing =
  | { kind: 'database' }
  | { kind: 'original'; hash: string }
  | { kind: 'submission'; id: string; name: SubmissionFileName }

const original = /^files\/([0-9a-f]{2})\/(\1[0-9a-f]{62})$/
const submitted = /^submissions\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/([a-z.-]+)$/

/** What the entry of that path is; null for a path that no archive has. */
export function archivedThing(path: string): ArchivedThing | null {
  if (path === databasePath) return { kind: 'database' }
  const [, , hash] = original.exec(path) ?? []
  if (hash !== undefined) return { kind: 'original', hash }
  const [, id = '', wanted] = submitted.exec(path) ?? []
  const name = submissionFileNames.find((known) => known === wanted)
  return name === undefined ? null : { kind: 'submission', id, name }
}

/** Where an original lies in an archive, and in a portfolio's folder. */
export function archivedOriginal(hash: string): string {
  return `files/${hash.slice(0, 2)}/${hash}`
}

/** The same for a file of what was handed in. */
export function archivedSubmission(id: string, name: SubmissionFileName): string {
  return `submissions/${id}/${name}`
}

/** What there is to know of an archive before it is unpacked. */
export type ArchiveSummary = Pick<ArchiveManifest, 'school' | 'cycle' | 'madeAt' | 'madeBy'> & {
  /** The archive's own name. */
  name: string
  /** What it holds: bytes, originals, and how many files it says are damaged or missing. */
  bytes: number
  files: number
  lost: number
  /**
   * The same portfolio as it is on this computer already, with its id in the list of recent ones, unless it is open; null where it is
   * not known to be.
   */
  known: { folder: string; isOpen: boolean; recent: string | null } | null
  /** It was asked of a colleague, and is to be taken or left piece by piece in the portfolio that `known` names. */
  contribution: { sender: string } | null
}

/** What became of packing: the archive's bytes and SHA-256, its originals, and what of the portfolio was not sound. */
export type PackedArchive = {
  bytes: number
  hash: string
  files: number
  damaged: LostFile[]
  missing: LostFile[]
}
