import type { Paper } from '../domain/book-options'
import type { Block, Book, Chapter } from './blocks'
import type { Page } from './boxes'
import { setCover } from './cover'
import type { Fonts } from './fonts'
import { createHyphenations } from './hyphenation'
import { createMeasure, namesPage, type PageNumbers } from './measure'
import type { Pace } from './pace'
import { anchorPages, paginate } from './paginate'
import { textArea, themes, type TextArea } from './theme'

/** From this round on a page number is never set shorter than before, so that rounds come to an end. */
const firmRound = 4

/**
 * Sets a book on pages. The contents and other references need page numbers that are known only when all is
 * set: it is set again with those of the round before until they stay the same. Rounds after the first
 * measure only what names a page.
 * @param pace asked between blocks; throws to end the work
 */
export async function layOut(
  book: Book,
  { paper, fonts, pace }: { paper: Paper; fonts: Fonts; pace: Pace },
): Promise<Page[]> {
  const area = textArea(paper)
  const measure = createMeasure(area, { language: book.language, fonts, hyphenate: createHyphenations() })
  const cover = book.cover && setCover(book.cover, { paper, fonts, theme: themes[book.theme] })
  const blocks = book.chapters.flatMap(({ blocks: all, isWide = false }) =>
    all.map((block) => ({ block, isWide })),
  )
  await measureAll(blocks)

  // A chapter that names no page stands as it stood in the round before.
  const settled = new Map<Chapter, Page[]>()
  const pagesOf = (chapter: Chapter): Page[] => {
    const known = settled.get(chapter)
    if (known) return known
    const pages = [...paginate(measure.chapter(chapter, numbers), area), ...foreignPages(chapter, area)]
    if (!chapter.blocks.some(namesPage)) settled.set(chapter, pages)
    return pages
  }

  let numbers: PageNumbers = new Map()
  for (let round = 1; ; round++) {
    const pages = cover ? [cover] : []
    for (const chapter of book.chapters) {
      await pace()
      pages.push(...pagesOf(chapter))
    }
    const found = labels(anchorPages(pages), round < firmRound ? null : numbers)
    if (isSame(found, numbers)) return pages
    numbers = found
  }

  async function measureAll(all: readonly { block: Block; isWide: boolean }[]): Promise<void> {
    for (const [index, { block, isWide }] of all.entries()) {
      await pace({ done: index, total: all.length, step: 'measure' })
      measure.block(block, new Map(), isWide)
    }
  }
}

/** Pages of another document, each as large as the text area allows and never larger than it was, in its middle. */
function foreignPages({ foreign = [], title, section, label = '' }: Chapter, area: TextArea): Page[] {
  return foreign.map(({ page, element, number }): Page => {
    const scale = Math.min(1, area.width / page.width, area.height / page.height)
    const width = page.width * scale
    const height = page.height * scale
    const x = area.left + (area.width - width) / 2
    const y = area.top + (area.height - height) / 2
    return {
      chapter: { title, section, isOpening: false },
      boxes: [{ kind: 'foreign', x, y, width, height, page, element }],
      furniture: [],
      anchors: [],
      label: `${label}-${number}`,
    }
  })
}

/**
 * Numbers as they are set. Digits are all of one width, so only a number's length can move a line: when it
 * may not become shorter than in `before` (a figure space fills it up), lengths can change only so often.
 */
function labels(pages: ReadonlyMap<string, number>, before: PageNumbers | null): PageNumbers {
  const length = (name: string) => before?.get(name)?.length ?? 0
  return new Map([...pages].map(([name, page]) => [name, String(page).padStart(length(name), '\u2007')]))
}

function isSame(a: PageNumbers, b: PageNumbers): boolean {
  return a.size === b.size && [...a].every(([name, page]) => b.get(name) === page)
}
