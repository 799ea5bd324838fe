import { serve } from '../../electron/contract/rpc'
import { mediaRequests, pressRequests } from '../../electron/contract/workers'
import type { StartWorker } from '../../electron/engine/workers'
import { cleanFile } from '../../electron/media/clean-file'
import { documentText } from '../../electron/media/document-text'
import { findFaces } from '../../electron/media/faces'
import { drawPictures, lookAt } from '../../electron/media/renditions'
import { shrinkPicture } from '../../electron/media/shrink'
import { warmUp } from '../../electron/media/warm-up'
import { line } from './line'
import { createPress } from '../../electron/press/press'

const mediaMethods = { warmUp, lookAt, drawPictures, shrinkPicture, documentText, cleanFile, findFaces }

/** The media worker's real work in this process; what crosses is copied, as between processes. */
export const mediaHere: StartWorker = () => workersHere('media')

/** Both workers' real work in this process. */
export const workersHere: StartWorker = workersNoting((bug) => {
  throw bug
})

/** The same for work whose files may be gone before it is done: as in the app, a worker may fail. */
export const workersThatMayFail: StartWorker = workersNoting(() => undefined)

function workersNoting(logBug: (bug: unknown) => void): StartWorker {
  return (kind) => {
    const { near, far } = line()
    let isEnded = false
    // What one that was ended was doing then is nobody's any more: its files may be gone.
    const note = (bug: unknown): void => {
      if (!isEnded) logBug(bug)
    }
    if (kind === 'media') serve({ table: mediaRequests, methods: mediaMethods, link: far, logBug: note })
    else serve({ table: pressRequests, methods: createPress(), link: far, logBug: note })
    const end = (): void => {
      isEnded = true
    }
    return { link: near, end }
  }
}

/** A worker that dies of whatever it is asked. */
export const mediaThatDies: StartWorker = () => {
  const { near, cut } = line()
  return { link: { ...near, post: cut }, end: () => undefined }
}
