import type { Box, MeasuredChapter, Page, Piece } from './boxes'

/** The text area of a page: its place and size in pt. */
export type TextArea = { left: number; top: number; width: number; height: number }

/**
 * Fills pages with pieces, in order. What is kept together goes to the next page together when it does not fit; what
 * is kept together and is longer than a page breaks where the page ends. Each chapter begins on a new page.
 */
export function paginate(chapters: readonly MeasuredChapter[], area: TextArea): Page[] {
  const pages: Page[] = []
  for (const chapter of chapters) pages.push(...paginateChapter(chapter, area))
  return pages
}

function paginateChapter({ section, title, pieces }: MeasuredChapter, area: TextArea): Page[] {
  const pages: Page[] = []
  let used = 0
  let page = newPage()

  function newPage(): Page {
    const fresh: Page = { chapter: title, section, boxes: [], anchors: [] }
    pages.push(fresh)
    used = 0
    return fresh
  }

  function put(piece: Piece): void {
    const isTop = used === 0
    if (isTop && piece.repeats) putAt(piece.repeats, 0)
    putAt(piece, used === 0 ? 0 : isTop ? 0 : piece.before)
  }

  function putAt(piece: Piece, before: number): void {
    const y = area.top + used + before
    for (const box of piece.boxes) page.boxes.push(shifted(box, area.left, y))
    if (piece.anchor) page.anchors.push({ ...piece.anchor, y })
    used += before + piece.height
  }

  const heightOf = (run: readonly Piece[]) =>
    run.reduce((sum, piece, index) => {
      const before = used === 0 && index === 0 ? (piece.repeats?.height ?? 0) : piece.before
      return sum + before + piece.height
    }, 0)

  for (const run of keptTogether(pieces)) {
    if (run[0]?.newPage && used > 0) page = newPage()
    if (used > 0 && used + heightOf(run) > area.height) {
      const freshHeight = run.reduce(
        (sum, piece, index) => sum + (index === 0 ? 0 : piece.before) + piece.height,
        0,
      )
      const head = run[0]?.repeats?.height ?? 0
      if (freshHeight + head <= area.height) page = newPage()
    }
    for (const piece of run) {
      if (used > 0 && used + piece.before + piece.height > area.height) page = newPage()
      put(piece)
    }
  }
  return pages
}

/** Rows of pieces of which each but the last is kept with the next. */
function keptTogether(pieces: readonly Piece[]): Piece[][] {
  const runs: Piece[][] = []
  let run: Piece[] = []
  for (const piece of pieces) {
    run.push(piece)
    if (piece.keepWithNext) continue
    runs.push(run)
    run = []
  }
  if (run.length > 0) runs.push(run)
  return runs
}

function shifted(box: Box, x: number, y: number): Box {
  return { ...box, x: box.x + x, y: box.y + y }
}

/** Page numbers, from 1, by the name of what stands there. */
export function anchorPages(pages: readonly Page[]): Map<string, number> {
  return new Map(pages.flatMap((page, index) => page.anchors.map(({ name }) => [name, index + 1] as const)))
}
