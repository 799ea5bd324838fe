import type { BookPhoto, BookSource } from '../../electron/domain/book'
import { paperOf, standardOptions, type Paper } from '../../electron/domain/book-options'
import type { Book } from '../../electron/press/blocks'
import type { Page } from '../../electron/press/boxes'
import { composeBook } from '../../electron/press/compose'
import { openFonts, type Fonts } from '../../electron/press/fonts'
import { layOut } from '../../electron/press/layout'
import { fontsFolder } from './fixtures'

const fontsByLanguage = new Map<string, Fonts>()

function fontsOf(language: BookSource['language']): Fonts {
  const fonts = fontsByLanguage.get(language) ?? openFonts(fontsFolder, language)
  fontsByLanguage.set(language, fonts)
  return fonts
}

/** compose -> measure -> paginate, without a file: photos have the sizes that the source gives. */
export async function setBook(
  source: BookSource,
  paper: Paper = paperOf('A4', 'portrait'),
): Promise<{ book: Book; pages: Page[] }> {
  const photos = source.sections
    .flatMap(({ strands, evidence }) => [...strands.flatMap((strand) => strand.evidence), ...evidence])
    .flatMap(({ attachments }) => attachments.filter((each): each is BookPhoto => each.role === 'photo'))
  if (source.photo) photos.push(source.photo)
  const sizes = new Map(photos.filter(({ path }) => path !== null).map((photo) => [photo, photo]))
  const book = composeBook(
    { source, options: standardOptions, draft: false, now: '2026-11-23T08:00:00Z' },
    sizes,
  )
  const pages = await layOut(book, { paper, fonts: fontsOf(source.language), pace: () => Promise.resolve() })
  return { book, pages }
}
