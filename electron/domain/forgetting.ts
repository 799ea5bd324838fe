import type { ExportPurpose } from './consent'
import type { ExportKind } from './export'
import type { Place } from './section'

/*
 * Where pictures are used and where they went, and what it means to forget them. Within the portfolio's folder everything can be
 * reached; what left it can only be named.
 */

/** A file attached to a piece; `copy`: as the kept copy of a link. */
export type UsedFile = {
  hash: string
  attachment: string
  name: string
  as: 'photo' | 'document' | 'copy'
  /** It was chosen for the card of its piece. */
  isCover: boolean
  /** It was chosen for the cover of the book. */
  isBookCover: boolean
}

/** A piece of evidence that uses files. */
export type UsingPiece = {
  evidence: string
  /** As in the book, `P3-02`; null while it is placed nowhere. */
  number: string | null
  title: string
  /** Where it stands; of one in the trash, where it stood. */
  places: Place[]
  isInTrash: boolean
  files: UsedFile[]
}

/** Something that left the portfolio and had one of the files in it. */
export type UsingExport = {
  id: string
  kind: ExportKind
  /** The copy on a stick, which follows the portfolio: what is forgotten here goes from it with the next copying. */
  isExtraCopy: boolean
  /** What its file or folder was called. */
  name: string
  purpose: ExportPurpose | ''
  /** ISO 8601. */
  madeAt: string
  madeBy: string
  /** How many of the files were in it. */
  files: number
}

/** What was handed in with one of the files in it. */
export type UsingSubmission = { id: string; name: string; handedInOn: string }

/** What left, and cannot be taken back by the app. */
export type Beyond = { exports: UsingExport[]; submissions: UsingSubmission[] }

/** Every place where files are used, and every past export that contained them. */
export type Uses = Beyond & {
  /** The hashes of the files that were asked for. */
  files: string[]
  pieces: UsingPiece[]
  /** One of them is the school's logo. */
  isLogo: boolean
}

/** A piece of evidence by what its reader knows it by. */
export type NamedPiece = { evidence: string; number: string | null; title: string; isInTrash: boolean }

/** A text that says word for word what the caption or description of a forgotten picture said. */
export type Quotation = { place: string; isVersion: boolean }

/** What forgetting would do. */
export type ForgettingPreview = Beyond & {
  files: number
  /** What they are called, and were. */
  names: string[]
  /** Pieces that hold nothing else: they go with their words. */
  gone: NamedPiece[]
  /** Pieces that stay, with what else they hold. */
  kept: NamedPiece[]
  /** Links that lose their kept copy. */
  copies: number
  isLogo: boolean
  isBookCover: boolean
  /** Steps that can no longer be undone, since all that they did was about these files. */
  steps: number
  quotations: Quotation[]
  /** Copies of the database from before an update, in which they are forgotten too. */
  backups: number
}

/** What lies within the folder, or was opened with another program, and could not be cleaned; it is tried again at every opening. */
export type Uncleaned = {
  what: 'original' | 'picture' | 'opened' | 'search' | 'backup' | 'database'
  name: string
}

/** What was forgotten. */
export type Forgotten = {
  files: number
  pieces: number
  steps: number
  uncleaned: Uncleaned[]
}

/** Pictures that were to be kept no longer than until a day that has passed. */
export type DueGroup = {
  /** `YYYY-MM-DD`. */
  keepUntil: string
  /** Whose day it is; null for one that was said of the pictures themselves. */
  subject: { id: string; name: string } | null
  pieces: UsingPiece[]
  /** The hashes of the files, each once. */
  files: string[]
}
