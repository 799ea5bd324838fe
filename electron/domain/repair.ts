/*
 * What a damaged database is saved into, and what is told about it.
 */

/** Of what `verify` found the originals that may be found again elsewhere, by their hashes. */
export function lostOriginals(findings: readonly { code: string; what: string }[]): string[] {
  return findings
    .filter(({ code }) => code === 'file.missing' || code === 'file.changed')
    .map(({ what }) => what)
}

/** What a reader calls the rows of a portfolio that may be lost. */
export const repairedKinds = [
  'portfolio',
  'form',
  'answers',
  'plans',
  'evidence',
  'places',
  'files',
  'originals',
  'people',
  'consent',
  'comments',
  'versions',
  'exports',
  'submissions',
  'contributions',
  'settings',
  'copies',
] as const
export type RepairedKind = (typeof repairedKinds)[number]

/** Rows of one kind: how many were saved, and how many are lost; null where that cannot be told. */
export type Repaired = { kind: RepairedKind; saved: number; lost: number | null }

export type RepairReport = {
  /** Only kinds of which something was there. */
  kinds: Repaired[]
  /** Pieces of evidence that stand nowhere now, since what they stood under, or their own words, are lost. */
  unplaced: number
  /** Originals whose evidence is lost, gathered into one new piece. */
  found: number
  /** What the damaged file is called in `backups/`, where it is kept untouched. */
  damaged: string
}
