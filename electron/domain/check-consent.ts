import { found, type CheckFinding, type CheckRule, type CheckSource } from './check'
import { headOfPiece, isInBook } from './check-evidence'
import { isHeldBack } from './consent'
import type { Evidence, FileAttachment } from './evidence'

/**
 * Photos and films that are held back, of which nobody has said who can be seen, or that should no longer be kept. Consent
 * belongs to a file: each is named once, where it stands first. A piece of which nothing would be left in the book stands
 * for all of its files.
 */
export function checkConsent({ evidence, today }: CheckSource): CheckFinding[] {
  const findings: CheckFinding[] = []
  const seen = new Set<string>()
  for (const piece of evidence) {
    if (!isInBook(piece)) continue
    const isBare = isLeftBare(piece)
    let isNamed = false
    for (const each of piece.attachments) {
      if (each.role === 'link' || seen.has(each.file.hash)) continue
      const rule = ruleFor(each, today)
      if (rule === null) continue
      if (rule === 'consent.heldBack' && isBare) {
        if (!isNamed) findings.push(findingOf('consent.bare', piece.id, piece, each))
        isNamed = true
        continue
      }
      seen.add(each.file.hash)
      findings.push(findingOf(rule, each.file.hash, piece, each))
    }
  }
  return findings
}

function ruleFor({ file }: FileAttachment, today: string): CheckRule | null {
  const { status, consent } = file
  if (isHeldBack(status)) return 'consent.heldBack'
  if (consent.keepUntil !== '' && consent.keepUntil < today) return 'consent.overdue'
  return status === 'unsaid' ? 'consent.unsaid' : null
}

/** Every one of its files is held back, and there is neither a note nor a link. */
function isLeftBare({ attachments, note }: Evidence): boolean {
  return (
    attachments.length > 0 &&
    note.trim() === '' &&
    attachments.every((each) => each.role !== 'link' && isHeldBack(each.file.status))
  )
}

function findingOf(
  rule: CheckRule,
  about: string,
  piece: Evidence,
  { id, name, file }: FileAttachment,
): CheckFinding {
  const { section, where } = headOfPiece(piece)
  return found(rule, about, {
    section,
    where: { ...where, file: rule === 'consent.bare' ? '' : name },
    place: { kind: 'attachment', evidence: piece.id, attachment: id, field: 'people' },
    words: { day: file.consent.keepUntil },
  })
}
