import { existsSync } from 'node:fs'
import { chmod, copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Finding } from '../contract/engine'
import type { Call } from '../contract/table'
import { Failure } from '../domain/failure'
import type { SubmissionFileName } from '../domain/submission'
import type { Opened } from './opened'
import { writeFolderAside } from './out-file'
import { standingOf, strangersAmong, submissionPath } from './submission-folder'
import { findSubmission, listSubmissions } from './submissions'

/** What was copied out, and the names of files that are not as they were kept, or gone. */
export type SubmissionCopy = { files: number; bytes: number; changed: string[]; missing: string[] }

/**
 * Copies a submission's files into a new folder, where they may be written again. Throws `submission.gone`, `export.*`,
 * `disk.full`, `cancelled`.
 */
export async function copySubmission(
  { db, folder }: Opened,
  { id, out }: { id: string; out: string },
  { signal, progress }: Call,
): Promise<SubmissionCopy> {
  const { files } = findSubmission(db, id)
  const root = submissionPath(folder, id)
  return writeFolderAside(out, async (aside) => {
    const copied: SubmissionCopy = { files: 0, bytes: 0, changed: [], missing: [] }
    await mkdir(aside)
    for (const [done, file] of files.entries()) {
      if (signal.aborted) throw new Failure('cancelled')
      progress({ done, total: files.length, step: 'files' })
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
    return copied
  })
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
