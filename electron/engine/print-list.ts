import { connect } from '../contract/rpc'
import type { Call } from '../contract/table'
import { pressRequests } from '../contract/workers'
import type { PrintResult } from '../domain/book'
import type { ListOrder } from '../domain/printed-list'
import type { StartWorker } from './workers'

/** Prints a list by a press of its own. Throws `export.stopped`, `export.notWritable`, `disk.full`, `cancelled`. */
export async function printList(
  startWorker: StartWorker,
  order: ListOrder,
  { signal, progress }: Call,
): Promise<Pick<PrintResult, 'bytes' | 'pages'>> {
  const press = startWorker('press')
  const client = connect(pressRequests, {
    link: press.link,
    whenClosed: { code: 'export.stopped', words: {} },
  })
  try {
    return await client.printList(order, { signal, onProgress: progress })
  } finally {
    press.end()
  }
}
