import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Call } from '../../contract/table'
import { submissionFileNames } from '../../domain/submission'
import type { ReadableDb } from '../database'
import { copyInto } from '../files'
import type { Opened } from '../opened'
import { dropAside, followRows, makeAside, sealFile, submissionPath } from '../submission-folder'
import { hasSubmission, listSubmissions, removedSubmissions, turnedSubmissions } from '../submissions'
import type { NewFacts } from './facts'
import type { OtherCopy } from './other-copy'

/** The submissions that are here and were removed in the other copy: none is ever changed, so a removal stands. */
export function submissionsToDrop(ours: ReadableDb, theirs: ReadableDb): string[] {
  const removed = removedSubmissions(theirs)
  return listSubmissions(ours).flatMap(({ id }) => (removed.has(id) ? id : []))
}

/** The folders of what was handed in, on their way from the other copy. */
export type SubmissionFolders = {
  /** Copies those of new rows aside; what is missing there is missing here, as `verify` says. Throws `cancelled`, `disk.full`. */
  copy: (facts: NewFacts, call: Call) => Promise<void>
  /** Puts them into their place, when the rows are there, and those aside whose rows have gone. */
  settle: (dropped: readonly string[]) => void
  /** Removes those whose rows did not come. */
  end: () => Promise<void>
}

/** The rows decide what a folder is, so that one that was copied when all ended is removed, then or at the next opening. */
export function submissionFolders({ folder, db }: Opened, other: OtherCopy): SubmissionFolders {
  const copied = new Set<string>()

  async function copyOne(id: string, { signal }: Call): Promise<void> {
    const from = submissionPath(other.folder, id)
    if (!existsSync(from) || existsSync(submissionPath(folder, id))) return
    await dropAside(folder, id)
    copied.add(id)
    const aside = await makeAside(folder, id)
    const names = await readdir(from)
    for (const name of submissionFileNames.filter((each) => names.includes(each))) {
      await copyInto(folder, { from: join(from, name), to: join(aside, name) }, { name, signal })
      await sealFile(join(aside, name), name)
    }
  }

  return {
    copy: async (facts, call) => {
      const rows = facts.find(({ table }) => table === 'submission')?.rows ?? []
      // What a merge that was undone brought lies here already.
      const turned = turnedSubmissions(db)
      for (const id of rows.map((row) => String(row.id))) {
        const isHere = copied.has(id) || turned.get(id) === true
        if (/^[0-9a-f-]{36}$/.test(id) && !isHere) await copyOne(id, call)
      }
    },
    settle: (dropped) => {
      followRows(folder, db, [...copied, ...dropped, ...turnedSubmissions(db).keys()])
    },
    end: async () => {
      for (const id of copied) if (!db.open || !hasSubmission(db, id)) await dropAside(folder, id)
    },
  }
}
