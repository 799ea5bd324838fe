import { evidenceWindow, isInWindow } from './application'
import { found, type CheckFinding, type CheckPlace, type CheckSource } from './check'
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
    const { id, title, shows, note, date, dateUntil, attachments } = piece
    const head = headOfPiece(piece)
    const add = (rule: CheckFinding['rule'], field: FieldOfEvidence, words = {}): void => {
      findings.push(found(rule, id, { ...head, place: { kind: 'evidence', evidence: id, field }, words }))
    }
    // As the filter of the evidence counts them, wherever they stand.
    if (!proof.cited.has(id))
      findings.push(
        found('evidence.unnamed', id, { ...head, place: placeOfNaming(piece), words: { evidence: id } }),
      )
    if (!isInBook(piece)) {
      add('evidence.unplaced', 'places')
      continue
    }
    if (attachments.length === 0 && note.trim() === '') add('evidence.empty', 'files')
    if (title === '') add('evidence.untitled', 'title')
    if (shows.trim() === '') add('evidence.unexplained', 'shows')
    const isDated = date !== '' || dateUntil !== ''
    const isBackwards = date !== '' && dateUntil !== '' && dateUntil < date
    // Something that goes on may end later: only its first day must have come.
    const isToCome = (date || dateUntil) > today
    if (!isDated) add('evidence.undated', 'date')
    else if (isBackwards || isToCome)
      add('evidence.days', isBackwards ? 'until' : 'date', { from: date, until: dateUntil })
    else if (isInWindow(period, date, dateUntil) === false)
      add('evidence.outside', 'date', { from: date, until: dateUntil })
    if (piece.places.every(({ strand }) => strand === null)) add('evidence.unsorted', 'places')
  }
  return findings
}

/** The answer in which it could be named. */
function placeOfNaming({ id, places }: Evidence): CheckPlace {
  for (const { section, strand } of places) {
    if (strand !== null) return { kind: 'answer', section, strand, edition: 'first' }
  }
  return { kind: 'evidence', evidence: id, field: 'places' }
}

type FieldOfEvidence = Extract<CheckPlace, { kind: 'evidence' }>['field']
