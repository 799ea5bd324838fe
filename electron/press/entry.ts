import { serve } from '../contract/rpc'
import { linkToEngine } from '../contract/worker-link'
import { pressRequests } from '../contract/workers'
import { scrubbedError } from '../domain/scrub'
import { createPress } from './press'

/* The press: lays out and writes the PDF, in a process of its own that may be ended at any time. */

const link = await linkToEngine()
const { emit } = serve({
  table: pressRequests,
  methods: createPress(),
  link,
  // The engine keeps the log.
  logBug: (error) => {
    emit({ bug: scrubbedError(error) })
  },
})
link.onClose(() => {
  process.exit(0)
})
