import type { EngineRequests } from '../contract/engine'
import type { versionRequests } from '../contract/version-requests'
import type { Methods } from '../contract/table'
import { placeName, strandPlace } from './rows'
import type { Session } from './session'
import { compareVersion, findVersion, keepVersion, listVersions, restoreVersion } from './versions'

/** What answers once were. */
export function versionMethods({
  opened,
  told,
  write,
}: Session): Pick<Methods<EngineRequests>, keyof typeof versionRequests> {
  return {
    listVersions: (answer) => listVersions(opened().db, answer),
    compareVersion: ({ id }) => compareVersion(opened().db, id),
    keepVersion: (input) => {
      keepVersion(opened().db, input)
      return told({ result: null, nouns: ['version'] })
    },
    restoreVersion: ({ id }) => {
      const { db } = opened()
      const place = placeName(db, strandPlace(db, findVersion(db, id).answer.strand))
      return write({ kind: 'restoreVersion', words: { place } }, (writable) => {
        restoreVersion(writable, id)
      })
    },
  }
}
