import { hasChanges, type ComparedRow } from '../../electron/domain/compare'

/** Rows that differ, with one row around them for the eye; `null` stands for what was left out. */
export function nearChanges(rows: readonly ComparedRow[]): (ComparedRow | null)[] {
  const near = rows.map((_, index) => [index - 1, index, index + 1].some((at) => isChangedAt(rows, at)))
  const shown: (ComparedRow | null)[] = []
  rows.forEach((row, index) => {
    // One row left out would not be shorter than the mark that stands for it.
    const isAlone = near[index - 1] !== false && near[index + 1] !== false
    if (near[index] || isAlone) shown.push(row)
    else if (shown.at(-1) !== null) shown.push(null)
  })
  return shown
}

function isChangedAt(rows: readonly ComparedRow[], at: number): boolean {
  const row = rows[at]
  return row !== undefined && hasChanges([row])
}
