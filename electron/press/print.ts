import { createWriteStream } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'
import type { PrintOrder, PrintResult } from '../domain/book'
import type { Call } from '../contract/table'
import { Failure } from '../domain/failure'
import type { Book } from './blocks'
import type { Page } from './boxes'
import { compose, type KnownPages } from './compose'
import { coverPage } from './cover'
import { loadFonts, type Fonts } from './fonts'
import { measureBook } from './measure'
import { createPainter, openDocument } from './paint'
import { anchorPages, paginate, type TextArea } from './paginate'
import { margins, papers } from './theme'

/** Rounds of composing until the printed page numbers agree; two are usual, a third when numbers push a line over. */
const mostRounds = 5

/** The text area of a sheet, in pt. */
export function textArea(paper: { width: number; height: number }): TextArea {
  return {
    left: margins.left,
    top: margins.top,
    width: paper.width - margins.left - margins.right,
    height: paper.height - margins.top - margins.bottom,
  }
}

/** Composes, measures and paginates until every printed page number is the real one. */
export function layOut(
  order: Pick<PrintOrder, 'source' | 'draft' | 'paper'>,
  fonts: Fonts,
): { book: Book; pages: Page[] } {
  const paper = papers[order.paper]
  const area = textArea(paper)
  let known: KnownPages = new Map()
  for (let round = 1; ; round++) {
    const book = compose(order.source, { pages: known, draft: order.draft })
    const pages = [coverPage(book, paper, fonts), ...paginate(measureBook(book, area.width, fonts), area)]
    const found = anchorPages(pages)
    if (round === mostRounds || isSame(found, known)) return { book, pages }
    known = found
  }
}

function isSame(a: KnownPages, b: KnownPages): boolean {
  return a.size === b.size && [...a].every(([name, page]) => b.get(name) === page)
}

/**
 * Prints a portfolio into `order.out`, which must not exist. Throws `cancelled`, `disk.full`, `export.notWritable`;
 * then the file is removed.
 */
export async function print(order: PrintOrder, { signal, progress }: Call): Promise<PrintResult> {
  try {
    return await write(order, { signal, progress })
  } catch (error) {
    await rm(order.out, { force: true })
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new Failure('disk.full', {}, { cause: error })
    if (['EACCES', 'EPERM', 'EROFS'].includes(code))
      throw new Failure('export.notWritable', { name: '' }, { cause: error })
    throw error
  }
}

async function write(order: PrintOrder, { signal, progress }: Call): Promise<PrintResult> {
  const { source, now } = order
  const paper = papers[order.paper]
  progress({ done: 0, total: 1, step: 'compose' })
  await breathe(signal)
  // The title is known before the layout, which needs the document's fonts.
  const { title, author } = compose(source, { pages: new Map(), draft: order.draft })
  const document = openDocument({ language: source.language, title, author, now, paper })
  const fonts = loadFonts(document, order.fonts)
  const { book, pages } = layOut(order, fonts)
  await breathe(signal)

  const file = createWriteStream(order.out, { flags: 'wx' })
  const finished = new Promise<void>((resolve, reject) => {
    file.once('finish', resolve)
    file.once('error', reject)
  })
  // A failed write is thrown when it is waited for; until then it must not count as unhandled.
  finished.catch(() => undefined)
  document.pipe(file)
  try {
    const painter = createPainter(document, book, pages.length)
    for (const [index, page] of pages.entries()) {
      progress({ done: index, total: pages.length, step: 'paint' })
      painter.paintPage(page, index + 1)
      await breathe(signal)
      if (file.errored) throw file.errored
    }
    painter.end()
    await finished
  } catch (error) {
    file.destroy()
    throw error
  }
  await flush(order.out)
  return { bytes: file.bytesWritten, pages: pages.length, chapters: chapterPages(order, pages) }
}

/** Lets the message of a cancel in. */
async function breathe(signal: AbortSignal): Promise<void> {
  await setImmediate()
  if (signal.aborted) throw new Failure('cancelled')
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function chapterPages({ source }: PrintOrder, pages: readonly Page[]): PrintResult['chapters'] {
  const found = anchorPages(pages)
  return source.sections.map(({ id, title }) => ({
    section: id,
    title,
    page: found.get(`section-${id}`) ?? 0,
  }))
}
