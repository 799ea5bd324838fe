import { serve } from '../contract/rpc'
import { linkToEngine } from '../contract/worker-link'
import { checkerRequests } from '../contract/workers'
import { scrubbedError } from '../domain/scrub'
import { checkerMethods } from './copy-check'

/* The checker: reads copies of the database to their end, in a process of its own. It never sees the one that is open. */

const link = await linkToEngine()
const { emit } = serve({
  table: checkerRequests,
  methods: checkerMethods,
  link,
  // The engine keeps the log.
  logBug: (error) => {
    emit({ bug: scrubbedError(error) })
  },
})
link.onClose(() => {
  process.exit(0)
})
