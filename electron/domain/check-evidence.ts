import { evidenceWindow, isInWindow, type Period } from './application'
import { found, type CheckFinding, type CheckPlace, type CheckRule, type CheckSource } from './check'
import type { Evidence } from './evidence'

/** What a piece is called, and where it belongs. What is placed nowhere is not in the book, and belongs to no section. */
export function headOfPiece({ number, title, places }: Evidence): {
  section: CheckFinding['section']
  where: { number: string; title: string }
} {
  return { section: places[0]?.section ?? null, where: { number: number ?? '', title } }
}

/** A piece that stands somewhere is in the book: only of these anything else is asked than a place. */
export function isInBook({ places }: Evidence): boolean {
  return places.length > 0
}

/** What is missing or odd about the pieces themselves. */
export function checkEvidence(source: CheckSource): CheckFinding[] {
  const { evidence, application, portfolio, today, proof } = source
  const period = evidenceWindow(application, portfolio.cycle)
  const findings: CheckFinding[] = []
  for (const piece of evidence) {
    const { section, where } = headOfPiece(piece)
    // As the filter of the evidence counts them, wherever they stand.
    if (!proof.cited.has(piece.id)) {
      const words = { evidence: piece.id }
      findings.push(
        found('evidence.unnamed', piece.id, { section, where, place: placeOfNaming(piece), words }),
      )
    }
    for (const [rule, field, words] of faultsOf(piece, { period, today })) {
      const place = { kind: 'evidence', evidence: piece.id, field } as const
      findings.push(found(rule, piece.id, { section, where, place, ...(words ? { words } : {}) }))
    }
  }
  return findings
}

type Fault = [rule: CheckRule, field: FieldOfEvidence, words?: CheckFinding['words']]

function faultsOf(piece: Evidence, { period, today }: { period: Period; today: string }): Fault[] {
  const { title, shows, note, date, dateUntil, attachments, places } = piece
  if (!isInBook(piece)) return [['evidence.unplaced', 'places']]
  const faults: Fault[] = []
  if (attachments.length === 0 && note.trim() === '') faults.push(['evidence.empty', 'files'])
  if (title === '') faults.push(['evidence.untitled', 'title'])
  if (shows.trim() === '') faults.push(['evidence.unexplained', 'shows'])
  const words = { from: date, until: dateUntil }
  // Something that goes on may end later: only its first day must have come.
  if (date === '' && dateUntil === '') faults.push(['evidence.undated', 'date'])
  else if (date !== '' && dateUntil !== '' && dateUntil < date) faults.push(['evidence.days', 'until', words])
  else if ((date || dateUntil) > today) faults.push(['evidence.days', 'date', words])
  else if (isInWindow(period, date, dateUntil) === false) faults.push(['evidence.outside', 'date', words])
  if (places.every(({ strand }) => strand === null)) faults.push(['evidence.unsorted', 'places'])
  return faults
}

/** The answer in which it could be named. */
function placeOfNaming({ id, places }: Evidence): CheckPlace {
  for (const { section, strand } of places) {
    if (strand !== null) return { kind: 'answer', section, strand, edition: 'first' }
  }
  return { kind: 'evidence', evidence: id, field: 'places' }
}

type FieldOfEvidence = Extract<CheckPlace, { kind: 'evidence' }>['field']
