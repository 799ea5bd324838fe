import { cleanOffice } from './clean-office'
import { cleanPicture } from './clean-picture'
import { isRecording, planRecording } from './clean-recording'
import type { CleanEmbedded } from './clean-zip'
import { patched, sourceIn } from './patches'

/** Documents lie in documents so deep at most. */
const deepest = 2

/**
 * Cleans what lies in an office document: a picture, a film, a sound, another document. Told by its bytes: names lie.
 * Throws for what cannot be cleaned.
 */
export function embeddedCleaner(depth = 0): CleanEmbedded {
  return async (bytes) => {
    if (bytes.length === 0) return bytes
    if (bytes.toString('latin1', 0, 4) === 'PK\u0003\u0004') {
      if (depth >= deepest) throw new Error('documents within documents')
      return cleanOffice(bytes, embeddedCleaner(depth + 1))
    }
    if (!isRecording(bytes)) return Buffer.from(cleanPicture(bytes))
    return patched(bytes, await planRecording(sourceIn(bytes)))
  }
}
