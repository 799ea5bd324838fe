/** What can be seen of a long list, in px from its top. */
export type Seen = { top: number; height: number }

/**
 * The indexes of the items that are drawn: those in sight, as much again above and below, and the one that has the
 * keyboard, which must not lose it when it is scrolled away. Items stand in rows of `columns`, each `rowHeight` px
 * with its gap.
 */
export function drawnIndexes(
  { top, height }: Seen,
  {
    count,
    columns,
    rowHeight,
    active,
  }: { count: number; columns: number; rowHeight: number; active: number },
): number[] {
  const rows = Math.ceil(count / columns)
  const firstRow = clamp(Math.floor((top - height) / rowHeight), rows)
  const lastRow = clamp(Math.ceil((top + 2 * height) / rowHeight), rows)
  const first = firstRow * columns
  const last = Math.min(count, lastRow * columns)
  const drawn = Array.from({ length: Math.max(0, last - first) }, (_, index) => first + index)
  if (active < 0 || active >= count || (active >= first && active < last)) return drawn
  return active < first ? [active, ...drawn] : [...drawn, active]
}

function clamp(row: number, rows: number): number {
  return Math.min(rows, Math.max(0, row))
}
