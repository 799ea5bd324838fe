import type { PrintOrder } from '../domain/book'
import { paperOf, type Paper } from '../domain/book-options'
import { createWording, type Wording } from '../domain/wording'
import type { openAnnex } from './annex-file'
import type { Book, Cover } from './blocks'
import type { Page } from './boxes'
import { composeBook } from './compose'
import { readAnnexes } from './compose-annexes'
import { fontsOf, type Faces } from './fonts'
import { furnish } from './furnish'
import { layOut } from './layout'
import type { Pace } from './pace'
import { readPhotoSizes } from './photo-files'

/** A book on its pages. */
export type SetBook = { book: Book & { cover: Cover }; pages: Page[]; wording: Wording; paper: Paper }

/** What books are set with: faces, which know how wide words are, and annexes that were opened before. */
type Tools = { faces: Faces; open: typeof openAnnex }

/** A sample says so first: it must not be handed in. */
function markOf({ source, draft }: PrintOrder, { say }: Wording): string | null {
  const marks = [source.isSample ? say('book.sample') : '', draft ? say('book.draft') : '']
  return marks.filter((each) => each !== '').join(' · ') || null
}

/** Composes, measures and paginates. Steps of the progress: `pictures`, `annexes`, `compose`, `measure`. */
export async function setBook(order: PrintOrder, pace: Pace, { faces, open }: Tools): Promise<SetBook> {
  const { source, options } = order
  const paper = paperOf(options.paper, options.orientation)
  const wording = createWording(source.language)
  const photos = await readPhotoSizes(source, pace)
  const annexes = await readAnnexes(source, pace, open)
  await pace({ done: 0, total: 1, step: 'compose' })
  const book = composeBook(order, photos, annexes)
  const fonts = fontsOf(faces, source.language)
  const bare = await layOut(book, { paper, fonts, pace })
  const running = {
    school: source.school,
    title: `${book.cover.eyebrow} ${source.cycle}`,
    mark: markOf(order, wording),
    wording,
  }
  return { book, pages: furnish(bare, running, { paper, fonts }), wording, paper }
}
