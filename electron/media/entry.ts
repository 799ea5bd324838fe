import { constants, setPriority } from 'node:os'
import { serve } from '../contract/rpc'
import { linkToEngine } from '../contract/worker-link'
import { mediaRequests } from '../contract/workers'
import { scrubbedError } from '../domain/scrub'
import { cleanFile } from './clean-file'
import { documentText } from './document-text'
import { findFaces } from './faces'
import { drawPictures, lookAt } from './renditions'
import { shrinkPicture } from './shrink'
import { warmUp } from './warm-up'

/* The media worker: decodes what comes from outside, in a process that may be ended at any time. */

// Pictures take all that nobody else needs: the window, and the files that are still being copied, come first.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL)

const link = await linkToEngine()
const { emit } = serve({
  table: mediaRequests,
  methods: { warmUp, lookAt, drawPictures, shrinkPicture, documentText, cleanFile, findFaces },
  link,
  // The engine keeps the log.
  logBug: (error) => {
    emit({ bug: scrubbedError(error) })
  },
})
link.onClose(() => {
  process.exit(0)
})
