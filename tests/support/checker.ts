import { serve } from '../../electron/contract/rpc'
import { checkerRequests } from '../../electron/contract/workers'
import { checkerMethods } from '../../electron/engine/copy-check'
import type { StartWorker } from '../../electron/engine/workers'
import { line } from './line'

/** The checker's real work in this process, whatever does the work of the others. */
export function checkingHere(others: StartWorker): StartWorker {
  return (kind) => {
    if (kind !== 'checker') return others(kind)
    const { near, far } = line()
    const logBug = (bug: unknown) => {
      throw bug
    }
    serve({ table: checkerRequests, methods: checkerMethods, link: far, logBug })
    return { link: near, end: () => undefined }
  }
}
