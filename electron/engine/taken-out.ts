import { existsSync } from 'node:fs'
import { copyFile, stat } from 'node:fs/promises'
import type { controlRequests } from '../contract/control'
import type { Methods } from '../contract/table'
import { heldFile, type Evidence, type FileAttachment } from '../domain/evidence'
import { Failure } from '../domain/failure'
import { coveredName, openedName, savedName } from '../domain/taken-file'
import type { ReadableDb } from './database'
import { findEvidence } from './evidence'
import { recorded } from './export-records'
import { hashOf } from './files'
import { originalPath } from './folders'
import { createGuard, releasedFile } from './guard'
import { writeFileAside } from './out-file'
import { redactionOf } from './redactions'
import type { Current, Session } from './session'

/* A file that a person looks at in another program, or saves for herself: docs/decisions/0038. */

type TakingOut = 'findAttachmentFile' | 'saveAttachmentFile' | 'copyToOpen'

/** What main asks for when a file is to be opened or saved: the page names the attachment only. */
export function takingOut({ opened, told }: Session): Pick<Methods<typeof controlRequests>, TakingOut> {
  return {
    findAttachmentFile: async ({ attachment }) => {
      const { held, asked } = judged(opened().db, attachment)
      const { name } = await sourceOf(opened(), held)
      return { name: savedName(name), status: asked[0]?.status ?? 'clear' }
    },
    saveAttachmentFile: async ({ attachment, out }) => {
      await saveFile(opened(), { attachment, out })
      return told({ result: null, nouns: ['export'] })
    },
    copyToOpen: async ({ attachment }) => ({ path: await copyToOpen(opened(), attachment) }),
  }
}

/**
 * Saves a file where the user chose, byte for byte as it was gathered, and notes it as an export. A consent that was
 * withdrawn holds it back; what else is missing was asked about. Throws `evidence.gone`, `file.notKept`, `export.*`, `disk.full`.
 */
async function saveFile(
  current: Current,
  { attachment, out }: { attachment: string; out: string },
): Promise<void> {
  const { db } = current
  const { held, asked, released } = judged(db, attachment)
  if (released === null) throw new Failure('export.withdrawn', { name: held.name })
  const { from } = await sourceOf(current, released)
  await recorded(db, { kind: 'folder', out, purpose: 'label' }, (note) =>
    writeFileAside(out, async (aside) => {
      await copyFile(from, aside)
      const { hash } = held.file
      const copied = (await hashOf(aside)) ?? ''
      const isOriginal = redactionOf(db, hash) === ''
      if (isOriginal && copied !== hash) throw new Failure('file.notKept', { name: held.name })
      note({ bytes: (await stat(aside)).size, hash: copied, asked, taken: new Set([hash]) })
    }),
  )
}

/** Throws `evidence.gone`, `file.notKept`, `file.notOpened`, `disk.full`. */
async function copyToOpen(current: Current, attachment: string): Promise<string> {
  const { held } = findHeld(current.db, attachment)
  const { from, name, type } = await sourceOf(current, held)
  const shownAs = openedName(name, type)
  if (shownAs === null) throw new Failure('file.notOpened', { name })
  return current.copies.put({ from, name: shownAs })
}

/** What the guard says of a file; `released` is null when it must stay at home. */
function judged(db: ReadableDb, attachment: string) {
  const { held, evidence } = findHeld(db, attachment)
  const guard = createGuard(db, { purpose: 'label', knowingly: [held.file.hash] })
  const [going] = guard.piece(evidence).attachments
  return { held, asked: guard.asked, released: going ? releasedFile(going) : null }
}

/** The file behind an attachment, and its piece with that attachment alone. Throws `evidence.gone`. */
function findHeld(db: ReadableDb, id: string): { held: FileAttachment; evidence: Evidence } {
  const piece = db
    .prepare<[string], string>('SELECT evidence_id FROM attachment WHERE id = ?')
    .pluck()
    .get(id)
  if (piece === undefined) throw new Failure('evidence.gone')
  const evidence = findEvidence(db, piece)
  const attachments = evidence.attachments.filter((each) => each.id === id)
  const held = attachments[0] ? heldFile(attachments[0]) : null
  if (held === null) throw new Failure('evidence.gone')
  return { held, evidence: { ...evidence, attachments } }
}

/**
 * Where the bytes lie: those of the original, but of a photo with something covered those of its picture, as everywhere
 * outside the app. Throws `file.notKept`.
 */
async function sourceOf(
  { db, folder, edited }: Current,
  { name, edit, file: { hash, type } }: FileAttachment,
): Promise<{ from: string; name: string; type: string }> {
  if (redactionOf(db, hash) === '') {
    const from = originalPath(folder, hash)
    if (!existsSync(from)) throw new Failure('file.notKept', { name })
    return { from, name, type }
  }
  const from = await edited.find({ hash, size: 'large', edit, page: 1 })
  if (from === null) throw new Failure('file.notKept', { name })
  return { from, name: coveredName(name), type: 'image/jpeg' }
}
