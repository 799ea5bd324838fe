import { paperOf } from '../domain/book-options'
import type { PrintResult } from '../domain/book'
import type { ListOrder } from '../domain/printed-list'
import { createWording } from '../domain/wording'
import type { Call } from '../contract/table'
import { composePrintedList } from './compose-printed-list'
import { fontsOf, type Faces } from './fonts'
import { furnish } from './furnish'
import { layOut } from './layout'
import { createPace } from './pace'
import { openDocument } from './paint'
import { writePages } from './print'

/**
 * Prints a list to `order.out`, which must not exist; the file is whole when this returns, and gone when it throws.
 * Throws `cancelled`, `disk.full`, `export.notWritable`.
 */
export async function printList(
  { list, paper: size, out, now }: ListOrder,
  { faces, call }: { faces: Faces; call: Call },
): Promise<Pick<PrintResult, 'bytes' | 'pages'>> {
  const pace = createPace(call)
  const wording = createWording(list.language)
  const paper = paperOf(size, 'portrait')
  const book = composePrintedList(list)
  const fonts = fontsOf(faces, list.language)
  const bare = await layOut(book, { paper, fonts, pace })
  const running = { school: list.lines[0] ?? '', title: list.title, mark: null, wording }
  const pages = furnish(bare, running, { paper, fonts })
  const document = openDocument(book, { paper, now })
  const painted = { book, pages, wording, pictures: {}, weights: [] }
  const bytes = await writePages(document, painted, { out, faces, pace })
  return { bytes, pages: pages.length }
}
