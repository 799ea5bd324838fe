import type { PhotoLayout } from '../domain/book-options'

/** A row of photos, from one up to and without another. */
export type PhotoRow = { from: number; to: number }

/** Most photos in a row. */
const longestRow = 6

/** Photos of one row are not more unlike than this: the widest would make a strip of the narrowest. */
const mostUnlike = 4.5

/** Wished height of a row in pt by the count of photos: the more there are, the smaller each is. */
function wishedHeight(count: number): number {
  if (count <= 2) return 150
  if (count === 3) return 115
  if (count === 4) return 140
  if (count <= 9) return 105
  return count <= 24 ? 88 : 72
}

/** Photos in a row where the school has said so. */
const rowCounts: Readonly<Record<PhotoLayout, number | null>> = {
  '': null,
  one: 1,
  two: 2,
  three: 3,
  sheet: 6,
}

/** As few rows as hold them all, about equally full: seven in rows of three are 3, 2, 2. */
function evenRows(count: number, most: number): PhotoRow[] {
  const rows = Math.ceil(count / most)
  const ends = Array.from({ length: rows }, (_, index) => Math.ceil((count * (index + 1)) / rows))
  return ends.map((to, index) => ({ from: ends[index - 1] ?? 0, to }))
}

/**
 * Parts photos into rows that fill the width, so that the heights of the rows are near the wished one and
 * near each other (least sum of squares of their logarithms, over all ways to part them).
 * @param ratios width by height
 * @param space width of the text and distance between photos in pt
 */
export function chooseRows(
  ratios: readonly number[],
  { room, gap }: { room: number; gap: number },
  layout: PhotoLayout = '',
): PhotoRow[] {
  const wishedCount = rowCounts[layout]
  if (wishedCount !== null) return evenRows(ratios.length, wishedCount)
  const wished = wishedHeight(ratios.length)
  const costs = [0]
  const starts = [0]
  for (let end = 1; end <= ratios.length; end++) {
    let best = Infinity
    let sum = 0
    let narrowest = Infinity
    let widest = 0
    for (let start = end - 1; start >= Math.max(0, end - longestRow); start--) {
      const ratio = ratios[start] ?? 1
      sum += ratio
      narrowest = Math.min(narrowest, ratio)
      widest = Math.max(widest, ratio)
      if (start < end - 1 && widest > narrowest * mostUnlike) break
      const height = (room - gap * (end - start - 1)) / sum
      const cost = (costs[start] ?? 0) + Math.log(height / wished) ** 2
      if (cost >= best) continue
      best = cost
      starts[end] = start
    }
    costs[end] = best
  }
  const rows: PhotoRow[] = []
  for (let to = ratios.length; to > 0; to = starts[to] ?? 0) rows.unshift({ from: starts[to] ?? 0, to })
  return rows
}
