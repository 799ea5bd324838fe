import { existsSync } from 'node:fs'
import { chmod, copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Finding } from '../contract/engine'
import type { Call } from '../contract/table'
import { mayGoKnowingly, type NamedFile } from '../domain/export'
import { Failure } from '../domain/failure'
import type { SubmissionFileName } from '../domain/submission'
import type { ReadableDb } from './database'
import { departure, nameOf } from './departure'
import { recorded } from './export-records'
import type { Asked } from './guard'
import type { Opened } from './opened'
import { writeFolderAside } from './out-file'
import { standingOf, strangersAmong, submissionPath } from './submission-folder'
import { judgeSubmission } from './submission-guard'
import { findSubmission, listSubmissions, submittedContents } from './submissions'

/** What was copied out, and the names of files that are not as they were kept, are gone, or stay at home. */
export type SubmissionCopy = {
  files: number
  bytes: number
  changed: string[]
  missing: string[]
  /** The PDF, when somebody in it does not agree, or not any more. */
  leftOut: string[]
}

/**
 * Copies a submission's files into a new folder, where they may be written again, and notes that as an export. The PDF leaves
 * only when nobody in it has withdrawn a consent since, and nothing else holds a file in it back; one that is named goes all the
 * same. Throws `submission.gone`, `export.*`, `disk.full`, `cancelled`.
 * @param knowingly hashes of files that are held back and go all the same
 */
export async function copySubmission(
  { db, folder }: Opened,
  { id, out, knowingly }: { id: string; out: string; knowingly: readonly string[] },
  { signal, progress }: Call,
): Promise<SubmissionCopy> {
  const { files } = findSubmission(db, id)
  const root = submissionPath(folder, id)
  return recorded(db, { kind: 'folder', out, purpose: 'label' }, (note) =>
    writeFolderAside(out, async (aside) => {
      const copied: SubmissionCopy = { files: 0, bytes: 0, changed: [], missing: [], leftOut: [] }
      const asked = judge(db, id)?.map((each) => ({
        ...each,
        goes: each.goes || (mayGoKnowingly(each.status) && knowingly.includes(each.file)),
      }))
      const mayGo = asked?.every(({ goes }) => goes) ?? false
      await mkdir(aside)
      for (const [done, file] of files.entries()) {
        if (signal.aborted) throw new Failure('cancelled')
        progress({ done, total: files.length, step: 'files' })
        if (file.name === 'portfolio.pdf' && !mayGo) {
          copied.leftOut.push(file.name)
          continue
        }
        const standing = await standingOf(root, file)
        if (standing === 'missing') {
          copied.missing.push(file.name)
          continue
        }
        if (standing === 'changed') copied.changed.push(file.name)
        const to = join(aside, file.name)
        await copyFile(join(root, file.name), to)
        await chmod(to, 0o644)
        copied.files += 1
        copied.bytes += file.bytes
      }
      const taken = new Set(mayGo ? asked?.map(({ file }) => file) : [])
      note({ bytes: copied.bytes, hash: '', asked: asked ?? [], taken })
      return copied
    }),
  )
}

/** What holds the PDF of a submission back now. Throws `submission.gone`. */
export function listHeldBackIn(db: ReadableDb, id: string): NamedFile[] {
  return departure(judge(db, id) ?? []).heldBack.map(nameOf)
}

/** Null when it cannot be read any more who is in it: then nothing speaks for its PDF. */
function judge(db: ReadableDb, id: string): Asked[] | null {
  try {
    return judgeSubmission(db, submittedContents(db, id))
  } catch (error) {
    if (error instanceof Failure && error.code === 'submission.damaged') return null
    throw error
  }
}

/** Where a file of a submission lies; null when it is not there. Throws `submission.gone`. */
export function submissionFilePath(
  { db, folder }: Opened,
  { id, name }: { id: string; name: SubmissionFileName },
): string | null {
  const path = join(submissionPath(folder, findSubmission(db, id).id), name)
  return existsSync(path) ? path : null
}

/** Checks the files of all submissions against their hashes, and whether there are submissions that nothing is known of. */
export async function verifySubmissions({ db, folder }: Opened, { signal }: Call): Promise<Finding[]> {
  const findings: Finding[] = []
  const submissions = listSubmissions(db)
  for (const { id, name, handedInOn, files } of submissions) {
    const usedBy = [[handedInOn, name].filter(Boolean).join(' ')]
    if (files.length === 0) findings.push({ code: 'submission.changed', what: id, usedBy })
    for (const file of files) {
      if (signal.aborted) throw new Failure('cancelled')
      const standing = await standingOf(submissionPath(folder, id), file)
      if (standing !== 'sound')
        findings.push({ code: `submission.${standing}`, what: `${id}/${file.name}`, usedBy })
    }
  }
  const strangers = await strangersAmong(
    folder,
    submissions.map(({ id }) => id),
  )
  return [
    ...findings,
    ...strangers.map((what) => ({ code: 'submission.unlisted' as const, what, usedBy: [] })),
  ]
}
