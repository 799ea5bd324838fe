import { join } from 'node:path'
import type { Call } from '../contract/table'
import type { Contribution } from '../domain/contribution'
import { Failure } from '../domain/failure'
import { withArchive } from './archive-read'
import { removeStaging, stageArchive } from './archive-unpack'
import { writeFailure } from './files'
import { makeFolder } from './folders'
import type { Opened } from './opened'
import { portfolio } from './portfolio'
import type { Tray } from './tray'

/**
 * Unpacks what a colleague sent into the tray, checked as any archive is. Throws `contribution.notOne`, `contribution.other`,
 * `archive.*`, `disk.full`, `cancelled`; then the tray is as it was.
 */
export function receiveArchive(
  { db, folder, tray }: Opened & { tray: Tray },
  path: string,
  call: Call,
): Promise<Contribution> {
  return withArchive(path, async (archive) => {
    const { contribution, school } = archive.manifest
    if (!contribution) throw new Failure('contribution.notOne')
    if (contribution.portfolio !== portfolio(db).id) throw new Failure('contribution.other', { school })
    try {
      makeFolder(folder, folder.tray)
    } catch (error) {
      throw writeFailure(error, folder)
    }
    const staging = join(folder.tray, `.${archive.mark.slice(0, 32)}`)
    await stageArchive(archive, staging, call)
    try {
      return await tray.receive(staging)
    } finally {
      await removeStaging(staging)
    }
  })
}
