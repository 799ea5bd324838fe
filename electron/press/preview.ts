import type { Paper } from '../domain/book-options'
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rename } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type { Call } from '../contract/table'
import type { LaidBook, LaidPage, PrintOrder } from '../domain/book'
import { fontsOn, type PlacedAnchor, type Page } from './boxes'
import { languageOf, type Element } from './elements'
import { embedFonts, type Faces } from './fonts'
import { openDocument, paintPage } from './paint'
import type { SetBook } from './set-book'
import { columnWidth, textArea } from './theme'

/*
 * The pages as they would be printed, one by one. What is on a page makes its key: a page whose key is known need not be
 * drawn again.
 */

type Kept = SetBook & { order: PrintOrder; keys: string[] }

/** Lays books out and draws single pages of the last one. */
export function createPreview({
  set,
  facesIn,
}: {
  set: (order: PrintOrder, call: Call) => Promise<SetBook>
  facesIn: (folder: string) => Faces
}): {
  layBook: (order: PrintOrder, call: Call) => Promise<LaidBook>
  drawPage: (wanted: { key: string; out: string }) => Promise<{ isDrawn: boolean }>
} {
  let kept: Kept | null = null

  return {
    layBook: async (order, call) => {
      const book = await set(order, call)
      const keys = book.pages.map((page) => keyOf(page, order))
      kept = { ...book, order, keys }
      const { width, height } = book.paper
      const places = placesOf(book.pages, book.paper)
      return {
        width,
        height,
        pages: keys.map((key, index): LaidPage => ({ key, places: places[index] ?? [] })),
        gaps: book.book.gaps,
        pictures: [
          ...new Set(
            book.pages.flatMap(({ boxes }) =>
              boxes.flatMap((box) => (box.kind === 'image' ? [box.path] : [])),
            ),
          ),
        ],
      }
    },
    drawPage: async ({ key, out }) => {
      const page = kept?.pages[kept.keys.indexOf(key)]
      if (!kept || !page) return { isDrawn: false }
      const { book, order, paper } = kept
      const document = openDocument(book, { paper, now: order.now, isTagged: false })
      embedFonts(document, facesIn(order.fonts), {
        language: order.source.language,
        names: fontsOn([page]),
      })
      const aside = `${out}.part`
      const written = pipeline(document, createWriteStream(aside))
      paintPage(document, page, book.theme)
      document.end()
      await written
      await rename(aside, out)
      return { isDrawn: true }
    },
  }
}

/** What is seen, without what is only told; letterforms are those of a text's own language. */
function keyOf({ boxes, furniture }: Page, { options, source }: PrintOrder): string {
  const { paper, orientation, theme } = options
  const look = [paper, orientation, theme, source.language, boxes, furniture]
  const seen = JSON.stringify(look, (name, value: unknown) => {
    if (name === 'element') return languageOf(value as Element | null)
    if (name === 'target' || name === 'word') return undefined
    return name === 'file' ? (value as { path: string }).path : value
  })
  return createHash('sha256').update(seen).digest('hex')
}

/** Which part of a page belongs to which anchor: from the anchor to the next one, over columns and pages. */
function placesOf(pages: readonly Page[], paper: Paper): LaidPage['places'][] {
  const area = textArea(paper)
  const whole = { x: area.left, width: area.width, top: area.top, bottom: area.top + area.height }
  let current: string | null = null
  return pages.map(({ anchors, chapter, boxes }) => {
    if (!chapter) current = null
    const isParted = area.columns > 1 && boxes.some(({ x }) => x >= area.left + columnWidth(area) + area.gap)
    const columns = isParted
      ? Array.from({ length: area.columns }, (_, index) => ({
          ...whole,
          x: area.left + index * (columnWidth(area) + area.gap),
          width: columnWidth(area),
        }))
      : [whole]
    return columns.flatMap(({ x, width, top, bottom }) => {
      const own = anchors.filter((anchor: PlacedAnchor) => !isParted || Math.abs(anchor.x - x) < 1)
      const starts = own.map(({ name, y }) => ({ name, y: Math.max(top, y - 4) }))
      const places: LaidPage['places'] = []
      const first = starts[0]?.y ?? bottom
      if (current !== null && first > top + 8)
        places.push({ anchor: current, x, y: top, width, height: first - top })
      for (const [index, { name, y }] of starts.entries()) {
        const end = starts[index + 1]?.y ?? bottom
        if (end > y) places.push({ anchor: name, x, y, width, height: end - y })
        current = name
      }
      return places
    })
  })
}
