import { existsSync } from 'node:fs'
import type { Call, Methods } from '../contract/table'
import type { pressRequests } from '../contract/workers'
import type { PrintOrder } from '../domain/book'
import { openAnnex, type OpenedAnnex } from './annex-file'
import { openFaces, type Faces } from './fonts'
import { createPace } from './pace'
import { createPreview } from './preview'
import { printBook } from './print'
import { printList } from './print-list'
import { setBook, type SetBook } from './set-book'

/**
 * The press: what it has found out once it keeps, since a book is looked at before it is printed, and set again after each
 * change. Most of the time goes into how wide words are; of a book that is set again nearly all are known.
 */
export function createPress(): Methods<typeof pressRequests> {
  let faces: Faces | null = null
  // Files of a portfolio never change, so that one that was opened stays as it is, unless it vanishes.
  const annexes = new Map<string, Promise<OpenedAnnex>>()
  let last: { of: string; set: SetBook } | null = null

  function facesIn(folder: string): Faces {
    if (faces?.folder !== folder) faces = openFaces(folder)
    return faces
  }

  function openOnce(path: string): Promise<OpenedAnnex> {
    let opened = existsSync(path) ? annexes.get(path) : undefined
    if (!opened) annexes.set(path, (opened = openAnnex(path)))
    return opened
  }

  /** What a book is made of: its order, and which of the annexes that were opened are still there. */
  function madeOf({ source, options, draft, fonts }: PrintOrder): string {
    const annexesThere = [...annexes.keys()].filter((path) => existsSync(path))
    return JSON.stringify([source, options, draft, fonts, annexesThere])
  }

  /** Sets a book, unless it is the one that was set last. */
  async function set(order: PrintOrder, call: Call): Promise<SetBook> {
    if (last?.of === madeOf(order)) return last.set
    const tools = { faces: facesIn(order.fonts), open: openOnce }
    const book = await setBook(order, createPace(call), tools)
    last = { of: madeOf(order), set: book }
    return book
  }

  return {
    print: async (order, call) =>
      printBook(order, await set(order, call), { faces: facesIn(order.fonts), call }),
    printList: (order, call) => printList(order, { faces: facesIn(order.fonts), call }),
    ...createPreview({ set, facesIn }),
  }
}
