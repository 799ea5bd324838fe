import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { EngineRequests } from '../contract/engine'
import type { mergeRequests } from '../contract/merge-requests'
import type { Methods } from '../contract/table'
import { writeFailure } from './files'
import { merge, previewMerge } from './merge/merge'
import { copyFrom, type OtherCopy } from './merge/other-copy'
import type { Opened } from './opened'
import type { Session } from './session'
import { signatureOf } from './signature'

/** Bringing copies together. */
export function mergeMethods(
  { opened, granted, told, author }: Session,
  { clock }: { clock: () => Date },
): Pick<Methods<EngineRequests>, keyof typeof mergeRequests> {
  async function withCopy<Result>(
    grant: string,
    work: (other: OtherCopy) => Promise<Result>,
  ): Promise<Result> {
    const { folder } = opened()
    const other = await copyFrom(opened(), granted(grant), { clock, author })
    try {
      return await work(other)
    } catch (error) {
      throw writeFailure(error, folder)
    } finally {
      other.end()
    }
  }

  return {
    previewMerge: ({ copy }) => withCopy(copy, (other) => previewMerge(opened(), other)),
    merge: ({ copy, choices }, call) =>
      withCopy(copy, (other) => {
        const tools = { call, told, before: () => keepBefore(opened()) }
        return merge(opened(), other, new Map(Object.entries(choices)), tools)
      }),
    signature: ({ evidence }) => signatureOf(opened().db, evidence),
  }
}

/** Keeps the database as it is before a merge; the next merge takes its place. */
function keepBefore({ db, folder }: Opened): Promise<void> {
  mkdirSync(folder.backups, { recursive: true })
  db.pragma('wal_checkpoint(TRUNCATE)')
  copyFileSync(folder.database, join(folder.backups, 'before-merge.sqlite'))
  return Promise.resolve()
}
