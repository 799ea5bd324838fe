import type { Box, MeasuredChapter, Page, Piece } from './boxes'
import { columnWidth, gridStep, wholeArea, type TextArea } from './theme'

/** A card goes to the next page as a whole when it leaves no more than this share of the page free. */
const largestGap = 0.27

/**
 * Fills the pages of a chapter with its pieces, in order, column by column. What is kept together goes to the next page
 * together where it does not fit; what is kept together and longer than a page is parted where a page ends. A
 * chapter has at least one page.
 */
export function paginate({ section, title, pieces, isWide }: MeasuredChapter, whole: TextArea): Page[] {
  const area = isWide ? wholeArea(whole) : whole
  const pages: Page[] = []
  // How far the page is filled, in pt from the top of the text area.
  let used = 0
  let column = 0
  let page = addPage()

  function addPage(): Page {
    const isOpening = pages.length === 0
    const fresh: Page = { chapter: { title, section, isOpening }, boxes: [], furniture: [], anchors: [] }
    pages.push(fresh)
    used = 0
    column = 0
    return fresh
  }

  /** The next column, of this page or the next one. */
  function goOn(): void {
    if (column + 1 >= area.columns) {
      page = addPage()
      return
    }
    column += 1
    used = 0
  }

  function put(piece: Piece): void {
    if (used === 0 && piece.repeats) putAt(piece.repeats, 0)
    putAt(piece, topOf(piece, used))
  }

  function putAt(piece: Piece, top: number): void {
    const x = area.left + column * (columnWidth(area) + area.gap)
    const y = area.top + top
    const boxes = used === 0 ? piece.boxes : [...piece.bridge, ...piece.boxes]
    for (const box of boxes) page.boxes.push(moved(box, x, y))
    if (piece.anchor) page.anchors.push({ ...piece.anchor, x, y })
    used = top + piece.height
  }

  /**
   * Puts a run on this page, made smaller on this page, or on the next one; where nothing helps, as far as it
   * goes.
   */
  function putRun(whole: readonly Piece[]): void {
    let run = whole
    if (!fits(run)) {
      const smaller = fittingSmaller(run)
      if (smaller) run = smaller
      else if (endOf(run, 0) <= area.height) goOn()
    }
    for (const piece of run) {
      if (!fits([piece])) goOn()
      put(piece)
    }
  }

  const fits = (run: readonly Piece[]) => used === 0 || endOf(run, used) <= area.height
  /** No smaller than it need be to fit on this page; null when it never does. */
  function fittingSmaller(run: readonly Piece[]): Piece[] | null {
    let smaller = makeSmaller(run)
    while (smaller && !fits(smaller)) smaller = makeSmaller(smaller)
    return smaller
  }

  const isCalmGap = () => area.height - used <= area.height * largestGap

  for (const group of runsOf(pieces, (piece) => piece.keepWithNext || piece.keepIfCalm)) {
    const isWhole = fits(group) || fittingSmaller(group) !== null
    if (isWhole || (isCalmGap() && endOf(group, 0) <= area.height)) putRun(group)
    else for (const run of runsOf(group, (piece) => piece.keepWithNext)) putRun(run)
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

/**
 * The same with all that can be smaller, by one step; null when nothing can. Better a smaller photo than a page left half
 * empty.
 */
function makeSmaller(run: readonly Piece[]): Piece[] | null {
  if (!run.some(({ smaller }) => smaller?.())) return null
  const result: Piece[] = []
  for (let index = 0; index < run.length; index++) {
    const piece = run[index]
    if (!piece) break
    const smaller = piece.smaller?.()
    if (!smaller) {
      result.push(piece)
      continue
    }
    const { before, anchor } = piece
    result.push(...smaller.pieces.map((each, place) => (place === 0 ? { ...each, before, anchor } : each)))
    index += smaller.count - 1
  }
  return result
}

/** Runs of pieces of which each but the last is kept with the next. */
function runsOf(pieces: readonly Piece[], isKept: (piece: Piece) => boolean): Piece[][] {
  const runs: Piece[][] = []
  let run: Piece[] = []
  for (const piece of pieces) {
    run.push(piece)
    if (isKept(piece)) continue
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
