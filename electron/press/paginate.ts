import type { Box, MeasuredChapter, Page, Piece } from './boxes'
import { gridStep, type TextArea } from './theme'

/**
 * Fills the pages of a chapter with its pieces, in order. What is kept together goes to the next page together where
 * it does not fit; what is kept together and longer than a page is parted where a page ends. A chapter has at least one page.
 */
export function paginate({ section, title, pieces }: MeasuredChapter, area: TextArea): Page[] {
  const pages: Page[] = []
  // How far the page is filled, in pt from the top of the text area.
  let used = 0
  let page = addPage()

  function addPage(): Page {
    const isOpening = pages.length === 0
    const fresh: Page = { chapter: { title, section, isOpening }, boxes: [], furniture: [], anchors: [] }
    pages.push(fresh)
    used = 0
    return fresh
  }

  function put(piece: Piece): void {
    if (used === 0 && piece.repeats) putAt(piece.repeats, 0)
    putAt(piece, topOf(piece, used))
  }

  function putAt(piece: Piece, top: number): void {
    const y = area.top + top
    const boxes = used === 0 ? piece.boxes : [...piece.bridge, ...piece.boxes]
    for (const box of boxes) page.boxes.push(moved(box, area.left, y))
    if (piece.anchor) page.anchors.push({ ...piece.anchor, y })
    used = top + piece.height
  }

  for (const run of keptTogether(pieces)) {
    if (used > 0 && endOf(run, used) > area.height && endOf(run, 0) <= area.height) page = addPage()
    for (const piece of run) {
      if (used > 0 && endOf([piece], used) > area.height) page = addPage()
      put(piece)
    }
  }
  return pages
}

/** Where a piece begins when the page is filled down to `used`; nothing is left free at the top of a page. */
function topOf({ before, onGrid }: Piece, used: number): number {
  if (used === 0) return 0
  const top = used + before
  // Sums of pt are not exact: a line that stands on the grid must not be moved to the next one.
  return onGrid ? Math.ceil(top / gridStep - 1e-6) * gridStep : top
}

/** How far the page is filled once these pieces follow, in pt. */
function endOf(run: readonly Piece[], used: number): number {
  let end = used
  for (const piece of run) {
    if (end === 0 && piece.repeats) end = piece.repeats.height
    end = topOf(piece, end) + piece.height
  }
  return end
}

/** Runs of pieces of which each but the last is kept with the next. */
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

function moved(box: Box, x: number, y: number): Box {
  return { ...box, x: box.x + x, y: box.y + y }
}

/** The pages, from 1, on which the anchors stand. */
export function anchorPages(pages: readonly Page[]): Map<string, number> {
  return new Map(pages.flatMap(({ anchors }, index) => anchors.map(({ name }) => [name, index + 1] as const)))
}
