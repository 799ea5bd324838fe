import { parseFile } from 'music-metadata'
import { limitTime } from '../contract/time-limit'
import { mp4Facts, type RecordingFacts } from './mp4'

const nothing: RecordingFacts = { duration: null, takenAt: '', takenOffset: '' }

/** Reading a header takes no longer, in ms; some damaged streams are searched to their end. */
const patience = 4000

/** Files of boxes (ISO/IEC 14496-12) are read by us: the library tells no length of a film without sound. */
const boxed = /^(audio|video)\/(mp4|x-m4[abv]|quicktime|3gpp2?)$/

/**
 * The length of a film or a sound of this media type, and when a film was taken, read from its headers in pieces:
 * a file may be larger than memory. Tells nothing of other files and of what is broken; never throws.
 */
export async function recordingFacts(path: string, type: string): Promise<RecordingFacts> {
  if (!/^(audio|video)\//.test(type) && type !== 'application/ogg') return nothing
  try {
    return boxed.test(type) ? await mp4Facts(path) : { ...nothing, duration: await lengthOf(path) }
  } catch {
    return nothing
  }
}

async function lengthOf(path: string): Promise<number | null> {
  const reading = parseFile(path, { duration: false, skipCovers: true })
  let callOff = (): void => undefined
  const late = new Promise<never>((_resolve, reject) => {
    callOff = limitTime(patience, () => {
      reject(new Error('no end of it'))
    })
  })
  try {
    const { format } = await Promise.race([reading, late])
    return milliseconds(format.duration)
  } finally {
    callOff()
  }
}

function milliseconds(seconds: number | undefined): number | null {
  if (seconds === undefined || !Number.isFinite(seconds) || seconds <= 0) return null
  return Math.round(seconds * 1000)
}
