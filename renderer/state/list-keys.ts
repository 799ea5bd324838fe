/** Where a key moves the focus in a list of `count` items that stand in rows of `columns`; null for other keys. */
export function nextIndex(
  key: string,
  index: number,
  { count, columns, page }: { count: number; columns: number; page: number },
): number | null {
  const last = count - 1
  const within = (wanted: number): number => Math.min(last, Math.max(0, wanted))
  if (key === 'ArrowLeft') return columns > 1 ? within(index - 1) : null
  if (key === 'ArrowRight') return columns > 1 ? within(index + 1) : null
  if (key === 'ArrowUp') return index - columns < 0 ? index : index - columns
  // Into a last row that is shorter, to its end.
  if (key === 'ArrowDown') return isInLastRow(index, last, columns) ? index : within(index + columns)
  if (key === 'PageUp') return within(index - page * columns)
  if (key === 'PageDown') return within(index + page * columns)
  if (key === 'Home') return 0
  return key === 'End' ? last : null
}

/** All from one to the other, both included, in the list's order. */
export function idsBetween(ids: readonly string[], one: number, other: number): string[] {
  return ids.slice(Math.min(one, other), Math.max(one, other) + 1)
}

export function setOf(ids: readonly string[]): ReadonlySet<string> {
  return new Set(ids)
}

/** What has the focus once some are gone: the next one that stays, else the one before, else none. */
export function nextAfter(ids: readonly string[], gone: ReadonlySet<string>, from: string): string | null {
  const index = ids.indexOf(from)
  const after = ids.slice(index + 1).find((id) => !gone.has(id))
  return after ?? ids.slice(0, Math.max(0, index)).findLast((id) => !gone.has(id)) ?? null
}

export function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const others = new Set(ids)
  if (!others.delete(id)) others.add(id)
  return others
}

export function indexesOf(ids: readonly string[]): ReadonlyMap<string, number> {
  return new Map(ids.map((id, index) => [id, index]))
}

function isInLastRow(index: number, last: number, columns: number): boolean {
  return Math.floor(index / columns) === Math.floor(last / columns)
}
