import { serve } from '../contract/rpc'
import { linkToEngine } from '../contract/worker-link'
import { pressRequests } from '../contract/workers'
import { print } from './print'

/* The press: lays out and writes one PDF, in a process that may be ended at any time. */

const link = await linkToEngine()
serve({ table: pressRequests, methods: { print }, link, logBug: console.error })
link.onClose(() => {
  process.exit(0)
})
