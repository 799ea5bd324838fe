import type { ConsentStatus, ExportPurpose } from './consent'
import type { FileAttachment } from './evidence'

/**
 * What leaves the portfolio: the book, one section of it, each section as a book, the evidence's files, the answers, all of it, the
 * list of consents.
 */
export const exportKinds = ['book', 'section', 'sections', 'folder', 'answers', 'archive', 'list'] as const
export type ExportKind = (typeof exportKinds)[number]

/** A file of which an export has something to say. */
export type NamedFile = {
  /** Its SHA-256. */
  file: string
  name: string
  /** The piece that it is attached to, the first of several; empty for the school's logo. */
  evidence: string
  /** That of the piece in the book; empty while it stands nowhere. */
  number: string
  title: string
  attachment: string
  status: ConsentStatus
}

/** The same for the window, which alone says who is behind it and shows the picture. */
export type GuardedFile = NamedFile & {
  /** The persons and groups whose consent holds it back. */
  subjects: { id: string; name: string }[]
  /** Whether what is said of the file itself, or nothing having been said of anybody, holds it back. */
  isOwn: boolean
  /** Null for the school's logo. */
  picture: FileAttachment | null
}

/** What an export left out, what went although nobody has said who can be seen, and what went knowingly. */
export type Departure<File extends NamedFile = NamedFile> = {
  heldBack: File[]
  unsaid: File[]
  knowingly: File[]
}

/** What was known and done all the same, as the record of an export keeps it. */
export type ExportNote =
  | ({ kind: 'knowingly'; reason: string } & Pick<NamedFile, 'file' | 'name' | 'number' | 'status'>)
  | { kind: 'unsaid' | 'heldBack'; count: number }

/** An export of the past: a fact. `files` counts the files that were in it. */
export type PastExport = {
  id: string
  kind: ExportKind
  /** The copy on a stick, which follows the portfolio: what is forgotten here goes from it with the next copying. */
  isExtraCopy: boolean
  name: string
  purpose: ExportPurpose
  bytes: number
  /** SHA-256 of what was written; empty for a folder. */
  hash: string
  notes: ExportNote[]
  files: number
  madeAt: string
  madeBy: string
}

/** True for a copy of one file alone: it is noted as a folder with the evidence is, but has a hash. */
export function isSingleFile({ kind, hash }: Pick<PastExport, 'kind' | 'hash'>): boolean {
  return kind === 'folder' && hash !== ''
}

/** Whether somebody may let a file go that is held back: a consent that was withdrawn is heard, whoever asks. */
export function mayGoKnowingly(status: ConsentStatus): boolean {
  return status === 'missing' || status === 'narrow'
}
