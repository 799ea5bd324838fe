import { paperOf, type Paper } from '../domain/book-options'
import type { PrintOrder } from '../domain/book'
import type { openAnnex } from './annex-file'
import type { Book, Cover } from './blocks'
import type { Page } from './boxes'
import { composeBook } from './compose'
import { readAnnexes } from './compose-annexes'
import { loadFonts, type Fonts } from './fonts'
import { furnish } from './furnish'
import { layOut } from './layout'
import type { Pace } from './pace'
import type { Document } from './document'
import { openDocument } from './paint'
import { readPhotoSizes } from './photo-files'
import { createWording, type Wording } from '../domain/wording'

/** A book on its pages, and the document whose fonts they are measured with. */
export type SetBook = {
  book: Book & { cover: Cover }
  pages: Page[]
  document: Document
  wording: Wording
  paper: Paper
}

/** What a press that sets books again and again keeps between them: opened annexes, and fonts that know how wide words are. */
type KeptTools = { open?: typeof openAnnex; fonts?: Fonts }

/** Composes, measures and paginates. Steps of the progress: `pictures`, `annexes`, `compose`, `measure`. */
export async function setBook(order: PrintOrder, pace: Pace, keptTools: KeptTools = {}): Promise<SetBook> {
  const { source, options } = order
  const paper = paperOf(options.paper, options.orientation)
  const wording = createWording(source.language)
  const photos = await readPhotoSizes(source, pace)
  const annexes = await readAnnexes(source, pace, keptTools.open)
  await pace({ done: 0, total: 1, step: 'compose' })
  const book = composeBook(order, photos, annexes)
  const document = openDocument(book, { paper, now: order.now })
  const fonts = keptTools.fonts ?? loadFonts(document, order.fonts, source.language)
  const bare = await layOut(book, { paper, fonts, pace })
  const running = {
    school: source.school,
    title: `${book.cover.eyebrow} ${source.cycle}`,
    draft: order.draft,
    wording,
  }
  return { book, pages: furnish(bare, running, { paper, fonts }), document, wording, paper }
}
