import type { EngineRequests } from '../contract/engine'
import type { mergeRequests } from '../contract/merge-requests'
import type { Call, Methods } from '../contract/table'
import { withArchive } from './archive-read'
import { removeStaging, stageArchive } from './archive-unpack'
import { writeFailure } from './files'
import { merge, previewMerge } from './merge/merge'
import { copyFrom, type OtherCopy, type UnpackArchive } from './merge/other-copy'
import type { Session } from './session'
import { signatureOf } from './signature'

/** Bringing copies together. */
export function mergeMethods(
  { opened, onePath, told, author }: Session,
  { clock }: { clock: () => Date },
): Pick<Methods<EngineRequests>, keyof typeof mergeRequests> {
  async function withCopy<Result>(
    path: string,
    call: Call,
    work: (other: OtherCopy) => Promise<Result>,
  ): Promise<Result> {
    const { folder } = opened()
    const unpack: UnpackArchive = (file, staging) =>
      withArchive(file, async (archive) => {
        await stageArchive(archive, staging, call)
        return { root: staging, end: () => removeStaging(staging) }
      })
    const other = await copyFrom(opened(), path, { clock, author, unpack })
    try {
      return await work(other)
    } catch (error) {
      throw writeFailure(error, folder)
    } finally {
      await other.end()
    }
  }

  /** The database as it is before a merge. */
  async function keepBefore(): Promise<void> {
    await opened().backups.make('merge')
  }

  return {
    previewMerge: ({ files }, call) =>
      withCopy(onePath(files), call, (other) => previewMerge(opened(), other, call)),
    merge: ({ files, choices }, call) =>
      withCopy(onePath(files), call, (other) => {
        const tools = { call, told, before: keepBefore }
        return opened().storing.during(() => merge(opened(), other, new Map(Object.entries(choices)), tools))
      }),
    signature: ({ evidence }) => signatureOf(opened().db, evidence),
  }
}
