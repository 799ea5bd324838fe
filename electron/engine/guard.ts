import {
  consentStatus,
  isHeldBack,
  unsaidConsent,
  type ConsentStatus,
  type ExportPurpose,
  type FileConsent,
  type Subject,
} from '../domain/consent'
import {
  heldFile,
  type Attachment,
  type Evidence,
  type FileAttachment,
  type StoredFile,
} from '../domain/evidence'
import { mayGoKnowingly, type GuardedFile } from '../domain/export'
import { isPictureType, showsPeople } from '../domain/file-group'
import type { ReadableDb } from './database'
import { consentJoins, consentOf, consentSelect, subjectsOfFiles, type ConsentRow } from './file-consent'

/*
 * The one place that decides which files may leave. A book's source is made of what it has released and of nothing else:
 * the brand below is put on here alone (tests/engine/guard-paths.test.ts). It notes all that it was asked, so that what an
 * export says of itself is what was done.
 */

declare const released: unique symbol

/** What the guard lets go. */
export type Released<Of> = Of & { readonly [released]: true }

/** A piece with the attachments that may leave; of the others nothing is left, not even a name. */
export type ReleasedEvidence = Omit<Evidence, 'attachments'> & { attachments: Released<Attachment>[] }

/** What an export is for, and the files (by hash) that go although a consent is missing or too narrow. */
export type Leave = { purpose: ExportPurpose; knowingly: readonly string[] }

/** A file that was asked for, how it is covered, and whether it goes. */
export type Asked = GuardedFile & { regions: string; goes: boolean }

export type Guard = {
  piece: (evidence: Evidence) => ReleasedEvidence
  /** A photo outside its piece: on the cover. Null when it is held back. */
  photo: (photo: FileAttachment, evidence: Evidence) => Released<FileAttachment> | null
  /** The school's logo by its hash. Nobody has to say who is seen in it; what was said is heard. */
  logo: (hash: string) => Released<string> | null
  /** All that was asked so far, in its order. */
  asked: readonly Asked[]
}

type Judged = Pick<Asked, 'status' | 'subjects' | 'isOwn' | 'regions' | 'goes'>

/** Decides by what is known now: it is made in the same breath as the source that it guards. */
export function createGuard(db: ReadableDb, { purpose, knowingly }: Leave): Guard {
  const subjectsOf = subjectsOfFiles(db)
  const allowed = new Set(knowingly)
  const asked: Asked[] = []

  function judge(
    { hash, type, consent }: Pick<StoredFile, 'hash' | 'type' | 'consent'>,
    isLogo = false,
  ): Judged {
    // Only of a picture a covered one is printed; any other file leaves as it came.
    const said = isPictureType(type) ? consent : { ...consent, redaction: '' }
    const subjects = subjectsOf(hash)
    const isAsked = showsPeople(type) && !isLogo
    const status = consentStatus(said, subjects, { purpose, isAsked })
    return {
      status,
      ...behind(status, said, subjects),
      regions: said.redaction,
      goes: !isHeldBack(status) || (mayGoKnowingly(status) && allowed.has(hash)),
    }
  }

  /** Whose consent it is: each is asked alone, as if only they were in the picture. */
  function behind(
    status: ConsentStatus,
    said: FileConsent,
    subjects: readonly Subject[],
  ): Pick<Asked, 'subjects' | 'isOwn'> {
    const isBehind = (consent: FileConsent, of: readonly Subject[]) =>
      consentStatus({ ...consent, people: 'recognisable' }, of, { purpose, isAsked: true }) === status
    const ofSubjects = subjects.filter((subject) => isBehind(unsaidConsent, [subject]))
    return {
      subjects: ofSubjects.map(({ id, name }) => ({ id, name })),
      isOwn: said.state === '' ? subjects.length === 0 : isBehind(said, []),
    }
  }

  function lets(attachment: FileAttachment, { id, number, title }: Evidence): boolean {
    const judged = judge(attachment.file)
    asked.push({
      ...judged,
      file: attachment.file.hash,
      name: attachment.name,
      evidence: id,
      number: number ?? '',
      title,
      attachment: attachment.id,
      picture: attachment,
    })
    return judged.goes
  }

  /** What goes of an attachment: of a link at least its address. */
  function goingOf(attachment: Attachment, evidence: Evidence): Released<Attachment>[] {
    const file = heldFile(attachment)
    if (file === null || lets(file, evidence)) return [release(attachment)]
    return attachment.role === 'link' ? [release({ ...attachment, copy: null })] : []
  }

  return {
    asked,
    piece: (evidence) => ({
      ...evidence,
      attachments: evidence.attachments.flatMap((attachment) => goingOf(attachment, evidence)),
    }),
    photo: (photo, evidence) => (lets(photo, evidence) ? release(photo) : null),
    logo: (hash) => {
      const file = consentOfFile(db, hash, subjectsOf(hash))
      if (!file) return null
      const judged = judge({ hash, ...file }, true)
      const nowhere = { name: '', evidence: '', number: '', title: '', attachment: '', picture: null }
      asked.push({ ...judged, ...nowhere, file: hash })
      return judged.goes ? release(hash) : null
    },
  }
}

/** The file of an attachment that was released. */
export function releasedFile(attachment: Released<Attachment>): Released<FileAttachment> | null {
  const file = heldFile(attachment)
  return file && release(file)
}

function release<Of>(what: Of): Released<Of> {
  return what as Released<Of>
}

function consentOfFile(
  db: ReadableDb,
  hash: string,
  subjects: readonly Subject[],
): Pick<StoredFile, 'type' | 'consent'> | null {
  const row = db
    .prepare<[string], ConsentRow & { type: string }>(
      `SELECT file.type, ${consentSelect} FROM file ${consentJoins} WHERE file.hash = ?`,
    )
    .get(hash)
  return row ? { type: row.type, consent: consentOf(row, { type: row.type, subjects }).consent } : null
}
