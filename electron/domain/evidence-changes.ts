import { compareTexts, type ComparedRow } from './compare'
import { plainText } from './rich-text'
import type { Place } from './section'
import { submittedStrands, type SubmissionContents, type SubmittedEvidence } from './submission'

/** One thing that is said otherwise. Of a kind, a level and a date the values stand here: the window has their words. */
export type EvidenceDifference =
  | { part: 'title' | 'shows' | 'note' | 'places' | 'files' | 'links'; rows: ComparedRow[] }
  | { part: 'kind' | 'level' | 'date'; then: string; now: string }

/** `renumbered`: nothing but its number is another. */
export type EvidenceChange = {
  kind: 'added' | 'removed' | 'renumbered' | 'changed'
  id: string
  number: { then: string | null; now: string | null }
  title: string
  differences: EvidenceDifference[]
}

/** Compares the evidence that was handed in with what is placed now, in the book's order; what is gone comes last. */
export function compareEvidence(then: SubmissionContents, now: SubmissionContents): EvidenceChange[] {
  const before = new Map(then.evidence.map((piece) => [piece.id, piece]))
  const after = new Set(now.evidence.map(({ id }) => id))
  const [placesThen, placesNow] = [placeNames(then), placeNames(now)]
  const there = now.evidence.flatMap((piece): EvidenceChange[] => {
    const old = before.get(piece.id)
    const { id, title } = piece
    const number = { then: old?.number ?? null, now: piece.number }
    if (!old) return [{ kind: 'added', id, number, title, differences: [] }]
    const differences = differencesOf(old, piece, { placesThen, placesNow })
    if (differences.length > 0) return [{ kind: 'changed', id, number, title, differences }]
    return old.number === piece.number ? [] : [{ kind: 'renumbered', id, number, title, differences: [] }]
  })
  const gone = then.evidence
    .filter(({ id }) => !after.has(id))
    .map(({ id, title, number }): EvidenceChange => ({
      kind: 'removed',
      id,
      number: { then: number, now: null },
      title,
      differences: [],
    }))
  return [...there, ...gone]
}

type PlaceNames = (places: readonly Place[]) => string

function differencesOf(
  then: SubmittedEvidence,
  now: SubmittedEvidence,
  { placesThen, placesNow }: Record<'placesThen' | 'placesNow', PlaceNames>,
): EvidenceDifference[] {
  const texts = {
    title: [then.title, now.title],
    shows: [plainText(then.shows), plainText(now.shows)],
    note: [plainText(then.note), plainText(now.note)],
    files: [fileLines(then), fileLines(now)],
    links: [linkLines(then), linkLines(now)],
  } as const
  const values = {
    kind: [then.kind, now.kind],
    level: [then.level, now.level],
    date: [dateOf(then), dateOf(now)],
  } as const
  const isElsewhere = placeKeys(then) !== placeKeys(now)
  // A file that was replaced by another of the same name reads the same, and is not.
  const isOtherFile = then.files.map(({ hash }) => hash).join() !== now.files.map(({ hash }) => hash).join()
  return [
    ...(['title', 'shows', 'note', 'files', 'links'] as const)
      .filter((part) => texts[part][0] !== texts[part][1] || (part === 'files' && isOtherFile))
      .map((part) => ({ part, rows: compareTexts(...texts[part]) })),
    ...(['date', 'kind', 'level'] as const)
      .filter((part) => values[part][0] !== values[part][1])
      .map((part) => ({ part, then: values[part][0], now: values[part][1] })),
    ...(isElsewhere
      ? [{ part: 'places' as const, rows: compareTexts(placesThen(then.places), placesNow(now.places)) }]
      : []),
  ]
}

/** A day, or the first and the last as ISO 8601 writes an interval. */
function dateOf({ date, dateUntil }: SubmittedEvidence): string {
  return dateUntil === '' ? date : `${date}/${dateUntil}`
}

function placeKeys({ places }: SubmittedEvidence): string {
  return places
    .map(({ section, strand }) => strand ?? section)
    .sort()
    .join()
}

/** Places as the school counts them: `3.2`, or the section's title while the claim is open. */
function placeNames(contents: SubmissionContents): PlaceNames {
  const strands = submittedStrands(contents)
  const titles = new Map(contents.sections.map(({ id, title }) => [id, title]))
  return (places) =>
    places
      .map(({ section, strand }) => (strand && strands.get(strand)?.number) ?? titles.get(section) ?? section)
      .join(', ')
}

/** Names with the beginning of the hash, which tells two photos of the same name apart. */
function fileLines({ files }: SubmittedEvidence): string {
  return files
    .map(({ name, caption, hash }) => [name, caption, hash.slice(0, 8)].filter(Boolean).join(' · '))
    .join('\n')
}

function linkLines({ links }: SubmittedEvidence): string {
  return links.map(({ url, caption }) => [url, caption].filter(Boolean).join(' · ')).join('\n')
}
