import type { FileHandle } from 'node:fs/promises'
import { open, rm, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { setImmediate } from 'node:timers/promises'
import type { Call } from '../contract/table'
import type { PrintOrder, PrintResult } from '../domain/book'
import { Failure } from '../domain/failure'
import { fontsOn, type Page } from './boxes'
import { createPace, type Pace } from './pace'
import type { Document } from './document'
import { embedFonts, type Faces } from './fonts'
import { openDocument, paint, type Painted } from './paint'
import type { SetBook } from './set-book'

/**
 * Writes a book that was set as a PDF to `order.out`, which must not exist; the file is whole and on the disk when this
 * returns, and gone when it throws. Steps of the progress: `paint` (its counts are pages). Throws `cancelled`, `disk.full`,
 * `export.notWritable`.
 */
export async function printBook(
  order: PrintOrder,
  { book, pages, wording, paper }: SetBook,
  { faces, call }: { faces: Faces; call: Call },
): Promise<PrintResult> {
  const document = openDocument(book, { paper, now: order.now })
  const weights: number[] = []
  const painted = { book, pages, wording, pictures: order.pictures ?? {}, weights }
  const bytes = await writePages(document, painted, { out: order.out, faces, pace: createPace(call) })
  call.progress({ done: pages.length, total: pages.length, step: 'paint' })
  return {
    bytes,
    pages: pages.length,
    chapters: chaptersOf(pages),
    pictures: picturesOf(pages),
    weights,
    gaps: book.gaps,
  }
}

/** Paints pages into a file that does not exist yet; it is whole when this returns, and gone when it throws. Returns the bytes. */
export async function writePages(
  document: Document,
  painted: Painted,
  { out, faces, pace }: { out: string; faces: Faces; pace: Pace },
): Promise<number> {
  embedFonts(document, faces, { language: painted.book.language, names: fontsOn(painted.pages) })
  return write(document, out, () => paintAll(document, painted, pace))
}

async function paintAll(document: Document, painted: Painted, pace: Pace): Promise<void> {
  await paint(document, painted, { pace, drained: () => drained(document) })
  document.end()
}

/** pdfkit does not wait for the disk; so much may lie in memory, in bytes, before the next page waits. */
const mostWaiting = 8 * 1024 * 1024

async function drained(document: Document): Promise<void> {
  while (document.readableLength > mostWaiting && !document.destroyed) await setImmediate()
}

/** Writes what `work` draws, up to the disk itself. Returns the bytes. */
async function write(document: Document, out: string, work: () => Promise<void>): Promise<number> {
  let file: FileHandle | null = null
  try {
    file = await open(out, 'wx')
    // `flush` brings it to the disk itself before the file is closed.
    const written = pipeline(document, file.createWriteStream({ flush: true }))
    // Whichever fails first ends the other: a full disk the drawing, a cancel the writing.
    await Promise.all([written, endingOnFailure(document, work())])
    const { size } = await stat(out)
    return size
  } catch (error) {
    await file?.close().catch(() => undefined)
    if (file) await rm(out, { force: true })
    throw writeFailure(error)
  }
}

async function endingOnFailure(document: Document, work: Promise<void>): Promise<void> {
  try {
    await work
  } catch (error) {
    document.destroy(error instanceof Error ? error : new Error(String(error)))
    throw error
  }
}

function writeFailure(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code)) return new Failure('disk.full', {}, { cause: error })
  if (['EACCES', 'EPERM', 'EROFS', 'ENOENT'].includes(code))
    return new Failure('export.notWritable', {}, { cause: error })
  return error
}

function picturesOf(pages: readonly Page[]): PrintResult['pictures'] {
  const found = new Map<string, { path: string; width: number; height: number }>()
  for (const box of pages.flatMap(({ boxes }) => boxes)) {
    if (box.kind !== 'image') continue
    const { path, width, height } = box
    if (width > (found.get(path)?.width ?? 0)) found.set(path, { path, width, height })
  }
  return [...found.values()]
}

function chaptersOf(pages: readonly Page[]): PrintResult['chapters'] {
  return pages.flatMap(({ chapter }, index) =>
    chapter?.isOpening && chapter.section !== null
      ? [{ section: chapter.section, title: chapter.title, page: index + 1 }]
      : [],
  )
}
